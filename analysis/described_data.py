"""Tells descriptions of data from data: schemas, examples, the words of an interface, rules, tests, published tables.

Forms: JSON Schema's ``properties`` (its Validation vocabulary, 6 and 9), OpenAPI's ``example`` and ``examples``, tables of
translations as translators' tools take them (``{"locale": "de", "strings": {"profile.firstName": "Vorname"}}``).
"""

from __future__ import annotations

import re
from itertools import islice
from typing import Final

from analysis.lazy_patterns import lazy_pattern
from analysis.payload import Group, Payload
from analysis.published_tables import is_forecast, is_of_a_network
from analysis.surroundings import Surroundings, surroundings

_MAY_BE: Final = lazy_pattern(
    r"xample|\.(?:minimum|maximum|default|const|enum|pattern|format)\b|trings|ranslations|i18n|l10n|ondition|lauses|argeting"
    r"|est_?[cC]ase|ixtures|\.response\.jsonBody|\.httpResponse\.|\]\.request\.|\.exposes\[|Emulation\.|Match[.\[]|\.is\.|\.interactions\[|\[\""
)
# A step of a document of an interface, and after it one that holds an example.
_EXAMPLE: Final = lazy_pattern(
    r"(?:\.(?:paths|components|requestBody|responses|schemas?|properties|definitions|parameters)\b)"
    r".{0,400}\.examples?(?=[.\[]|\Z)"
)
# What a device may tell, in its definition (Zigbee2MQTT's ``exposes``).
# A device that a browser only plays: the capabilities of WebDriver, DevTools' emulation, as Lighthouse reports it.
# A case of a test of a program, and the name of one in a report (JUnit).
_TESTED: Final = lazy_pattern(
    r"\.(?:test_?[cC]ases|fixtures)\[[0-9]{1,6}\]\.(?:.{0,80}\.)?(?:model|family|brand|device|os|ua)\Z"
    r"|\.(?:mobileEmulation|screenEmulation|alwaysMatch|firstMatch(?:\[[0-9]{1,6}\])?)\."
    r"|\.exposes\[[0-9]{1,6}\]\.(?:.{0,80}\.)?value_(?:min|max|step)\Z"
    r"|\.testcase(?:\[[0-9]{1,6}\])?(?:\[\"@(?:class)?name\"\]|\.@(?:class)?name)"
)
# Whom a rule is for, in what a service keeps of its features and campaigns (LaunchDarkly, GrowthBook, Flagsmith).
_TARGETED: Final = lazy_pattern(
    r"\.(?:rules|features?|flags?|segments?|experiments?|campaigns?|toggles)\b.{0,200}\.(?:conditions?|clauses|targeting)\b"
    r".{0,80}(?:countr(?:y|ies)|country_?[cC]ode|region|language|locale|age|gender|os|platform|version|browser)"
    r"(?:\[[0-9]{1,6}\]|\[\"\$\w{1,6}\"\])*\Z"
)
_BOUND: Final = lazy_pattern(
    r"\.(?:exclusiveM|m)(?:in|ax)imum\Z|\.(?:default|const|pattern|format)\Z|\.enum\[[0-9]{1,6}\]\Z"
)
# What is asked in a Postman collection, and what a double of a service answers: WireMock, MockServer, mountebank.
_ANSWERED: Final = lazy_pattern(
    r"\.item\[[0-9]{1,6}\]\.request\.(?:body|url|header)\b|\.response\.jsonBody\b|\.httpResponse\.body\b|\.stubs\[[0-9]{1,6}\]\.responses\[[0-9]{1,6}\]\.is\."
)
_AGREED: Final = lazy_pattern(r"(.{0,200})\.interactions\[[0-9]{1,6}\]\.(?:request|response)\.")  # Pact
_TYPES: Final = frozenset({"string", "integer", "number", "boolean", "array", "object", "null"})
_WORDS: Final = lazy_pattern(
    r"\.(?:strings|translations|i18n|l10n|localizations|ui_?strings)(?=[.\[]|\Z)", re.IGNORECASE
)
_LANGUAGES: Final = frozenset({"locale", "lang", "language", "languageCode", "language_code", "locales"})
_LEAST: Final = 3  # words of an interface
_MOST: Final = 64  # of them that are looked at
_BLANK: Final = lazy_pattern(r"\{\{?[\w.:, ]{1,40}\}?\}|%(?:[0-9]\$)?[sdif@]|%\([\w]{1,40}\)s")
_NO_WORDS: Final = lazy_pattern(
    r"[0-9@_]|://"
)  # a text of an interface has no number, address or link of somebody
_TRANSLATED: Final = frozenset(
    {
        "i18n",
        "l10n",
        "locales",
        "translations",
        "translation",
        "strings",
        "lang",
        "texts",
        "localization",
        "xliff",
    }
)


def is_described(path: str, payload: Payload) -> bool:
    """Whether the value at a path tells what data look like, or is a word that an interface shows, and nobody's datum."""
    if not path.startswith("body"):
        return False
    if "]." in path and _is_published(path, surroundings(payload)):
        return True
    if _MAY_BE.search(path) is None:
        return False
    if any(form.search(path) is not None for form in (_EXAMPLE, _TESTED, _TARGETED, _ANSWERED)):
        return True
    place = surroundings(payload)
    return _is_of_a_schema(path, place) or _is_agreed(path, place) or is_shown(path, place)


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


def _is_agreed(path: str, place: Surroundings) -> bool:
    """What two programs promise one another in a contract that names both."""
    found = _AGREED.match(path) if ".interactions[" in path else None
    return found is not None and all(place.group(f"{found[1]}.{who}") for who in ("consumer", "provider"))


def is_shown(path: str, place: Surroundings) -> bool:
    """A text in a table of an interface's words: beside the language, or called by names with points."""
    found = _WORDS.search(path)
    if found is None and path.endswith('"]') and "." in path[path.rfind('["') :]:
        return _is_of_an_interface(place.around(path), place)
    group = place.around(path) if found is not None else None
    if found is None or group is None or len(group.members) < _LEAST:
        return False
    if not all(isinstance(leaf.value, str) for leaf in group.members.values()):
        return False
    return _is_table(group) or _says_language(place.group(path[: found.start()]))


def _is_of_an_interface(group: Group | None, place: Surroundings) -> bool:
    """Texts alone, called by names with points, with a blank to be filled or sent to where translations are."""
    members = dict(islice(group.members.items(), _MOST)) if group is not None else {}
    texts = [leaf.value for leaf in members.values() if isinstance(leaf.value, str)]
    if not _LEAST < len(texts) == len(members) or sum("." in name for name in members) * 2 <= len(members):
        return False
    plain = [_BLANK.sub("", said) for said in texts]
    if any(map(_NO_WORDS.search, plain)):
        return False
    spoken = sum(" " in said.strip() for said in texts) * 2 >= len(texts)
    told = len("".join(plain)) < len("".join(texts)) or not place.sent_words.isdisjoint(_TRANSLATED)
    return spoken and told


def _is_table(group: Group) -> bool:
    return sum("." in name for name in group.members) * 2 > len(group.members)


def _says_language(group: Group | None) -> bool:
    return group is not None and not _LANGUAGES.isdisjoint(group.members)
