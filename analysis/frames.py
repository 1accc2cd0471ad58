"""Readings, days and comparisons as pandas frames, for what is too long to be drawn or read one by one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from functools import cache
from statistics import median
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

import msgspec
from sqlalchemy import Connection

from analysis.company_queries import Period
from analysis.comparison import Comparison, comparison
from analysis.day_rows import day_rows, days_of, others_day_rows, recorded_days
from analysis.frame_cells import (
    COMPARED_TYPES,
    DAY_TYPES,
    NOT_RECORDED,
    SIDES,
    Names,
    compared_cells,
    day_cells,
    days_cells,
)
from analysis.queries import QUARTER, Viewer
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


def digest_frame(connection: Connection, viewer: Viewer, period: Period) -> pd.DataFrame:
    """One row a day, device, recipient and category, and one (``kind`` "traffic") for all that went to a recipient.

    Bytes (up), connections and messages stand in the rows of traffic, findings in the others, <NA> elsewhere. ``kind`` is
    the part of ``category`` before the dot; ``readable`` says how what went to that recipient could be read. A day on
    which nothing of the house was recorded is one row of the kind "not recorded". ``attrs``: the days, how many of them
    were recorded.
    """
    recorded = recorded_days(connection, period)
    names = Names(connection, viewer)
    rows = [*day_rows(connection, viewer, period), *others_day_rows(connection, viewer, period)]
    cells = [day_cells(row, names) for row in rows]
    missing = [day.isoformat() for day in days_of(period) if day.isoformat() not in recorded]
    cells += [{"date": day, "kind": NOT_RECORDED} for day in missing]
    cells.sort(key=lambda row: str(row["date"]))
    frame = _typed(cells, DAY_TYPES)
    frame.attrs.update({**days_cells(period), "days_recorded": len(recorded)})
    return frame


def comparison_frame(
    connection: Connection, viewer: Viewer, before: Period, after: Period, today: date
) -> pd.DataFrame:
    """Two periods of equal length (``comparison``), rows as in ``digest_frame`` without the day.

    What is not known is <NA>, never 0. ``difference`` is in findings, of traffic in bytes. ``days_recorded_…`` counts the
    days of the house, ``device_days_…`` those on which the device was seen, ``read_share_…`` is the share of the device's
    connections whose content could be looked at, ``readable_…`` how what went to the recipient could be read.
    """
    return frame_of(comparison(connection, viewer, before, after, today), Names(connection, viewer))


def frame_of(found: Comparison, names: Names) -> pd.DataFrame:
    """A comparison that was read already, as a frame."""
    cells = [compared_cells(row, found.first, found.second, names) for row in found.rows]
    frame = _typed(cells, COMPARED_TYPES)
    for name, side in zip(SIDES, (found.first, found.second), strict=True):
        told = {"days_recorded": side.recorded, "whole": side.whole, "goes_on": side.goes_on}
        frame.attrs[name] = {**days_cells(side.period), **told}
    return frame


def _typed(rows: Sequence[Mapping[str, object]], types: Mapping[str, str]) -> pd.DataFrame:
    import pandas as pd

    columns = {name: pd.Series([row.get(name) for row in rows], dtype=type) for name, type in types.items()}
    return pd.DataFrame(columns)


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
