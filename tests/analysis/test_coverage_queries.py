"""How much could be read, in bytes, connections and recipients: the parts make the whole."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis import coverage_queries, queries
from analysis.coverage_queries import HOUR, ORDER
from analysis.ledger_reader import LedgerReader
from analysis.queries import Viewer, day_of
from analysis.query_records import Quarter, Traffic
from analysis.records import READABLE, Visibility
from analysis.settings import Home
from tests.ledger_book import DAY, PHONE, WATCH, ZONE, Book, morning

OWNER = Viewer(owner=True)
QUARTER = 900_000_000


@pytest.fixture
def home(tmp_path: Path) -> Home:
    root = tmp_path / "home"
    Home.open(root)
    (root / "settings.json").write_text('{"timezone": "Europe/Berlin"}')
    home = Home.open(root)
    book = Book(home)
    morning(book)
    morning(book, DAY + timedelta(days=1), until="09:00")
    book.close()
    return home


def row(**changed: object) -> Traffic:
    given: dict[str, object] = {
        "start": 0, "device": "phone", "company": "social", "host": "", "visibility": Visibility.OPENED, "bytes_out": 10,
        "unknown": 0, "flows": 1, "messages": 1,
    }  # fmt: skip
    return Traffic(**(given | changed))  # type: ignore[arg-type]


def quarter(of: Traffic) -> Quarter:
    """As the roll-up holds it."""
    start = f"{datetime.fromtimestamp(of.start // 1_000_000, UTC):%Y-%m-%dT%H:%M}"
    return (
        start, of.company, of.host, str(of.visibility), of.bytes_out, of.unknown, of.flows, of.messages
    )  # fmt: skip


def test_every_visibility_has_its_place() -> None:
    assert set(ORDER) == set(Visibility)


def test_one_backup_is_most_of_the_bytes_and_one_of_the_connections() -> None:
    rows = [row(company=f"c{n}") for n in range(9)]
    backup = row(company="cloud", visibility=Visibility.REFUSED, bytes_out=9_910)
    whole = coverage_queries.whole([*rows, backup])
    assert (whole.bytes_out, whole.connections, whole.recipients) == (10_000, 10, 10)
    assert (whole.read_bytes, whole.read_connections) == (90, 9)
    assert [
        (share.visibility, share.bytes_out, share.connections, share.recipients) for share in whole.shares
    ] == [
        (Visibility.OPENED, 90, 9, 9),
        (Visibility.REFUSED, 9_910, 1, 1),
    ]


def test_a_message_is_no_connection_of_its_own() -> None:
    """A big body is sampled: its message says so, its connection was opened."""
    rows = [row(), row(visibility=Visibility.SAMPLED, bytes_out=0, flows=0)]
    assert [share.visibility for share in coverage_queries.whole(rows).shares] == [Visibility.OPENED]


def test_unknown_bytes_are_told_and_never_added() -> None:
    whole = coverage_queries.whole(
        [row(), row(visibility=Visibility.PASSED_BY_CHOICE, bytes_out=0, unknown=3, flows=3)]
    )
    assert (whole.bytes_out, whole.unknown, whole.connections) == (10, 3, 4)


def test_nothing_is_nothing() -> None:
    assert coverage_queries.whole([]).shares == ()
    assert coverage_queries.hours([], day_of(DAY, ZONE), 3) == ()
    said = row(start=day_of(DAY, ZONE).start, bytes_out=0, flows=0)  # within a connection of an hour before
    assert coverage_queries.hours([quarter(said)], day_of(DAY, ZONE), 3) == ()


ROWS = st.builds(
    row,
    start=st.integers(0, 95).map(lambda quarter: day_of(DAY, ZONE).start + quarter * QUARTER),
    company=st.sampled_from(["", "a", "b"]),
    host=st.sampled_from(["x.example", "y.example"]),
    visibility=st.sampled_from(list(Visibility)),
    bytes_out=st.integers(0, 10**12),
    unknown=st.integers(0, 3),
    flows=st.integers(0, 9),
)


@given(rows=st.lists(ROWS, max_size=40), named=st.integers(0, 4))
def test_the_parts_make_the_whole_however_it_is_cut(rows: list[Traffic], named: int) -> None:
    whole = coverage_queries.whole(rows)
    hours = coverage_queries.hours(map(quarter, rows), day_of(DAY, ZONE), named)
    destinations = coverage_queries.destinations(rows)
    for name in ("bytes_out", "connections", "unknown", "read_bytes"):
        total = getattr(whole, name)
        assert total == sum(getattr(one.whole, name) for one in hours)
        assert total == sum(getattr(one.whole, name) for one in destinations)
    assert whole.bytes_out == sum(one.bytes_out for one in rows)
    assert whole.recipients == len(destinations)
    assert whole.read_bytes == sum(one.bytes_out for one in rows if one.visibility in READABLE)


@given(rows=st.lists(ROWS, max_size=40), named=st.integers(0, 4))
def test_an_hour_names_the_loudest_and_adds_up_the_others(rows: list[Traffic], named: int) -> None:
    day = day_of(DAY, ZONE)
    for hour in coverage_queries.hours(map(quarter, rows), day, named):
        of_hour = [one for one in rows if hour.start <= one.start < hour.start + HOUR]
        every = coverage_queries.destinations(of_hour)
        kept = {(one.company, one.host) for one in every[named:]}
        assert hour.loudest == every[:named]
        assert hour.whole == coverage_queries.whole(of_hour)
        assert hour.others == coverage_queries.whole(
            [one for one in of_hour if (one.company, one.host) in kept]
        )


def test_an_hour_is_one_of_the_clock_also_where_clocks_change() -> None:
    for when, hours in ((date(2026, 3, 29), 23), (date(2026, 10, 25), 25)):
        day = day_of(when, ZONE)
        rows = [quarter(row(start=start)) for start in range(day.start, day.end, QUARTER)]
        found = coverage_queries.hours(rows, day, 3)
        assert len(found) == hours
        assert all(hour.whole.connections == 4 for hour in found)


def test_the_ledger_gives_the_same_by_hours_and_by_days(home: Home) -> None:
    day = day_of(DAY, ZONE)
    with LedgerReader(home.ledger_path).read() as connection:
        rows = queries.traffic(connection, OWNER, day)
        of_hours = coverage_queries.whole(rows)
        of_day = coverage_queries.whole(coverage_queries.of_days(connection, OWNER, DAY, DAY))
        both = coverage_queries.whole(
            coverage_queries.of_days(connection, OWNER, DAY, DAY + timedelta(days=1))
        )
        phone = coverage_queries.whole(coverage_queries.of_days(connection, OWNER, DAY, DAY, PHONE))
        nine = coverage_queries.of_time(connection, OWNER, day, day.start + 8 * HOUR, day.start + 9 * HOUR)
    assert of_hours.shares == of_day.shares
    assert both.bytes_out > of_day.bytes_out > phone.bytes_out > 0
    told = coverage_queries.hours(map(quarter, rows), day, 3)
    hour = next(one for one in told if one.start == day.start + 8 * HOUR)
    assert coverage_queries.whole(nine) == hour.whole


def test_of_anothers_device_nothing_is_told(home: Home) -> None:
    with LedgerReader(home.ledger_path).read() as connection:
        ben = Viewer(person="Ben")
        assert coverage_queries.of_days(connection, ben, DAY, DAY, PHONE) == []
        assert {one.device for one in coverage_queries.of_days(connection, ben, DAY, DAY)} == {WATCH}
