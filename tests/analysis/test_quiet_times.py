"""What a device sends while it is left alone at night; a night on which it is used is none."""

from __future__ import annotations

from analysis.quiet_times import QUARTER, at_night, quiet
from analysis.upload_shapes import Piece

NIGHT = (0, 28 * QUARTER)
LATE = 96 * QUARTER
BY_DAY = {quarter * QUARTER: 40 for quarter in range(32, 80)}


def test_a_quiet_night_is_one_stretch() -> None:
    (stretch,) = quiet(BY_DAY | {3 * QUARTER: 2, 20 * QUARTER: 3}, NIGHT, LATE)
    assert (stretch.start, stretch.end, stretch.busiest) == (0, 28 * QUARTER, 3)


def test_a_device_in_use_is_not_quiet() -> None:
    used = {quarter * QUARTER: 25 for quarter in range(0, 12)}
    (stretch,) = quiet(BY_DAY | used | {14 * QUARTER: 1}, NIGHT, LATE)
    assert stretch.start == 12 * QUARTER


def test_a_short_pause_is_no_quiet_time() -> None:
    used = {quarter * QUARTER: 25 for quarter in range(28) if quarter % 4}
    assert quiet(BY_DAY | used, NIGHT, LATE) == []


def test_a_night_without_any_connection_says_nothing() -> None:
    assert quiet(BY_DAY, NIGHT, LATE) == []
    assert quiet({}, NIGHT, LATE) == []


def test_what_is_not_over_yet_is_not_quiet() -> None:
    (stretch,) = quiet(BY_DAY | {0: 1}, NIGHT, 10 * QUARTER + 5)
    assert stretch.end == 10 * QUARTER
    assert quiet({0: 1}, NIGHT, 2 * QUARTER) == []


def test_what_was_sent_meanwhile_is_told_where_it_is_more_than_upkeep() -> None:
    (stretch,) = quiet(BY_DAY | {12 * QUARTER: 2}, NIGHT, LATE)
    start = 12 * QUARTER
    backup = Piece(start=start, end=start + 1000, bytes_out=2_000_000, connection="a")
    upkeep = Piece(start=start, end=start + 1000, bytes_out=9_000, connection="b")
    by_day = Piece(start=40 * QUARTER, end=40 * QUARTER + 1, bytes_out=9_000_000, connection="c")
    (shape,) = at_night([backup, by_day], [stretch])
    assert (shape.bytes_out, shape.count, shape.slowest) == (2_000_000, 1, 2.0)
    assert at_night([upkeep, by_day], [stretch]) == []
    across = Piece(start=27 * QUARTER, end=29 * QUARTER, bytes_out=9_000_000, connection="d")
    assert at_night([across], [stretch]) == []
