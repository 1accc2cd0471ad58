"""The reads of one device's day: its own, in order, and nobody else's."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection

from analysis.device_queries import quarters, readings, refusals
from analysis.ledger_reader import LedgerReader
from analysis.queries import Viewer, day_of, traffic
from analysis.records import Visibility
from analysis.rollup_reading import micros_of
from analysis.settings import Home
from tests.ledger_book import DAY, PHONE, TABLET, WATCH, ZONE, Book, found

OWNER, ADA, NOBODY = Viewer(owner=True), Viewer(person="Ada"), Viewer()
TODAY = day_of(DAY, ZONE)


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Connection]:
    home = Home.open(tmp_path / "home")
    book = Book(home)
    book.send(book.at("09:00"), PHONE, "phonemaker", visibility=Visibility.REFUSED, sent=None)
    light = found("sensor.ambient_light", n=60, min=1.0, median=4.0, max=9.0)
    book.send(book.at("09:30"), TABLET, "", light, found("sensor.motion"), host="x.example")
    book.send(
        book.at("08:30"),
        TABLET,
        "social",
        found("sensor.environment", median=2.0),
        found("usage.app", max=1.0),
    )
    book.send(book.at("10:00"), WATCH, "watchmaker", found("health.heart_rate", n=1, median=61.0), sent=50)
    book.send(book.at("09:31"), TABLET, "social", found("sensor.ambient_light", median=5.0), corpus="trip")
    book.close()
    reader = LedgerReader(home.ledger_path)
    with reader.read() as connection:
        yield connection
    reader.close()


def test_refusals_are_the_devices_own(ledger: Connection) -> None:
    assert [item.host for item in refusals(ledger, OWNER, TODAY, PHONE)] == ["api.phonemaker.example"]
    assert refusals(ledger, OWNER, TODAY, TABLET) == []
    assert refusals(ledger, NOBODY, TODAY, PHONE) == []


@pytest.mark.parametrize("viewer", [OWNER, ADA, NOBODY], ids=["owner", "ada", "nobody"])
@pytest.mark.parametrize("device", [PHONE, TABLET, WATCH])
def test_quarter_hours_are_the_days_traffic(ledger: Connection, viewer: Viewer, device: str) -> None:
    summed: Counter[tuple[int, str, str, str]] = Counter()
    for start, company, host, seen, size, unknown, flows, messages in quarters(ledger, viewer, TODAY, device):
        summed[micros_of(start), company, host, seen] += (
            10**9 * size + 10**6 * unknown + 1000 * flows + messages
        )
    assert summed == {
        (one.start, one.company, one.host, one.visibility): 10**9 * one.bytes_out
        + 10**6 * one.unknown
        + 1000 * one.flows
        + one.messages
        for one in traffic(ledger, viewer, TODAY, device)
    }


def test_readings_are_what_was_measured_of_the_home_in_order_of_time(ledger: Connection) -> None:
    told = readings(ledger, OWNER, TODAY, TABLET)
    assert [one.category for one in told] == ["sensor.environment", "sensor.ambient_light"]
    light = told[1]
    assert (light.measures.min, light.measures.median, light.measures.max) == (1.0, 4.0, 9.0)


@pytest.mark.parametrize("viewer", [ADA, NOBODY], ids=["ada", "nobody"])
def test_what_belongs_to_another_person_is_not_read(ledger: Connection, viewer: Viewer) -> None:
    assert readings(ledger, viewer, TODAY, WATCH) == []
    assert readings(ledger, viewer, TODAY, TABLET) == []
