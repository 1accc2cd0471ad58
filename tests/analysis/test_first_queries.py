"""What is for the first time ever: the same that reading every flow and finding would say."""

from __future__ import annotations

import random
import sqlite3
from datetime import timedelta
from pathlib import Path

import pytest

from analysis.first_queries import Met, first_seen
from analysis.ledger_reader import LedgerReader
from analysis.queries import Day, Viewer, day_of
from analysis.query_records import First
from analysis.records import Visibility
from analysis.settings import Home
from tests.ledger_book import COMPANIES, DAY, PHONE, TABLET, WATCH, ZONE, Book, found

OWNER, ADA, NOBODY = Viewer(owner=True), Viewer(person="Ada"), Viewer()
DAYS = [DAY + timedelta(days=number) for number in range(-2, 3)]
KINDS = ("identifier.advertising", "location.precise", "sensor.motion", "photo.image")


def first(path: Path, viewer: Viewer, day: Day, device: str = "") -> list[First]:
    reader = LedgerReader(path)
    try:
        with reader.read() as connection:
            return first_seen(connection, viewer, day, device)
    finally:
        reader.close()


def by_reading_everything(path: Path, devices: tuple[str, ...], day: Day) -> set[tuple[int, str, str, str]]:
    """(time, device, company, category) from the rows themselves."""
    ledger = sqlite3.connect(path)
    said: dict[tuple[str, ...], tuple[int, str, str, str]] = {}
    for at, device, company in ledger.execute(
        "SELECT opened_at, device, company FROM flows WHERE corpus = 'home' AND company <> '' ORDER BY opened_at"
    ):
        if device in devices:
            said.setdefault(("", company), (at, device, company, ""))
    for at, device, company, category in ledger.execute(
        "SELECT seen_at, device, company, category FROM findings"
        " WHERE corpus = 'home' AND confidence = 'certain' ORDER BY seen_at"
    ):
        if device in devices:
            said.setdefault((device, category), (at, device, company, category))
    ledger.close()
    return {one for one in said.values() if day.start <= one[0] < day.end}


@pytest.mark.parametrize("seed", range(4))
def test_it_is_what_reading_every_row_would_say(tmp_path: Path, seed: int) -> None:
    chance, home = random.Random(seed), Home.open(tmp_path / "home")
    book = Book(home)
    for _ in range(60):
        at = book.at("00:00", chance.choice(DAYS)) + timedelta(seconds=chance.randrange(86_400))
        kinds = [
            found(chance.choice(KINDS), confidence=chance.choice(("certain", "likely"))) for _ in range(2)
        ]
        company = chance.choice([*(row[0] for row in COMPANIES), ""])
        seen = chance.choice((Visibility.OPENED, Visibility.REFUSED))
        corpus = chance.choice(("home", "home", "home", "self-test"))
        book.send(at, chance.choice((PHONE, TABLET, WATCH)), company, *kinds, visibility=seen, corpus=corpus)
    book.close()
    for day in (day_of(date, ZONE) for date in DAYS):
        for viewer, devices in ((OWNER, (PHONE, TABLET, WATCH)), (ADA, (PHONE,)), (NOBODY, ())):
            told = first(home.ledger_path, viewer, day)
            assert {
                (one.seen_at, one.device, one.company, one.category) for one in told
            } == by_reading_everything(home.ledger_path, devices, day)


def test_first_seen_knows_what_was_there_before(tmp_path: Path) -> None:
    home = Home.open(tmp_path / "home")
    book = Book(home)
    book.send(book.at("12:00", DAY - timedelta(days=1)), PHONE, "adnetwork", found("identifier.advertising"))
    book.send(book.at("00:00"), PHONE, "adnetwork", found("identifier.advertising"))
    book.send(book.at("08:00"), PHONE, "social", found("location.precise"))
    book.close()
    told = first(home.ledger_path, OWNER, day_of(DAY, ZONE))
    assert {one.company for one in told if not one.category} == {"social"}
    assert {(one.device, one.category) for one in told if one.category} == {(PHONE, "location.precise")}


def test_what_a_merged_device_had_sent_is_not_new(tmp_path: Path) -> None:
    home = Home.open(tmp_path / "home")
    book = Book(home)
    book.send(book.at("12:00", DAY - timedelta(days=1)), TABLET, "adnetwork", found("photo.image"))
    book.send(book.at("08:00"), PHONE, "adnetwork", found("photo.image"))
    book.close()
    day = day_of(DAY, ZONE)
    assert [one.category for one in first(home.ledger_path, OWNER, day)] == ["photo.image"]
    ledger = sqlite3.connect(home.ledger_path)
    ledger.execute("UPDATE devices SET alias_of = ? WHERE id = ?", (PHONE, TABLET))
    ledger.commit()
    ledger.close()
    assert first(home.ledger_path, OWNER, day) == []


@pytest.mark.parametrize("seed", range(4))
def test_of_a_device_it_is_what_that_one_brought(tmp_path: Path, seed: int) -> None:
    chance, home = random.Random(seed), Home.open(tmp_path / "home")
    book = Book(home)
    for _ in range(60):
        at = book.at("00:00", chance.choice(DAYS)) + timedelta(seconds=chance.randrange(86_400))
        kinds = [found(chance.choice(KINDS))]
        book.send(at, chance.choice((PHONE, TABLET, WATCH)), chance.choice(COMPANIES)[0], *kinds)
    book.close()
    for day in (day_of(one, ZONE) for one in DAYS):
        for viewer in (OWNER, ADA, NOBODY):
            every = first(home.ledger_path, viewer, day)
            for device in (PHONE, TABLET, WATCH):
                mine = [one for one in every if one.device == device]
                assert first(home.ledger_path, viewer, day, device) == mine


def test_whom_one_had_met_before_is_asked_once(tmp_path: Path) -> None:
    home, day = Home.open(tmp_path / "home"), day_of(DAY, ZONE)
    book = Book(home)
    for company, clock in (("adnetwork", "07:00"), ("bank", "07:00"), ("social", "08:00")):
        book.send(book.at(clock), PHONE, company)
    for company in ("adnetwork", "bank"):
        book.send(book.at("12:00", DAY - timedelta(days=1)), PHONE, company)
    book.close()
    reader = LedgerReader(home.ledger_path)
    with reader.read() as connection:
        anew = first_seen(connection, OWNER, day)
        met = Met(companies=("adnetwork", "social"), before=set())
        assert first_seen(connection, OWNER, day, met=met) == anew
        assert met.before == {"adnetwork"}
        again = Met(companies=("adnetwork", "bank", "social"), before=met.before)
        assert first_seen(connection, OWNER, day, met=again) == anew
        assert again.before == {"adnetwork", "bank"}
        known = Met(companies=("social",), before={"social"})
        assert first_seen(connection, OWNER, day, met=known) == []  # what is known is not asked
        assert first_seen(connection, OWNER, day, met=Met(companies=(), before=set())) == []
    reader.close()
    assert [one.company for one in anew] == ["social"]
