"""Recognises identifiers of one installation of an app or one browser profile."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Final

from analysis.device_siblings import has_hardware
from analysis.field_names import all_words, words
from analysis.identifier_shapes import hash_name, is_hex, is_identifier, is_placeholder, is_uuid
from analysis.installation_items import (
    ANALYTICS,
    ANALYTICS_RULE,
    APPSFLYER,
    CLIENT,
    ITEMS,
    InstallationItem,
    is_analytics,
    is_appsflyer,
)
from analysis.lazy_patterns import lazy_pattern
from analysis.makers import is_of_huawei
from analysis.named_fields import FieldTable, named_in, observe
from analysis.needs import Needs
from analysis.payload import Leaf, Payload
from analysis.records import Confidence, Observation
from analysis.remembered import Remembered
from analysis.surroundings import Surroundings, surroundings
from analysis.units import Detector, Mapped

_CATEGORY: Final = "identifier.installation"
# One of several alike, as programs number their own copies: worker-3, web-prod-01.
_NUMBERED: Final = lazy_pattern(r"[A-Za-z]{2,20}(?:[-_.][A-Za-z]{2,20}){0,4}[-_.][0-9]{1,3}")
_OF_AUTHORISATION: Final = frozenset({
    "grant_type", "response_type", "redirect_uri", "client_secret", "code_challenge", "scope", "code_verifier", "audience",
    "refresh_token", "code", "client_assertion",
})  # fmt: skip
_MATOMO: Final = frozenset(
    {"idsite", "rec"}
)  # the two parameters that every hit of Matomo's tracking API has
_HITS: Final = frozenset({"tid", "t", "_p", "gtm", "sid", "idsite"})  # beside cid in hits of Google Analytics


_TABLE: Final = FieldTable({phrase: item for item in reversed(ITEMS) for phrase in item.phrases})
# Beside an installation's id where it registers with Google's messaging (c2dm/register3), or where its settings are fetched.
_SENDERS: Final = frozenset({
    "sender", "senderid", "xsubtype", "subtype", "xgmpappid", "gmpappid", "xscope", "authversion", "firebasetoken",
    "gcmsenderid", "gcmver", "xgcmver", "xgoogfirebaseinstallationsauth",
})  # fmt: skip
_MOST: Final = 64  # members that are looked at


def _fits(place: Surroundings, leaf: Leaf, names: tuple[str, ...], item: InstallationItem) -> bool:
    """Whether what stands around a value lets it be what its name says."""
    if _TABLE.find(names) is CLIENT:  # not the public id of an app that asks for authorisation
        return place.siblings(leaf.path).keys().isdisjoint(_OF_AUTHORISATION) and "oauth" not in all_words(
            names
        )
    if item is ANALYTICS and leaf.name == "cid":
        return not place.siblings(leaf.path).keys().isdisjoint(_HITS)
    if leaf.name == "cuid" and leaf.context == "path":
        return False  # a framework's hash of its own styles
    if words(leaf.name) == ("duid",) and has_hardware(place, leaf):
        return False  # a television's own number, and no domain's of its visitor
    if item.rule == "installation_id.beside_sender":
        return not _SENDERS.isdisjoint(
            "".join(words(name)) for name in islice(place.siblings(leaf.path), _MOST)
        )
    if leaf.name == "vid":
        return not place.siblings(leaf.path).keys().isdisjoint(("sid", "vids", "evt", "session_id", "tid"))
    return item.rule != "installation_id.huawei" or is_of_huawei(
        place.payload.transmission.host, place.siblings(leaf.path)
    )


_PUSH_NAMES: Final = ("push", "fcm", "apns", "gcm", "hms")
_OF_A_PUSH: Final = frozenset({"token", "id", "key", "reg"})


def _registers_push(names: tuple[str, ...]) -> str:
    """The name of the token of a push service in an object of few names with a bare UUID; ``""`` where there is none."""
    if len(names) > 12 or _OWN_UUID.isdisjoint(names):
        return ""
    spoken = ((words(name), name) for name in names)
    found = (
        name
        for said, name in spoken
        if said[:1] and said[0] in _PUSH_NAMES and not _OF_A_PUSH.isdisjoint(said)
    )
    return next(found, "")


_OWN_UUID: Final = frozenset({"uuid", "guid", "UUID"})
_REGISTERS: Final = Remembered(_registers_push)


def _registered(place: Surroundings) -> Iterator[Observation]:
    """``{"pushRegId": "…", "pushType": "APNS", "uuid": "…"}``: which installation a push token belongs to."""
    for group, names in place.shapes:
        token = _REGISTERS[names] if group.context == "body" else ""
        for name in (
            _OWN_UUID.intersection(names) if token and len(str(group.members[token].value)) >= 32 else ()
        ):
            leaf = group.members[name]
            if isinstance(leaf.value, str) and is_uuid(leaf.value) and not is_placeholder(leaf.value):
                yield observe(
                    leaf, category=_CATEGORY, name="installationId", rule="installation_id.beside_push",
                    reasoning=ITEMS[0].reasoning, confidence=Confidence.LIKELY,
                )  # fmt: skip


def _extended_ids(payload: Payload) -> Iterator[Observation]:
    """Identifiers that several companies share, in OpenRTB's ``eids`` (2.6, object UID): ``eids[].uids[].id``."""
    for group in payload.groups:
        leaf = group.members.get("id") if group.name == "uids" and "eids" in group.names[-3:] else None
        if leaf is not None and isinstance(leaf.value, str) and is_identifier(leaf.value):
            yield observe(
                leaf, category=_CATEGORY, name="browserId", rule="installation_id.extended",
                reasoning="an identifier of a person or browser that advertisers share (OpenRTB's eids)",
                confidence=Confidence.CERTAIN,
            )  # fmt: skip


_OF_MATOMO: Final = Remembered[tuple[str, ...], bool](lambda names: "_id" in names and set(names) >= _MATOMO)
_IS_UIDS: Final = Remembered[str, bool](lambda name: name == "uids")


def _matomo(payload: Payload) -> Iterator[Observation]:
    """``_id`` of Matomo's tracking API: 16 hexadecimal digits of a visitor (developer.matomo.org, "Tracking HTTP API")."""
    for group in payload.groups:
        leaf = group.members.get("_id")
        if leaf is not None and group.members.keys() >= _MATOMO and is_hex(str(leaf.value), 16):
            yield observe(
                leaf, category=_CATEGORY, name="browserId", rule=ANALYTICS_RULE, reasoning=ANALYTICS.reasoning,
                confidence=Confidence.CERTAIN,
            )  # fmt: skip


def _detect(payload: Payload) -> Iterator[Observation]:
    yield from _matomo(payload)
    yield from _extended_ids(payload)
    place = surroundings(payload)
    yield from _registered(place)
    for leaf, names, value in named_in(payload, _TABLE):
        item = _TABLE.find(names) if len(value) <= 256 else None
        if item is None:
            continue
        if is_appsflyer(value):
            item = APPSFLYER
        elif item is CLIENT and isinstance(leaf.value, str) and is_analytics(value):
            item = ANALYTICS
        if not item.shape(value) or _NUMBERED.fullmatch(value) or not _fits(place, leaf, names, item):
            continue
        certain = item.certain or (
            item.rule == "installation_id.named" and (is_uuid(value) or bool(hash_name(value)))
        )
        yield observe(
            leaf,
            category=_CATEGORY,
            name=item.property,
            rule=item.rule,
            reasoning=item.reasoning,
            confidence=Confidence.CERTAIN if certain else Confidence.LIKELY,
        )


DETECTOR: Final = Detector(
    name="installation_id",
    version=7,
    categories={
        _CATEGORY: Mapped(google="Device or other IDs", apple="Device ID", dpv="pd:Identifier", tcf="3"),
    },
    rules={
        "installation_id.named": "An identifier of 8 or more characters in a field named installation or instance id.",
        "installation_id.firebase": "22 characters beginning with c, d, e or f in a field named fid.",
        "installation_id.beside_sender": "The same in a field named app id, beside what registers with Google's messaging.",
        "installation_id.appsflyer": "Milliseconds and a random number in a field named uid or AppsFlyer id.",
        "installation_id.extended": "The id of an entry in the extended identifiers (eids) of an OpenRTB request.",
        "installation_id.client": "Random letters and digits in a field named client id, outside OAuth.",
        "installation_id.huawei": "A UUID in a field named aaid of a message in Huawei's manner.",
        "installation_id.analytics": "A visitor id of Google Analytics or Matomo, by name, form and what is beside it.",
        "installation_id.adobe": "38 digits in a field named for the visitor id of Adobe's services (mid, ECID).",
        "installation_id.browser": "An identifier of 8 or more characters in a field named visitor or anonymous id.",
        "installation_id.beside_push": "A UUID in a field named uuid and no more, beside the token of a push service.",
        "installation_id.meta_pixel": "fb.1.<time>.<random> in a field named fbp.",
    },
    detect=_detect,
    needs=Needs(fields=(_TABLE,), objects=(_OF_MATOMO, _REGISTERS), object_names=(_IS_UIDS,)),
)
