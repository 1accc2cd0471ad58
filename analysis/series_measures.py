"""Measures of a series of readings: number, rate, span and spread, where the message tells them."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.payload import Series
from analysis.readings import rounded, seconds_between, spread, stated_rate, stated_span
from analysis.records import Measures
from analysis.surroundings import Surroundings, row_count


def series_measures(
    values: Sequence[float], seconds: float | None, place: Surroundings, path: str, unit: str | None
) -> Measures:
    """Number, rate (Hz), span (s) and spread of a series; rate and span only where the message tells them."""
    beside = {} if seconds else place.siblings(path)
    rate = (len(values) - 1) / seconds if seconds else stated_rate(beside)
    if rate is None and (seconds := stated_span(beside)):
        rate = (len(values) - 1) / seconds
    low, middle, high = spread(values)
    span = seconds or ((len(values) - 1) / rate if rate else None)
    return Measures(
        n=len(values),
        rate_hz=rounded(rate) if rate else None,
        seconds=rounded(span) if span else None,
        min=low,
        median=middle,
        max=high,
        unit=unit or None,
    )


def value_column(series: Series) -> tuple[float, ...] | None:
    """The one column that holds values: a plain list, or the second of ``[[time, value], …]``."""
    columns = list(series.columns.values())
    if list(series.columns) == [""]:
        return columns[0]
    if list(series.columns) == ["0", "1"] and first_column_seconds(series):
        return columns[1]
    return None


def first_column_seconds(series: Series) -> float | None:
    """The span of ``[[time, value], …]``; None where the first column is no time."""
    first = series.columns.get("0")
    return seconds_between(first) if first and row_count(series) > 1 else None
