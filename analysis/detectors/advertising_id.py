"""Recognises the advertising identifier of a phone or tablet, by its name and its shape (a UUID)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Final

from analysis.field_names import all_words, words
from analysis.identifier_shapes import is_hex, is_placeholder, is_plain_uuid, is_uuid
from analysis.makers import is_of_huawei
from analysis.named_fields import FieldTable, named_in, observe
from analysis.needs import Needs
from analysis.payload import Payload
from analysis.records import Confidence, Observation
from analysis.surroundings import surroundings
from analysis.units import Detector, Mapped

_CATEGORY: Final = "identifier.advertising"
_MOST: Final = 64  # names beside a value that are looked at
_NAMES: Final = FieldTable({
    phrase: phrase
    for phrase in (
        "advertising id", "advertiser id", "advertising identifier", "advertising ids.aaid", "advertising.id", "aaid",
        "gaid", "idfa", "ifa", "rdid", "google aid", "google ad id", "gps adid", "fire adid", "android adid", "ios adid",
        "android ad id", "apple ifa", "identifier for advertising", "identifier for advertisers", "oaid", "rida",
        "roku ad id", "amazon advertising id", "amazon ad id", "adid", "=ad id", "madid", "maid", "mobile ad id",
        "device ad id", "ad tracking id", "aifa", "device ids.idfa", "device ids.gaid", "asidentifier",
        "gpid", "tifa", "vida", "lgudid", "afai", "msai", "rokuadid", "roku advertising id", "samsung tifa", "fire tv id",
        "tv advertising id", "ad identifier", "ads id", "google advertiser id", "idfa raw", "raw idfa", "raw gaid",
        "psid ad",
        "tvadid", "ctv ifa", "webos ad id", "lg ad id", "vizio ad id", "xbox ad id", "advertising device id", "adv id",
        "advertising tracking id",
    )
})  # fmt: skip
# Names of it that say nothing by themselves: believed beside the choice that belongs to it.
_OPAQUE: Final = FieldTable(
    dict.fromkeys(("=psid", "=adsid", "=aduid", "=aduuid", "=aduserid", "=adguid", "=advid"), "opaque")
)
_CHOICES: Final = frozenset({
    "lmt", "islat", "limitadtracking", "limitadtrackingenabled", "adtrackinglimited", "ifatype", "optoutofinterestads",
    "limitadtargeting", "lat", "istrackinglimited", "applimittracking", "limittracking",
})  # fmt: skip
_WEAK: Final = frozenset({"adid", "=ad id", "maid", "madid", "ifa", "advertiser id"})
_HASHED: Final = frozenset({"hash", "hashed", "md", "md5", "sha", "sha1"})
# An advertisement, a campaign or a company has identifiers of the same names.
_OF_AN_ADVERT: Final = frozenset({
    "creative", "creatives", "campaign", "campaigns", "banner", "placement", "adgroup", "lineitem", "line", "slot",
    "auction", "bid", "bids", "seatbid", "adomain", "crid", "adset", "adunit",
})  # fmt: skip


def _detect(payload: Payload) -> Iterator[Observation]:
    place = surroundings(payload)
    yield from _opaque(payload)
    for leaf, names, value in named_in(payload, _NAMES):
        phrase = _NAMES.find(names) if len(value) <= 64 else None
        if phrase is None or is_placeholder(value):
            continue
        weak = phrase in _WEAK
        plain = not weak and is_plain_uuid(value) and all_words(names[-1:]).isdisjoint(_HASHED)
        if not (is_uuid(value) or plain or (phrase == "oaid" and is_hex(value, 16, 32, 64))):
            continue
        if phrase == "aaid" and is_of_huawei(payload.transmission.host, place.siblings(leaf.path)):
            continue  # the identifier of an installation
        near = all_words((*names[:-1], *place.siblings(leaf.path))) if weak else frozenset[str]()
        if weak and near & _OF_AN_ADVERT and not near & {"device", "os", "idfv", "lmt", "app"}:
            continue
        style = ", in capitals as iOS writes it" if value.isupper() else ""
        yield observe(
            leaf,
            category=_CATEGORY,
            name="advertisingId",
            rule="advertising_id.name_and_shape",
            reasoning=f"a UUID{style}, in a field named for an advertising identifier",
            confidence=Confidence.LIKELY if weak or plain else Confidence.CERTAIN,
        )


def _opaque(payload: Payload) -> Iterator[Observation]:
    place = surroundings(payload)
    for leaf, _, value in named_in(payload, _OPAQUE):
        beside = {"".join(words(name)) for name in islice(place.siblings(leaf.path), _MOST)}
        if (
            leaf.context != "header"
            and is_uuid(value)
            and not is_placeholder(value)
            and not beside.isdisjoint(_CHOICES)
        ):
            yield observe(
                leaf, category=_CATEGORY, name="advertisingId", rule="advertising_id.beside_choice",
                reasoning="a UUID beside whether advertising may follow it", confidence=Confidence.LIKELY,
            )  # fmt: skip


DETECTOR: Final = Detector(
    name="advertising_id",
    version=5,
    categories={
        _CATEGORY: Mapped(google="Device or other IDs", apple="Device ID", dpv="pd:Identifier", tcf="3"),
    },
    rules={
        "advertising_id.name_and_shape": "A UUID, with its hyphens or without, that is not all zeros, in a field named for "
        "an advertising identifier.",
        "advertising_id.beside_choice": "A UUID in a field named psid or adsid, beside whether tracking is limited.",
    },
    detect=_detect,
    needs=Needs(fields=(_NAMES, _OPAQUE)),
)
