"""A night is one long gap between busy hours; a quiet recipient has gaps all day."""

from __future__ import annotations

from datetime import UTC, timedelta
from pathlib import Path

from analysis.inference.traffic_sleep import INFERENCE
from analysis.inference_queries import conclusions
from analysis.inferences import CARRIER, Level
from analysis.ledger_reader import LedgerReader
from analysis.queries import day_of
from analysis.records import CaptureCount, Visibility
from analysis.settings import Home
from tests.inference_cases import DAY, OWNER, ZONE, concludes, days_ago, never, refuses, sent
from tests.ledger_book import PHONE, TABLET, Book

ONE = sent("01:00").at
EVENING, MORNING = sent("20:05", day=days_ago(1)).at, sent("06:35").at


def busy(start: object, hours: float, every: int = 15, **more: object) -> list[object]:
    return [sent(start + timedelta(minutes=minute), **more) for minute in range(0, int(hours * 60), every)]


# the tablet of the house looks for news all night: this box was on
NIGHT = busy(EVENING, 15, 30, device=TABLET, company="", host="news.example", beside=True)
SENT = [*busy(EVENING, 3), *busy(MORNING, 4), *NIGHT]

test_a_night = concludes(
    INFERENCE, SENT,
    "when the device's owner slept: no connection from about 23:00 to 06:30, with connections in 28 quarter "
    "hours around. What was in them does not matter.",
    Level.SERIES,
)  # fmt: skip
# two companies that each got every second quarter hour know less, but enough; each third is too little
SPARSE = [*busy(EVENING, 3, 30), *busy(MORNING, 4, 30), *NIGHT]
test_what_does_not_count = never(INFERENCE, SPARSE)
test_look_alikes = refuses(
    INFERENCE,
    {
        name: [*sent_then, *NIGHT]
        for name, sent_then in {
            "nothing": (),
            "one connection": SENT[:1],
            "connections through the night": busy(EVENING, 15),
            "a gap of less than four hours": [*busy(EVENING, 7.25), *busy(MORNING, 4)],
            "no evening": busy(MORNING, 5),
            "no morning": busy(EVENING, 3),
            "a nap by day": [*busy(sent("12:05").at, 2), *busy(sent("19:05").at, 2)],
            "two long gaps": [*busy(EVENING, 2), *busy(sent("02:05").at, 0.5), *busy(MORNING, 4)],
            "once an hour": [*busy(EVENING, 3, 60), *busy(MORNING, 4, 60)],
        }.items()
    },
)
ALONE = [item for item in SENT if not item.beside]
test_a_box_that_was_off = refuses(
    INFERENCE,
    {
        "nothing else recorded": ALONE,
        "off from midnight to five": [*ALONE, *(item for item in NIGHT if not 0 <= item.at.hour < 5)],
        "off for an hour": [
            *ALONE,
            *(item for item in NIGHT if not timedelta() <= item.at - ONE < timedelta(hours=1)),
        ],
        "off from the start": [
            *ALONE,
            *(item for item in NIGHT if item.at.day == DAY.day and item.at.hour >= 1),
        ],
        "off at the end": [*ALONE, *(item for item in NIGHT if item.at.day != DAY.day or item.at.hour < 5)],
        "a single sign": [*ALONE, NIGHT[16]],
    },
)


def test_what_an_interface_counted_shows_that_this_box_was_on(tmp_path: Path) -> None:
    """The sniffer counts every minute, also where nobody sent anything."""

    def told(hours: int, each: int = 1) -> int:
        """Counted for so many hours, every so many minutes."""
        home = Home.open(tmp_path / f"home{hours}{each}")
        book = Book(home, ZONE)
        for item in ALONE:
            book.send(item.at, PHONE, "social")
        begin = EVENING.astimezone(UTC)
        book._rows += [
            CaptureCount(
                since=begin + timedelta(minutes=minute), until=begin + timedelta(minutes=minute + each), writer="sniffer",
                interface="wlan0", packets=0, bytes_out=0, bytes_in=0, packets_lost=0,
            )
            for minute in range(0, hours * 60, each)
        ]  # fmt: skip
        book.close()
        reader = LedgerReader(home.ledger_path)
        with reader.read() as connection:
            found = conclusions(connection, OWNER, day_of(DAY, ZONE), inferences=[INFERENCE])
        reader.close()
        return sum(item.recipients == ("social",) for item in found.conclusions)

    assert told(12) == 1
    assert told(6) == 0
    assert (
        told(12, each=360) == 0
    )  # a machine that sleeps counts nothing, and afterwards for all that time at once


def test_who_carries_the_connections_can_tell_without_opening_any(tmp_path: Path) -> None:
    book = Book(Home.open(tmp_path / "home"), ZONE)
    for number, item in enumerate(SENT):
        company = ("adnetwork", "social", "bank", "crash")[number % 4]
        book.send(item.at, item.device, company, visibility=Visibility.REFUSED)
    book.close()
    reader = LedgerReader(tmp_path / "home" / "ledger.sqlite")
    with reader.read() as connection:
        told = conclusions(connection, OWNER, day_of(DAY, ZONE), inferences=[INFERENCE])
    reader.close()
    assert [(item.recipients, item.devices) for item in told.conclusions] == [((CARRIER,), (PHONE,))]
