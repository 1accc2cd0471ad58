"""Finds how a vehicle brakes and how it turns: two axes of an acceleration, along it and across."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from analysis.axis_names import AXIS_NAMES, BARE_VEHICLE_AXES, IS_FORCE, VEHICLE_AXIS
from analysis.coordinates import decimals_of
from analysis.payload import Leaf
from analysis.readings import number
from analysis.surroundings import Surroundings, generic

_MOST_NAMES: Final = 256  # of an object that are looked at
_HARDEST: Final = 40.0  # m/s2, of a crash


def vehicle_axes(place: Surroundings) -> Iterator[Leaf]:
    """Two axes of three, in the first object of a list."""
    seen: set[str] = set()
    for group, names in place.shapes if place.picked(AXIS_NAMES) else ():
        along = tuple(name for name in names[:_MOST_NAMES] if VEHICLE_AXIS[name] is not None)
        along = along or (BARE_VEHICLE_AXES[names] if IS_FORCE[group.name] else ())[:2]
        rows = generic(group.path)
        leaves = [group.members[name] for name in along]
        if len(leaves) == len("xy") and rows not in seen and all(map(_is_felt, leaves)):
            seen.add(rows)
            yield from leaves


def _is_felt(leaf: Leaf) -> bool:
    amount = number(leaf.value)
    return amount is not None and 0 < abs(amount) <= _HARDEST and decimals_of(leaf.value) >= 1
