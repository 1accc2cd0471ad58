"""A day in one line: of whom, and what does not count."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import msgspec
import pytest

from analysis.day_totals import DayTotal, day_total
from analysis.queries import Viewer
from analysis.records import Visibility
from tests.ledger_book import DAY, PHONE, TABLET, WATCH, Book, read_of

OWNER = Viewer(owner=True)


def total(
    folder: Path,
    fill: Callable[[Book], None],
    viewer: Viewer = OWNER,
    first: date = DAY,
    last: date | None = None,
) -> DayTotal | None:
    with read_of(folder, fill) as connection:
        return day_total(connection, viewer, first, last)


def test_what_is_of_another_day_a_file_or_a_stranger_does_not_count(tmp_path: Path) -> None:
    def fill(book: Book) -> None:
        book.send(book.at("23:59", DAY - timedelta(days=1)), PHONE, "social", sent=7)
        book.send(book.at("00:00", DAY + timedelta(days=1)), PHONE, "social", sent=7)
        book.send(book.at("12:00"), PHONE, "social", sent=7, corpus="a file")
        book.send(book.at("12:00"), PHONE, "social", sent=7, corpus="self-test")

    assert total(tmp_path, fill) is None


def test_devices_recipients_and_bytes_are_added_up(tmp_path: Path) -> None:
    def fill(book: Book) -> None:
        book.send(book.at("08:00"), PHONE, "social", sent=1_000)
        book.send(book.at("09:00"), TABLET, "social", sent=1_000, visibility=Visibility.REFUSED)
        book.send(book.at("09:00"), TABLET, "", host="x.example", sent=50)

    assert total(tmp_path, fill) == DayTotal(devices=2, recipients=2, companies=1, bytes_out=2_050)


def test_bytes_that_nobody_counted_are_said(tmp_path: Path) -> None:
    found = total(tmp_path, lambda book: book.send(book.at("08:00"), PHONE, "social", sent=None))
    assert found == DayTotal(devices=1, recipients=1, companies=1, bytes_out=0, at_least=True)


@pytest.mark.parametrize(("person", "size"), [("Ada", 1_000), ("Ben", 20), ("Nobody", None)])
def test_a_person_is_told_of_their_own_devices(tmp_path: Path, person: str, size: int | None) -> None:
    def fill(book: Book) -> None:
        book.send(book.at("08:00"), PHONE, "social", sent=1_000)
        book.send(book.at("08:00"), WATCH, "watchmaker", sent=20)

    found = total(tmp_path, fill, Viewer(person=person))
    assert (found.bytes_out if found else None) == size


def test_a_merged_device_is_one(tmp_path: Path) -> None:
    def fill(book: Book) -> None:
        book.devices = [
            msgspec.structs.replace(device, alias_of=PHONE) if device.id == TABLET else device
            for device in book.devices
        ]
        book.send(book.at("08:00"), PHONE, "social", sent=1)
        book.send(book.at("08:00"), TABLET, "social", sent=1)

    assert total(tmp_path, fill) == DayTotal(devices=1, recipients=1, companies=1, bytes_out=2)


def test_of_some_days_a_recipient_is_one(tmp_path: Path) -> None:
    def fill(book: Book) -> None:
        for back in range(4):
            book.send(book.at("12:00", DAY - timedelta(days=back)), PHONE, "social", sent=10**back)

    found = total(tmp_path, fill, first=DAY - timedelta(days=2), last=DAY - timedelta(days=1))
    assert found == DayTotal(devices=1, recipients=1, companies=1, bytes_out=110)
