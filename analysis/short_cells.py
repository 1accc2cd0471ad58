"""Finds cells whose four numbers stand under single letters, or in lists or one text beneath a network.

``{"m": 262, "n": 1, "l": 4711, "c": 27447297, "s": -91}`` in a list; ``{"mcc": 262, "mnc": 1, "lac": […], "cid": […]}``;
``{"mcc": 262, "mnc": 1, "cells": "4711,27447297,-91|4711,27447301,-97"}``, where numbers may be hexadecimal.
The numbers alone say little: it takes a country that there is, a cell of a number too large for anything else, a strength.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Final

from analysis.lazy_patterns import lazy_pattern
from analysis.name_tables import picking
from analysis.payload import Group, Leaf, Scalar
from analysis.radio_signs import COUNTRIES, Sign, cell_sign
from analysis.readings import number
from analysis.surroundings import Surroundings, outer
from analysis.texts import TextShape, texts_like

_LETTERS: Final = 2  # of a name; longer ones say what they are
_SIZES: Final = range(5, 10)  # members of such an object
_AREAS: Final = frozenset({"lac", "tac", "lacs", "tacs", "area", "areas"})
_CELLS: Final = frozenset(
    {"cid", "ci", "eci", "nci", "cellid", "cell_id", "cids", "cells", "cellids", "cell_ids"}
)
_STRENGTHS: Final = (-145.0, -40.0)  # dBm
_LEAST_CELL: Final = 65_536  # of LTE and 5G; those of GSM are numbers as small as any
_MOST_CELL: Final = 1 << 36
_MOST: Final = 64  # cells of one list
_ROW: Final = lazy_pattern(
    r"(?:[0-9]{1,2}[,:_])?([0-9A-Fa-f]{2,5})([,:_])([0-9A-Fa-f]{3,9})\2(-[0-9]{2,3})(?:\2[0-9.]{1,8})?"
)
_SPLIT: Final = lazy_pattern(r"[|;#]")
_LONGEST: Final = 2_048  # characters
_STARTS: Final = lazy_pattern(
    r"[0-9A-Fa-f]{1,5}[,:_][0-9A-Fa-f]{2,9}[,:_][0-9A-Fa-f-]{2,9}[,:_|;#]|[0-9A-Fa-f]{2,5},[0-9A-Fa-f]{3,9},-"
)
CELL_ROWS: Final = TextShape(
    lambda text: 10 <= len(text) <= _LONGEST and "-" in text and _STARTS.match(text),
    headers=False,
    shortest=10,
    longest=_LONGEST,
    begins="0123456789abcdefABCDEF",
)
SHORT_CELLS: Final = picking(
    lambda name: name in ("m", "mc", "mcc") or name.lower() in _AREAS, spelled={"m", "mc", "mcc", *_AREAS}
)


def short_cells(place: Surroundings) -> Iterator[Sign]:
    """Those of objects in lists, of lists, and of texts."""
    if not place.picked(SHORT_CELLS):
        return
    for group, names in place.shapes:
        if len(names) in _SIZES and group.path.endswith("]") and all(len(name) <= _LETTERS for name in names):
            yield from _of_letters(group)
    yield from _of_lists(place)
    yield from _of_texts(place)


def _whole(value: Scalar) -> int | None:
    amount = None if value is None or isinstance(value, bool) else number(value)
    return int(amount) if amount is not None and amount == int(amount) else None


def _of_letters(group: Group) -> Iterator[Sign]:
    """Country, network, area and cell in this order, and a strength."""
    leaves = list(group.members.values())
    values = [_whole(leaf.value) for leaf in leaves]
    heard = any(value is not None and _STRENGTHS[0] <= value <= _STRENGTHS[1] for value in values)
    for at in range(len(values) - 3 if heard else 0):
        mcc, mnc, area, cell = values[at : at + 4]
        if mcc is None or mnc is None or area is None or cell is None or mcc not in COUNTRIES:
            continue
        if 0 <= mnc <= 999 and 0 < area < 65_535 and _LEAST_CELL <= cell < _MOST_CELL and cell != 0xFFFFFFF:
            yield cell_sign(leaves[at + 3], f"{mcc}-{mnc}-{area}-{cell}")
            return


def _of_lists(place: Surroundings) -> Iterator[Sign]:
    """Lists of areas and of cells, of one length, in the object that holds the country and the network."""
    areas = {outer(path): leaves for path, leaves in place.lists.items() if leaves[0].name.lower() in _AREAS}
    for path, cells in place.lists.items() if areas else ():
        if cells[0].name.lower() in _CELLS and len(areas.get(outer(path), ())) == len(cells):
            yield from _beneath(place.group(outer(path)), areas[outer(path)], cells)


def _beneath(holder: Group | None, areas: Sequence[Leaf], cells: Sequence[Leaf]) -> Iterator[Sign]:
    if holder is None or not {"mcc", "mnc"} <= holder.members.keys():
        return
    mcc, mnc = _whole(holder.members["mcc"].value), _whole(holder.members["mnc"].value)
    if mcc not in COUNTRIES or mnc is None or not 0 <= mnc <= 999:
        return
    for area, cell in islice(zip(areas, cells, strict=True), _MOST):
        first, second = _whole(area.value), _whole(cell.value)
        if first is not None and second is not None and 0 < first < 65_535 and 0 < second < _MOST_CELL:
            yield cell_sign(cell, f"{mcc}-{mnc}-{first}-{second}")


def _of_texts(place: Surroundings) -> Iterator[Sign]:
    """Rows of area, cell and strength in one text, in a message that tells one network."""
    rows = texts_like(place.payload, CELL_ROWS)
    network = next(filter(None, map(_network, place.shapes)), None) if rows else None
    for leaf, text in rows if network is not None else ():
        found = [_ROW.fullmatch(part.strip()) for part in _SPLIT.split(text, _MOST)[:_MOST] if part.strip()]
        heard = [row for row in found if row is not None and _STRENGTHS[0] <= int(row[4]) <= _STRENGTHS[1]]
        if len(heard) < len(found):
            continue
        decimal = all((row[1] + row[3]).isdecimal() and row[3][0] != "0" for row in heard)
        for row in heard:
            area, cell = (int(row[at], 10 if decimal else 16) for at in (1, 3))
            if 0 < area < 65_535 and 0 < cell < _MOST_CELL:
                yield cell_sign(leaf, f"{network}-{area}-{cell}")


def _network(shape: tuple[Group, tuple[str, ...]]) -> str | None:
    """Country and network, where an object tells both."""
    group, names = shape
    said = {name.lower(): name for name in names} if len(names) <= _MOST else {}
    if not {"mcc", "mnc"} <= said.keys():
        return None
    mcc, mnc = (_whole(group.members[said[name]].value) for name in ("mcc", "mnc"))
    return f"{mcc}-{mnc}" if mcc in COUNTRIES and mnc is not None and 0 <= mnc <= 999 else None
