"""Readings as pandas frames, for series that are too long to be drawn or read one by one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from analysis.query_records import Reading

if TYPE_CHECKING:  # pandas costs 60 MB and a third of a second: it is imported where a frame is really made
    import pandas as pd


def readings_frame(readings: Sequence[Reading], zone: ZoneInfo) -> pd.DataFrame:
    """One row a reading, by local time: columns ``n`` (values in it), ``min``, ``median``, ``max`` (unit of the value)."""
    import pandas as pd

    index = pd.to_datetime([reading.seen_at for reading in readings], unit="us", utc=True).tz_convert(
        zone.key
    )
    columns = {
        "n": [reading.measures.n or 1 for reading in readings],
        "min": [_first(reading.measures.min, reading.measures.median) for reading in readings],
        "median": [_first(reading.measures.median, reading.measures.max) for reading in readings],
        "max": [_first(reading.measures.max, reading.measures.median) for reading in readings],
    }
    return pd.DataFrame(columns, index=index, dtype="float64")


def resample(readings: Sequence[Reading], zone: ZoneInfo, every: str = "15min") -> pd.DataFrame:
    """The same by periods of ``every``: values summed, lowest, median of medians, highest; empty periods are left out."""
    frame = readings_frame(readings, zone)
    periods = frame.resample(every).agg({"n": "sum", "min": "min", "median": "median", "max": "max"})
    return periods.dropna(subset=["median"])


def thinned(readings: Sequence[Reading], zone: ZoneInfo, every: str = "15min") -> list[Reading]:
    """The readings of one kind, resampled, as readings again; ``seen_at`` is the start of each period."""
    import msgspec

    if not readings:
        return []
    first = readings[0]
    found = []
    for start, row in resample(readings, zone, every).iterrows():
        measures = msgspec.structs.replace(
            first.measures,
            n=int(row["n"]),
            min=row["min"],
            median=row["median"],
            max=row["max"],
            rate_hz=None,
        )
        micros = int(start.timestamp() * 1_000_000)  # type: ignore[attr-defined]
        found.append(msgspec.structs.replace(first, seen_at=micros, measures=measures))
    return found


def _first(*values: float | None) -> float | None:
    return next((value for value in values if value is not None), None)
