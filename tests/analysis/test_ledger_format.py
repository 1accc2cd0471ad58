"""A ledger of another version is neither read nor written, but made anew from the journal."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from analysis.ledger import Ledger
from analysis.ledger_format import LedgerOutdated, is_outdated
from analysis.ledger_reader import LedgerReader
from analysis.ledger_tables import SCHEMA_VERSION
from analysis.settings import Home
from tests.ledger_book import ZONE, Book, morning


@pytest.fixture
def home(tmp_path: Path) -> Home:
    made = Home.open(tmp_path / "home")
    book = Book(made)
    morning(book)
    book.close()
    return made


def make_old(home: Home) -> None:
    """As the version before this one would have left it: other tables, another number."""
    connection = sqlite3.connect(home.ledger_path)
    connection.execute("UPDATE meta SET value = ? WHERE key = 'schema'", (str(SCHEMA_VERSION - 1),))
    connection.execute("DROP TABLE finding_rollup")
    connection.commit()
    connection.close()


def test_what_is_not_there_or_no_database_is_not_outdated(tmp_path: Path) -> None:
    path = tmp_path / "ledger.sqlite"
    assert not is_outdated(path)
    assert not path.exists()
    path.touch()
    assert not is_outdated(path)
    path.write_bytes(b"no database at all" * 100)
    assert not is_outdated(path)


def test_one_of_this_version_is_not_outdated(home: Home) -> None:
    assert not is_outdated(home.ledger_path)


def test_an_old_one_is_neither_read_nor_written(home: Home) -> None:
    make_old(home)
    before = home.ledger_path.read_bytes()
    reader = LedgerReader(home.ledger_path)
    with pytest.raises(LedgerOutdated, match="makes it anew") as error:
        reader.ready()
    reader.close()
    assert "\n" not in str(error.value)
    with pytest.raises(LedgerOutdated):
        Ledger(home.ledger_path, ZONE)
    assert home.ledger_path.read_bytes() == before


def test_the_analyst_makes_it_anew_and_a_reader_sees_that(home: Home) -> None:
    make_old(home)
    reader = LedgerReader(home.ledger_path)
    assert reader.outdated()
    command = [sys.executable, "-m", "analysis", "analyse", "--once", "--home", str(home.root)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    assert "made by another version" in done.stdout
    assert not reader.outdated()
    assert reader.ready()
    reader.close()


@pytest.mark.parametrize("command", ["digest", "export"])
def test_a_command_says_it_in_one_line(home: Home, command: str) -> None:
    make_old(home)
    words = [command, "csv"] if command == "export" else [command]
    done = subprocess.run(
        [sys.executable, "-m", "analysis", *words, "--home", str(home.root)],
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == 2
    assert "makes it anew" in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
