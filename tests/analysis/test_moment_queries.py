"""A short stretch of a day in fine steps."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection

from analysis.ledger_reader import LedgerReader
from analysis.moment_queries import fine_marks, fine_traffic, stretch
from analysis.queries import Viewer, day_of
from analysis.records import Visibility
from analysis.settings import Home
from tests.ledger_book import DAY, PHONE, TABLET, ZONE, Book, found

OWNER, ADA = Viewer(owner=True), Viewer(person="Ada")
TODAY = day_of(DAY, ZONE)
SECOND = 1_000_000
STEP = 7 * SECOND


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Connection]:
    home = Home.open(tmp_path / "home")
    book = Book(home)
    book.send(book.at("08:00:00"), PHONE, "social", found("location.precise"), sent=10)
    book.send(book.at("08:00:05"), PHONE, "social", found("location.precise"), sent=20)
    book.send(book.at("08:00:30"), TABLET, "", visibility=Visibility.REFUSED, host="x.example", sent=None)
    book.send(book.at("08:00:40"), PHONE, "social", found("photo.image"), corpus="self-test")
    book.close()
    reader = LedgerReader(home.ledger_path)
    with reader.read() as connection:
        yield connection
    reader.close()


def test_the_stretch_is_from_the_first_to_the_last_connection(ledger: Connection) -> None:
    eight = TODAY.start + 8 * 3600 * SECOND
    assert stretch(ledger, OWNER, TODAY) == (eight, eight + 32 * SECOND)
    assert stretch(ledger, ADA, TODAY) == (eight, eight + 7 * SECOND)
    assert stretch(ledger, Viewer(), TODAY) is None


def test_marks_and_traffic_are_counted_by_step(ledger: Connection) -> None:
    marks = fine_marks(ledger, OWNER, TODAY, STEP)
    assert sum(mark.count for mark in marks) == 2
    assert all((mark.start - TODAY.start) % STEP == 0 for mark in marks)
    rows = fine_traffic(ledger, OWNER, TODAY, STEP)
    assert sum(row.bytes_out for row in rows) == 30
    (refused,) = [row for row in rows if row.visibility is Visibility.REFUSED]
    assert (refused.host, refused.unknown, refused.company) == ("x.example", 1, "")


def test_a_person_sees_only_their_own(ledger: Connection) -> None:
    assert {row.device for row in fine_traffic(ledger, ADA, TODAY, STEP)} == {PHONE}
    assert fine_marks(ledger, Viewer(), TODAY, STEP) == []
    assert fine_traffic(ledger, OWNER, TODAY, STEP, "nobody") == []
