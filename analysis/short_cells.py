"""Finds cells whose four numbers stand under single letters, or in lists side by side beneath one network.

``{"m": 262, "n": 1, "l": 4711, "c": 27447297, "s": -91}`` in a list; ``{"mcc": 262, "mnc": 1, "lac": […], "cid": […]}``.
The numbers alone say little: it takes a country that there is, a cell of a number too large for anything else, a strength.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Final

from analysis.name_tables import picking
from analysis.payload import Group, Leaf, Scalar
from analysis.radio_signs import COUNTRIES, Sign, cell_sign
from analysis.readings import number
from analysis.surroundings import Surroundings, outer

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
SHORT_CELLS: Final = picking(lambda name: name in ("m", "mc", "mcc") or name.lower() in _AREAS)


def short_cells(place: Surroundings) -> Iterator[Sign]:
    """Those of objects in lists, and of lists."""
    if not place.picked(SHORT_CELLS):
        return
    for group, names in place.shapes:
        if len(names) in _SIZES and group.path.endswith("]") and all(len(name) <= _LETTERS for name in names):
            yield from _of_letters(group)
    yield from _of_lists(place)


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
