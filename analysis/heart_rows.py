"""Curves of the heart in rows: columns named after leads, or one of voltages; and whether numbers go as a curve does."""

from __future__ import annotations

from itertools import pairwise
from typing import Final

from analysis.payload import Series

# Beside which a list is a curve whatever it is named, where something tells of the heart.
VOLTS: Final = frozenset(
    {"mv", "uv", "µv", "μv", "millivolt", "millivolts", "microvolt", "microvolts", "мкв", "мв"}
)
LIMBS: Final = frozenset({"avr", "avl", "avf"})
_THREE: Final = frozenset({"i", "ii", "iii"})
_SECOND: Final = ("II", "ii")
_FEW_ROWS: Final = 8
_FEW: Final = 4  # columns
_LEAST: Final = 24  # samples of a column
_LOOKED_AT: Final = 8_192


def lead_of(series: Series) -> str:
    """The name of the first lead of rows whose columns are leads: I, II, III and perhaps aVR, aVL, aVF; "" of others."""
    lead = next((name for name in _SECOND if name in series.columns), "")
    said = {name.lower() for name in series.columns} if lead else frozenset[str]()
    if not (said >= _THREE or said >= LIMBS):
        return ""
    column = series.columns[lead][:_LOOKED_AT]
    return lead if len(column) >= _FEW_ROWS and len(set(column)) > _FEW_ROWS // 2 else ""


def volts_of(series: Series) -> str:
    """The name of a column of voltages in rows that hold a time beside it and little else; "" of others."""
    if not 2 <= len(series.columns) <= _FEW:
        return ""
    name = next((name for name in series.columns if name.lower() in VOLTS), "")
    column = series.columns[name][:_LOOKED_AT] if name else ()
    return name if len(column) >= _LEAST and is_alive(column) else ""


def is_alive(numbers: tuple[float, ...]) -> bool:
    """Whether numbers go up and down as a curve does: most steps are small against the whole, and the whole is no noise."""
    if not all(abs(value) < 1e7 for value in numbers):  # nor is one that is no number
        return False
    low, high = min(numbers), max(numbers)
    if len(set(numbers)) < 8 or high - low < 1e-3:
        return False
    steps = sorted(abs(later - earlier) for earlier, later in pairwise(numbers))
    return steps[len(steps) // 2] < 0.1 * (high - low)
