"""Recognises identifiers of one installation of an app or one browser profile."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Final

import msgspec

from analysis.device_siblings import has_hardware
from analysis.field_names import all_words, words
from analysis.id_phrases import BROWSER, INSTALLATION
from analysis.identifier_shapes import hash_name, is_hex, is_identifier, is_placeholder, is_uuid
from analysis.makers import is_of_huawei
from analysis.named_fields import FieldTable, named_in, observe
from analysis.needs import Needs
from analysis.payload import Leaf, Payload
from analysis.records import Confidence, Observation
from analysis.remembered import Remembered
from analysis.surroundings import Surroundings, surroundings
from analysis.units import Detector, Mapped

_CATEGORY: Final = "identifier.installation"
_FIREBASE: Final = re.compile(
    r"[cdef][A-Za-z0-9_-]{21}"
)  # Firebase installation ids begin with the bits 0111
_APPSFLYER: Final = re.compile(
    r"1[0-9]{12}-[0-9]{10,20}"
)  # milliseconds of the first start, and a random number
_LOWER: Final = re.compile(r"(?=(?:[a-z]{0,15}[0-9]){4})[a-z0-9]{16,32}")
_PREFIXED_HEX: Final = re.compile(r"0x[0-9a-fA-F]{12,32}")
# One of several alike, as programs number their own copies: worker-3, web-prod-01.
_NUMBERED: Final = re.compile(r"[A-Za-z]{2,20}(?:[-_.][A-Za-z]{2,20}){0,4}[-_.][0-9]{1,3}")
_PIXEL: Final = re.compile(r"fb\.[0-9]\.1[0-9]{12}\.[0-9]{6,24}")
_OF_AUTHORISATION: Final = frozenset({
    "grant_type", "response_type", "redirect_uri", "client_secret", "code_challenge", "scope", "code_verifier", "audience",
    "refresh_token", "code", "client_assertion",
})  # fmt: skip


_ANALYTICS: Final = re.compile(r"(?:GA[0-9]\.[0-9]\.)?[1-9][0-9]{4,10}\.[1-9][0-9]{5,10}")
_MATOMO: Final = frozenset(
    {"idsite", "rec"}
)  # the two parameters that every hit of Matomo's tracking API has
_HITS: Final = frozenset({"tid", "t", "_p", "gtm", "sid", "idsite"})  # beside cid in hits of Google Analytics


def _is_analytics(value: str) -> bool:
    return _ANALYTICS.fullmatch(value) is not None


def _is_random(value: str) -> bool:
    return (is_uuid(value) or is_hex(value, 16, 32) or _is_analytics(value)) and not is_placeholder(value)


def _is_firebase(value: str) -> bool:
    return _FIREBASE.fullmatch(value) is not None and any(letter.isupper() for letter in value)


def _is_appsflyer(value: str) -> bool:
    return _APPSFLYER.fullmatch(value) is not None


def _is_pixel(value: str) -> bool:
    return _PIXEL.fullmatch(value) is not None


def _is_uuid_or_hex(value: str) -> bool:
    return (is_uuid(value) or is_hex(value, 32)) and not is_placeholder(value)


def _is_adobe(value: str) -> bool:
    return 37 <= len(value) <= 39 and value.isdecimal()


def _is_of_a_client(value: str) -> bool:
    """A UUID, 32 hexadecimal digits, or 16 and more small letters and digits without a word in them (Plex)."""
    return (
        _is_uuid_or_hex(value)
        or _PREFIXED_HEX.fullmatch(value) is not None
        or (_LOWER.fullmatch(value) is not None and not is_placeholder(value))
    )


class _Item(msgspec.Struct, frozen=True, kw_only=True):
    property: str
    rule: str
    phrases: tuple[str, ...]
    shape: Callable[[str], bool]
    reasoning: str
    certain: bool = False


_ANALYTICS_RULE: Final = "installation_id.analytics"
_ITEMS: Final = (
    _Item(
        property="installationId", rule="installation_id.named", shape=is_identifier,
        phrases=("installation id", "install id", "installation uuid", "install uuid", "app instance id", "instance id",
                 "app install id", "installation identifier", "firebase installation id", "instance uuid", "installid",
                 "randomized device token", "nt id", "app device id", "appsflyer id", "adjust id",
                 "installation.id", "install.id", "clientuuid", "client uuid", "app guid", "anonymous application id",
                 "app instance identifier", "installation guid", "firebase instance id", "hms aaid", *INSTALLATION),
        reasoning="an identifier of one installation of the app",
    ),
    _Item(
        property="installationId", rule="installation_id.named", shape=_is_uuid_or_hex,
        phrases=("=installation", "=install", "x installation", "x install", "x app installation", "x app install"),
        reasoning="an identifier of one installation of the app",
    ),
    _Item(
        property="installationId", rule="installation_id.firebase", shape=_is_firebase, certain=True,
        phrases=("=fid", "firebase fid", "firebase id", "=appid instance", "firebase iid", "=iid"),
        reasoning="22 characters, as a Firebase installation id has them",
    ),
    _Item(
        property="installationId", rule="installation_id.appsflyer", shape=_is_appsflyer, certain=True,
        phrases=("uid", "appsflyer id", "appsflyer device id", "appsflyer uid", "af uid", "appsflyer.uid"),
        reasoning="the time of the first start and a random number, as AppsFlyer's installation id",
    ),
    _Item(
        property="installationId", rule="installation_id.client", shape=_is_of_a_client,
        phrases=("client id", "client info.client id", "client.id", "client identifier", "client uid", "client guid"),
        reasoning="a random identifier of the app as a client",
    ),
    _Item(
        property="installationId", rule="installation_id.huawei", shape=_is_uuid_or_hex, phrases=("=aaid",),
        reasoning="Huawei's identifier of one installation of the app",
    ),
    _Item(
        property="browserId", rule="installation_id.analytics", shape=_is_random,
        phrases=("=cid", "ga client id", "=ga", "ga cid"),
        reasoning="the identifier that an analytics service gave this browser or app",
    ),
    _Item(
        property="browserId", rule="installation_id.adobe", shape=_is_adobe, certain=True,
        phrases=("=mid", "d mid", "=mcmid", "mcmid", "ecid", "marketing cloud visitor id", "marketing cloud id",
                "=ecid.id"),
        reasoning="38 digits, as Adobe numbers browsers and apps",
    ),
    _Item(
        property="browserId", rule="installation_id.browser", shape=is_identifier,
        phrases=("browser id", "visitor id", "anonymous id", "anonymous user id", "visitor uuid", "visitor token",
                 "browser uuid", "tracking id cookie", "cookie id", "ajs anonymous id", "scid", "u scid", "visid",
                 *BROWSER),
        reasoning="an identifier of the browser",
    ),
    _Item(
        property="browserId", rule="installation_id.browser", shape=_is_uuid_or_hex, phrases=("=vid", "=visitor"),
        reasoning="a random identifier of the visitor, beside that of the visit",
    ),
    _Item(
        property="browserId", rule="installation_id.meta_pixel", shape=_is_pixel, certain=True, phrases=("fbp",),
        reasoning="the identifier that Meta's pixel gave this browser: time of creation and a random number",
    ),
)  # fmt: skip
_TABLE: Final = FieldTable({phrase: item for item in reversed(_ITEMS) for phrase in item.phrases})
_APPSFLYER_ITEM: Final = _ITEMS[3]
_CLIENT_ITEM: Final = _ITEMS[4]
_ANALYTICS_ITEM: Final = _ITEMS[6]


def _fits(place: Surroundings, leaf: Leaf, names: tuple[str, ...], item: _Item) -> bool:
    """Whether what stands around a value lets it be what its name says."""
    if _TABLE.find(names) is _CLIENT_ITEM:  # not the public id of an app that asks for authorisation
        return place.siblings(leaf.path).keys().isdisjoint(_OF_AUTHORISATION) and "oauth" not in all_words(
            names
        )
    if item is _ANALYTICS_ITEM and leaf.name == "cid":
        return not place.siblings(leaf.path).keys().isdisjoint(_HITS)
    if leaf.name == "cuid" and leaf.context == "path":
        return False  # a framework's hash of its own styles
    if words(leaf.name) == ("duid",) and has_hardware(place, leaf):
        return False  # a television's own number, and no domain's of its visitor
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
                    reasoning=_ITEMS[0].reasoning, confidence=Confidence.LIKELY,
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
                leaf, category=_CATEGORY, name="browserId", rule=_ANALYTICS_RULE, reasoning=_ANALYTICS_ITEM.reasoning,
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
        if _is_appsflyer(value):
            item = _APPSFLYER_ITEM
        elif item is _CLIENT_ITEM and isinstance(leaf.value, str) and _is_analytics(value):
            item = _ANALYTICS_ITEM
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
    version=6,
    categories={
        _CATEGORY: Mapped(google="Device or other IDs", apple="Device ID", dpv="pd:Identifier", tcf="3"),
    },
    rules={
        "installation_id.named": "An identifier of 8 or more characters in a field named installation or instance id.",
        "installation_id.firebase": "22 characters beginning with c, d, e or f in a field named fid.",
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
