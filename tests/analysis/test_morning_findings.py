"""What is read of a few hours: only certain findings, only these hours, only what the viewer may see."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import pytest

from analysis.ledger_reader import LedgerReader
from analysis.morning_findings import MOST, Hours, hours
from analysis.queries import Viewer, day_of
from analysis.records import Visibility
from analysis.settings import Home
from tests.ledger_book import DAY, PHONE, TABLET, ZONE, Book, found

OWNER = Viewer(owner=True)
Look = Callable[..., dict[str, Hours]]
START = day_of(DAY, ZONE).start
HOUR = 3_600_000_000


@pytest.fixture
def look(tmp_path: Path) -> Iterator[Look]:
    readers: list[LedgerReader] = []

    def read(fill: Callable[[Book], None], viewer: Viewer = OWNER, until: int = 12) -> dict[str, Hours]:
        home = Home.open(tmp_path / "home")
        book = Book(home)
        fill(book)
        book.close()
        readers.append(LedgerReader(home.ledger_path))
        with readers[0].read() as connection:
            return {item.device.id: item for item in hours(connection, viewer, START, START + until * HOUR)}

    yield read
    for reader in readers:
        reader.close()


def light(book: Book, clock: str, confidence: str = "certain", **given: object) -> None:
    lux = found("sensor.ambient_light", "5 lux", confidence, n=3, min=1.0, max=5.0)
    book.send(book.at(clock), TABLET, "social", lux, **given)  # type: ignore[arg-type]


def test_only_these_hours_only_certain_findings_and_only_the_homes_own(look: Look) -> None:
    def fill(book: Book) -> None:
        light(book, "07:00")
        light(book, "12:30")
        light(book, "08:00", "likely")
        light(book, "09:00", corpus="study")

    tablet = look(fill)[TABLET]
    assert [item.recipient for item in tablet.seen] == ["Social Network"]
    assert tablet.unsure == {"sensor.ambient_light": 1}
    assert tablet.read == 2
    assert not tablet.cut


def test_a_recipient_that_nobody_knows_is_named_by_its_host(look: Look) -> None:
    def fill(book: Book) -> None:
        book.send(book.at("07:00"), TABLET, "", found("audio.recording"), host="unknown.example")

    assert look(fill)[TABLET].seen[0].recipient == "unknown.example"


def test_what_was_not_read_is_told_by_recipient_and_reason(look: Look) -> None:
    def fill(book: Book) -> None:
        for _ in range(3):
            book.send(
                book.at("07:00"), PHONE, "messenger", visibility=Visibility.PASSED_BY_CHOICE, sent=1_000
            )
        book.send(book.at("07:00"), PHONE, "social")

    phone = look(fill)[PHONE]
    (unread,) = phone.unread
    assert (unread.recipient, unread.connections, unread.bytes_out) == ("Messenger", 3, 3_000)
    assert phone.read == 1


def test_tags_are_those_of_the_photos_message(look: Look) -> None:
    def tag(name: str) -> object:
        place = found("location.precise", "52.5", precision_m=4.0)
        return msgspec.structs.replace(place, path=f"body>multipart:media>exif:{name}")

    def fill(book: Book) -> None:
        book.send(book.at("07:00"), PHONE, "avatar", found("photo.image", "JPEG"), tag("GPSLatitude"))  # type: ignore[arg-type]
        book.send(book.at("07:00"), PHONE, "avatar", tag("Model"))  # type: ignore[arg-type]

    assert [(item.name, item.precision_m) for item in look(fill)[PHONE].tags] == [("GPSLatitude", 4.0)]


def test_a_person_sees_the_hours_of_their_own_devices_only(look: Look) -> None:
    assert set(look(lambda book: light(book, "07:00"), Viewer(person="Ada"))) == {PHONE}


def test_more_than_is_read_is_said(look: Look) -> None:
    def fill(book: Book) -> None:
        many = [found("sensor.ambient_light", f"{n}") for n in range(MOST + 1)]
        book.send(book.at("07:00"), TABLET, "social", *many)

    tablet = look(fill)[TABLET]
    assert tablet.cut
    assert len(tablet.seen) == MOST


def test_what_passed_for_another_reason_is_not_the_messengers(look: Look) -> None:
    """One company may have a messenger and other services that are never opened."""

    def fill(book: Book) -> None:
        for clock, size, reason in (
            ("07:00", 1_000_000, "banking"),
            ("07:05", 900, "messengers"),
            ("07:06", None, "messengers"),
        ):
            book.send(
                book.at(clock),
                PHONE,
                "social",
                visibility=Visibility.PASSED_BY_CHOICE,
                sent=size,
                reason=f"never opened: {reason}",
            )

    found = {item.reason.rpartition(" ")[2]: item for item in look(fill)[PHONE].unread}
    assert {name: (item.bytes_out, item.connections, item.unknown) for name, item in found.items()} == {
        "banking": (1_000_000, 1, 0),
        "messengers": (900, 2, 1),
    }


def test_messages_of_which_only_the_beginning_was_read_are_counted(look: Look) -> None:
    def fill(book: Book) -> None:
        book.send(book.at("07:00"), PHONE, "social")
        book.send(book.at("07:05"), PHONE, "social", visibility=Visibility.SAMPLED)

    phone = look(fill)[PHONE]
    assert (phone.read, phone.sampled) == (2, 1)
