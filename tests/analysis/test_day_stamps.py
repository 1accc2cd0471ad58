"""A stamp changes with what was written to its days, and with nothing else."""

from __future__ import annotations

import sqlite3
from datetime import date, timedelta
from pathlib import Path

from analysis.day_stamps import Stamp, stamp_of
from analysis.ledger_reader import LedgerReader
from analysis.queries import Scope, Viewer
from analysis.settings import Home
from tests.ledger_book import DAY, PHONE, TABLET, Book, found

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
