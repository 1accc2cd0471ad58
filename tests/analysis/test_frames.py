"""Readings as frames: local time, nothing invented."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

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


@given(
    st.lists(
        st.tuples(st.integers(0, 26 * 60), st.floats(-1e6, 1e6), st.floats(0, 10), st.integers(1, 99)),
        min_size=1,
        max_size=60,
    ),
    st.sampled_from(["Europe/Berlin", "Asia/Kathmandu", "America/St_Johns"]),
)
def test_thinned_readings_are_what_pandas_makes_of_them(
    rows: list[tuple[int, float, float, int]], name: str
) -> None:
    many = [
        reading(at, n=n, min=low, median=low + more, max=low + 2 * more) for at, low, more, n in sorted(rows)
    ]
    theirs = resample(many, ZoneInfo(name))
    ours = thinned(many, ZoneInfo(name))
    assert [item.seen_at for item in ours] == [at.value // 1000 for at in theirs.index]  # type: ignore[attr-defined]
    for column in ("n", "min", "median", "max"):
        assert [getattr(item.measures, column) for item in ours] == pytest.approx(theirs[column].tolist())


def test_what_was_not_measured_is_not_made_up() -> None:
    (one,) = thinned([reading(0, max=4.0), reading(1, max=6.0)], ZONE)
    assert (one.measures.min, one.measures.median, one.measures.max) == (None, 5.0, 6.0)
