"""Two persons in one house: whatever is read for one holds nothing that is the other's. Every read is found by itself."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any, get_type_hints

import msgspec
import pandas as pd
import pytest
from sqlalchemy import Connection

import analysis
from analysis.company_queries import Period
from analysis.coverage import recipients
from analysis.day_rows import OTHERS, others_day_rows
from analysis.device_hints import HintRow, Hints
from analysis.devices import Device, decide, decisions
from analysis.evidence_queries import Filters
from analysis.first_queries import first_seen
from analysis.frame_cells import NOT_RECORDED
from analysis.frame_output import records
from analysis.full_values import opener
from analysis.ledger_reader import LedgerReader
from analysis.others_queries import others_received
from analysis.queries import Viewer, day_of, traffic
from analysis.quiet_times import Quiet
from analysis.records import Address, DeviceHint, Visibility
from analysis.settings import Home
from tests.ledger_book import DAY, ZONE, Book, found

ADA, BEN, OWNER = Viewer(person="Ada"), Viewer(person="Ben"), Viewer(owner=True)
DEVICES = {"ada": ("ada-phone", "ada-old"), "ben": ("ben-phone", "ben-watch"), "nobody": ("house-tv",)}
ALL_DEVICES = ("", *(device for devices in DEVICES.values() for device in devices), "no-such-device")
# of everybody, or of nobody: totals over others are looked at below
OF_ALL = {"others_total", "strangers_bytes", "others_received", "others_day_rows"}
# a person's own beside such totals: these are told apart below
WITH_OTHERS = {"comparison", "comparison_frame", "digest_frame"}
COMPANIES = {"ada": "avatar", "ben": "watchmaker", "nobody": "tabletmaker"}


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    made = Home.open(tmp_path_factory.mktemp("viewers") / "home")
    book = Book(made)
    book.devices = []
    hints = Hints()
    for who, devices in DEVICES.items():
        for number, device in enumerate(devices):
            person = "" if who == "nobody" else who.title()
            alias = "ada-phone" if device == "ada-old" else ""
            row = Device(
                id=device, name=f"name-of-{device}", kind="phone", person=person, alias_of=alias,
                addresses=(Address(kind="ip", value=f"192.0.2.{len(book.devices)}"),),
            )  # fmt: skip
            book.devices.append(row)
            decide(made, row)
            for day in (DAY - timedelta(days=1), DAY):
                at = book.at("08:00", day) + timedelta(minutes=number)
                beat = found(
                    "health.heart_rate", f"beat-of-{who}", n=10, min=55.0, median=61.0, max=70.0, unit="1/min"
                )
                place = found("location.precise", f"place-of-{who}", precision_m=5.0)
                book.send(at, device, COMPANIES[who], beat, place, host=f"api.{who}-only.example")
                book.send(
                    at, device, "", found("photo.image", f"photo-of-{who}"), host=f"www.{who}-only.example"
                )
                book.send(at, device, "", host="connectapi.garmin.com", sent=7)
                book.send(at, device, "", host=f"shut.{who}-only.example", visibility=Visibility.REFUSED)
            at = book.at("08:00")
            hint = DeviceHint(at=at, writer="sniffer", addresses=(), kind="mdns_name", value=f"hint-of-{who}")
            hints.of_network(HintRow(hint, device))
    book.close()
    book = Book(made)
    with book.ledger.engine.begin() as connection:
        hints.write(connection)
    book.ledger.close()
    return made


def marks_of(who: str) -> list[str]:
    """What may only be read by one of them."""
    own = [f"{what}-of-{who}" for what in ("beat", "place", "photo", "hint")]
    return [*own, f"{who}-only.example", f'"{COMPANIES[who]}"', *DEVICES[who]]


def reads() -> Iterator[tuple[str, Callable[..., Any]]]:
    """Every public function of the core that takes a viewer."""
    for info in pkgutil.walk_packages(analysis.__path__, "analysis."):
        if info.name.rpartition(".")[2] == "__main__":
            continue
        module = importlib.import_module(info.name)
        for name, function in inspect.getmembers(module, inspect.isfunction):
            takes = inspect.signature(function).parameters
            if (
                function.__module__ == info.name
                and not name.startswith("_")
                and {"viewer", "_viewer"} & set(takes)
            ):
                yield f"{info.name}.{name}", function


READS = dict(reads())


def hints_of(function: Callable[..., Any]) -> dict[str, Any]:
    """The types of a read, also of what a module imports for them alone."""
    return get_type_hints(function, localns={"pd": pd})


def calls(function: Callable[..., Any], connection: Connection, home: Home, viewer: Viewer) -> Iterator[Any]:
    """What a read gives, for every device and filter that somebody might ask it for."""
    takes = inspect.signature(function).parameters
    day = day_of(DAY, ZONE)
    events, companies = (
        [row[0] for row in connection.exec_driver_sql(f"SELECT id FROM {table} ORDER BY id")]
        for table in ("events", "companies")
    )
    known: dict[str, Any] = {
        "connection": connection, "viewer": viewer, "_viewer": viewer, "home": home,
        "day": DAY if hints_of(function).get("day") is date else day, "start": day.start - 10 * 86_400_000_000,
        "end": day.end, "step": 60_000_000, "period": Period(first=DAY - timedelta(days=9), last=DAY), "now": day.end,
        "of": companies,
        "reveal": opener(home.journal_dir), "filters": Filters(), "first": DAY - timedelta(days=9), "last": DAY,
        # what a page hands on was read for the same viewer
        "firsts": first_seen(connection, viewer, day), "traffic": traffic(connection, viewer, day),
        # these may be anybody's
        "before": Period(first=DAY - timedelta(days=1), last=DAY - timedelta(days=1)), "after": Period(first=DAY, last=DAY),
        "today": DAY + timedelta(days=1), "decided": decisions(home),
        "receivers": recipients(traffic(connection, OWNER, day), (), {}, {}, {}),
        "groups": {"health": ("health",), "place": ("location",)}, "rest": "rest", "kinds": ("health", "photo", "location"),
        "stretch": Quiet(start=day.start, end=day.end, busiest=9),
    }  # fmt: skip
    required = {name for name, item in takes.items() if item.default is inspect.Parameter.empty}
    if "stream" in takes:
        return  # the lines of an export go through csv_lines, which is called
    assert required <= {*known, "device", "event_id"}, f"teach this test what {required - set(known)} is"
    given = {name: value for name, value in known.items() if name in takes}
    if "device" in takes:
        variants: list[dict[str, Any]] = [{"device": device} for device in ALL_DEVICES]
    elif "event_id" in takes:
        variants = [{"event_id": event} for event in events]
    elif "filters" in takes:
        variants = [{"filters": Filters(device=device)} for device in ALL_DEVICES]
        variants += [{"filters": Filters(text="of-ben")}, {"filters": Filters(host="api.ben-only.example")}]
        variants += [
            {"filters": Filters(company="watchmaker")},
            {"filters": Filters(kind="health", start=0, end=day.end)},
        ]
    else:
        variants = [{}]
    for variant in variants:
        answer = function(**{**given, **variant})
        yield list(answer) if inspect.isgenerator(answer) else answer


def words_of(answer: Any) -> str:
    """An answer as text, without the catalogue's companies, which are the same for everybody."""
    if isinstance(getattr(answer, "companies", None), dict):
        answer = msgspec.structs.replace(answer, companies={})
    return msgspec.json.encode(plain(answer), enc_hook=str).decode()


def plain(answer: Any) -> Any:
    """An answer whose keys may be anything."""
    if isinstance(answer, pd.DataFrame):
        answer = records(answer)
    if isinstance(answer, dict):
        return [[plain(key), plain(value)] for key, value in answer.items()]
    if isinstance(answer, msgspec.Struct):
        return {name: plain(getattr(answer, name)) for name in answer.__struct_fields__}
    return [*map(plain, answer)] if isinstance(answer, list | tuple | set | frozenset) else answer


def read(name: str, home: Home, viewer: Viewer) -> str:
    reader = LedgerReader(home.ledger_path)
    try:
        with reader.read() as connection:
            return "\n".join(words_of(answer) for answer in calls(READS[name], connection, home, viewer))
    finally:
        reader.close()


def test_the_reads_are_found() -> None:
    assert {
        "analysis.queries.traffic",
        "analysis.company_queries.paths",
        "analysis.inference_queries.conclusions",
    } <= set(READS)
    assert len(READS) >= 25
    assert all(hints_of(function).get("viewer", Viewer) is Viewer for function in READS.values())


@pytest.mark.parametrize("name", sorted(READS))
def test_a_person_reads_nothing_of_the_other_or_of_the_house(home: Home, name: str) -> None:
    if name.rpartition(".")[2] in OF_ALL | WITH_OTHERS:
        return
    for viewer, others in ((ADA, ("ben", "nobody")), (BEN, ("ada", "nobody"))):
        told = read(name, home, viewer)
        assert [mark for who in others for mark in marks_of(who) if mark in told] == []


@pytest.mark.parametrize(
    "viewer",
    [Viewer(), Viewer(person=""), Viewer(person="Cem"), Viewer(person="ada")],
    ids=["nobody", "no name", "a stranger", "another case"],
)
def test_nobody_in_particular_reads_nothing(home: Home, viewer: Viewer) -> None:
    for name in READS:
        if name.rpartition(".")[2] not in OF_ALL | WITH_OTHERS:
            told = read(name, home, viewer)
            assert [mark for who in DEVICES for mark in marks_of(who) if mark in told] == [], name


def test_each_reads_their_own_and_the_owner_all(home: Home) -> None:
    full = 0
    for name in READS:
        own, all_ = read(name, home, ADA), read(name, home, OWNER)
        full += any(mark in own for mark in marks_of("ada"))
        assert not any(mark in own for mark in marks_of("ada")) or any(
            mark in all_ for mark in marks_of("ben")
        ), name
    assert full >= 15


def test_what_was_merged_is_read_by_its_person_under_the_one_device(home: Home) -> None:
    told = read("analysis.queries.traffic", home, ADA)
    assert "ada-phone" in told
    assert "ada-old" not in told


def test_of_the_others_there_are_totals_by_company_and_kind_only(home: Home) -> None:
    reader = LedgerReader(home.ledger_path)
    with reader.read() as connection:
        period = Period(first=DAY - timedelta(days=9), last=DAY)
        rows = {row.company: row for row in others_received(connection, ADA, period)}
        assert others_received(connection, OWNER, period) == []
    reader.close()
    assert set(rows) == {"", "watchmaker", "tabletmaker"}
    assert rows["watchmaker"].kinds == {"health": 4, "location": 4}
    assert rows[""].kinds == {"photo": 6}
    told = words_of(list(rows.values())) + read("analysis.queries.others_total", home, ADA)
    for who in DEVICES:
        secret = [mark for mark in marks_of(who) if not mark.startswith('"')]
        assert [mark for mark in secret if mark in told] == []


@pytest.mark.parametrize("viewer", [ADA, Viewer(person="Cem"), Viewer()], ids=["Ada", "a stranger", "nobody"])
@pytest.mark.parametrize("name", ["frames.digest_frame", "frames.comparison_frame", "comparison.comparison"])
def test_beside_a_persons_own_the_others_are_one_device_with_companies_and_kinds(
    home: Home, name: str, viewer: Viewer
) -> None:
    reader = LedgerReader(home.ledger_path)
    with reader.read() as connection:
        (answer,) = calls(READS[f"analysis.{name}"], connection, home, viewer)
    reader.close()
    rows = records(answer) if isinstance(answer, pd.DataFrame) else [plain(row) for row in answer.rows]
    rows = [row for row in rows if row["kind"] != NOT_RECORDED]
    own = [row for row in rows if row["device"] != OTHERS]
    others = [row for row in rows if row["device"] == OTHERS]
    assert {row["device"] for row in own} == ({"ada-phone"} if viewer == ADA else set())
    sides = "" if isinstance(answer, pd.DataFrame) else words_of([answer.first, answer.second])
    told = words_of(own) + sides
    assert [mark for who in ("ben", "nobody") for mark in marks_of(who) if mark in told] == []
    assert {row["company"] or "" for row in others} >= {"", "watchmaker", "tabletmaker"}
    assert not any(row["host"] or row["category"] for row in others)
    told = words_of(others)
    for who in DEVICES:
        assert [mark for mark in marks_of(who) if not mark.startswith('"') and mark in told] == []


def test_the_owner_is_told_no_totals_of_others(home: Home) -> None:
    reader = LedgerReader(home.ledger_path)
    with reader.read() as connection:
        period = Period(first=DAY - timedelta(days=9), last=DAY)
        assert others_day_rows(connection, OWNER, period) == []
        assert {row.kind for row in others_day_rows(connection, ADA, period)} == {
            "",
            "health",
            "location",
            "photo",
        }
    reader.close()
