"""The digest: its numbers are the ledger's, never without what could be read, and without names unless asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

import msgspec
import pytest

from analysis.digest import Digest, alert_text, alerts, of_day, text
from analysis.digest_rest import key
from analysis.ledger import EventRow
from analysis.ledger_reader import LedgerReader
from analysis.queries import Viewer, day_of
from analysis.records import Visibility
from analysis.settings import Home
from tests.ledger_book import DAY, PHONE, TABLET, WATCH, ZONE, Book, found, morning

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
    assert (
        line == "First time we could see this: heart rate went from the tablet to Watch Maker (CN), at 03:10"
    )
    assert "Tablet" not in alert_text(first, digest, ZONE, names=False)
    assert key(first) == f"{TABLET}|health.heart_rate"
    assert "first contact with Crash Reports (GB), from the phone, at 05:00" in text(digest, ZONE, names=True)


@pytest.mark.parametrize(
    ("device", "host", "category", "source"),
    [
        (
            PHONE,
            "connectapi.garmin.com",
            "health.heart_rate",
            "from the watch, by way of the phone (as the address shows), to",
        ),
        (
            PHONE,
            "connectapi.garmin.com",
            "fitness.steps",
            "from the watch, by way of the phone (as the address shows), to",
        ),
        (
            PHONE,
            "connectapi.garmin.com",
            "location.precise",
            "from the phone to",
        ),  # that may be the phone's own
        (PHONE, "api.health.example", "health.heart_rate", "from the phone to"),
        (PHONE, "connectapi.garmin.com.evil.example", "health.heart_rate", "from the phone to"),
        (WATCH, "connectapi.garmin.com", "health.heart_rate", "from the watch to"),
    ],
)
def test_what_a_watch_measured_is_told_by_way_of_the_phone(
    read: Read, device: str, host: str, category: str, source: str
) -> None:
    def worn(book: Book) -> None:
        book.send(book.at("03:10"), device, "watchmaker", found(category), host=host)

    digest = read(yesterday, worn)
    (first,) = alerts(digest)
    assert f" went {source} Watch Maker (CN), at 03:10" in alert_text(first, digest, ZONE, names=True)


def test_a_company_that_only_the_catalogue_named_since_is_no_first_contact(read: Read) -> None:
    def nameless(book: Book) -> None:
        book.send(book.at("09:00", DAY - timedelta(days=1)), PHONE, "", host="api.social.example")

    def older(book: Book) -> None:
        """What was written so far is of an older catalogue."""
        book._rows = [
            row._replace(event=msgspec.structs.replace(row.event, catalogue_version="catalogue-0"))
            if isinstance(row, EventRow)
            else row
            for row in book._rows
        ]

    def today(book: Book) -> None:
        book.send(book.at("10:00"), PHONE, "social")
        book.send(book.at("11:00"), PHONE, "bank")

    told = text(read(nameless, older, today), ZONE, names=True)
    assert "New: 1 recipient, 0 kinds of data." in told
    assert "first contact with Bank (DE)" in told
    assert "first contact with Social Network" not in told


def test_another_catalogue_alone_takes_nothing_from_what_is_new(read: Read) -> None:
    told = text(read(yesterday, heart), ZONE, names=True)
    assert "first contact with Watch Maker (CN), from the tablet" in told


def test_a_kind_that_only_became_readable_says_so(read: Read) -> None:
    def refused(book: Book) -> None:
        at = book.at("09:00", DAY - timedelta(days=1))
        book.send(at, TABLET, "watchmaker", visibility=Visibility.REFUSED)
        book.send(at, TABLET, "social")

    digest = read(refused, heart)
    words = "heart rate went from the tablet to Watch Maker (CN), at 03:10 (newly readable: it could not be read before)"
    assert f"  {words}" in text(digest, ZONE, names=True)
    (first,) = alerts(digest)
    assert alert_text(first, digest, ZONE, names=True) == f"First time we could see this: {words}"
    assert "New: 0 recipients, 1 kind of data. 1 of these kinds could not be read before." in text(
        digest, ZONE, names=False
    )


def test_a_kind_that_could_have_been_read_before_says_nothing_of_that(read: Read) -> None:
    def opened(book: Book) -> None:
        book.send(book.at("09:00", DAY - timedelta(days=1)), TABLET, "watchmaker")

    for names in (True, False):
        assert "be read before" not in text(read(opened, heart), ZONE, names=names)


def test_an_alert_without_names_says_no_more_than_was_seen(read: Read) -> None:
    digest = read(yesterday, heart)
    (first,) = alerts(digest)
    assert alert_text(first, digest, ZONE, names=False) == (
        "For the first time, a device was seen to send a kind of data that it was not seen to send before."
    )


def test_a_digest_of_a_part_of_a_day_says_until_when(read: Read) -> None:
    digest = read(yesterday, heart)
    cut = msgspec.structs.replace(digest, until=day_of(DAY, ZONE).start + 20 * 3_600_000_000)
    assert text(cut, ZONE, names=True).startswith(f"{DAY} until 20:00: 1 device sent ")
    assert text(digest, ZONE, names=True).startswith(f"{DAY}: 1 device sent ")
