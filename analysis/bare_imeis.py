"""Finds IMEIs under names that say nothing of them (``im``, ``i``, ``no``), by their form and by what stands beside them.

3GPP TS 23.003, 6.2.1: fifteen digits, the last of which checks the others; the first two are those of the body that gave the
number out (01, 35, 86, 91, 98, 99: GSMA TS.06). One number in 400 of that length is of this form by chance, so two kinds of
what only a device tells must stand beside it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from analysis.field_names import words
from analysis.identifier_shapes import is_placeholder, passes_luhn
from analysis.name_tables import picking
from analysis.payload import Group, Leaf, Payload
from analysis.readings import text
from analysis.remembered import Remembered
from analysis.surroundings import Surroundings, surroundings
from analysis.texts import TextShape, texts_like

_BODIES: Final = ("01", "35", "86", "91", "98", "99")
_DIGITS: Final = 15
_MOST: Final = 64  # names of an object that are looked at
_LEAST_KINDS: Final = 2
# By kind, so that two names for one thing count once; the short ones are those of queries and of XML.
_KINDS: Final = {
    name: kind
    for kind, names in {
        "model": "model mdl mod md m modelid modelname modelno modelnumber devicemodel phonemodel handset devmodel dm "
        "hwmodel productmodel",
        "firmware": "fw firmware fwver fwversion firmwareversion sw swver swversion softwareversion softwarever build "
        "buildnumber rom romversion csc cur pda baseband cpv fingerprint osbuild csccode fv v ver version",
        "system": "os osver osv osversion sdk sdkint android androidversion platform operatingsystem apilevel",
        "maker": "manufacturer maker brand make vendor oem mfr mf",
        "network": "mcc mnc plmn operator carrier iccid imsi sim simoperator mccmnc op msisdn lac cid",
        "position": "lat lon lng latitude longitude positionlatitude positionlongitude fix gps pos position location loc "
        "coords",
        "motion": "hdop satellites sats positionspeed positiondirection positionsatellites positionaltitude ignition "
        "odometer engineignitionstatus heading bearing course",
        "battery": "battery batt bat batterylevel vbat",
        "number": "serial serialnumber sn mac macaddress wifimac btmac androidid",
    }.items()
    for name in names.split()
}  # fmt: skip
_GOODS: Final = frozenset({
    "price", "sku", "ean", "gtin", "amount", "currency", "invoice", "order", "orderid", "tracking", "isbn", "card",
    "iban",
    "rating", "stock",
})  # fmt: skip
# What else has fifteen digits, and what has a rule of its own.
_NOT_SO: Final = frozenset({
    "imei", "imsi", "imeis", "meid", "iccid", "device", "serial", "time", "timestamp", "ts", "order", "card", "account",
    "invoice", "tracking", "parcel", "ean", "sample", "example", "session", "event", "user", "customer", "phone", "hash",
})  # fmt: skip
BARE_TEXTS: Final = TextShape(lambda told: is_imei(told), headers=False, shortest=15, longest=15)
_BARE: Final = frozenset({"im", "i", "imi", "ei", "no", "nr", "num", "did"})
BARE_NAMES: Final = picking(lambda name: "".join(words(name)) in _BARE, spelled=_BARE)


# What a tracker calls itself: beside a place and one more of what only a device tells, its check digit need not be right.
_TRACKERS: Final = frozenset(
    {"ident", "unit", "tracker", "unitident", "trackerident", "deviceident", "terminalident"}
)
TRACKER_NAMES: Final = picking(
    lambda name: "".join(words(name)) in _TRACKERS, frozenset({"ident", "unit", "tracker", *_TRACKERS})
)


def is_imei(told: str) -> bool:
    """Fifteen digits that begin and end as the number of a phone, or of a tracker, does."""
    return (
        len(told) == _DIGITS and told.startswith(_BODIES) and passes_luhn(told) and not is_placeholder(told)
    )


def _describes(names: tuple[str, ...]) -> bool:
    said = {"".join(words(name)) for name in names[:_MOST]}
    return said.isdisjoint(_GOODS) and len({_KINDS[name] for name in said if name in _KINDS}) >= _LEAST_KINDS


_DESCRIBES: Final = Remembered[tuple[str, ...], bool](_describes)


def bare_imeis(payload: Payload) -> Iterator[Leaf]:
    """The values that can be nothing but the IMEI of the device that is described beside them."""
    place = surroundings(payload)
    whole = (
        leaf
        for leaf in place.leaves_of(BARE_NAMES)
        if isinstance(leaf.value, int) and is_imei(text(leaf.value))
    )
    for leaf in (*(leaf for leaf, _ in texts_like(payload, BARE_TEXTS)), *whole):
        if (
            leaf.name
            and _NOT_SO.isdisjoint(words(leaf.name))
            and _is_described(place.around(leaf.path), place)
        ):
            yield leaf


def numbers_of_trackers(payload: Payload) -> Iterator[Leaf]:
    """Those that a tracker calls itself by, beside a place, where the check digit is another."""
    place = surroundings(payload)
    yield from (leaf for leaf in place.leaves_of(TRACKER_NAMES) if _is_tracker(leaf, place))


def _is_tracker(leaf: Leaf, place: Surroundings) -> bool:
    told = text(leaf.value)[:32] if isinstance(leaf.value, str | int) else ""
    numbered = len(told) == _DIGITS and told.isdecimal() and told.startswith(_BODIES)
    if not numbered or passes_luhn(told) or is_placeholder(told):
        return False
    group = place.around(leaf.path)
    names = place.names_at(group.path)[:_MOST] if group is not None else ()
    return any(_KINDS.get("".join(words(name))) == "position" for name in names) and _is_described(
        group, place
    )


def _is_described(group: Group | None, place: Surroundings) -> bool:
    if group is None or group.context not in ("body", "query"):
        return False
    return _DESCRIBES[place.names_at(group.path)[:_MOST]]
