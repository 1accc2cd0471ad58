"""Readings as pandas frames, for series that are too long to be drawn or read one by one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import cache
from statistics import median
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

import msgspec

from analysis.queries import QUARTER
from analysis.query_records import Reading
from analysis.records import Measures

if TYPE_CHECKING:  # pandas costs 60 MB and a third of a second: it is imported where a frame is really made
    import pandas as pd

_STEP: Final = 60_000_000  # µs; no zone begins its quarter hours within a minute


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


def thinned(readings: Sequence[Reading], zone: ZoneInfo) -> list[Reading]:
    """The readings of one kind by quarter hours, as readings again; ``seen_at`` is the start of each.

    As ``resample`` gives it, without pandas: a page needs no more than this of it.
    """
    by_start: dict[int, list[Reading]] = {}
    start_of = cache(lambda step: _quarter_of(step * _STEP, zone))
    for reading in readings:
        by_start.setdefault(start_of(reading.seen_at // _STEP), []).append(reading)
    return [
        msgspec.structs.replace(of[0], seen_at=start, measures=_together([one.measures for one in of]))
        for start, of in sorted(by_start.items())
    ]


def _quarter_of(micros: int, zone: ZoneInfo) -> int:
    """The start (µs UTC) of the local quarter hour that a time is in."""
    ahead = datetime.fromtimestamp(micros // 1_000_000, zone).utcoffset() or timedelta()
    local = micros + ahead // timedelta(microseconds=1)
    return micros - local % QUARTER


def _together(of: Sequence[Measures]) -> Measures:
    # written out: a page asks it of thousands
    lowest = [one.median if one.min is None else one.min for one in of]
    middle = [one.max if one.median is None else one.median for one in of]
    highest = [one.median if one.max is None else one.max for one in of]
    known = [value for value in middle if value is not None]
    return msgspec.structs.replace(
        of[0],
        n=sum(one.n or 1 for one in of),
        min=min((low for low in lowest if low is not None), default=None),
        median=median(known) if known else None,
        max=max((high for high in highest if high is not None), default=None),
        rate_hz=None,
    )


def _first(*values: float | None) -> float | None:
    return next((value for value in values if value is not None), None)
