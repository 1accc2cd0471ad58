"""Who could infer what of a day: by viewer, device, owner of the brands; bounded, and of full values only where opened."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import Connection

from analysis import inference_reading, registry
from analysis.catalogue import load
from analysis.inference_queries import Told, conclusions
from analysis.inferences import CARRIER
from analysis.ledger_reader import LedgerReader
from analysis.queries import Viewer, day_of
from analysis.query_records import Company
from analysis.records import Visibility
from analysis.rollup_reading import micros_of
from analysis.settings import Home
from tests.inference_cases import (
    DAY,
    OWNER,
    PHONE,
    TABLET,
    WATCH,
    ZONE,
    Sent,
    days_ago,
    found,
    position,
    sent,
)
from tests.ledger_book import Book, morning

Written = Callable[..., Connection]
LIGHT = found("sensor.ambient_light", "3.0", "x_ambientLight")


@pytest.fixture
def written(tmp_path: Path) -> Iterator[Written]:
    """A connection to a ledger of these messages, or of what a function fills in."""
    readers = []

    @contextmanager
    def write(
        *messages: Sent, fill: Callable[[Book], None] | None = None, sql: str = ""
    ) -> Iterator[Connection]:
        home = Home.open(tmp_path / "home")
        book = Book(home, ZONE)
        for message in messages:
            book.send(message.at, message.device, message.company, *message.findings, host=message.host)
        if fill is not None:
            fill(book)
        book.close()
        if sql:
            with sqlite3.connect(home.ledger_path) as raw:
                raw.execute(sql)
        reader = LedgerReader(home.ledger_path)
        readers.append(reader)
        with reader.read() as connection:
            yield connection

    yield write
    for reader in readers:
        reader.close()


def ask(connection: Connection, viewer: Viewer = OWNER, device: str = "", **more: object) -> Told:
    return conclusions(connection, viewer, day_of(DAY, ZONE), device, **more)  # type: ignore[arg-type]


def names(told: Told) -> set[str]:
    return {item.inference for item in told.conclusions}


def test_a_whole_day_with_every_inference(written: Written) -> None:
    with written(fill=morning) as connection:
        told = ask(connection)
    assert {"light_dark", "audio_present", "steps_activity", "same_household"} <= names(told)
    assert not told.cut
    levels = [item.level for item in told.conclusions]
    assert levels == sorted(levels, reverse=True)
    assert all(item.sentence() for item in told.conclusions)


def test_a_person_is_told_of_their_own_devices_only(written: Written) -> None:
    with written(fill=morning) as connection:
        told = ask(connection, Viewer(person="Ada"))
        nobody = ask(connection, Viewer())
    assert {device for item in told.conclusions for device in item.devices} <= {PHONE}
    assert nobody.conclusions == ()


def test_one_device_leaves_out_what_needs_several(written: Written) -> None:
    with written(fill=morning) as connection:
        told = ask(connection, device=TABLET)
    assert {device for item in told.conclusions for device in item.devices} == {TABLET}
    assert "same_household" not in names(told)


def test_a_host_that_nobody_knows_is_a_recipient_of_its_own(written: Written) -> None:
    with written(
        sent("07:00", LIGHT, company="", host="a.example"), sent("07:05", LIGHT, company="", host="b.example")
    ) as connection:
        told = ask(
            connection, inferences=[item for item in registry.inferences() if item.name == "light_dark"]
        )
    assert [item.recipients for item in told.conclusions] == [("a.example",), ("b.example",)]


def test_a_merged_device_is_read_as_the_one_it_became(written: Written) -> None:
    merge = f"UPDATE devices SET alias_of = '{TABLET}' WHERE id = '{WATCH}'"
    with written(sent("07:00", LIGHT, device=WATCH), sql=merge) as connection:
        told = ask(connection)
    assert [item.devices for item in told.conclusions if item.inference == "light_dark"] == [(TABLET,)]


def test_positions_that_cannot_be_opened_are_counted_and_say_nothing(written: Written) -> None:
    nights = [sent("23:30", *position(52.2352, 10.564), day=days_ago(number)) for number in (1, 2, 3)]
    with written(*nights) as connection:
        sealed = ask(connection)
        erased = ask(connection, reveal=lambda _: {})
        short = ask(connection, reveal=lambda places: {place: [] for place in places})
    for told in (sealed, erased, short):
        assert told.sealed == 3  # of each, latitude and longitude
        assert "home_place" not in names(told)


def test_more_than_the_limit_is_cut_and_said(written: Written, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inference_reading, "MOST", 3)
    readings = [sent(f"07:{minute:02d}", LIGHT) for minute in range(6)]
    with written(*readings) as connection:
        told = ask(connection)
    assert told.cut
    assert [item.rests_on for item in told.conclusions if item.inference == "light_dark"] == [3]


def test_the_carrier_learns_from_times_only(written: Written) -> None:
    with written(fill=morning) as connection:
        told = ask(connection)
    carried = {item.inference for item in told.conclusions if item.recipients == (CARRIER,)}
    assert carried <= {"traffic_sleep"}


def test_the_reads_use_indexes(written: Written) -> None:
    with written(fill=morning) as connection:
        plans: list[str] = []

        def watch(
            _connection: object, cursor: object, statement: str, parameters: object, *_: object
        ) -> None:
            if "findings f" in statement:
                raw = connection.connection.cursor()
                plans.extend(row[3] for row in raw.execute(f"EXPLAIN QUERY PLAN {statement}", parameters))

        from sqlalchemy import event

        event.listen(connection.engine, "before_cursor_execute", watch)
        ask(connection)
        event.remove(connection.engine, "before_cursor_execute", watch)
    assert any("findings_by_device" in plan for plan in plans)
    assert not any(plan.startswith("SCAN f") for plan in plans)


def test_owners_are_those_of_the_catalogue() -> None:
    catalogue = load()
    known = {
        item.id: Company(id=item.id, name=item.name, parent=item.parent.company if item.parent else "")
        for item in catalogue.companies.values()
    }
    expected = {name: catalogue.owner_chain(name)[-1].id for name in known}
    assert inference_reading.owners(known) == expected
    assert any(name != owner for name, owner in expected.items())


def test_companies_that_own_one_another_come_to_an_end() -> None:
    ring = {
        name: Company(id=name, name=name, parent=parent)
        for name, parent in (("a", "b"), ("b", "c"), ("c", "b"))
    }
    assert set(inference_reading.owners(ring)) == {"a", "b", "c"}
    assert inference_reading.owners({"a": Company(id="a", name="a", parent="gone")}) == {"a": "gone"}


def test_a_position_that_cannot_be_opened_is_counted_once(written: Written) -> None:
    """Its latitude and longitude are two findings, and one position."""
    with written(sent("10:00", *position(52.2352, 10.5640))) as connection:
        assert ask(connection).sealed == 1


@pytest.mark.parametrize("host", ["category:health", ""])
def test_hosts_that_stand_together_are_no_one_recipient(written: Written, host: str) -> None:
    """Two devices that asked hosts of one sensitive category may have asked two: neither host saw both."""

    def fill(book: Book) -> None:
        for device in (PHONE, TABLET):
            book.send(
                book.at("10:00"),
                device,
                "",
                host=host or "one.example",
                visibility=Visibility.PASSED_BY_CHOICE,
            )

    hide = "" if host else "UPDATE flow_rollup SET host = '' WHERE host = 'one.example'"
    with written(fill=fill, sql=hide) as connection:
        assert ask(connection).conclusions == ()


def test_one_host_that_both_devices_asked_is(written: Written) -> None:
    def fill(book: Book) -> None:
        for device in (PHONE, TABLET):
            book.send(
                book.at("10:00"), device, "", host="one.example", visibility=Visibility.PASSED_BY_CHOICE
            )

    with written(fill=fill) as connection:
        assert names(ask(connection)) == {"same_household"}


def test_who_gets_positions_late_in_each_hour_is_told_as_well_as_who_gets_them_early(
    written: Written,
) -> None:
    """One quarter of each hour is enough for where a device stays, but not for who could know."""
    nights = [
        sent(f"23:{minute:02d}", *position(52.2352, 10.5640), day=days_ago(night), company=company)
        for night in (1, 2, 3)
        for minute, company in ((5, "adnetwork"), (50, "social"))
    ]
    only = [one for one in registry.inferences() if one.name == "home_place"]
    with written(*nights) as connection:
        full = ["52.23520", "10.56400"]
        told = ask(connection, reveal=lambda places: dict.fromkeys(places, full), inferences=only)
    assert [one.recipients for one in told.conclusions] == [("adnetwork",), ("social",)]


@pytest.mark.parametrize(
    ("quarters", "chosen"),
    [
        ({}, []),
        ({"10:00": "a", "10:15": "a", "10:30": "a"}, ["10:00"]),
        ({"10:00": "a", "10:15": "ab", "10:30": "b", "10:45": "c"}, ["10:00", "10:15", "10:45"]),
        ({"10:00": "ab", "10:45": "ba", "11:00": "a", "11:15": "b"}, ["10:00", "11:00", "11:15"]),
    ],
)
def test_of_an_hour_those_quarters_are_read_in_which_somebody_new_is_met(
    quarters: dict[str, str], chosen: list[str]
) -> None:
    met = {f"2026-11-20T{clock}": {(name, "") for name in who} for clock, who in quarters.items()}
    spread = inference_reading.spread(met, ZONE)
    assert spread == [micros_of(f"2026-11-20T{clock}") for clock in chosen]
