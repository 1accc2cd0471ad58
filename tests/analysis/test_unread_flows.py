"""The connections of a device's day that could not be read: its own, in order of time, within a limit."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Connection

from analysis import unread_flows
from analysis.device_queries import refusals
from analysis.ledger_reader import LedgerReader
from analysis.queries import Viewer, day_of
from analysis.records import READABLE, Visibility
from analysis.settings import Home
from analysis.unread_flows import refused, unread
from tests.ledger_book import DAY, PHONE, TABLET, ZONE, Book

OWNER = Viewer(owner=True)
TODAY = day_of(DAY, ZONE)


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Connection]:
    home = Home.open(tmp_path / "home")
    book = Book(home)
    book.send(book.at("10:00"), PHONE, "bank", visibility=Visibility.PASSED_BY_CHOICE, sent=900)
    book.send(book.at("09:00"), PHONE, "phonemaker", visibility=Visibility.REFUSED, sent=None)
    for seen in READABLE:
        book.send(book.at("09:10"), PHONE, "social", visibility=seen)
    book.send(book.at("09:20"), TABLET, "tabletmaker", visibility=Visibility.QUIC)
    book.send(book.at("09:20"), PHONE, "crash", visibility=Visibility.QUIC, corpus="trip")
    for at in (TODAY.start - 1, TODAY.end):
        moment = book.at("00:00") + timedelta(microseconds=at - TODAY.start)
        book.send(moment, PHONE, "avatar", visibility=Visibility.QUIC)
    book.close()
    reader = LedgerReader(home.ledger_path)
    with reader.read() as connection:
        yield connection
    reader.close()


def test_they_are_the_devices_own_of_that_day_in_order_of_time(ledger: Connection) -> None:
    assert [(one.company, one.visibility, one.bytes_out) for one in unread(ledger, OWNER, TODAY, PHONE)] == [
        ("phonemaker", "refused", None),
        ("bank", "passed_by_choice", 900),
    ]


def test_nobody_sees_anothers(ledger: Connection) -> None:
    assert unread(ledger, Viewer(person="Ben"), TODAY, PHONE) == []
    assert unread(ledger, Viewer(), TODAY, PHONE) == []
    assert len(unread(ledger, Viewer(person="Ada"), TODAY, PHONE)) == 2


def test_one_more_than_the_limit_says_that_there_are_more(
    ledger: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(unread_flows, "FLOWS", 1)
    assert len(unread(ledger, OWNER, TODAY, PHONE)) == 2
    monkeypatch.setattr(unread_flows, "FLOWS", 0)
    assert len(unread(ledger, OWNER, TODAY, PHONE)) == 1


def test_who_refused_is_told_as_the_ledger_tells_it(tmp_path: Path) -> None:
    home = Home.open(tmp_path / "home")
    book = Book(home)
    for minute, company in enumerate(("social", "bank", "social", "crash", "social", "bank", "social")):
        seen = Visibility.QUIC if company == "crash" else Visibility.REFUSED
        book.send(book.at(f"09:{minute:02}"), PHONE, company, visibility=seen, sent=None)
    book.close()
    with LedgerReader(home.ledger_path).read() as connection:
        told = refused(unread(connection, OWNER, TODAY, PHONE))
        assert told == refusals(connection, OWNER, TODAY, PHONE)
    assert [(one.company, one.flows, one.last - one.first) for one in told] == [
        ("social", 4, 360_000_000),
        ("bank", 2, 240_000_000),
    ]
    assert refused([]) == []
