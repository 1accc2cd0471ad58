"""Finds positions in rows of mixed values whose columns a list beside them names, a time among them.

``{"h": ["time", "lat", "lon"], "r": [["2026-11-21T08:00:11", 48.20911, 16.37211], …]}``: rows of numbers alone are series,
and have their columns' names as such (``column_names``). One row may stand alone beside its head. A table of shops has no
times.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import msgspec

from analysis.coordinates import Coordinate, axis_name, coordinate, is_position, says_enough
from analysis.payload import Leaf
from analysis.readings import is_time_name
from analysis.short_axes import short_axes
from analysis.surroundings import Surroundings, outer
from analysis.timed_rows import is_moment

_WIDTHS: Final = range(3, 17)  # columns
_LONGEST: Final = 24  # characters of a column's name
_MOST: Final = 10_000  # rows
_LEAST_DECIMALS: Final = 3
Pair = tuple[Coordinate, Coordinate]


class _Head(msgspec.Struct, frozen=True, kw_only=True):
    """Where the list of names stands, how many there are, and which of them say an axis."""

    path: str
    width: int
    north: int
    east: int
    names: tuple[str, ...]


def headed_rows(place: Surroundings) -> Iterator[Pair]:
    """Latitude and longitude of each row."""
    heads = {outer(path): head for path, leaves in place.lists.items() if (head := _head(path, leaves))}
    if not heads:
        return
    left = _MOST
    for path, leaves in place.lists.items():
        head = heads.get(outer(outer(path)) if path.endswith("]") else outer(path))
        if head is not None and head.path == path:
            continue
        if head is None or len(leaves) != head.width or left <= 0:
            continue
        left -= 1
        pair = _pair(leaves, head)
        if pair is not None:
            yield pair


def _head(path: str, leaves: list[Leaf]) -> _Head | None:
    if not isinstance(leaves[0].value, str) or len(leaves) not in _WIDTHS or path.endswith("]"):
        return None
    names = tuple(
        leaf.value for leaf in leaves if isinstance(leaf.value, str) and len(leaf.value) <= _LONGEST
    )
    if len(names) != len(leaves):
        return None
    told = {name: axis for name in names if (axis := axis_name(name)) is not None} or dict(short_axes(names))
    norths = [at for at, name in enumerate(names) if name in told and told[name].axis == "lat"]
    easts = [at for at, name in enumerate(names) if name in told and told[name].axis == "lon"]
    if len(norths) != 1 or len(easts) != 1:
        return None
    return _Head(path=path, width=len(names), north=norths[0], east=easts[0], names=names)


def _pair(leaves: list[Leaf], head: _Head) -> Pair | None:
    if not any(map(is_time_name, head.names)) and not any(is_moment(leaf.value) for leaf in leaves):
        return None
    north, east = leaves[head.north], leaves[head.east]
    latitude, longitude = coordinate(north.path, north.value), coordinate(east.path, east.value)
    if latitude is None or longitude is None or not is_position(latitude.degrees, longitude.degrees):
        return None
    short = dict(short_axes(head.names)).get(head.names[head.north])
    if short is not None and not says_enough(short, latitude, longitude):
        return None
    fine = max(latitude.decimals, longitude.decimals) >= _LEAST_DECIMALS
    return (latitude, longitude) if fine else None
