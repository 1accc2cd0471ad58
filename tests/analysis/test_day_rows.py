"""What left day by day: bytes beside no kind of data, devices as they are read, and of the others totals only."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from analysis.company_queries import Period
from analysis.day_rows import OTHERS, day_rows, days_of, others_day_rows, recorded_days
from analysis.devices import Device
from analysis.queries import Viewer
from analysis.records import Visibility
from tests.ledger_book import DAY, PHONE, TABLET, WATCH, Book, found, read_of

OWNER, ADA = Viewer(owner=True), Viewer(person="Ada")
BEFORE = DAY - timedelta(days=1)
BOTH = Period(first=BEFORE, last=DAY)


def fill(book: Book) -> None:
    book.devices.append(Device(id="old", name="Old phone", kind="phone", person="Ada", alias_of=PHONE))
    photo, place = found("photo.image"), found("location.precise", confidence="likely")
    book.send(book.at("08:00"), PHONE, "social", photo, place, sent=100)
    book.send(book.at("09:00"), "old", "social", photo, sent=20)
    book.send(book.at("10:00"), PHONE, "social", sent=None, visibility=Visibility.REFUSED)
    book.send(book.at("23:59", BEFORE), PHONE, "social", photo, sent=7)
    book.send(book.at("08:00"), WATCH, "", found("health.heart_rate"), host="x.example", sent=3)
    book.send(book.at("08:00"), TABLET, "social", photo, sent=9_000, corpus="import")
    book.send(book.at("08:00"), "", "", host="y.example", sent=5_000)


def test_bytes_stand_beside_no_kind_and_a_merged_device_is_read_as_one(tmp_path: Path) -> None:
    with read_of(tmp_path, fill) as connection:
        rows = day_rows(connection, OWNER, Period(first=DAY, last=DAY))
    traffic = {(row.device, row.company, row.host): row for row in rows if not row.kind}
    social = traffic[PHONE, "social", ""]
    assert (
        social.bytes_out,
        social.unknown,
        social.connections,
        social.connections_read,
        social.messages,
    ) == (120, 1, 3, 2, 2)
    assert social.seen == {Visibility.OPENED, Visibility.REFUSED}
    findings = {
        (row.device, row.category): (row.findings, row.certain, row.likely) for row in rows if row.kind
    }
    assert findings == {
        (PHONE, "photo.image"): (2, 2, 0), (PHONE, "location.precise"): (1, 0, 1), (WATCH, "health.heart_rate"): (1, 1, 0),
    }  # fmt: skip
    assert {row.bytes_out for row in rows if row.kind} == {0}
    assert {row.device for row in rows} == {PHONE, WATCH, ""}


def test_days_are_those_of_the_home_and_imports_are_left_out(tmp_path: Path) -> None:
    with read_of(tmp_path, fill) as connection:
        rows = day_rows(connection, OWNER, BOTH)
        assert recorded_days(connection, BOTH) == {BEFORE.isoformat(), DAY.isoformat()}
        week = Period(first=DAY - timedelta(days=6), last=DAY)
        assert recorded_days(connection, week) == {BEFORE.isoformat(), DAY.isoformat()}
    assert [row.bytes_out for row in rows if row.day == BEFORE.isoformat() and not row.kind] == [7]
    assert not any(row.device == TABLET for row in rows)


def test_of_the_others_there_are_totals_by_company_and_kind_a_day(tmp_path: Path) -> None:
    with read_of(tmp_path, fill) as connection:
        own = day_rows(connection, ADA, BOTH)
        others = others_day_rows(connection, ADA, BOTH)
        assert others_day_rows(connection, OWNER, BOTH) == []
    assert {row.device for row in own} == {PHONE}
    assert [
        (row.day, row.device, row.company, row.host, row.kind, row.category, row.bytes_out, row.findings)
        for row in others
    ] == [
        (DAY.isoformat(), OTHERS, "", "", "", "", 3, 0),
        (DAY.isoformat(), OTHERS, "", "", "health", "", 0, 1),
    ]
    assert {row.connections for row in others} == {None}


def test_a_period_has_all_its_days() -> None:
    assert [*days_of(BOTH)] == [BEFORE, DAY]
    assert [*days_of(Period(first=DAY, last=DAY))] == [DAY]
