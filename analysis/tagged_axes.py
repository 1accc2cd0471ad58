"""Finds readings of three axes in rows that begin with the sensor's name: ``["devicemotion", 1200, 0.2, 3.5, 9.2]``."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from analysis.axes import Axes
from analysis.axis_names import AXES
from analysis.gravity_shape import Row, gravity_unit
from analysis.motion_names import SENSORS
from analysis.payload import Leaf
from analysis.readings import number, seconds_between
from analysis.surroundings import Surroundings, generic
from analysis.unnamed_axes import in_metres

_WIDTHS: Final = range(4, 12)  # of a row, its name counted
_LEAST: Final = 8  # rows
_SHORT: Final = 4  # letters of a name that says nothing, behind which only gravity in m/s² tells
_LONGEST: Final = 40  # characters of a name


def tagged_axes(place: Surroundings) -> Iterator[Axes]:
    """Eight rows and more of one name, as one; where they hold more than one sensor, the first with the shape of gravity."""
    tagged: dict[tuple[str, str], list[tuple[float, ...]]] = {}
    first: dict[tuple[str, str], Leaf] = {}
    for path, leaves in place.lists.items():
        name = leaves[0].value
        if not isinstance(name, str) or len(leaves) not in _WIDTHS or path[-1] != "]" or len(name) > _LONGEST:
            continue
        if not SENSORS[name] and len(name) > _SHORT:
            continue
        numbers = [value for leaf in leaves[1:] if (value := number(leaf.value)) is not None]
        if len(numbers) == len(leaves) - 1:
            key = generic(path), name
            first.setdefault(key, leaves[0])
            tagged.setdefault(key, []).append(tuple(numbers))
    for (path, name), rows in tagged.items():
        if len(rows) >= _LEAST and len({len(row) for row in rows}) == 1:
            yield from _of_rows(path, name, rows, first[path, name])


def _of_rows(path: str, name: str, rows: list[tuple[float, ...]], first: Leaf) -> Iterator[Axes]:
    columns = list(zip(*rows, strict=True))
    seconds = None
    if all(a < b for a, b in pairwise(columns[0])):
        seconds = seconds_between(columns[0])
        columns = columns[1:]
    if not SENSORS[name]:
        named = {str(at): column for at, column in enumerate(columns)}
        if three := in_metres(named):
            x, y, z = (named[at] for at in three)
            yield Axes(
                path=path, names=first.names, axes=AXES[0], candidates=("", "", *first.names[:-3:-1]),
                rows=tuple(zip(x, y, z, strict=True)), seconds=seconds,
            )  # fmt: skip
        return
    if len(columns) % 3:
        return
    for at in range(0, len(columns), 3):
        triple: tuple[Row, ...] = tuple(zip(*columns[at : at + 3], strict=True))
        if len(columns) == 3 or gravity_unit(triple, told=True) is not None:
            yield Axes(
                path=path, names=first.names, axes=AXES[0], candidates=(name, "", *first.names[:-3:-1]), rows=triple,
                seconds=seconds,
            )  # fmt: skip
            return
