"""Recognises which terms of collecting data somebody agreed to, and the ways in which somebody may be written to."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from analysis.field_names import all_words, words
from analysis.lazy_patterns import lazy_pattern
from analysis.name_tables import picking
from analysis.needs import Needs
from analysis.payload import Group, Leaf, Payload
from analysis.privacy_choices import CHOICE, MAPPED, chosen
from analysis.readings import text
from analysis.records import Observation
from analysis.remembered import Remembered
from analysis.surroundings import surroundings
from analysis.units import Detector

_STATES: Final = frozenset({
    "accepted", "agreed", "granted", "consented", "optedin", "allowed", "declined", "refused",
})  # fmt: skip
# Terms that a thing shows one by one, and words for what they let it collect.
_TERMS: Final = frozenset({
    "agreement", "agreements", "consent", "consents", "terms", "policies", "permissions", "privacy", "agreed", "optins",
})  # fmt: skip
_COLLECTED: Final = frozenset({
    "privacy", "ads", "ad", "advertising", "advertisement", "marketing", "viewing", "voice", "tracking", "analytics",
    "personalized", "personalised", "personalization", "personalisation", "interest", "diagnostics", "telemetry",
    "newsletter", "profiling", "usage", "location", "statistics", "cookies", "recommendations",
})  # fmt: skip
# Words that also name what nobody collects: believed in a code (USAGE_DATA), not in a sentence.
_VAGUE: Final = frozenset({
    "usage", "interest", "location", "voice", "viewing", "statistics", "ad", "recommendations", "diagnostics",
})  # fmt: skip
_KEYS: Final = (
    "code",
    "type",
    "id",
    "key",
    "name",
    "title",
    "purpose",
    "@code",
    "@type",
    "@id",
    "@key",
    "@name",
)
_CHANNEL_LISTS: Final = frozenset(
    {"consent", "consents", "consented", "consentedto", "optin", "optins", "marketingconsent"}
)
_CHANNELS: Final = frozenset({
    "email", "mail", "sms", "push", "web", "phone", "mobile", "call", "calls", "post", "letter", "whatsapp", "mms",
    "directmail", "rcs", "inapp",
})  # fmt: skip
_NOT_CHOSEN: Final = frozenset({
    "config", "configuration", "settings", "schema", "template", "default", "defaults", "labels", "texts", "translations",
    "available", "options", "choices", "required", "supported", "android", "manifest", "app", "browser", "features",
})  # fmt: skip
_CHOICE: Final = lazy_pattern(
    r"(?i)true|false|[01]|yes|no|accepted|declined|granted|denied|refused|on|off|[yn]"
)
_MOST_MEMBERS: Final = 12  # of a row
_LONGEST: Final = 300


def _plain(name: str) -> str:
    return "".join(words(name))


_AGREED: Final[Remembered[tuple[str, ...], str]] = Remembered(
    lambda names: next((name for name in names[:16] if _plain(name) in _STATES), "")
)
_IN_CHANNELS: Final = picking(lambda name: _plain(name) in _CHANNEL_LISTS, spelled=_CHANNEL_LISTS)


def _detect(payload: Payload) -> Iterator[Observation]:
    place = surroundings(payload)
    for group, names in place.shapes:
        state = _AGREED[names] if group.context == "body" else ""
        if state and _is_of_terms(group, state):
            leaf = group.members[state]
            why = "whether one thing is consented to"
            yield chosen(leaf.path, text(leaf.value), "agreed_terms.row", why)
    if place.picked(_IN_CHANNELS):
        for path, items in place.lists.items():
            if _is_of_channels(items):
                told = ", ".join(text(item.value) for item in items)[:_LONGEST]
                why = "what a person allowed or refused, as a list"
                yield chosen(path, told, "agreed_terms.channels", why)


def _is_of_terms(group: Group, state: str) -> bool:
    """``{"code": "VIEWING_INFORMATION", "accepted": "false"}`` among agreements."""
    if not 2 <= len(group.members) <= _MOST_MEMBERS or not _CHOICE.fullmatch(
        text(group.members[state].value)[:16]
    ):
        return False
    told = (group.members[key].value for key in _KEYS if key in group.members)
    said = _said([value[:60] for value in told if isinstance(value, str)])
    outer = all_words(group.names[-3:])
    return not outer.isdisjoint(_TERMS) and outer.isdisjoint(_NOT_CHOSEN) and not said.isdisjoint(_COLLECTED)


def _said(told: list[str]) -> frozenset[str]:
    codes = all_words(value for value in told if " " not in value.strip())
    return codes | (all_words(told) - _VAGUE)


def _is_of_channels(items: list[Leaf]) -> bool:
    """``{"$consent": ["email", "sms"]}``: ways in which a person agreed to be written to."""
    names = items[0].names
    if items[0].context != "body" or not names or _plain(names[-1]) not in _CHANNEL_LISTS:
        return False
    return all_words(names[-3:]).isdisjoint(_NOT_CHOSEN) and all(
        isinstance(item.value, str) and _plain(item.value[:24]) in _CHANNELS for item in items
    )


DETECTOR: Final = Detector(
    name="agreed_terms",
    version=1,
    categories={CHOICE: MAPPED},
    rules={
        "agreed_terms.row": "Accepted, agreed or declined beside the name of what is collected, in a row of agreements.",
        "agreed_terms.channels": "Ways of writing to somebody (email, sms, push) in a list named consent or opt in.",
    },
    detect=_detect,
    needs=Needs(objects=(_AGREED,), names=(_IN_CHANNELS,)),
)
