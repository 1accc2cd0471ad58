"""Finds three-axis readings that are packed into one flat list: ``[x, y, z, x, y, z, …]``."""

from __future__ import annotations

import math
import statistics
from collections.abc import Iterator
from typing import Final

from analysis.axes import Axes
from analysis.gravity_shape import Row, gravity_unit, may_be_gravity
from analysis.payload import Series
from analysis.surroundings import Surroundings

_LEAST_NAMED: Final = 3  # triples of a list that is named so
PACKED_FROM: Final = 10  # triples below which a flat list tells nothing of its shape
_AXES: Final = ("x", "y", "z")


def packed_axes(place: Surroundings) -> Iterator[Axes]:
    """Every plain list whose triples have the shape of gravity, as rows."""
    for series in place.series:
        column = series.columns.get("") if len(series.columns) == 1 else None
        if column is not None and len(column) >= 3 * PACKED_FROM and len(column) % 3 == 0 and _may_be(column):
            rows: tuple[Row, ...] = tuple(zip(column[::3], column[1::3], column[2::3], strict=True))
            if _are_axes(column) and gravity_unit(rows) is not None:
                yield _axes(series, rows, place)


def _may_be(column: tuple[float, ...]) -> bool:
    """Whether the first three triples are of about one g: most lists are out after one of them."""
    return all(may_be_gravity(*column[at : at + 3]) for at in (0, 3, 6))


def _are_axes(column: tuple[float, ...]) -> bool:
    """Whether every third value is of its own kind: not one slow reading, whose neighbours are all alike."""
    middles = [statistics.median(column[at::3]) for at in range(3)]
    return max(middles) - min(middles) > 0.05 * math.hypot(*middles)


def _axes(series: Series, rows: tuple[Row, ...], place: Surroundings) -> Axes:
    return Axes(
        path=series.path,
        names=series.names,
        axes=_AXES,
        candidates=(place.called(series.path, series.names), place.label(series.path), *series.names[:-4:-1]),
        rows=rows,
        seconds=place.seconds_beside(series.path, len(rows)),
    )


def few_packed(series: Series, place: Surroundings) -> Axes | None:
    """Three triples or more of a flat list that is named after an accelerometer, each of about one g; None for others."""
    column = next(iter(series.columns.values()))
    if len(column) < 3 * _LEAST_NAMED or len(column) % 3 or all(value == int(value) for value in column):
        return None
    rows: tuple[Row, ...] = tuple(zip(column[::3], column[1::3], column[2::3], strict=True))
    return _axes(series, rows, place) if all(may_be_gravity(*row) for row in rows) else None
