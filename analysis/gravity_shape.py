"""Tells gravity by the shape of three-axis readings, in whatever unit they are."""

from __future__ import annotations

import math
import statistics
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from analysis.coordinates import decimals_of

Row = tuple[float, float, float]
STANDARD_GRAVITY: Final = 9.81  # m/s²
_SHAPE_FROM: Final = 8  # rows below which a steady norm may be chance


def norms(rows: Sequence[Row]) -> list[float]:
    """Euclidean norms of the rows."""
    return [math.hypot(*row) for row in rows]


def may_be_gravity(x: float, y: float, z: float) -> bool:
    """Whether one triple is of about one g, in any unit: most are out by this."""
    length = math.hypot(x, y, z)
    return any(0.5 * g < length < 1.5 * g for g in (1.0, STANDARD_GRAVITY, 1000.0))


def gravity_unit(rows: Sequence[Row], *, told: bool = False) -> str | None:
    """``m/s²``, ``g`` or ``mg`` where the rows look like an accelerometer's, else None.

    At least 8 rows; a median norm within 5 % of 9.81 or 3 % of 1 or 1000 (there with both signs); a norm that is
    steady but not constant; every axis alive; rows that follow one another. Unit vectors (normals, quaternions) have
    a norm that differs from 1 only by the rounding of their digits; colours and shares lie between 0 and 1; prices
    have no sign and two decimals. ``told``: what is around the rows speaks of motion, so that they are no shares.
    """
    if len(rows) < _SHAPE_FROM or not all(math.isfinite(value) for row in rows for value in row):
        return None
    lengths = sorted(norms(rows))
    middle = statistics.median(lengths)
    unit = _unit_of(middle)
    if unit is None or not _is_alive(rows, middle, whole=unit == "mg"):
        return None
    tenth = len(lengths) // 10
    wide = lengths[-1 - tenth] - lengths[tenth]
    if not 1e-4 * middle < wide < 0.5 * middle:
        return None
    if unit == "g" and (
        (_all_shares(rows) and not told) or wide < max(0.002, 2.5 * 10.0 ** -_usual_decimals(rows))
    ):
        return None
    if unit == "mg" and (wide < 2 or not any(value < 0 for row in rows for value in row)):
        return None
    return unit


def few_under_gravity(rows: Sequence[Row], *, unit_vectors: bool = True, shares: bool = False) -> str | None:
    """``m/s²`` or ``g`` where every one of a few rows is as long as gravity, with two decimals; None for others.

    Without ``unit_vectors`` rows whose length is 1 to the last digit are none; without ``shares`` none that are all between
    0 and 1.
    """
    lengths = norms(rows)
    if not lengths or _usual_decimals(rows) < 2 or (len(rows) > 1 and len(set(rows)) < 2):
        return None
    if all(abs(length - STANDARD_GRAVITY) <= 0.06 * STANDARD_GRAVITY for length in lengths):
        return "m/s²"
    if not all(abs(length - 1) <= 0.06 for length in lengths) or (_all_shares(rows) and not shares):
        return None
    exact = 1.5 * 10.0 ** -_usual_decimals(rows)
    return "g" if unit_vectors or any(abs(length - 1) > exact for length in lengths) else None


def _unit_of(norm: float) -> str | None:
    if abs(norm - STANDARD_GRAVITY) <= 0.05 * STANDARD_GRAVITY:
        return "m/s²"
    if abs(norm - 1000.0) <= 30.0:
        return "mg"
    return "g" if abs(norm - 1.0) <= 0.03 else None


def _is_alive(rows: Sequence[Row], norm: float, *, whole: bool) -> bool:
    columns = list(zip(*rows, strict=True))
    if any(max(column) - min(column) < 5e-4 * norm for column in columns):
        return False
    signed = any(value < 0 for row in rows for value in row)
    if (
        len(set(rows)) * 2 < len(rows)
        or not (signed or (_are_axes(columns, norm) and (_usual_decimals(rows) >= 3 or _are_measured(rows))))
        or (_usual_decimals(rows) == 0 and not whole)
    ):
        return False
    steps = [max(abs(a - b) for a, b in zip(one, other, strict=True)) for one, other in pairwise(rows)]
    return statistics.median(steps) < 0.5 * norm


def _are_axes(columns: Sequence[tuple[float, ...]], norm: float) -> bool:
    """Whether the columns lie apart: three prices of one share, or three rates, are nearly the same."""
    middles = [statistics.median(column) for column in columns]
    return max(middles) - min(middles) > 0.05 * norm


def _are_measured(rows: Sequence[Row]) -> bool:
    """Whether two decimals are those of a sensor: any digit may be the last; prices end in few."""
    last = {f"{value:.2f}"[-1] for row in rows[:64] for value in row}
    return _usual_decimals(rows) == 2 and len(last) >= 7


def _all_shares(rows: Sequence[Row]) -> bool:
    return all(0 <= value <= 1 for row in rows for value in row)


def _usual_decimals(rows: Sequence[Row]) -> int:
    """Decimals that most of the values have; trailing zeros make some look shorter."""
    given = sorted(decimals_of(float(value)) for row in rows[:64] for value in row)
    return given[len(given) * 3 // 4]
