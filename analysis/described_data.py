"""Tells descriptions of data from data: schemas, examples, the words of an interface, rules, tests, published tables.

Forms: JSON Schema's ``properties`` (its Validation vocabulary, 6 and 9), OpenAPI's ``example`` and ``examples``, tables of
translations as translators' tools take them (``{"locale": "de", "strings": {"profile.firstName": "Vorname"}}``).
"""

from __future__ import annotations

import re
from typing import Final

from analysis.payload import Group, Payload
from analysis.published_tables import is_forecast, is_of_a_network
from analysis.surroundings import Surroundings, surroundings

_MAY_BE: Final = re.compile(
    r"xample|\.(?:minimum|maximum|default|const|enum|pattern|format)\b|trings|ranslations|i18n|l10n|ondition|lauses|argeting"
    r"|est_?[cC]ase|ixtures"
)
# A step of a document of an interface, and after it one that holds an example.
_EXAMPLE: Final = re.compile(
    r"(?:\.(?:paths|components|requestBody|responses|schemas?|properties|definitions|parameters)\b)"
    r".{0,400}\.examples?(?=[.\[]|\Z)"
)
# A case of a test of a program, and the name of one in a report (JUnit).
_TESTED: Final = re.compile(
    r"\.(?:test_?[cC]ases|fixtures)\[[0-9]{1,6}\]\.(?:.{0,80}\.)?(?:model|family|brand|device|os|ua)\Z"
    r"|\.testcase(?:\[[0-9]{1,6}\])?(?:\[\"@(?:class)?name\"\]|\.@(?:class)?name)"
)
# Whom a rule is for, in what a service keeps of its features and campaigns (LaunchDarkly, GrowthBook, Flagsmith).
_TARGETED: Final = re.compile(
    r"\.(?:rules|features?|flags?|segments?|experiments?|campaigns?|toggles)\b.{0,200}\.(?:conditions?|clauses|targeting)\b"
    r".{0,80}(?:countr(?:y|ies)|country_?[cC]ode|region|language|locale|age|gender|os|platform|version|browser)"
    r"(?:\[[0-9]{1,6}\]|\[\"\$\w{1,6}\"\])*\Z"
)
_BOUND: Final = re.compile(
    r"\.(?:exclusiveM|m)(?:in|ax)imum\Z|\.(?:default|const|pattern|format)\Z|\.enum\[[0-9]{1,6}\]\Z"
)
_TYPES: Final = frozenset({"string", "integer", "number", "boolean", "array", "object", "null"})
_WORDS: Final = re.compile(
    r"\.(?:strings|translations|i18n|l10n|localizations|ui_?strings)(?=[.\[]|\Z)", re.IGNORECASE
)
_LANGUAGES: Final = frozenset({"locale", "lang", "language", "languageCode", "language_code", "locales"})
_LEAST: Final = 3  # words of an interface


def is_described(path: str, payload: Payload) -> bool:
    """Whether the value at a path tells what data look like, or is a word that an interface shows, and nobody's datum."""
    if not path.startswith("body"):
        return False
    if "]." in path and _is_published(path, surroundings(payload)):
        return True
    if _MAY_BE.search(path) is None:
        return False
    if any(form.search(path) is not None for form in (_EXAMPLE, _TESTED, _TARGETED)):
        return True
    place = surroundings(payload)
    return _is_of_a_schema(path, place) or _is_shown(path, place)


def _is_published(path: str, place: Surroundings) -> bool:
    group = place.around(path)
    return group is not None and (is_forecast(group, place) or is_of_a_network(group, place))


def _is_of_a_schema(path: str, place: Surroundings) -> bool:
    """``$.properties.heartRate.maximum`` beside ``"type": "integer"``."""
    found = _BOUND.search(path)
    if found is None or ".properties" not in path:
        return False
    group = place.group(path[: found.start()])
    kind = group.members.get("type") if group is not None else None
    return kind is not None and kind.value in _TYPES


def _is_shown(path: str, place: Surroundings) -> bool:
    """A text in a table of an interface's words: beside the language, or called by names with points."""
    found = _WORDS.search(path)
    group = place.around(path) if found is not None else None
    if found is None or group is None or len(group.members) < _LEAST:
        return False
    if not all(isinstance(leaf.value, str) for leaf in group.members.values()):
        return False
    return _is_table(group) or _says_language(place.group(path[: found.start()]))


def _is_table(group: Group) -> bool:
    return sum("." in name for name in group.members) * 2 > len(group.members)


def _says_language(group: Group | None) -> bool:
    return group is not None and not _LANGUAGES.isdisjoint(group.members)
