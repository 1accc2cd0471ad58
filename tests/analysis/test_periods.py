"""Days and times are read in the home's zone, also where a day is not 24 hours long."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest

from analysis.periods import UnreadableTime, moment

BERLIN = ZoneInfo("Europe/Berlin")
HOUR = 3_600_000_000


def test_a_day_is_from_its_first_moment_to_the_next_days() -> None:
    assert moment("1970-01-02", ZoneInfo("UTC")) == 24 * HOUR
    assert moment("1970-01-02", ZoneInfo("UTC"), end=True) == 48 * HOUR
    start, end = moment("2026-10-25", BERLIN), moment("2026-10-25", BERLIN, end=True)
    assert start is not None
    assert end is not None
    assert end - start == 25 * HOUR


def test_a_time_has_the_homes_zone_or_its_own() -> None:
    assert moment("1970-01-01T03:00", BERLIN) == 2 * HOUR
    assert moment("1970-01-01T03:00+05:30", BERLIN) == -2.5 * HOUR
    assert moment("", BERLIN) is None


@pytest.mark.parametrize("text", ["yesterday", "2026-13-01", "22.11.2026", "2026-11-22T25:00"])
def test_anything_else_is_said(text: str) -> None:
    with pytest.raises(UnreadableTime, match="is no day"):
        moment(text, BERLIN)


def test_the_end_of_the_calendar_is_no_fault_of_ours() -> None:
    with pytest.raises(UnreadableTime, match="is no day"):
        moment("9999-12-31", BERLIN, end=True)
    for text in ("0001-01-01T00:00+14:00", "0001-01-01", "9999-12-31T23:59-12:00"):
        try:
            moment(text, BERLIN)
        except UnreadableTime:
            continue
