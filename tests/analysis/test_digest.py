"""The digest: its numbers are the ledger's, never without what could be read, and without names unless asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from analysis.digest import Digest, alert_text, alerts, key, of_day, text
from analysis.ledger_reader import LedgerReader
from analysis.queries import Viewer, day_of
from analysis.records import Visibility
from analysis.settings import Home
from tests.ledger_book import DAY, PHONE, TABLET, ZONE, Book, found, morning

Read = Callable[..., Digest]


@pytest.fixture
def read(tmp_path: Path) -> Iterator[Read]:
    readers: list[LedgerReader] = []

    def look(*fill: Callable[[Book], None], day: date = DAY) -> Digest:
        home = Home.open(tmp_path / "home")
        book = Book(home)
        for function in fill:
            function(book)
        book.close()
        readers.append(LedgerReader(home.ledger_path))
        with readers[0].read() as connection:
            return of_day(connection, Viewer(owner=True), day_of(day, ZONE))

    yield look
    for reader in readers:
        reader.close()


def yesterday(book: Book) -> None:
    book.send(book.at("09:00", DAY - timedelta(days=1)), PHONE, "social", found("identifier.advertising"))


def heart(book: Book) -> None:
    book.send(book.at("03:10"), TABLET, "watchmaker", found("health.heart_rate", "61 /min"))


def test_a_day_without_anything_says_so(read: Read) -> None:
    assert text(read(yesterday), ZONE, names=True) == f"{DAY}: nothing has been recorded.\n"


def test_a_day_is_told_with_what_could_be_read(read: Read) -> None:
    told = text(read(yesterday, morning), ZONE, names=True)
    assert told.startswith(f"{DAY}: 3 devices sent ")
    assert "We could read what went to " in told
    assert "What we could not read may hold more." in told
    assert "Recognised for certain: " in told
    assert "Ad Network One" in told


def test_without_names_it_names_nobody_and_no_kind(read: Read) -> None:
    told = text(read(yesterday, morning), ZONE, names=False)
    for name in ("Phone", "Tablet", "Watch", "Ad Network", "Messenger", "location", "heart", "photo"):
        assert name not in told
    assert "kinds of data" in told
    assert "We could read what went to" in told


def test_a_finding_that_is_not_certain_is_no_recognised_kind(read: Read) -> None:
    def unsure(book: Book) -> None:
        book.send(book.at("09:00"), PHONE, "social", found("audio.recording", confidence="likely"))

    assert "Recognised" not in text(read(yesterday, unsure), ZONE, names=True)


def test_what_was_refused_only_is_no_readable_recipient(read: Read) -> None:
    def refused(book: Book) -> None:
        book.send(book.at("09:00"), PHONE, "phonemaker", visibility=Visibility.REFUSED, sent=500)

    told = text(read(yesterday, refused), ZONE, names=True)
    assert "sent 500 bytes to 1 company" in told
    assert "We could read what went to 0 of the 1." in told


def test_on_the_first_day_everything_is_new_and_nothing_is_an_alert(read: Read) -> None:
    digest = read(morning)
    assert "first day on record" in text(digest, ZONE, names=True)
    assert alerts(digest) == ()


def test_a_kind_that_a_device_never_sent_is_an_alert_and_a_new_company_alone_is_none(read: Read) -> None:
    def company(book: Book) -> None:
        book.send(book.at("05:00"), PHONE, "crash", found("diagnostics.device"))

    digest = read(yesterday, heart, company)
    (first,) = alerts(digest)
    line = alert_text(first, digest, ZONE, names=True)
    assert line == "First time we could see this: heart rate went from Tablet to Watch Maker (CN), at 03:10"
    assert "Tablet" not in alert_text(first, digest, ZONE, names=False)
    assert key(first) == f"{TABLET}|health.heart_rate"
    assert "first contact with Crash Reports (GB), from Phone, at 05:00" in text(digest, ZONE, names=True)
