"""Two periods compared: what was not recorded, or could not be read, is never a zero, and nothing is made of it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from analysis.company_queries import Period
from analysis.comparing import Amounts, Change, Compared, Side, compared, side_of
from analysis.coverage import Readable
from analysis.day_rows import OTHERS, DayRow
from analysis.records import Visibility

MONDAY, TUESDAY = date(2026, 11, 16), date(2026, 11, 17)
OPENED, REFUSED = frozenset({Visibility.OPENED}), frozenset({Visibility.REFUSED})
LATER = TUESDAY + timedelta(days=5)


def sent(
    day: date, size: int = 100, unknown: int = 0, seen: frozenset[Visibility] = OPENED, **more: str
) -> DayRow:
    """What went to a recipient."""
    read = 1 if seen == OPENED else 0
    who = {"device": "phone", "company": "social", "host": ""} | more
    return DayRow(
        day=day.isoformat(), **who, seen=seen, bytes_out=size, unknown=unknown, connections=1, connections_read=read,
        messages=read,
    )  # fmt: skip


def found(day: date, count: int = 1, category: str = "photo.image", **more: str) -> DayRow:
    """Findings in it."""
    who = {"device": "phone", "company": "social", "host": ""} | more
    kind = category.partition(".")[0]
    return DayRow(
        day=day.isoformat(), **who, kind=kind, category=category, seen=OPENED, findings=count, certain=count
    )


def side(rows: list[DayRow], day: date, recorded: bool = True, today: date = LATER) -> Side:
    period = Period(first=day, last=day)
    return side_of(rows, period, {day.isoformat()} if recorded else set(), today)


def both(
    before: list[DayRow], after: list[DayRow], *, recorded: bool = True, today: date = LATER
) -> dict[str, Compared]:
    """The rows by category, "" for the traffic."""
    one, other = side(before, MONDAY, recorded, today), side(after, TUESDAY, True, today)
    return {row.category: row for row in compared(before, after, one, other)}


def test_a_day_that_was_not_recorded_is_not_known_and_nothing_is_new_after_it() -> None:
    rows = both([], [sent(TUESDAY), found(TUESDAY)], recorded=False)
    for row in rows.values():
        assert (row.before, row.change, row.difference) == (None, Change.UNKNOWN, None)
        assert row.after is not None


def test_a_device_that_was_not_seen_is_not_known_to_have_sent_nothing() -> None:
    rows = both([sent(MONDAY, device="tablet")], [sent(TUESDAY), found(TUESDAY)])
    assert rows["photo.image"].before is None
    assert rows["photo.image"].change is Change.UNKNOWN


def test_what_could_not_be_read_held_nobody_knows_what() -> None:
    rows = both([sent(MONDAY, seen=REFUSED)], [sent(TUESDAY), found(TUESDAY)])
    photo = rows["photo.image"]
    assert (photo.before, photo.change, photo.difference) == (None, Change.UNKNOWN, None)
    assert photo.readable_before is Readable.REFUSED
    assert rows[""].change is Change.SAME  # its bytes are known all the same


def test_bytes_that_nobody_counted_are_neither_more_nor_less() -> None:
    row = both([sent(MONDAY, 0, unknown=1)], [sent(TUESDAY, 900)])[""]
    assert (row.change, row.difference) == (Change.UNKNOWN, None)
    assert row.before == Amounts(bytes_out=0, unknown=1, connections=1, messages=1, certain=None)


def test_of_two_days_of_which_one_was_recorded_nothing_is_new() -> None:
    days = Period(first=MONDAY - timedelta(days=1), last=MONDAY)
    before, after = [sent(MONDAY)], [sent(TUESDAY), found(TUESDAY)]
    one = side_of(before, days, {MONDAY.isoformat()}, LATER)
    assert (one.recorded, one.whole) == (1, False)
    assert {row.change for row in compared(before, after, one, side(after, TUESDAY))} == {Change.UNKNOWN}


def test_the_others_devices_are_told_no_zero() -> None:
    total = DayRow(
        day=TUESDAY.isoformat(), device=OTHERS, company="social", host="", kind="photo", findings=3
    )
    before = [sent(MONDAY)]
    rows = compared(before, [total], side(before, MONDAY), side([sent(TUESDAY)], TUESDAY))
    (row,) = (row for row in rows if row.device == OTHERS)
    assert (row.before, row.change) == (None, Change.UNKNOWN)
    assert row.after is not None
    assert row.after.findings == 3


@pytest.mark.parametrize(
    ("before", "after", "change", "difference"),
    [
        ([], [found(TUESDAY, 4)], Change.NEW, 4),
        ([found(MONDAY, 4)], [], Change.GONE, -4),
        ([found(MONDAY, 4)], [found(TUESDAY, 6)], Change.MORE, 2),
        ([found(MONDAY, 4)], [found(TUESDAY, 1), found(TUESDAY, 2)], Change.LESS, -1),
        ([found(MONDAY, 4)], [found(TUESDAY, 4)], Change.SAME, 0),
    ],
)
def test_where_all_was_recorded_and_read_the_change_is_told(
    before: list[DayRow], after: list[DayRow], change: Change, difference: int
) -> None:
    row = both([sent(MONDAY), *before], [sent(TUESDAY), *after])["photo.image"]
    assert (row.change, row.difference) == (change, difference)


def test_a_recipient_that_was_not_contacted_on_a_recorded_day_is_new() -> None:
    before, after = [sent(MONDAY)], [sent(TUESDAY), sent(TUESDAY, company="bank", seen=REFUSED)]
    rows = compared(before, after, side(before, MONDAY), side(after, TUESDAY))
    (bank,) = (row for row in rows if row.company == "bank")
    assert (bank.change, bank.difference, bank.readable_before) == (Change.NEW, 100, None)


def test_of_a_day_that_is_not_over_only_what_is_more_already_is_told() -> None:
    before = [
        sent(MONDAY),
        found(MONDAY, 4),
        found(MONDAY, 2, "audio.recording"),
        found(MONDAY, 1, "contact.entry"),
    ]
    after = [
        sent(TUESDAY, 200),
        found(TUESDAY, 3),
        found(TUESDAY, 9, "location.precise"),
        found(TUESDAY, 5, "contact.entry"),
    ]
    changes = {name: row.change for name, row in both(before, after, today=TUESDAY).items()}
    assert changes == {
        "": Change.MORE, "photo.image": Change.UNKNOWN, "audio.recording": Change.UNKNOWN, "location.precise": Change.NEW,
        "contact.entry": Change.MORE,
    }  # fmt: skip


def test_a_side_says_on_how_many_days_each_device_was_seen_and_how_much_was_read() -> None:
    days = Period(first=MONDAY, last=TUESDAY)
    rows = [sent(MONDAY), sent(TUESDAY, seen=REFUSED), sent(TUESDAY, device="tablet"), found(TUESDAY)]
    one = side_of(rows, days, {MONDAY.isoformat(), TUESDAY.isoformat()}, LATER)
    assert one.whole
    assert not one.goes_on
    assert one.device_days == {"phone": 2, "tablet": 1}
    assert one.connections == {"phone": (1, 2), "tablet": (1, 1)}


def test_days_that_are_still_to_come_are_not_missing() -> None:
    week = Period(first=MONDAY, last=MONDAY + timedelta(days=6))
    one = side_of([], week, {MONDAY.isoformat(), TUESDAY.isoformat()}, TUESDAY)
    assert (one.whole, one.goes_on) == (False, True)
    assert not side_of([], week, {TUESDAY.isoformat()}, TUESDAY).goes_on
    future = side_of([], week, set(), MONDAY - timedelta(days=1))
    assert (future.whole, future.goes_on) == (False, False)
