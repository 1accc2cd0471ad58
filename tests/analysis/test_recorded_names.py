"""Stepping through the indexes names what reading every row names."""

from __future__ import annotations

import random
import sqlite3
from pathlib import Path

import pytest

from analysis.ledger_reader import LedgerReader
from analysis.queries import Scope, Viewer
from analysis.recorded_names import Recorded, recorded
from analysis.settings import Home
from tests.ledger_book import COMPANIES, PHONE, TABLET, WATCH, Book, found

KINDS = ("identifier.advertising", "location.precise", "sensor.motion", "photo.image", "audio.recording")


def named(path: Path, viewer: Viewer) -> Recorded:
    reader = LedgerReader(path)
    try:
        with reader.read() as connection:
            return recorded(connection, Scope(connection, viewer))
    finally:
        reader.close()


@pytest.mark.parametrize("seed", range(4))
def test_it_names_what_every_row_names(tmp_path: Path, seed: int) -> None:
    chance, home = random.Random(seed), Home.open(tmp_path / "home")
    book = Book(home)
    for number in range(30):
        company = chance.choice([*(row[0] for row in COMPANIES), ""])
        device, corpus = (
            chance.choice((PHONE, TABLET, WATCH)),
            chance.choice(("home", "home", "trip", "self-test")),
        )
        book.send(book.at(f"0{number % 10}:00"), device, company, found(chance.choice(KINDS)), corpus=corpus)
    book.close()
    ledger = sqlite3.connect(home.ledger_path)
    rows = ledger.execute("SELECT corpus, category, company, device FROM findings").fetchall()
    ledger.close()
    for viewer, devices in (
        (Viewer(owner=True), {PHONE, TABLET, WATCH}),
        (Viewer(person="Ada"), {PHONE}),
        (Viewer(), set()),
    ):
        mine = [row for row in rows if row[3] in devices]
        assert named(home.ledger_path, viewer) == Recorded(
            corpora=tuple(sorted({row[0] for row in mine})),
            categories=tuple(sorted({row[1] for row in mine})),
            companies=tuple(sorted({row[2] for row in mine} - {""})),
        )


def test_an_empty_ledger_names_nothing(tmp_path: Path) -> None:
    home = Home.open(tmp_path / "home")
    Book(home).close()
    assert named(home.ledger_path, Viewer(owner=True)) == Recorded(corpora=(), categories=(), companies=())
