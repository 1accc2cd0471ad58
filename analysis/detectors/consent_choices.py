"""Recognises what a person allowed or refused in a consent manager: lists of purposes, switches, rows of services."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache, partial
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

# Words of lists that hold what was decided, and of the things decided on. Sources: the events and receipts of Didomi,
# Usercentrics, Sourcepoint, OneTrust, Cookiebot, Transcend, Ketch, iubenda, Osano, Axeptio and Klaro.
_DECIDED: Final = frozenset({
    "enabled", "disabled", "accepted", "rejected", "granted", "denied", "allowed", "refused", "consented", "declined",
    "optin",
    "optout",
})  # fmt: skip
_THINGS: Final = frozenset({
    "purposes", "purpose", "vendors", "vendor", "categories", "consents", "consent", "cookies", "services", "partners",
    "legint",
    "legitimate", "processors",
})  # fmt: skip
_STATES: Final = frozenset({
    "allowed", "granted", "consented", "status", "enabled", "accepted", "consent", "value", "choice", "given", "optedin",
    "denied", "rejected", "state", "selected", "transactiontype",
})  # fmt: skip
_PURPOSES: Final = frozenset({
    "advertising", "analytics", "marketing", "functional", "necessary", "performance", "targeting", "social",
    "personalization",
    "personalisation", "statistics", "preferences", "essential", "ads", "measurement", "socialmedia", "saleofinfo",
    "profiling",
    "strictlynecessary", "functionality", "unclassified", "retargeting", "thirdparty", "experience", "advertisement",
    "sale",
    "essentialservices", "uncategorized", "newsletter", "tracking", "security", "required", "crm", "adpersonalization",
    "comfort", "external", "personalisedads", "personalizedads", "productimprovement", "sharewithpartners", "datasharing",
    "shareusagedata", "thirdpartysharing", "crashreporting",
})  # fmt: skip
_NEEDED: Final = frozenset(
    {"necessary", "essential", "strictlynecessary", "essentialservices", "functional", "required"}
)
_AROUND: Final = frozenset({
    "consent", "consents", "gdpr", "ccpa", "cmp", "optanon", "cookiebot", "didomi", "usercentrics", "onetrust", "privacy",
    "cookieconsent", "tcf", "consented", "permissions", "cookie", "cookies", "optin", "legalbasiscode",
})  # fmt: skip
# What a consent manager may offer, and what a page says of it.
_NOT_CHOSEN: Final = frozenset({
    "config", "configuration", "settings", "schema", "template", "default", "defaults", "labels", "texts", "translations",
    "features", "flags", "plans", "available", "options", "modules", "required",
})  # fmt: skip
_CHOICE: Final = lazy_pattern(
    r"(?i)true|false|[01]|yes|no|granted|denied|opt[_ -]?(?:in|out)|accepted|rejected|given|refused|allowed|withdrawn"
    r"|confirmed|consented|declined|allow|deny|on|off|given|not_given|opted[_ -]?(?:in|out)"
    r"|igen|nem|s[iì]|ja|nej|nee|nein|oui|non|tak|nie|kyll[aä]|ei|da|nu|sim|evet|hay[iı]r|так|ні|да|нет|ναι|όχι|はい|いいえ|نعم|لا"
)
_LONGEST: Final = 300


def _flags_named(names: tuple[str, ...]) -> tuple[str, ...]:
    """The names of an object that are purposes; none where there are fewer than two."""
    found = tuple(name for name in names[:96] if "".join(words(name)) in _PURPOSES)
    return found if len(found) >= 2 else ()


_FLAGS: Final = Remembered[tuple[str, ...], tuple[str, ...]](_flags_named)


def _detect(payload: Payload) -> Iterator[Observation]:
    place = surroundings(payload)
    if not place.picked(_GATE) and not any(_OWN[group.name] for group in payload.groups):
        return
    speaks = cache(partial(_speaks, payload))  # the whole message is gone through for it
    for path, items in place.lists.items():
        names = items[0].names
        if not names or items[0].context != "body" or _DECIDED.isdisjoint(_glued(names[-1])):
            continue
        said = all_words(names[-3:])
        if said.isdisjoint(_THINGS) or not said.isdisjoint(_NOT_CHOSEN):
            continue
        if speaks() or not {"purposes", "consents", "consent"}.isdisjoint(said):
            yield _list(path, items)
    labelled: list[tuple[Leaf, str]] = []
    for group, names in place.shapes:
        if group.context == "body":
            yield from _flags(group, _FLAGS[names], speaks)
            labelled += _labelled(group)
    if len(labelled) >= 2 and speaks():
        for leaf, purpose in labelled:
            yield chosen(
                leaf.path, text(leaf.value), "consent_choices.row", f"whether {purpose} is consented to"
            )
    yield from _rows(payload, speaks)


def _may_tell(name: str) -> bool:
    return "".join(words(name)) in _PURPOSES | _STATES or not _DECIDED.isdisjoint(_glued(name))


def _glued(name: str) -> frozenset[str]:
    spoken = words(name)
    return frozenset((*spoken, "".join(spoken)))


_GATE: Final = picking(_may_tell, _DECIDED, _PURPOSES | _STATES | _DECIDED)
_OF_STATES: Final = picking(lambda name: "".join(words(name)) in _STATES, spelled=_STATES)


def _speaks(payload: Payload) -> bool:
    """Whether the message or where it is sent speaks of consent."""
    sent = payload.transmission
    if not _AROUND.isdisjoint(all_words((sent.host[:253], sent.path[:256]))):
        return True
    for leaf in payload.leaves[:400]:
        if not _AROUND.isdisjoint(all_words(leaf.names[-3:])) or "".join(words(leaf.name)) in _AROUND:
            return True
        if isinstance(leaf.value, str) and len(leaf.value) <= 64 and "consent" in leaf.value.lower():
            return True
    return False


def _list(path: str, items: list[Leaf]) -> Observation:
    told = ", ".join(text(item.value) for item in items)
    return chosen(
        path, told[:_LONGEST], "consent_choices.list", "what a person allowed or refused, as a list"
    )


def _flags(group: Group, names: tuple[str, ...], speaks: Callable[[], bool]) -> Iterator[Observation]:
    """Two or more purposes with yes or no: within what is named for consent, or with the one that cannot be refused."""
    if not names or not all(_is_choice(group.members[name]) for name in names):
        return
    outer = all_words(group.names[-3:])
    if not outer.isdisjoint(_NOT_CHOSEN):
        return
    plain = {"".join(words(name)) for name in names}
    if (len(plain) < 3 or plain.isdisjoint(_NEEDED)) and outer.isdisjoint(_THINGS | _AROUND) and not speaks():
        return
    for name in names:
        leaf = group.members[name]
        yield chosen(
            leaf.path, text(leaf.value), "consent_choices.flag", f"whether {name[:40]} is consented to"
        )


def _labelled(group: Group) -> list[tuple[Leaf, str]]:
    """``{"name": "analytics", "status": "no"}``: a purpose and what was decided on it."""
    if len(group.members) > 12:
        return []
    for key in ("name", "category", "purpose", "id", "key", "slug", "label"):
        named = group.members.get(key)
        if (
            named is not None
            and isinstance(named.value, str)
            and "".join(words(named.value[:40])) in _PURPOSES
        ):
            return [
                (leaf, named.value[:40])
                for name, leaf in group.members.items()
                if "".join(words(name)) in _STATES and _is_choice(leaf)
            ][:1]
    return []


def _rows(payload: Payload, speaks: Callable[[], bool]) -> Iterator[Observation]:
    """``{"purposes": {"analytics": {"allowed": false}}}``, ``{"consents": [{"templateId": …, "status": true}]}``."""
    for group in payload.groups:
        if not _OWN[group.name] or group.context != "body":
            continue
        for name, leaf in group.members.items():
            if isinstance(leaf.value, bool) and "".join(words(name)) not in _PURPOSES | _STATES | _NOT_CHOSEN:
                yield chosen(
                    leaf.path, text(leaf.value), "consent_choices.row", "whether one thing is consented to"
                )
    for leaf in surroundings(payload).leaves_of(_OF_STATES):
        names = leaf.names
        if len(names) < 2 or leaf.context != "body" or not _is_choice(leaf):
            continue
        within = names[-3:-1]
        said = all_words(within)
        if said.isdisjoint(("purposes", "consents", "vendors", "purpose")) or not said.isdisjoint(
            _NOT_CHOSEN
        ):
            continue
        if "consents" in said or speaks():
            yield chosen(
                leaf.path,
                text(leaf.value),
                "consent_choices.row",
                "whether one purpose or service is consented to",
            )


_OWN: Final = Remembered[str, bool](
    lambda name: (
        "".join(words(name))
        in ("consents", "consentpreferences", "consentchoices", "cookieconsents", "userconsents")
    )
)


def _is_choice(leaf: Leaf) -> bool:
    return isinstance(leaf.value, bool) or (
        isinstance(leaf.value, str | int) and _CHOICE.fullmatch(text(leaf.value)[:24]) is not None
    )


DETECTOR: Final = Detector(
    name="consent_choices",
    version=1,
    categories={CHOICE: MAPPED},
    rules={
        "consent_choices.list": "A list named accepted, rejected or enabled within purposes, vendors or categories.",
        "consent_choices.flag": "Yes or no for two or more purposes, within consent or beside what cannot be refused.",
        "consent_choices.row": "Yes or no in a field named allowed, granted or status, within purposes or consents.",
    },
    detect=_detect,
    needs=Needs(names=(_GATE,), object_names=(_OWN,)),
)  # fmt: skip
