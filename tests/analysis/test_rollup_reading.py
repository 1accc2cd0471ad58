"""The quarter hours between two times, and rows of counts added up by key."""

from __future__ import annotations

import json
from datetime import date
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from analysis.queries import day_of
from analysis.rollup_reading import QUARTER, each_quarter, micros_of, summed, these_quarters


def quarters(start: int, end: int) -> list[str]:
    return json.loads(each_quarter(start, end)["each"])


def test_a_day_has_as_many_as_its_hours_say() -> None:
    zone = ZoneInfo("Europe/Berlin")
    for day, hours in ((date(2026, 3, 29), 23), (date(2026, 6, 1), 24), (date(2026, 10, 25), 25)):
        of = day_of(day, zone)
        told = quarters(of.start, of.end)
        assert len(told) == 4 * hours
        assert micros_of(told[0]) == of.start
        assert micros_of(told[-1]) == of.end - QUARTER


@given(
    st.integers(631_152_000, 3_786_912_000),  # 1990 to 2090
    st.integers(0, 300_000),
)
def test_exactly_those_that_begin_between_the_two(start: int, seconds: int) -> None:
    first, last = start * 1_000_000, (start + seconds) * 1_000_000
    told = [micros_of(quarter) for quarter in quarters(first, last)]
    assert all(at % QUARTER == 0 and first <= at < last for at in told)
    assert told == sorted(set(told))
    assert len(told) == -(-last // QUARTER) - -(-first // QUARTER)


def test_rows_of_one_key_are_one_and_those_of_zeros_are_none() -> None:
    rows = [("a", "x", 1, 0), ("b", "x", 0, 0), ("a", "x", 2, 5), ("a", "y", 0, 1)]
    assert list(summed(rows, 2)) == [(("a", "x"), (3, 5)), (("a", "y"), (0, 1))]


def test_of_no_rows_there_is_nothing() -> None:
    assert list(summed([], 2)) == []
    assert quarters(0, 0) == []


def test_quarter_hours_by_their_starts_are_asked_for_as_those_of_a_time() -> None:
    of = day_of(date(2026, 10, 25), ZoneInfo("Asia/Kolkata"))
    assert these_quarters(quarters(of.start, of.end)) == each_quarter(of.start, of.end)
    assert json.loads(these_quarters([])["each"]) == []
