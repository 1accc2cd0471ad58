"""Finds three-axis readings that are packed into one flat list: ``[x, y, z, x, y, z, …]``."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Final

from analysis.axes import STANDARD_GRAVITY, Axes, Row, gravity_unit
from analysis.payload import Series
from analysis.surroundings import Surroundings

PACKED_FROM: Final = 10  # triples below which a flat list tells nothing of its shape
_AXES: Final = ("x", "y", "z")


def packed_axes(place: Surroundings) -> Iterator[Axes]:
    """Every plain list whose triples have the shape of gravity, as rows."""
    for series in place.series:
        column = series.columns.get("") if len(series.columns) == 1 else None
        if column is not None and len(column) >= 3 * PACKED_FROM and len(column) % 3 == 0 and _may_be(column):
            rows: tuple[Row, ...] = tuple(zip(column[::3], column[1::3], column[2::3], strict=True))
            if gravity_unit(rows) is not None:
                yield _axes(series, rows, place)


def _may_be(column: tuple[float, ...]) -> bool:
    """Whether the first three triples are of about one g: most lists are out after one of them."""
    for at in (0, 3, 6):
        length = math.hypot(*column[at : at + 3])
        if not (0.5 < length < 1.5 or 0.5 * STANDARD_GRAVITY < length < 1.5 * STANDARD_GRAVITY):
            return False
    return True


def _axes(series: Series, rows: tuple[Row, ...], place: Surroundings) -> Axes:
    return Axes(
        path=series.path,
        names=series.names,
        axes=_AXES,
        candidates=(place.called(series.path, series.names), place.label(series.path), *series.names[:-4:-1]),
        rows=rows,
        seconds=place.seconds_beside(series.path, len(rows)),
    )
