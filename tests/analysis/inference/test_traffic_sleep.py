"""A night is one long gap between busy hours; a quiet recipient has gaps all day."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from analysis.inference.traffic_sleep import INFERENCE
from analysis.inference_queries import conclusions
from analysis.inferences import CARRIER, Level
from analysis.ledger_reader import LedgerReader
from analysis.queries import day_of
from analysis.records import Visibility
from analysis.settings import Home
from tests.inference_cases import DAY, OWNER, ZONE, concludes, days_ago, never, refuses, sent
from tests.ledger_book import PHONE, Book

EVENING, MORNING = sent("20:05", day=days_ago(1)).at, sent("06:35").at


def busy(start: object, hours: float, every: int = 15, **more: object) -> list[object]:
    return [sent(start + timedelta(minutes=minute), **more) for minute in range(0, int(hours * 60), every)]


SENT = [*busy(EVENING, 3), *busy(MORNING, 4)]

test_a_night = concludes(
    INFERENCE, SENT,
    "when the device's owner slept: no connection from about 23:00 to 06:30, with connections in 28 quarter "
    "hours around. What was in them does not matter.",
    Level.SERIES,
)  # fmt: skip
# two companies that each got every second quarter hour know less, but enough; each third is too little
SPARSE = [*busy(EVENING, 3, 30), *busy(MORNING, 4, 30)]
test_what_does_not_count = never(INFERENCE, SPARSE)
test_look_alikes = refuses(
    INFERENCE,
    {
        "nothing": (),
        "one connection": SENT[:1],
        "connections through the night": busy(EVENING, 15),
        "a gap of less than four hours": [*busy(EVENING, 7.25), *busy(MORNING, 4)],
        "no evening": busy(MORNING, 5),
        "no morning": busy(EVENING, 3),
        "a nap by day": [*busy(sent("12:05").at, 2), *busy(sent("19:05").at, 2)],
        "two long gaps": [*busy(EVENING, 2), *busy(sent("02:05").at, 0.5), *busy(MORNING, 4)],
        "once an hour": [*busy(EVENING, 3, 60), *busy(MORNING, 4, 60)],
    },
)


def test_who_carries_the_connections_can_tell_without_opening_any(tmp_path: Path) -> None:
    book = Book(Home.open(tmp_path / "home"), ZONE)
    for number, item in enumerate(SENT):
        company = ("adnetwork", "social", "bank", "crash")[number % 4]
        book.send(item.at, PHONE, company, visibility=Visibility.REFUSED)
    book.close()
    reader = LedgerReader(tmp_path / "home" / "ledger.sqlite")
    with reader.read() as connection:
        told = conclusions(connection, OWNER, day_of(DAY, ZONE), inferences=[INFERENCE])
    reader.close()
    assert [(item.recipients, item.devices) for item in told.conclusions] == [((CARRIER,), (PHONE,))]
