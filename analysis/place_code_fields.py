"""Finds geohashes and Plus Codes among the values of a payload."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

import msgspec

from analysis.field_names import is_named, naming
from analysis.payload import Leaf
from analysis.place_codes import Cell, geohash, plus_code
from analysis.records import Confidence
from analysis.remembered import Remembered

_AROUND: Final = frozenset({
    "user", "device", "location", "my", "current", "home", "last", "geo", "position", "value", "x", "place", "client",
    "address", "global", "full", "string", "5", "6", "7", "8", "9", "10", "12",
})  # fmt: skip
_GEOHASH_NAMES: Final = ("geohash", "geo hash")
_PLUS_NAMES: Final = ("plus code", "open location code", "olc", "global code")
_SHORTEST_TEXT: Final = 9  # characters of a full Plus Code
_LONGEST_TEXT: Final = 256


class PlaceCode(msgspec.Struct, frozen=True, kw_only=True):
    """A code, what it stands for, and how sure it is one."""

    leaf: Leaf
    cell: Cell
    property: str
    rule: str
    confidence: Confidence
    reasoning: str


def _kind(name: str) -> str:
    if is_named(name, _GEOHASH_NAMES, _AROUND):
        return "geohash"
    return "plus" if is_named(name, _PLUS_NAMES, _AROUND) else ""


_KINDS: Final = Remembered(_kind)


def find_codes(texts: Sequence[tuple[Leaf, str]]) -> Iterator[PlaceCode]:
    """Geohashes by name, for words look like them; full Plus Codes by name and anywhere else where they stand whole."""
    for leaf, value in texts:
        kind = _KINDS[leaf.name]
        if kind == "geohash":
            cell = geohash(value.strip())
            if cell is not None:
                yield _geohash(leaf, cell)
        elif kind or ("+" in value and _SHORTEST_TEXT <= len(value) <= _LONGEST_TEXT):
            cell = plus_code(value, named=bool(kind))
            if cell is not None:
                yield _plus_code(leaf, cell, named=bool(kind))


def _geohash(leaf: Leaf, cell: Cell) -> PlaceCode:
    telling = any(letter.isdecimal() for letter in cell.text)
    return PlaceCode(
        leaf=leaf,
        cell=cell,
        property="x_geohash",
        rule="place_code.geohash",
        confidence=Confidence.CERTAIN if telling and len(cell.text) >= 5 else Confidence.POSSIBLE,
        reasoning=f"a geohash{naming(leaf.name)}",
    )


def _plus_code(leaf: Leaf, cell: Cell, *, named: bool) -> PlaceCode:
    return PlaceCode(
        leaf=leaf,
        cell=cell,
        property="x_plusCode",
        rule="place_code.plus_code",
        confidence=Confidence.CERTAIN if named else Confidence.LIKELY,
        reasoning=f"a full Plus Code{naming(leaf.name)}",
    )
