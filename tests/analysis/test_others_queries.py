"""Totals over the others: by company and kind, without device, host or time; see also ``test_viewers``."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from analysis.company_queries import Period
from analysis.ledger_reader import LedgerReader
from analysis.others_queries import OthersRow, others_received
from analysis.queries import Viewer
from analysis.records import Visibility
from analysis.settings import Home
from tests.ledger_book import DAY, PHONE, TABLET, WATCH, Book, found


def rows(home: Home, viewer: Viewer) -> list[OthersRow]:
    reader = LedgerReader(home.ledger_path)
    try:
        with reader.read() as connection:
            return others_received(connection, viewer, Period(first=DAY - timedelta(days=1), last=DAY))
    finally:
        reader.close()


def test_each_persons_others_are_everybody_else_and_the_devices_of_the_house(tmp_path: Path) -> None:
    home = Home.open(tmp_path / "home")
    book = Book(home)
    book.send(book.at("08:00"), PHONE, "social", found("location.precise"), sent=100)  # Ada's
    book.send(book.at("08:00"), TABLET, "social", found("photo.image"), sent=20)  # nobody's in particular
    book.send(book.at("08:00"), WATCH, "social", sent=3, visibility=Visibility.REFUSED)  # Ben's
    book.send(book.at("08:00"), WATCH, "", sent=None, host="secret.example", visibility=Visibility.QUIC)
    book.send(book.at("08:00", DAY - timedelta(days=5)), TABLET, "social", sent=9_000)  # before the period
    book.send(book.at("08:00"), TABLET, "social", sent=9_000, corpus="import")
    book.send(book.at("08:00"), "", "", sent=9_000, host="stranger.example")
    book.close()
    ada = rows(home, Viewer(person="Ada"))
    assert [(row.company, row.bytes_out, row.unknown, row.kinds) for row in ada] == [
        ("social", 23, 0, {"photo": 1}),
        ("", 0, 1, {}),
    ]
    ben = rows(home, Viewer(person="Ben"))
    assert [(row.company, row.bytes_out, row.kinds) for row in ben] == [
        ("social", 120, {"location": 1, "photo": 1})
    ]
    assert rows(home, Viewer(owner=True)) == []
