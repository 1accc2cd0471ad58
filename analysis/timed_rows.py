"""Finds a position in a row of numbers with a time, under a name for places: ``pos: [1795350000, 47.42106, 10.98536, 12]``.

Rows under another name may be readings of any two sensors: only how they go on tells those (``moving_rows``).
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from analysis.coordinates import Coordinate, coordinate, is_position
from analysis.field_names import is_named, words
from analysis.payload import Leaf, Scalar
from analysis.place_names import AROUND_PLACE, PLACE_NAMES
from analysis.readings import instant
from analysis.sent_names import sent_names
from analysis.surroundings import Surroundings

_SIZES: Final = range(3, 13)  # numbers of such a row
_LEAST_DECIMALS: Final = 4
_MOST_DECIMALS: Final = 8  # more are computed, as means are
_SHORT_NAMES: Final = frozenset({"pos", "gps", "gnss", "fix", "p", "pt", "punkt", "ort", "loc"})
_FARTHEST_NORTH: Final = 85.0
_LEAST_ANGLE: Final = 3.0  # degrees of one of the two; shares, axes and colours are smaller
_APART: Final = 0.5  # degrees between the two; bid and ask are nearer to one another
_EPOCHS: Final = (1, 10**3, 10**6)  # units in a second
_OUR_DAYS: Final = (946_684_800, 2_208_988_800)  # 2000 to 2039, in s


def timed_rows(place: Surroundings) -> Iterator[tuple[Coordinate, Coordinate]]:
    """Latitude and longitude of each such row: the only two numbers next to one another with so many decimals."""
    for leaves in place.lists.values():
        if len(leaves) in _SIZES and any(is_moment(leaf.value) for leaf in leaves):
            name = next((step for step in reversed(leaves[0].names[-2:]) if words(step) != ("data",)), "")
            told = name.lower() in _SHORT_NAMES or is_named(name, PLACE_NAMES, AROUND_PLACE)
            told = told or any(map(_is_told, sent_names(place.payload, leaves[0].path, leaves[0].names)))
            pair = _pair(leaves) if told else None
            if pair is not None:
                yield pair


def _is_told(sent: str) -> bool:
    """Whether a step of the address, where no name says anything, is a name for places."""
    return sent.lower() in _SHORT_NAMES or is_named(sent, PLACE_NAMES, AROUND_PLACE)


def _pair(leaves: list[Leaf]) -> tuple[Coordinate, Coordinate] | None:
    found = [coordinate(leaf.path, leaf.value) if isinstance(leaf.value, float) else None for leaf in leaves]
    fine = [
        item if item is not None and _LEAST_DECIMALS <= item.decimals <= _MOST_DECIMALS else None
        for item in found
    ]
    pairs = [(one, other) for one, other in pairwise(fine) if one is not None and other is not None]
    if len(pairs) != 1:
        return None
    first, second = pairs[0]
    if abs(first.degrees) > 90:
        first, second = second, first
    if not is_position(first.degrees, second.degrees) or abs(first.degrees) > _FARTHEST_NORTH:
        return None
    largest = max(abs(first.degrees), abs(second.degrees))
    return None if largest < _LEAST_ANGLE or abs(first.degrees - second.degrees) < _APART else (first, second)


def is_moment(value: Scalar) -> bool:
    """Whether a value is a time of our days, as a number or written out."""
    if isinstance(value, str):
        return 16 <= len(value) <= 35 and value[:2] == "20" and instant(value) is not None
    if isinstance(value, bool) or not isinstance(value, int):
        return False
    return any(_OUR_DAYS[0] * unit <= value <= _OUR_DAYS[1] * unit for unit in _EPOCHS)
