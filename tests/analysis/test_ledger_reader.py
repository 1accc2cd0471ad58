"""Reading the ledger beside its writer."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from sqlalchemy import Connection, text
from sqlalchemy.exc import OperationalError

from analysis.ledger import engine_for
from analysis.ledger_reader import LedgerReader, once
from analysis.settings import Home
from tests.ledger_book import PHONE, Book, found


def fill(home: Home, clock: str) -> None:
    book = Book(home)
    book.send(book.at(clock), PHONE, "social", found("location.precise"))
    book.close()


def test_there_may_be_no_ledger_yet(tmp_path: Path) -> None:
    reader = LedgerReader(tmp_path / "ledger.sqlite")
    assert not reader.ready()
    assert reader.version() == "none"
    with pytest.raises(OperationalError), reader.read():
        pass
    assert not (tmp_path / "ledger.sqlite").exists()
    (tmp_path / "ledger.sqlite").touch()
    assert not reader.ready()


def test_the_version_changes_with_every_commit_and_only_then(tmp_path: Path) -> None:
    home = Home.open(tmp_path / "home")
    fill(home, "08:00")
    reader = LedgerReader(home.ledger_path)
    assert reader.ready()
    first = reader.version()
    assert reader.version() == first
    fill(home, "09:00")
    assert reader.version() != first
    reader.close()


def test_a_swapped_file_is_noticed_and_read(tmp_path: Path) -> None:
    home, other = Home.open(tmp_path / "home"), Home.open(tmp_path / "other")
    fill(home, "08:00")
    for clock in ("08:00", "09:00"):
        fill(other, clock)
    reader = LedgerReader(home.ledger_path)
    before = reader.version()
    os.replace(other.ledger_path, home.ledger_path)  # noqa: PTH105
    assert reader.version() != before
    with reader.read() as connection:
        assert connection.execute(text("SELECT count(*) FROM events")).scalar_one() == 2
    reader.close()


def test_nothing_can_be_written(tmp_path: Path) -> None:
    home = Home.open(tmp_path / "home")
    fill(home, "08:00")
    with (
        LedgerReader(home.ledger_path).read() as connection,
        pytest.raises(OperationalError, match="readonly"),
    ):
        connection.execute(text("DELETE FROM findings"))


def test_within_one_read_the_same_is_read_once_and_in_the_next_anew(tmp_path: Path) -> None:
    home = Home.open(tmp_path / "home")
    fill(home, "08:00")
    reader = LedgerReader(home.ledger_path)

    def count(connection: Connection, key: str = "events") -> int:
        sql = text("SELECT count(*) FROM events")
        return once(connection, key, lambda: connection.execute(sql).scalar_one())

    with reader.read() as connection, reader.read() as beside:
        assert count(connection) == 1
        assert once(connection, "events", lambda: 7) == 1
        assert once(connection, "another", lambda: 7) == 7
        assert once(beside, "another", lambda: 8) == 8
    fill(home, "09:00")
    with reader.read() as connection:
        assert count(connection) == 2
    with pytest.raises(ZeroDivisionError), reader.read() as connection:
        once(connection, "events", lambda: 1 // 0)
    fill(home, "10:00")
    with reader.read() as connection:
        assert count(connection) == 3
    reader.close()


def test_a_connection_that_may_write_keeps_nothing(tmp_path: Path) -> None:
    home = Home.open(tmp_path / "home")
    fill(home, "08:00")
    with engine_for(home.ledger_path).begin() as connection:
        assert once(connection, "events", lambda: 1) == 1
        assert once(connection, "events", lambda: 2) == 2
