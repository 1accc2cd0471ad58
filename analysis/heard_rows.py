"""Finds what radios hear where no field says it: rows of numbers and texts that end in a strength as receivers give it.

``a0:63:91:4f:22:e8,-49,Home|…`` and ``460,01,40977,2205409,-65|…`` (AMap's and Baidu's look-up of places, from memory),
``["a0:63:…", -49]``, ``{"m": "a0:63:…", "r": -49}``, ``[262, 2, 4711, 27447297, -91]``, ``[UUID, major, minor, -58]``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Final

from analysis.directories import CALLED
from analysis.field_names import all_words, words
from analysis.lazy_patterns import lazy_pattern
from analysis.name_tables import picking
from analysis.payload import Group, Leaf, Scalar
from analysis.radio_signs import COUNTRIES, Sign, ibeacon_sign
from analysis.records import Confidence
from analysis.remembered import Remembered
from analysis.surroundings import Surroundings, outer
from analysis.texts import TextShape, texts_like
from analysis.translated_names import folded

_LONGEST: Final = 8_192  # characters of a text that are looked at
_STRENGTHS: Final = range(-115, -19)  # dBm, of Wi-Fi and Bluetooth
_CELL_STRENGTHS: Final = range(-145, -39)
_HEARD: Final = lazy_pattern(
    r"(?i)(?<![0-9a-f:-])(?:[0-9a-f]{2}([:-]))[0-9a-f]{2}(?:\1[0-9a-f]{2}){4}"
    r"(?:[,;@|_ /#]|%2C){1,2}(?:[^,;|\n]{0,33}[,;])?-(?:[2-9][0-9]|1[01][0-9])(?![0-9.])"
)
# Those of a router's own devices, which are no access points.
_OF_DEVICES: Final = frozenset({
    "ip", "ipv4", "ipv6", "host", "hostname", "client", "clients", "device", "devices", "station", "stations", "geraete",
    "leases", "lease", "assoc", "members", "children", "nodes", "firmware", "fw", "model",
})  # fmt: skip
_MOST_KEYS: Final = 256
_LENGTH: Final = 17  # characters of an address
_FEW: Final = 12  # members of such an object, and items of such a row
_CELL: Final = lazy_pattern(
    r"([2-7][0-9]{2})([-_:, ])([0-9]{1,3})\2([0-9]{1,5})\2([0-9]{1,10})\2(-[0-9]{2,3})(?:\2[^|;]{0,40})?"
)
_CELLS: Final = lazy_pattern(
    r"[2-7][0-9]{2}[-_:, ][0-9]{1,3}[-_:, ][0-9A-Fa-f]{1,5}[-_:, ][0-9A-Fa-f]{2,10}(?![0-9A-Fa-f.])"
)
# Under a name of cells the two last may be hexadecimal, and no strength need follow.
_NAMED_CELL: Final = lazy_pattern(
    r"([2-7][0-9]{2})([-_:, ])([0-9]{1,3})\2([0-9A-Fa-f]{1,5})\2([0-9A-Fa-f]{2,9})(?:\2[^|;]{0,40})?"
)
_OF_CELLS: Final = frozenset({"lbs", "bts", "cell", "cells", "gsm", "lte", "zelle", "zellen", "cellule", "cellules", "celda",
                              "celdas", "basestation", "jizhan", "基站", "nearbts", "celltower", "celltowers"})  # fmt: skip
_MOST_CELLS: Final = 32  # of one text
_SPLIT: Final = lazy_pattern(r"[|;]")
_UUID: Final = lazy_pattern(r"(?i)[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}")
_WHY_CELL: Final = (
    "country, network, area and cell number of a mobile network cell: look-up services place it"
)
# In a line of a tracker, behind what it calls itself: ``…,lbs,260,06,2711,45211905,-87,…``; of LTE, whose numbers are large.
_CELL_WITHIN: Final = lazy_pattern(
    r"(?<=[,;|:])([,;|:])?([2-7][0-9]{2})[,;|:]([0-9]{1,3})[,;|:]([0-9]{2,5})[,;|:]([0-9]{5,10})[,;|:](-[0-9]{2,3})(?![0-9.])"
)
_LONGEST_LINE: Final = 2_048  # characters
CELLS_IN_LINES: Final = TextShape(
    lambda text: (
        24 <= len(text) <= _LONGEST_LINE
        and "-" in text
        and not text[:3].isdigit()
        and _CELL_WITHIN.search(text)
    ),
    headers=False,
    shortest=24,
    longest=_LONGEST_LINE,
)
CELL_TEXTS: Final = TextShape(
    lambda text: text[:1].isdigit() and len(text) >= 14 and _CELLS.match(text), shortest=14
)


_CHANNELS: Final = frozenset(
    {"channel", "kanal", "canal", "canale", "kanaal", "freq", "frequency", "frequenz", "mhz"}
)
_TELLS_CHANNEL: Final = Remembered[tuple[str, ...], bool](
    lambda names: (
        len(names) <= _FEW
        and not _CHANNELS.isdisjoint(said := all_words(names))
        and not said.isdisjoint({"rssi", "dbm", "signal"})
    )
)
_NETWORKS: Final = frozenset({
    "wlan", "wifi", "wifinetwork", "wlannetz", "wifinetz", "redwifi", "retewifi", "wifistatus", "reseauwifi", "siecwifi",
    "wifinetwerk", "wifisit", "wifiverkko", "wifiag", "wifinat",
})  # fmt: skip
_LONGEST_SSID: Final = 32  # bytes (IEEE 802.11)
_BARE: Final = lazy_pattern(r"(?i)(?<![0-9a-f])([0-9a-f]{12})[,@_ :/]-(?:[2-9][0-9]|1[01][0-9])(?![0-9.])")
_BYTES: Final = lazy_pattern(r"[0-9a-f]{2}")
_ADDRESS: Final = lazy_pattern(r"(?i)[0-9a-f]{2}([:-])[0-9a-f]{2}(?:\1[0-9a-f]{2}){4}")
BARE_ADDRESSES: Final = TextShape(
    lambda text: len(text) > 30 and "-" in text and _BARE.match(text) is not None, shortest=31
)
ADDRESSES: Final = picking(lambda name: len(name) == _LENGTH and _ADDRESS.fullmatch(name))
_ADDRESSES_OF: Final = Remembered[tuple[str, ...], tuple[str, ...]](
    lambda names: tuple(
        name for name in names[:_MOST_KEYS] if len(name) == _LENGTH and _ADDRESS.fullmatch(name)
    )
)


# A strength, and the object of the network that it is of.
_STRENGTH_WORDS: Final = frozenset({
    "rssi", "dbm", "signal", "starke", "strength", "staerke", "level", "pegel", "senal", "segnale", "niveau", "nivel",
    "livello", "poziom", "uroven", "sila", "styrka", "styrke", "sterkte", "intensidad", "intensite", "potenza", "moc",
    "voimakkuus", "sygnal", "signaal", "signaali", "sinyal", "jel",
})  # fmt: skip
STRENGTHS: Final = picking(
    lambda name: not _STRENGTH_WORDS.isdisjoint(map(folded, words(name))), _STRENGTH_WORDS
)
IS_NETWORK: Final = Remembered[str, bool](lambda name: "".join(words(name)) in _NETWORKS)


def is_heard(leaf: Leaf, value: str, place: Surroundings) -> bool:
    """Whether a hardware address stands before the strength in which it was heard: in its text, its row or its object."""
    if _HEARD.search(value[:_LONGEST]) is not None:
        return True
    if leaf.context != "body" or len(value) > 24:
        return False
    row = place.lists.get(outer(leaf.path), ()) if leaf.path.endswith("]") else ()
    if row:
        return any(_is_strength(item.value, _STRENGTHS) for item in row[:_FEW]) or _is_beside_strengths(
            leaf, len(row), place
        )
    group = place.group(outer(leaf.path))
    if group is None or not group.path.endswith("]") or len(group.members) > _FEW:
        return False
    if not _OF_DEVICES.isdisjoint(all_words((*group.names[-2:], *group.members))):
        return False
    several = place.group(f"{group.path[: group.path.rindex('[')]}[1]") is not None
    return several and any(
        _is_strength(item.value, _STRENGTHS) for item in islice(group.members.values(), _FEW)
    )


_last: tuple[Surroundings, frozenset[tuple[str, int]]] | None = None


def _strength_lists(place: Surroundings) -> frozenset[tuple[str, int]]:
    """The objects that hold lists of strengths, with their lengths; those of the last message are kept."""
    global _last
    last = _last
    if last is None or last[0] is not place:
        found = frozenset(
            (outer(path), len(leaves))
            for path, leaves in place.lists.items()
            if len(leaves) > 1 and all(_is_strength(item.value, _STRENGTHS) for item in leaves)
        )
        last = _last = place, found
    return last[1]


def _is_beside_strengths(leaf: Leaf, rows: int, place: Surroundings) -> bool:
    """Whether a list of as many strengths stands beside the list of an address: ``{"a": ["9c:…", …], "s": [-52, …]}``."""
    return rows > 1 and (outer(outer(leaf.path)), rows) in _strength_lists(place)


def heard_signs(place: Surroundings) -> Iterator[Sign]:
    """Cells in texts and rows, beacons in rows, and access points by whose addresses their strengths are kept."""
    yield from _of_bare_texts(place)
    yield from _of_named_networks(place)
    for group, names in place.shapes if place.picked(ADDRESSES) else ():
        if len(names) > 1 and _ADDRESSES_OF[names]:
            yield from _of_keys(group, _ADDRESSES_OF[names])
    for leaf, value in texts_like(place.payload, CELL_TEXTS):
        if leaf.context != "header":
            for part in islice(_SPLIT.split(value[:_LONGEST]), _MOST_CELLS):
                if (found := _CELL.fullmatch(part.strip())) is not None:
                    yield from _cell(leaf, [int(found[at]) for at in (1, 3, 4, 5, 6)])
                elif "".join(words(leaf.name)) in _OF_CELLS and (
                    named := _NAMED_CELL.fullmatch(part.strip())
                ):
                    base = 10 if (named[4] + named[5]).isdecimal() else 16
                    area, cell = int(named[4], base), int(named[5], base)
                    yield from _cell(leaf, [int(named[1]), int(named[3]), area, cell, _CELL_STRENGTHS[0]])
    for leaf, value in texts_like(place.payload, CELLS_IN_LINES):
        for found in islice(_CELL_WITHIN.finditer(value), _MOST_CELLS):
            yield from _cell(leaf, [int(found[at]) for at in (2, 3, 4, 5, 6)])
    for leaves in place.lists.values():
        if 4 <= len(leaves) <= _FEW:
            values = [leaf.value for leaf in leaves]
            if any(isinstance(value, str) for value in values[:3]):
                yield from _beacon(leaves, values)
            elif isinstance(values[0], int) and values[0] in COUNTRIES and len(values) > 4:
                yield from _cell(leaves[3], values[:5])


def _of_bare_texts(place: Surroundings) -> Iterator[Sign]:
    """``9cc7a630510a,-52;2c91ab7de244,-67``: two addresses or more without what parts their bytes."""
    for leaf, value in texts_like(place.payload, BARE_ADDRESSES):
        found = list(dict.fromkeys(match[1].lower() for match in _BARE.finditer(value[:_LONGEST])))
        if len(found) > 1:
            yield _access_points(leaf.path, [":".join(_BYTES.findall(mac)) for mac in found])


def _of_named_networks(place: Surroundings) -> Iterator[Sign]:
    """``{"wlan": {"name": "Home", "dbm": -58}}``: what a network is called, beside the strength in which it is heard."""
    for group, names in place.shapes if place.picked(STRENGTHS) else ():
        if len(names) <= _FEW and (IS_NETWORK[group.name] or _TELLS_CHANNEL[names]):
            called = next((name for name in names if words(name)[-1:] and words(name)[-1] in CALLED), "")
            value = group.members[called].value if called else None
            heard = any(_is_strength(leaf.value, _STRENGTHS) for leaf in group.members.values())
            if (
                isinstance(value, str)
                and 0 < len(value.encode("utf-8", "replace")) <= _LONGEST_SSID
                and heard
            ):
                yield Sign(
                    path=group.members[called].path, value=value, property="x_ssid", rule="wifi.ssid",
                    confidence=Confidence.LIKELY,
                    reasoning="the name of a Wi-Fi network (SSID), which look-up services may place",
                )  # fmt: skip


def _of_keys(group: Group, names: tuple[str, ...]) -> Iterator[Sign]:
    """``{"9c:c7:a6:30:51:0a": -52, …}``: two addresses or more, each with the strength in which it was heard."""
    heard = [name for name in names if _is_strength(group.members[name].value, _STRENGTHS)]
    if len(heard) > 1 and _OF_DEVICES.isdisjoint(all_words(group.names[-2:])):
        yield _access_points(group.path, [name.lower().replace("-", ":") for name in heard])


def _access_points(path: str, addresses: list[str]) -> Sign:
    return Sign(
        path=path, value=", ".join(addresses[:200]), property="x_wifiScan", rule="wifi.bssid_list",
        confidence=Confidence.LIKELY,
        reasoning="hardware addresses, each with the strength in which it was heard: look-up services place access points",
    )  # fmt: skip


def _cell(leaf: Leaf, values: Sequence[Scalar]) -> Iterator[Sign]:
    numbers = [value for value in values if isinstance(value, int) and not isinstance(value, bool)]
    if len(numbers) != 5:
        return
    mcc, mnc, area, cell, strength = numbers
    known = mcc in COUNTRIES and 0 <= mnc <= 999 and 0 < area < 65_535 and 0 < cell < 1 << 36
    if known and cell not in (65_535, 0xFFFFFFF) and strength in _CELL_STRENGTHS:
        yield Sign(
            path=leaf.path, value=f"{mcc}-{mnc}-{area}-{cell}", property="x_cellScan", rule="cell.row",
            confidence=Confidence.LIKELY, reasoning=_WHY_CELL,
        )  # fmt: skip


def _beacon(leaves: Sequence[Leaf], values: Sequence[Scalar]) -> Iterator[Sign]:
    """``[UUID, major, minor, -58]``, also behind a time or a number of the row."""
    for at in range(min(3, len(values) - 3)):
        uuid, major, minor, strength = values[at : at + 4]
        if (
            not isinstance(uuid, str)
            or _UUID.fullmatch(uuid) is None
            or not _is_strength(strength, _STRENGTHS)
        ):
            continue
        if (
            isinstance(major, int)
            and isinstance(minor, int)
            and 0 <= major <= 65_535
            and 0 <= minor <= 65_535
        ):
            yield ibeacon_sign(leaves[at].path, uuid, major, minor, sure=False)
            return


def _is_strength(value: Scalar, usual: range) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value in usual
