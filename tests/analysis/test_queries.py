"""The reads of a day: what they sum, what they leave out, and who may see what."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Connection

from analysis import queries
from analysis.devices import Device
from analysis.first_queries import first_seen
from analysis.ledger_reader import LedgerReader
from analysis.queries import Viewer, day_of
from analysis.records import Visibility
from analysis.settings import Home
from tests.ledger_book import DAY, PHONE, TABLET, WATCH, ZONE, Book, found

OWNER = Viewer(owner=True)
ADA = Viewer(person="Ada")
NOBODY = Viewer()
TODAY = day_of(DAY, ZONE)
EVERYBODY = ["adnetwork", "avatar", "bank", "phonemaker", "social", "watchmaker"]


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Connection]:
    home = Home.open(tmp_path / "home")
    book = Book(home)
    yesterday = DAY - timedelta(days=1)
    book.send(book.at("12:00", yesterday), PHONE, "adnetwork", found("identifier.advertising"), sent=1_000)
    book.send(book.at("00:00"), PHONE, "adnetwork", found("identifier.advertising"), sent=100)
    book.send(book.at("08:00"), PHONE, "social", found("location.precise"), sent=200)
    book.send(book.at("08:01"), PHONE, "social", found("location.precise", "52.53, 13.41"), sent=300)
    book.send(book.at("09:00"), PHONE, "phonemaker", visibility=Visibility.REFUSED, sent=None)
    book.send(
        book.at("09:30"),
        TABLET,
        "",
        found("sensor.ambient_light", n=60, min=1.0, median=4.0, max=9.0),
        host="x.example",
    )
    book.send(book.at("10:00"), WATCH, "watchmaker", found("health.heart_rate", n=1, median=61.0), sent=50)
    book.send(book.at("10:05"), PHONE, "avatar", found("photo.image"), corpus="self-test", sent=9_999)
    book.send(book.at("00:00", DAY + timedelta(days=1)), PHONE, "social", found("location.precise"), sent=7)
    book.close()
    reader = LedgerReader(home.ledger_path)
    with reader.read() as connection:
        yield connection
    reader.close()


def test_a_day_is_that_of_the_homes_zone_and_has_its_true_length() -> None:
    hour = 3_600_000_000
    assert TODAY.end - TODAY.start == 24 * hour
    spring, autumn = (day_of(date(2026, 3, 29), ZONE), day_of(date(2026, 10, 25), ZONE))
    assert (spring.end - spring.start, autumn.end - autumn.start) == (23 * hour, 25 * hour)
    india = day_of(DAY, ZoneInfo("Asia/Kolkata"))
    assert india.start % hour == hour // 2


def test_traffic_holds_the_day_and_no_other_corpus(ledger: Connection) -> None:
    rows = queries.traffic(ledger, OWNER, TODAY)
    assert sum(row.bytes_out for row in rows) == 100 + 200 + 300 + 2_000 + 50
    assert {row.company for row in rows} == {"adnetwork", "social", "phonemaker", "watchmaker", ""}
    assert {row.host for row in rows if not row.company} == {"x.example"}
    assert all(TODAY.start <= row.start < TODAY.end for row in rows)


def test_unknown_bytes_are_counted_as_unknown_and_not_as_nothing(ledger: Connection) -> None:
    refused = [row for row in queries.traffic(ledger, OWNER, TODAY) if row.visibility is Visibility.REFUSED]
    assert [(row.bytes_out, row.unknown, row.flows) for row in refused] == [(0, 1, 1)]


def test_marks_are_summed_by_quarter_hour(ledger: Connection) -> None:
    marks = {(row.device, row.category): row.count for row in queries.marks(ledger, OWNER, TODAY)}
    assert marks[(PHONE, "location.precise")] == 2
    assert (PHONE, "photo.image") not in marks


def test_kinds_are_by_recipient_and_confidence(ledger: Connection) -> None:
    kinds = {
        (row.device, row.company or row.host, row.category): row.count
        for row in queries.kinds(ledger, OWNER, TODAY)
    }
    assert kinds[(PHONE, "social", "location.precise")] == 2
    assert kinds[(TABLET, "x.example", "sensor.ambient_light")] == 1
    assert not [key for key in kinds if key[1] == "avatar"]
    assert {row.device for row in queries.kinds(ledger, ADA, TODAY)} == {PHONE}
    assert queries.kinds(ledger, NOBODY, TODAY) == []


def test_a_person_sees_their_own_devices_and_the_rest_as_one_total(ledger: Connection) -> None:
    assert {device.id for device in queries.devices(ledger, ADA)} == {PHONE}
    assert {row.device for row in queries.traffic(ledger, ADA, TODAY)} == {PHONE}
    assert {row.device for row in queries.marks(ledger, ADA, TODAY)} == {PHONE}
    others = queries.others_total(ledger, ADA, TODAY)
    assert (others.devices, others.bytes_out) == (2, 2_050)


def test_an_owner_has_no_others_and_nobody_sees_nothing(ledger: Connection) -> None:
    assert queries.others_total(ledger, OWNER, TODAY).devices == 0
    assert queries.traffic(ledger, NOBODY, TODAY) == []
    assert queries.marks(ledger, NOBODY, TODAY) == []
    assert queries.devices(ledger, NOBODY) == ()
    assert first_seen(ledger, NOBODY, TODAY) == []
    assert queries.purposes(ledger, NOBODY, TODAY, EVERYBODY) == {}


@pytest.mark.parametrize("viewer", [ADA, NOBODY], ids=["ada", "nobody"])
def test_what_belongs_to_another_person_is_not_read(ledger: Connection, viewer: Viewer) -> None:
    assert queries.traffic(ledger, viewer, TODAY, WATCH) == []
    assert "watchmaker" not in queries.purposes(ledger, viewer, TODAY, EVERYBODY)
    assert all(first.device == PHONE for first in first_seen(ledger, viewer, TODAY))


def test_the_days_on_record_are_the_homes_own(ledger: Connection) -> None:
    assert queries.days_recorded(ledger) == (DAY - timedelta(days=1), DAY + timedelta(days=1))


def test_purposes_are_those_of_the_trackers_contacted(ledger: Connection) -> None:
    found_purposes = queries.purposes(ledger, OWNER, TODAY, EVERYBODY)
    assert found_purposes["adnetwork"] == ("advertising", "analytics")
    assert "bank" not in found_purposes
    assert found_purposes.keys() >= {"adnetwork", "social"}
    assert queries.purposes(ledger, OWNER, TODAY, ["social"]) == {"social": found_purposes["social"]}
    assert queries.purposes(ledger, OWNER, TODAY, []) == {}


def test_a_merged_device_is_read_as_the_one_it_was_merged_into(tmp_path: Path) -> None:
    home = Home.open(tmp_path / "home")
    book = Book(home)
    book.devices = [
        Device(id="new", name="Phone", person="Ada"),
        Device(id="old", name="Old name", person="Ben"),
    ]
    book.send(book.at("08:00"), "old", "social", found("location.precise"), sent=11)
    book.send(book.at("08:01"), "new", "social", found("location.precise"), sent=22)
    book.close()
    with book.ledger.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE devices SET alias_of = 'new' WHERE id = 'old'")
    with LedgerReader(home.ledger_path).read() as connection:
        assert [device.id for device in queries.devices(connection, OWNER)] == ["new"]
        assert {row.device for row in queries.traffic(connection, OWNER, TODAY)} == {"new"}
        assert sum(row.bytes_out for row in queries.traffic(connection, ADA, TODAY, "new")) == 33
        assert queries.others_total(connection, ADA, TODAY).devices == 0
        assert queries.traffic(connection, Viewer(person="Ben"), TODAY) == []
