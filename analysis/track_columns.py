"""Latitudes and longitudes in lists of one length that their names tell: ``{"lat": […], "lon": […]}``."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from analysis.coordinates import axis_name, decimals_of
from analysis.no_places import HAS_FORCES, STRONGEST
from analysis.payload import Series
from analysis.place_names import BOUNDS
from analysis.short_axes import short_axes

_LEAST_DECIMALS: Final = 4  # of numbers that only a short name calls angles
_LOOKED_AT: Final = 50  # of them
_LEAST_SCALED: Final = 1e7


def named_columns(series: Series) -> list[tuple[float, float]] | None:
    """The positions of a series whose columns are named after both axes; None for every other."""
    found: dict[str, tuple[float, ...]] = {}
    named = 0
    for name, column in series.columns.items():
        axis = None if name.endswith("ms") else axis_name(name.removesuffix("s"))
        if axis is not None and BOUNDS.isdisjoint(axis.prefix) and axis.axis not in found:
            found[axis.axis], named = column, named or axis.scale
    found = found or _short_columns(series)
    if len(found) != 2 or _are_forces(series, found["lat"], found["lon"]):
        return None
    scale = 10.0 ** (named or _plain_scale(found["lat"], found["lon"]))
    return [(lat / scale, lon / scale) for lat, lon in zip(found["lat"], found["lon"], strict=True)]


def _are_forces(series: Series, lateral: Sequence[float], longitudinal: Sequence[float]) -> bool:
    """Whether ``lat`` and ``long`` are lateral and longitudinal, among the forces of a ride."""
    strongest = max(max(map(abs, lateral)), max(map(abs, longitudinal)))
    return strongest <= STRONGEST and HAS_FORCES[tuple(series.columns)]


def _short_columns(series: Series) -> dict[str, tuple[float, ...]]:
    """The columns under two words of which neither says an axis alone, with as many digits as positions have."""
    found: dict[str, tuple[float, ...]] = {}
    for name, axis in short_axes(tuple(series.columns))[:2]:
        column = found[axis.axis] = series.columns[name]
        whole = all(value == int(value) for value in column)
        decimals = 0 if whole else max(map(decimals_of, column[:_LOOKED_AT]))
        if max(map(abs, column)) < _LEAST_SCALED if whole else decimals < _LEAST_DECIMALS:
            return {}
    return found


def _plain_scale(latitudes: Sequence[float], longitudes: Sequence[float]) -> int:
    """As for single positions: millionths where they would be on the globe, else ten-millionths; 0 for degrees."""
    north, east = max(map(abs, latitudes)), max(map(abs, longitudes))
    if max(north, east) < _LEAST_SCALED or any(value != int(value) for value in (*latitudes, *longitudes)):
        return 0
    return 6 if north <= 9e7 and east <= 1.8e8 else 7
