"""Tells a series of light readings by the way it goes, where nothing names it."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

_LEAST: Final = 16  # readings
_BRIGHTEST: Final = 200_000.0  # lux; direct sun is about 130,000
_BRIGHT: Final = 50.0  # lux, that a lit room reaches and a speed in m/s does not
_APART: Final = (
    4.0  # times: between dark and light there is more than between two pulses, pressures or temperatures
)
_KINDS: Final = 4  # different readings; a switch has two
_STEADY: Final = 0.05  # of the whole range that most readings may differ from the one before


def goes_as_light_does(values: Sequence[float]) -> bool:
    """Sixteen readings or more, never below zero, of a range that only light has, and that mostly stays as it was."""
    if len(values) < _LEAST or not all(0 <= value <= _BRIGHTEST for value in values):
        return False
    low, high = min(values), max(values)
    if high < _BRIGHT or high < _APART * (low + 1) or len(set(values)) < _KINDS:
        return False
    steps = [after - before for before, after in pairwise(values)]
    if all(step >= 0 for step in steps) or all(step <= 0 for step in steps):
        return False  # it counts
    return statistics.median(map(abs, steps)) <= _STEADY * (high - low)
