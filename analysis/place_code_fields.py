"""Finds codes of places among the values of a payload: geohashes, Plus Codes, grid references, three words, hexagons."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Final

import msgspec

from analysis.coordinates import METRES_PER_DEGREE
from analysis.field_names import is_named, naming
from analysis.grid_references import h3_edge, maidenhead, mgrs, s2_edge
from analysis.lazy_patterns import lazy_pattern
from analysis.name_tables import picking
from analysis.needs import Needs
from analysis.no_places import are_called, is_published
from analysis.payload import Leaf
from analysis.place_codes import Cell, geohash, plus_code
from analysis.quantity_kinds import telling_words
from analysis.records import Confidence
from analysis.remembered import Remembered
from analysis.short_geohashes import GEOHASH_TEXTS, LABELLED_GEOHASHES, labelled_geohashes, short_geohashes
from analysis.surroundings import Surroundings, generic
from analysis.texts import TextShape, texts_like

_AROUND: Final = frozenset({
    "user", "device", "location", "my", "current", "home", "last", "geo", "position", "value", "x", "place", "client",
    "address", "global", "full", "string", "res", "level", "4", "11", "13", "5", "6", "7", "8", "9", "10", "12",
})  # fmt: skip
_GEOHASH_NAMES: Final = ("geohash", "geo hash", "ghash")
_PLUS_NAMES: Final = ("plus code", "open location code", "olc", "global code")
_WORDS_SQUARE: Final = 3.0  # metres along a side
_PROPERTIES: Final = {
    "mgrs": "x_mgrs",
    "locator": "x_gridLocator",
    "words": "x_threeWords",
    "hexagon": "x_h3Cell",
    "s2": "x_s2Cell",
}
_NUMBERED: Final = frozenset({"hexagon", "s2"})  # codes that are also sent as a number of 64 bits
_RULES: Final = {"s2": "hexagon"}
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


_GRID_NAMES: Final = ("mgrs", "usng", "mgrs coordinate", "grid reference", "grid ref", "military grid")
_LOCATOR_NAMES: Final = (
    "maidenhead",
    "grid square",
    "gridsquare",
    "locator",
    "grid locator",
    "qth",
    "qth locator",
    "my grid",
)
_WORD_NAMES: Final = (
    "what 3 words",
    "w 3 w",
    "what3words",
    "w3w",
    "three words",
    "3 words",
    "3 word address",
)
_HEXAGON_NAMES: Final = (
    "h 3",
    "h3",
    "h 3 index",
    "h 3 cell",
    "h3index",
    "h3cell",
    "hex id",
    "h 3 id",
    "h 3 address",
)
_THREE_WORDS: Final = lazy_pattern(
    r"(?:///|https?://(?:w3w\.co|what3words\.com)/)?([^\W\d_]{2,24}\.[^\W\d_]{2,24}\.[^\W\d_]{2,24})"
)
# As the makers write an address of three words anywhere; not file:///, nor a path of more steps.
_SLASHED: Final = lazy_pattern(
    r"(?<![^\s(\"'„“«>,])///([^\W\d_]{2,24}\.[^\W\d_]{2,24}\.[^\W\d_]{2,24})(?![\w./(])"
)
_S2_NAMES: Final = ("s 2 token", "s2token", "s 2 cell", "s2cell", "s 2 cell id", "s2cellid", "s 2 cell token", "s 2 index",
                    "s2celltoken", "s 2 geometry cell")  # fmt: skip
_NAMED: Final = {
    "mgrs": _GRID_NAMES, "locator": _LOCATOR_NAMES, "words": _WORD_NAMES, "hexagon": _HEXAGON_NAMES,
    "s2": _S2_NAMES,
}  # fmt: skip
_LOCATOR_AROUND: Final = _AROUND | {"receiver", "sender", "dx", "de", "station", "own"}


def _kind(name: str) -> str:
    for kind, phrases in _NAMED.items():
        if is_named(name, phrases, _LOCATOR_AROUND):
            return kind
    if is_named(name, _GEOHASH_NAMES, _AROUND):
        return "geohash"
    return "plus" if is_named(name, _PLUS_NAMES, _AROUND) else ""


_KINDS: Final = Remembered(_kind)


_CODE_NAMES: Final = picking(_kind, telling_words(*_NAMED.values(), _GEOHASH_NAMES, _PLUS_NAMES))
_PLUS_TEXTS: Final = TextShape(
    lambda text: "+" in text and _SHORTEST_TEXT <= len(text) <= _LONGEST_TEXT and plus_code(text),
    shortest=_SHORTEST_TEXT,
)
_SLASHED_TEXTS: Final = TextShape(
    lambda text: "///" in text and _SLASHED.search(text, 0, _LONGEST_TEXT), headers=False, shortest=11
)
CODES: Final = Needs(
    names=(_CODE_NAMES,), texts=(_PLUS_TEXTS, _SLASHED_TEXTS, GEOHASH_TEXTS, LABELLED_GEOHASHES)
)
_LEAST_ROWS: Final = 3  # of a list of places
_LOOKED_AT: Final = 8  # rows


def find_codes(place: Surroundings) -> Iterator[PlaceCode]:
    """All codes of places but those of shops, stations and lists of places, which are where nobody need be."""
    found = list(_all(place))
    rows: dict[str, list[str]] = {}
    for code in found:
        rows.setdefault(generic(code.leaf.path), []).append(code.leaf.path)
    listed = {
        path for path, paths in rows.items()
        if len(paths) >= _LEAST_ROWS and are_called(paths[:_LOOKED_AT], place)
    }  # fmt: skip
    for code in found:
        group = place.around(code.leaf.path)
        public = group is not None and group.context == "body" and is_published(group, place)
        if not public and generic(code.leaf.path) not in listed:
            yield code


def _all(place: Surroundings) -> Iterator[PlaceCode]:
    """Geohashes by name, for words look like them; full Plus Codes by name and anywhere else where they stand whole."""
    for leaf in place.leaves_of(_CODE_NAMES):
        value, kind = leaf.value, _KINDS[leaf.name]
        if kind in _NUMBERED and isinstance(value, int) and not isinstance(value, bool):
            value = f"{value:x}" if kind == "hexagon" else str(value)
        if not isinstance(value, str):
            continue
        if kind in _NAMED:
            if (found := _named_code(leaf, value.strip(), kind)) is not None:
                yield found
        elif kind == "geohash":
            cell = geohash(value.strip())
            if cell is not None:
                yield _geohash(leaf, cell)
        elif (cell := plus_code(value, named=True)) is not None:
            yield _plus_code(leaf, cell, named=True)
    for leaf, value in texts_like(place.payload, _PLUS_TEXTS):
        cell = None if _KINDS[leaf.name] else plus_code(value)
        if cell is not None:
            yield _plus_code(leaf, cell, named=False)
    for leaf, value in texts_like(place.payload, _SLASHED_TEXTS):
        told = None if _KINDS[leaf.name] == "words" else _SLASHED.search(value, 0, _LONGEST_TEXT)
        if told is not None:
            yield PlaceCode(
                leaf=leaf, cell=_cell_of(told[1], _WORDS_SQUARE), property=_PROPERTIES["words"], rule="place_code.words",
                confidence=Confidence.LIKELY, reasoning=f"a what3words address{naming(leaf.name)}",
            )  # fmt: skip
    for leaf, cell in (*short_geohashes(place), *labelled_geohashes(place)):
        if not _KINDS[leaf.name]:
            yield PlaceCode(
                leaf=leaf, cell=cell, property="x_geohash", rule="place_code.geohash", confidence=Confidence.LIKELY,
                reasoning=f"a geohash{naming(leaf.name)}",
            )  # fmt: skip


def _named_code(leaf: Leaf, value: str, kind: str) -> PlaceCode | None:
    """Codes that count only in a field that is named so."""
    if kind == "mgrs":
        cell, why = mgrs(value), "a reference of the Military Grid"
    elif kind == "locator":
        cell, why = maidenhead(value), "a Maidenhead locator"
    elif kind == "hexagon":
        edge = h3_edge(value)
        cell, why = (None if edge is None else _cell_of(value, edge)), "the index of an H3 hexagon"
    elif kind == "s2":
        edge = s2_edge(value)
        cell, why = (None if edge is None else _cell_of(value, edge)), "the token of an S2 cell"
    else:
        words3 = _THREE_WORDS.fullmatch(value)
        cell, why = (None if words3 is None else _cell_of(words3[1], _WORDS_SQUARE)), "a what3words address"
    if cell is None:
        return None
    return PlaceCode(
        leaf=leaf, cell=cell, property=_PROPERTIES[kind], rule=f"place_code.{_RULES.get(kind, kind)}",
        confidence=Confidence.CERTAIN, reasoning=f"{why}{naming(leaf.name)}",
    )  # fmt: skip


def _cell_of(code: str, metres: float) -> Cell:
    """A code whose place takes a table to look up: only its size is known here."""
    degrees = metres / METRES_PER_DEGREE
    return Cell(text=code, latitude=math.nan, longitude=math.nan, height=degrees, width=degrees)


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
