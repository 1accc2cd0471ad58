"""A stamp changes with what was written to its days, and with nothing else."""

from __future__ import annotations

import sqlite3
from datetime import date, timedelta
from pathlib import Path

from analysis.day_stamps import Stamp, quarter_stamps, stamp_of, stamp_within
from analysis.ledger_reader import LedgerReader
from analysis.queries import Scope, Viewer, day_of
from analysis.settings import Home
from tests.ledger_book import DAY, PHONE, TABLET, ZONE, Book, found

OWNER = Viewer(owner=True)
BEFORE = DAY - timedelta(days=1)


def stamp(home: Home, first: date, last: date, viewer: Viewer = OWNER) -> Stamp:
    reader = LedgerReader(home.ledger_path)
    try:
        with reader.read() as connection:
            return stamp_of(connection, Scope(connection, viewer), first, last)
    finally:
        reader.close()


def write(home: Home, number: int, day: date, corpus: str = "home") -> None:
    book = Book(home)
    book._number = number
    book.send(book.at("10:00", day), PHONE, "social", found("usage.app"), corpus=corpus)
    book.close()


def test_it_holds_until_something_is_written_to_the_days(tmp_path: Path) -> None:
    home = Home.open(tmp_path / "home")
    write(home, 0, BEFORE)
    first = stamp(home, BEFORE, BEFORE)
    write(home, 10, DAY)
    write(home, 20, BEFORE, corpus="trip")
    assert stamp(home, BEFORE, BEFORE) == first
    assert stamp(home, BEFORE, DAY) != first
    write(home, 30, BEFORE)
    assert stamp(home, BEFORE, BEFORE) != first


def test_it_is_another_for_another_viewer_or_when_devices_are_merged_or_named(tmp_path: Path) -> None:
    home = Home.open(tmp_path / "home")
    write(home, 0, DAY)
    seen = {
        stamp(home, DAY, DAY),
        stamp(home, DAY, DAY, Viewer(person="Ada")),
        stamp(home, DAY, DAY, Viewer()),
    }
    assert len(seen) == 3
    ledger = sqlite3.connect(home.ledger_path)
    for change in ("name = ?", "alias_of = ?"):
        ledger.execute(f"UPDATE devices SET {change} WHERE id = ?", (PHONE, TABLET))
        ledger.commit()
        now = stamp(home, DAY, DAY)
        assert now not in seen
        seen.add(now)
    ledger.close()


def test_each_quarter_hour_of_a_day_says_how_often_it_was_written_to(tmp_path: Path) -> None:
    home = Home.open(tmp_path / "home")

    def told(day: date) -> dict[str, int] | None:
        reader = LedgerReader(home.ledger_path)
        try:
            with reader.read() as connection:
                return quarter_stamps(connection, day_of(day, ZONE))
        finally:
            reader.close()

    write(home, 0, DAY)
    write(home, 10, DAY)
    write(home, 20, DAY, corpus="trip")
    write(home, 30, BEFORE)
    assert told(DAY) == {"2026-11-20T09:00": 2}
    assert told(BEFORE) == {"2026-11-19T09:00": 1}
    assert told(DAY + timedelta(days=1)) == {}
    ledger = sqlite3.connect(home.ledger_path)
    ledger.execute("DROP TABLE quarter_changes")
    ledger.commit()
    ledger.close()
    assert told(DAY) is None


def test_some_quarter_hours_hold_until_something_is_written_to_them(tmp_path: Path) -> None:
    home = Home.open(tmp_path / "home")
    day = day_of(DAY, ZONE)
    ten = day.start + 10 * 3_600_000_000

    def told(start: int, end: int, viewer: Viewer = OWNER) -> Stamp | None:
        reader = LedgerReader(home.ledger_path)
        try:
            with reader.read() as connection:
                return stamp_within(connection, Scope(connection, viewer), day, start, end)
        finally:
            reader.close()

    write(home, 0, DAY)
    before, at, whole = told(day.start, ten), told(ten, ten + 1), told(day.start, day.end)
    assert told(day.start, ten, Viewer(person="Ada")) != before
    write(home, 10, DAY)
    write(home, 20, BEFORE)
    assert told(day.start, ten) == before
    assert told(ten, ten + 1) != at
    assert told(day.start, day.end) != whole
    ledger = sqlite3.connect(home.ledger_path)
    with ledger:
        ledger.execute("INSERT INTO quarter_changes VALUES ('', '', 1)")  # as when a device is forgotten
    assert told(day.start, ten) != before
    with ledger:
        ledger.execute("DROP TABLE quarter_changes")
    ledger.close()
    assert told(day.start, ten) is None
