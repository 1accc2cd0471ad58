"""Tells measures of a body that carry their type as a number, whoever receives them: by the types and what they amount to.

``[{"value": 72350, "type": 1, "unit": -3}, {"value": 218, "type": 6, "unit": -1}]``: the types of the Withings API (measure
types, developer.withings.com), the value an integer and the unit a power of ten.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from analysis.payload import Group, Scalar

# What each type may amount to: kilograms, per cent, mmHg, beats a minute, degrees C, metres.
_AMOUNTS: Final = {
    1: (15.0, 350.0), 4: (0.4, 2.4), 5: (10.0, 200.0), 6: (3.0, 70.0), 8: (1.0, 150.0), 9: (30.0, 160.0), 10: (60.0, 260.0),
    11: (25.0, 230.0), 54: (50.0, 100.0), 71: (30.0, 43.0), 73: (20.0, 42.0), 76: (10.0, 150.0), 77: (5.0, 150.0),
    88: (0.5, 12.0),
}  # fmt: skip
# Two types of one measurement: a scale's weight with what it is made of, a cuff's two pressures.
_TOGETHER: Final = ({6}, {8}, {5}, {76}, {77}, {88}, {11}, {4})
_OF_GRAMS: Final = -3  # the power of ten in which scales write kilograms
_ITEMS: Final = 64  # measures that are looked at
_MEMBERS: Final = 6  # of one measure


def are_body_measures(groups: Iterable[Group]) -> bool:
    """Whether all such measures of a message amount to what bodies have, and two of them belong together."""
    types: set[int] = set()
    seen = 0
    for group in groups:
        members = group.members
        if (
            "unit" not in members
            or "type" not in members
            or "value" not in members
            or len(members) > _MEMBERS
        ):
            continue
        kind, power, value = members["type"].value, members["unit"].value, members["value"].value
        amount = _amount(value, power)
        if type(kind) is not int or amount is None:
            return False
        if kind == 1 and power != _OF_GRAMS:
            return False
        low, high = _AMOUNTS.get(kind, (float("-inf"), float("inf")))
        if not low <= amount <= high:
            return False
        types.add(kind)
        seen += 1
        if seen >= _ITEMS:
            break
    return {9, 10} <= types or (1 in types and any(other <= types for other in _TOGETHER))


def _amount(value: Scalar, power: Scalar) -> float | None:
    if type(value) is not int or type(power) is not int or not -6 <= power <= 3 or abs(value) > 10**9:
        return None
    return value * 10.0**power
