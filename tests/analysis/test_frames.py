"""Readings as frames: local time, nothing invented."""

from __future__ import annotations

from analysis.frames import readings_frame, resample, thinned
from analysis.queries import day_of
from analysis.query_records import Reading
from analysis.records import Measures
from tests.ledger_book import DAY, ZONE

START = day_of(DAY, ZONE).start


def reading(minute: int, **measures: float) -> Reading:
    return Reading(
        seen_at=START + minute * 60_000_000,
        category="sensor.ambient_light",
        property="lux",
        company="social",
        host="",
        measures=Measures(**measures),  # type: ignore[arg-type]
    )


def test_a_frame_is_in_local_time_and_falls_back_to_what_there_is() -> None:
    frame = readings_frame([reading(0, median=4.0), reading(1, min=1.0, median=2.0, max=3.0, n=60)], ZONE)
    assert str(frame.index[0]) == "2026-11-20 00:00:00+01:00"
    assert frame["min"].tolist() == [4.0, 1.0]
    assert frame["n"].tolist() == [1.0, 60.0]


def test_periods_without_readings_are_left_out() -> None:
    periods = resample([reading(0, median=1.0), reading(1, median=3.0), reading(60, median=9.0)], ZONE)
    assert len(periods) == 2
    assert periods["median"].tolist() == [2.0, 9.0]


def test_thinned_readings_keep_their_extremes_and_count() -> None:
    many = [
        reading(n, n=60, min=float(n), median=float(n) + 1, max=float(n) + 2, unit="lux") for n in range(30)
    ]
    two = thinned(many, ZONE)
    assert [(item.measures.n, item.measures.min, item.measures.max) for item in two] == [
        (900, 0.0, 16.0),
        (900, 15.0, 31.0),
    ]
    assert [item.seen_at for item in two] == [START, START + 900_000_000]
    assert two[0].measures.unit == "lux"
    assert thinned([], ZONE) == []
