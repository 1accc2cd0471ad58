"""What is kept of a day's quarter hours is what reading them again would give, whatever is written and to which of them."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from analysis.day_stamps import quarter_stamps
from analysis.devices import Decision, Device, DeviceDirectory
from analysis.forgetting import forget_devices
from analysis.journal import JournalWriter
from analysis.kept_quarters import KeptQuarters
from analysis.lane_queries import could_be_read
from analysis.ledger_reader import LedgerReader
from analysis.queries import Viewer, day_of
from analysis.records import Visibility
from analysis.settings import Home
from tests.ledger_book import DAY, PHONE, TABLET, WATCH, ZONE, Book

OWNER, TODAY = Viewer(owner=True), day_of(DAY, ZONE)
HOUR = 3_600_000_000
Values = dict[str, dict[int, tuple[bool, bool]]]
Kept = KeptQuarters[str, tuple[bool, bool]]


class Ledger:
    """A ledger that is written to and read from; ``asked`` are the quarter hours that were read, or None for all."""

    def __init__(self, home: Home) -> None:
        self.home, self.asked, self._number = home, list[list[str] | None](), 0

    def send(
        self, clock: str, device: str = PHONE, days: int = 0, corpus: str = "home", **more: Visibility
    ) -> None:
        book = Book(self.home)
        self._number = book._number = self._number + 10
        book.send(book.at(clock, DAY + timedelta(days=days)), device, "social", corpus=corpus, **more)  # type: ignore[arg-type]
        book.close()

    def read(self, kept: Kept) -> Values:
        """What is kept, renewed; it is what is read anew."""
        reader = LedgerReader(self.home.ledger_path)
        with reader.read() as connection:

            def read(only: list[str] | None) -> Values:
                self.asked.append(only)
                return could_be_read(connection, OWNER, TODAY, only=only)

            told = kept.renewed(quarter_stamps(connection, TODAY), read)
            assert told == could_be_read(connection, OWNER, TODAY)
            assert all(list(of) == sorted(of) for of in told.values())
        reader.close()
        return told


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    home = Home.open(tmp_path / "home")
    (home.root / "settings.json").write_text('{"timezone": "Europe/Berlin"}')
    made = Ledger(Home.open(home.root))
    for clock in ("08:00", "08:20", "12:00"):
        made.send(clock)
    return made


def test_nothing_is_read_again_while_nothing_is_written_to_the_day(ledger: Ledger) -> None:
    kept: Kept = KeptQuarters()
    first = ledger.read(kept)
    ledger.send("09:00", days=-1)
    ledger.send("09:00", days=1)
    ledger.send("09:00", corpus="a-trip")
    assert ledger.read(kept) is first
    assert ledger.asked == [None]


def test_only_the_quarter_hours_that_were_written_to_are_read_again(ledger: Ledger) -> None:
    kept: Kept = KeptQuarters()
    before = ledger.read(kept)
    seen = {device: dict(of) for device, of in before.items()}
    ledger.send("08:05", visibility=Visibility.REFUSED)  # between others, and of one that is there
    ledger.send("23:50", TABLET)
    told = ledger.read(kept)
    assert ledger.asked == [None, ["2026-11-20T07:00", "2026-11-20T22:45"]]
    assert told[PHONE][TODAY.start + 8 * HOUR] == (True, True)
    assert before == seen  # what was given is not changed


def test_whatever_is_written_it_is_what_the_ledger_says(ledger: Ledger) -> None:
    chance, kept = random.Random(5), KeptQuarters[str, tuple[bool, bool]]()
    for _ in range(25):
        for _ in range(chance.randrange(3)):
            clock = f"{chance.randrange(24):02}:{chance.randrange(60):02}"
            ledger.send(
                clock, chance.choice((PHONE, TABLET, WATCH)), chance.choice((-1, 0, 0)),
                visibility=chance.choice(list(Visibility)),
            )  # fmt: skip
        ledger.read(kept)
    assert ledger.asked.count(None) == 1


def forget_the_watch(ledger: Ledger, folder: Path) -> None:
    book, journal = Book(ledger.home), JournalWriter(folder / "journal", "analyst")
    gone = Decision(at=datetime.now(UTC), device=Device(id=WATCH, name="Watch", forgotten=True))
    forget_devices(folder / "journal", book.ledger.engine, DeviceDirectory((gone,)), journal)
    book.ledger.close()
    journal.close()


def of_a_version_before(ledger: Ledger, _folder: Path) -> None:
    """A ledger whose quarter hours were written before there was a table that tells of it."""
    connection = sqlite3.connect(ledger.home.ledger_path)
    connection.execute("DELETE FROM quarter_changes")
    connection.commit()
    connection.close()


@pytest.mark.parametrize("before", [lambda *_: None, of_a_version_before], ids=["told", "not told"])
def test_what_is_forgotten_is_gone_at_once(
    ledger: Ledger, tmp_path: Path, before: Callable[[Ledger, Path], None]
) -> None:
    ledger.send("10:00", WATCH)
    before(ledger, tmp_path)
    kept: Kept = KeptQuarters()
    assert WATCH in ledger.read(kept)
    forget_the_watch(ledger, tmp_path)
    assert WATCH not in ledger.read(kept)
    assert ledger.asked == [None, None]


def test_a_ledger_that_does_not_tell_is_read_each_time(ledger: Ledger) -> None:
    connection = sqlite3.connect(ledger.home.ledger_path)
    connection.execute("DROP TABLE quarter_changes")
    connection.commit()
    kept: Kept = KeptQuarters()
    ledger.read(kept)
    connection.execute("DELETE FROM flow_totals")
    connection.commit()
    connection.close()
    assert ledger.read(kept) == {}
    assert ledger.asked == [None, None]
    ledger.send("08:00")  # an analyst of this version has opened it
    ledger.read(kept)
    ledger.send("08:00", TABLET)
    assert set(ledger.read(kept)) == {PHONE, TABLET}
    assert ledger.asked == [None, None, None, ["2026-11-20T07:00"]]
