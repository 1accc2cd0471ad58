"""Finds mobile network cells and Bluetooth beacons in a payload.

Field names: the geolocation requests of Google and of Mozilla Location Service (cellTowers, bluetoothBeacons), Android's
CellIdentity and TelephonyManager, Google Nearby (IBeaconId, EddystoneUid). Frames: Apple's iBeacon, google/eddystone.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator, Mapping
from typing import Final

import msgspec

from analysis.cell_numbers import cell_number
from analysis.field_names import all_words, is_named, words
from analysis.identifier_shapes import is_placeholder
from analysis.lazy_patterns import lazy_pattern
from analysis.name_tables import picking
from analysis.needs import Needs
from analysis.payload import Group, Leaf, Payload
from analysis.public_places import is_put_up
from analysis.quantity_kinds import telling_words
from analysis.radio_names import ADVERTISEMENT_NAMES, CELL, CELL_AROUND, CELL_TEXT_NAMES, NEARBY_NAMES
from analysis.readings import number, text
from analysis.records import Confidence
from analysis.remembered import Remembered
from analysis.surroundings import Surroundings
from analysis.texts import TextShape, texts_like

_CELL_TEXT: Final = lazy_pattern(r"([2-7][0-9]{2})([-_:|., ])([0-9]{1,3})\2([0-9]{1,11})\2([0-9]{1,11})")
COUNTRIES: Final = frozenset({*range(200, 800), 901, 999})  # mobile country codes (ITU-T E.212)
_MEMBERS: Final = 256  # of the object around a cell that are looked at
_FEW_MEMBERS: Final = 12
_NO_CELL: Final = frozenset({0, -1, 65535, 0xFFFFFFF, 0x7FFFFFFF})
_UUID: Final = lazy_pattern(r"(?i)[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}")
_UUID_NAMES: Final = (
    "uuid", "proximity uuid", "beacon uuid", "ibeacon uuid", "region uuid", "id 1", "identifier 1",
)  # fmt: skip
_NUMBERS: Final = (("major", "minor"), ("id2", "id3"), ("major_id", "minor_id"), ("majorid", "minorid"))
_NAMESPACES: Final = tuple((f"namespace{end}", f"instance{end}") for end in ("", "id", "_id"))
_BEACON_WORDS: Final = frozenset({
    "beacon", "beacons", "ibeacon", "ibeacons", "proximity", "rssi", "ble", "region", "altbeacon", "bluetooth",
})  # fmt: skip
_NAMESPACE: Final = lazy_pattern(r"(?i)(?:0x)?[0-9a-f]{20}")
_INSTANCE: Final = lazy_pattern(r"(?i)(?:0x)?[0-9a-f]{12}")
_HEX: Final = frozenset("0123456789abcdefABCDEF")
_FRAME: Final = lazy_pattern(r"(?i)(?:[0-9a-f]{2}[ :-]?){20,64}")
_APPLE_FRAME: Final = lazy_pattern(r"(?i)4c000215([0-9a-f]{32})([0-9a-f]{4})([0-9a-f]{4})")
_EDDYSTONE_FRAME: Final = lazy_pattern(r"(?i)16aafe00[0-9a-f]{2}([0-9a-f]{20})([0-9a-f]{12})")
_FRAME_BYTES: Final = range(25, 256)
_MAC: Final = lazy_pattern(r"(?i)[0-9a-f]{2}([:-])[0-9a-f]{2}(?:\1[0-9a-f]{2}){4}")


class Sign(msgspec.Struct, frozen=True, kw_only=True):
    """One cell, beacon or Bluetooth device that was heard."""

    path: str
    value: str
    property: str
    rule: str
    confidence: Confidence
    reasoning: str


# -- cells --------------------------------------------------------------------------------------------------------


def _cell_fields(names: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """(name, part of a cell's identity) of the names that say one."""
    return tuple(
        (name, part)
        for name in names
        for part, phrases in CELL.items()
        if is_named(name, phrases, CELL_AROUND)
    )


def _is_cell_text(name: str) -> bool:
    return is_named(name, CELL_TEXT_NAMES, CELL_AROUND)


_CELL_FIELDS: Final = Remembered(_cell_fields)
_CELL_TEXTS: Final = picking(_is_cell_text, telling_words(CELL_TEXT_NAMES))
_OF_CELLS: Final = picking(lambda name: _cell_fields((name,)), telling_words(*CELL.values()))


def find_cells(place: Surroundings) -> Iterator[Sign]:
    """Country, network, area and cell number in one object; country and network may stand in the one around."""
    for group, names in place.shapes if len(place.picked(_OF_CELLS)) > 1 else ():
        if _CELL_FIELDS[names]:
            yield from _cell(group, place)
    for leaf in place.leaves_of(_CELL_TEXTS):
        if isinstance(leaf.value, str):
            found = _CELL_TEXT.fullmatch(leaf.value.strip())
            if found is not None:
                yield cell_sign(leaf, "-".join((found[1], found[3], found[4], found[5])))


def _cell(group: Group, place: Surroundings) -> Iterator[Sign]:
    own = _cell_parts(group.members)
    if "area" not in own or "cell" not in own:
        return
    outer = place.around(group.path)
    around = outer.members if outer is not None and len(outer.members) <= _MEMBERS else {}
    parts = {**_cell_parts(around), **own}
    area, cell = parts["area"][1], parts["cell"][1]
    if (
        ("radio" in group.members or _has_strength(group))
        and {"mcc", "mnc"}.isdisjoint(parts)
        and 0 < area < 65_535
        and cell > 0
    ):
        yield cell_sign(parts["cell"][0], f"{area}-{cell}")  # of the network that a tracker is in
        return
    if not {"mcc", "mnc"} <= parts.keys() or parts["mcc"][1] not in COUNTRIES:
        return
    if area in _NO_CELL or cell in _NO_CELL or not 0 <= parts["mnc"][1] <= 32_767:
        return
    yield cell_sign(
        parts["cell"][0], "-".join(str(parts[step][1]) for step in ("mcc", "mnc", "area", "cell"))
    )


def _has_strength(group: Group) -> bool:
    """Whether a small object holds a strength in dBm as cells are heard in, so that its network may stand elsewhere."""
    if len(group.members) > _FEW_MEMBERS:
        return False
    return any(isinstance(leaf.value, int) and -145 <= leaf.value <= -40 for leaf in group.members.values())


def cell_sign(leaf: Leaf, value: str) -> Sign:
    return Sign(
        path=leaf.path, value=value, property="x_cellScan", rule="cell.identity", confidence=Confidence.CERTAIN,
        reasoning="country, network, area and cell number of a mobile network cell: look-up services place it",
    )  # fmt: skip


def _cell_parts(members: Mapping[str, Leaf]) -> dict[str, tuple[Leaf, int]]:
    found: dict[str, tuple[Leaf, int]] = {}
    for name, part in _CELL_FIELDS[tuple(members)]:
        leaf = members[name]
        amount = cell_number(leaf.value, part)
        if amount is not None and part != "network":
            found.setdefault(part, (leaf, amount))
        elif amount is not None and 20_000 <= amount <= 799_999:  # country and network in one number: 26202
            digits = str(amount)
            found.setdefault("mcc", (leaf, int(digits[:3])))
            found.setdefault("mnc", (leaf, int(digits[3:])))
    return found


# -- beacons ------------------------------------------------------------------------------------------------------


def _beacon_fields(names: tuple[str, ...]) -> tuple[str, ...]:
    """The names of the two numbers, or of namespace and instance; () where neither pair is there."""
    lower = {name.lower(): name for name in names}
    for first, second in _NUMBERS:
        if first in lower and second in lower:
            return lower[first], lower[second]
    for first, second in _NAMESPACES:
        if first in lower and second in lower:
            return lower[first], lower[second]
    return ()


def _is_nearby(name: str) -> bool:
    return is_named(name, NEARBY_NAMES)


_BEACON_FIELDS: Final = Remembered(_beacon_fields)
_PARTS: Final = frozenset({
    "major", "minor", "id", "namespace", "instance", "majorid", "minorid", "namespaceid", "instanceid",
})  # fmt: skip
_OF_BEACONS: Final = picking(lambda name: not _PARTS.isdisjoint(words(name)), _PARTS)
_NEARBY: Final = Remembered(_is_nearby)


def find_beacons(payload: Payload, place: Surroundings) -> Iterator[Sign]:
    """iBeacon and Eddystone identities in objects and in advertisements; addresses of devices in lists named so."""
    for group, names in place.shapes if len(place.picked(_OF_BEACONS)) > 1 else ():
        if (fields := _BEACON_FIELDS[names]) and not is_put_up(group, place):
            yield from _beacon(group, fields)
    seeks = texts_like(payload, _FRAMES) or texts_like(payload, MACS) or place.picked(_ADVERTISING)
    for leaf, value in place.texts if seeks else ():
        if len(value) >= 17:
            if 34 <= len(value) <= 256 and (value[0] in _HEX or _ADVERTISED[leaf.name]):
                if digits := _hexadecimal(leaf.name, value):
                    yield from _frame(leaf.path, digits)
            elif (
                len(value) == 17 and _MAC.fullmatch(value) and any(_NEARBY[name] for name in leaf.names[-3:])
            ):
                yield nearby_sign(leaf, value)
    for blob in payload.blobs:
        if len(blob.data) in _FRAME_BYTES and (
            b"\x4c\0\x02\x15" in blob.data or b"\x16\xaa\xfe\0" in blob.data
        ):
            yield from _frame(blob.path, blob.data.hex())


def _beacon(group: Group, fields: tuple[str, ...]) -> Iterator[Sign]:
    first, second = (group.members[name] for name in fields)
    if words(first.name)[:1] == ("namespace",):
        yield from _eddystone(first, text(first.value), text(second.value))
        return
    major, minor = number(first.value), number(second.value)
    if major is None or minor is None or not (0 <= major <= 65535 and 0 <= minor <= 65535):
        return
    near = all_words((*group.names[-2:], *group.members))
    if not near.isdisjoint({"version", "patch", "build", "release"}):
        return
    for name, leaf in group.members.items():
        if (
            is_named(name, _UUID_NAMES)
            and _UUID.fullmatch(said := text(leaf.value))
            and not is_placeholder(said)
        ):
            sure = not near.isdisjoint(_BEACON_WORDS)
            yield ibeacon_sign(leaf.path, said, int(major), int(minor), sure=sure)


def ibeacon_sign(path: str, uuid: str, major: int, minor: int, *, sure: bool) -> Sign:
    """The sign of a beacon; ``sure`` where its surroundings say that it is one."""
    return Sign(
        path=path, value=f"{uuid} {major} {minor}", property="x_bleScan", rule="ble.ibeacon",
        confidence=Confidence.CERTAIN if sure else Confidence.LIKELY,
        reasoning="a Bluetooth beacon's UUID with its major and minor number: they tell a shop or room",
    )  # fmt: skip


def _eddystone(leaf: Leaf, namespace: str, instance: str) -> Iterator[Sign]:
    if _NAMESPACE.fullmatch(namespace) and _INSTANCE.fullmatch(instance):
        yield eddystone_sign(leaf.path, namespace, instance)


def eddystone_sign(path: str, namespace: str, instance: str) -> Sign:
    return Sign(
        path=path, value=f"{namespace} {instance}", property="x_bleScan", rule="ble.eddystone",
        confidence=Confidence.CERTAIN,
        reasoning="an Eddystone beacon's namespace and instance: they tell a shop or room",
    )  # fmt: skip


def _hexadecimal(name: str, value: str) -> str:
    """The hexadecimal digits of what may be an advertisement, also from base64 where the name says so; else ""."""
    if _FRAME.fullmatch(value):
        return re.sub(r"[ :-]", "", value)
    if not _ADVERTISED[name]:
        return ""
    try:
        return base64.b64decode(value, validate=True).hex()
    except ValueError:
        return ""


def _is_advertisement(name: str) -> bool:
    return is_named(
        name, ADVERTISEMENT_NAMES, frozenset({"raw", "ble", "data", "bytes", "base64", "bluetooth"})
    )


_ADVERTISED: Final = Remembered(_is_advertisement)
_ADVERTISING: Final = picking(_is_advertisement, telling_words(ADVERTISEMENT_NAMES))
_FRAMES: Final = TextShape(
    lambda text: 34 <= len(text) <= 256 and text[0] in _HEX and _FRAME.fullmatch(text), shortest=34
)
MACS: Final = TextShape(lambda text: len(text) == 17 and _MAC.fullmatch(text), shortest=17, longest=17)
SIGNS: Final = Needs(
    names=(_CELL_TEXTS, _OF_CELLS, _OF_BEACONS, _ADVERTISING), texts=(_FRAMES, MACS), blobs=True
)


def _frame(path: str, digits: str) -> Iterator[Sign]:
    """The beacon in the hexadecimal digits of a Bluetooth advertisement."""
    if found := _APPLE_FRAME.search(digits):
        yield ibeacon_sign(path, found[1].lower(), int(found[2], 16), int(found[3], 16), sure=True)
    elif found := _EDDYSTONE_FRAME.search(digits):
        yield eddystone_sign(path, found[1].lower(), found[2].lower())


def nearby_sign(leaf: Leaf, value: str) -> Sign:
    return Sign(
        path=leaf.path, value=value.lower().replace("-", ":"), property="x_bleScan", rule="ble.address_list",
        confidence=Confidence.LIKELY,
        reasoning="the hardware address of a Bluetooth device nearby: it tells who or what is around",
    )  # fmt: skip
