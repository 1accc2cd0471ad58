"""What left while the whole house was quiet: when that was, and what it is not."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from analysis.house_night import HouseNight, house_night
from analysis.queries import Viewer, day_of
from tests.ledger_book import DAY, PHONE, TABLET, WATCH, ZONE, Book, read_of

OWNER = Viewer(owner=True)
HOUR = 3_600_000_000
END = day_of(DAY, ZONE).end


def night(
    folder: Path, fill: Callable[[Book], None], viewer: Viewer = OWNER, now: int = END
) -> HouseNight | None:
    with read_of(folder, fill) as connection:
        return house_night(connection, viewer, day_of(DAY, ZONE), now)


def busy_day(book: Book) -> None:
    for minute in range(0, 600, 2):
        book.send(book.at("09:00") + timedelta(minutes=minute), PHONE, "social")


def test_a_night_without_any_connection_says_nothing(tmp_path: Path) -> None:
    assert night(tmp_path, busy_day) is None


def test_a_night_in_which_another_device_was_busy_is_not_quiet(tmp_path: Path) -> None:
    def fill(book: Book) -> None:
        busy_day(book)
        book.send(book.at("03:00"), PHONE, "avatar", sent=500_000)
        for minute in range(0, 420, 1):
            book.send(book.at("00:00") + timedelta(minutes=minute), TABLET, "tabletmaker")

    assert night(tmp_path, fill) is None


def test_a_night_that_is_not_over_is_told_as_far_as_it_went(tmp_path: Path) -> None:
    def fill(book: Book) -> None:
        book.send(book.at("00:05"), PHONE, "avatar", sent=500_000)

    assert night(tmp_path, fill, now=END - 24 * HOUR) is None
    assert night(tmp_path, fill, now=END - 23 * HOUR + 1) is not None


def test_what_left_in_it_by_device_and_recipient_most_first(tmp_path: Path) -> None:
    def fill(book: Book) -> None:
        busy_day(book)
        book.send(book.at("02:00"), PHONE, "avatar", sent=500_000)
        book.send(book.at("03:00"), PHONE, "avatar", sent=1_000)
        book.send(book.at("03:00"), TABLET, "", host="x.example", sent=None)
        book.send(book.at("04:00"), WATCH, "watchmaker", sent=2_000)
        book.send(book.at("02:30"), PHONE, "social", sent=9_000_000, corpus="a file")
        book.send(book.at("07:30"), PHONE, "bank", sent=9_000_000)

    found = night(tmp_path, fill)
    assert found is not None
    day = day_of(DAY, ZONE)
    assert (found.stretch.start, found.stretch.end) == (day.start, day.start + 7 * HOUR)
    assert [(one.device, one.company, one.host, one.bytes_out, one.at_least) for one in found.left] == [
        (PHONE, "avatar", "", 501_000, False),
        (WATCH, "watchmaker", "", 2_000, False),
        (TABLET, "", "x.example", 0, True),
    ]


def test_a_person_is_told_of_their_own_devices(tmp_path: Path) -> None:
    def fill(book: Book) -> None:
        book.send(book.at("02:00"), PHONE, "avatar", sent=500_000)
        book.send(book.at("04:00"), WATCH, "watchmaker", sent=2_000)

    found = night(tmp_path, fill, Viewer(person="Ben"))
    assert found is not None
    assert [one.company for one in found.left] == ["watchmaker"]
    assert night(tmp_path, fill, Viewer(person="Nobody")) is None
