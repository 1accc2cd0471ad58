"""Exported evidence is whole, explains itself, can be checked by a stranger and opened in a spreadsheet."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from analysis import catalogue
from analysis.analyst import Analyst
from analysis.devices import Device, decide
from analysis.evidence.csv_export import COLUMNS, made_up, row_salt, write_csv
from analysis.evidence_queries import Filters
from analysis.journal import JournalWriter, encode_flow, encode_transmission
from analysis.journal_format import to_micros
from analysis.queries import Viewer
from analysis.records import Address, Flow, Transmission, Visibility, new_id
from analysis.retention import purge
from analysis.settings import Home

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
OWNER = Viewer(owner=True)


@pytest.fixture
def home(tmp_path: Path) -> Home:
    home = Home.open(tmp_path / "home")
    for number, name in enumerate(("Phone", "Tablet")):
        address = Address(kind="ip", value=f"192.0.2.{number}")
        decide(home, Device(id=name.lower(), name=name, addresses=(address,)), at=NOON - timedelta(days=1))
        record(
            home,
            name.lower(),
            address,
            {"latitude": -33.8688, "longitude": 151.2093, "email": "=cmd@example.org"},
        )
    analyse(home)
    return home


def record(
    home: Home, flow_id: str, address: Address, body: dict[str, object], host: str = "graph.facebook.com"
) -> None:
    data = json.dumps(body).encode()
    flow = Flow(
        flow_id=flow_id, opened_at=NOON, writer="proxy-0", addresses=(address,), visibility=Visibility.OPENED
    )
    sent = Transmission(
        id=new_id(NOON, flow_id.encode()), flow_id=flow_id, seen_at=NOON, writer="proxy-0", method="POST", scheme="https",
        host=host, port=443, path="/x", body=data, body_size=len(data),
        request_headers=(("Content-Type", "application/json"),),
    )  # fmt: skip
    writer = JournalWriter(home.journal_dir, "proxy-0")
    writer.append([encode_flow(flow), encode_transmission(sent)])
    writer.close()


def analyse(home: Home) -> None:
    analyst = Analyst(home, catalogue.load())
    while analyst.step():
        continue
    analyst.close()


def export(home: Home, **filters: object) -> list[dict[str, str]]:
    stream = io.StringIO(newline="")
    count = write_csv(stream, home, OWNER, Filters(**filters))  # type: ignore[arg-type]
    text = stream.getvalue()
    assert text.count("\r\n") == count + 1
    assert not text.replace("\r\n", "").count("\n")
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    assert len(rows) == count
    return rows


def test_every_row_says_what_left_when_to_whom_and_why(home: Home) -> None:
    rows = export(home)
    assert {row["device_name"] for row in rows} == {"Phone", "Tablet"}
    latitude = next(row for row in rows if row["property"] == "latitude")
    assert list(latitude) == list(COLUMNS)
    assert latitude["observed_at"] == "2026-11-22T12:00:00.000Z"
    assert latitude["path"] == "body>json:$.latitude"
    assert (latitude["context"], latitude["company_name"], latitude["visibility"]) == (
        "body",
        "Meta Platforms",
        "opened",
    )
    assert all(
        row[name] for row in rows for name in ("reasoning", "rules", "confidence", "path", "source_ref")
    )


def test_southern_latitudes_stay_numbers(home: Home) -> None:
    latitude = next(row for row in export(home) if row["property"] == "latitude")
    assert latitude["value"] == "-33.87"
    assert latitude["csv_escaped"] == "false"


def test_no_cell_begins_a_formula(home: Home) -> None:
    for row in export(home):
        for name, cell in row.items():
            assert cell[:1] not in ("=", "+", "@", "\t", "\r"), (name, cell)


def test_a_stranger_can_check_a_value_with_its_salt_and_nothing_else(home: Home) -> None:
    first, second = (row for row in export(home) if row["property"] == "latitude")
    salt = row_salt(home.key(), first["finding_id"])
    assert hashlib.sha256(salt + b"-33.8688").hexdigest() == first["value_sha256_salted"]
    assert first["value_sha256_salted"] != second["value_sha256_salted"]


def test_an_erased_value_leaves_its_digest_empty_and_the_row_there(home: Home) -> None:
    before = export(home)
    owner = JournalWriter(home.journal_dir, "owner")
    purge(home, {"analyst": 100, "proxy-0": 100}, owner, datetime.now(UTC) + timedelta(days=400))
    owner.close()
    after = export(home)
    assert [row["finding_id"] for row in after] == [row["finding_id"] for row in before]
    assert all(row["value_sha256_salted"] == "" for row in after)


def test_device_and_period_choose_rows(home: Home) -> None:
    assert {row["device"] for row in export(home, device="tablet")} == {"tablet"}
    assert export(home, start=to_micros(NOON) + 1) == []
    assert export(home, end=to_micros(NOON)) == []
    assert len(export(home, start=to_micros(NOON), end=to_micros(NOON) + 1)) == len(export(home))
    assert export(home, corpus="other") == []


def test_a_home_without_a_ledger_gives_the_header_alone(tmp_path: Path) -> None:
    assert export(Home.open(tmp_path / "new")) == []


def test_rows_of_a_demo_say_so(tmp_path: Path) -> None:
    demo = Home.open(tmp_path / "demo", kind="demo")
    assert made_up(demo, "home") == "demo"
    real = Home.open(tmp_path / "real")
    assert (made_up(real, "home"), made_up(real, "study"), made_up(real, "self-test")) == (
        "",
        "",
        "self-test",
    )


def test_rows_of_a_home_are_not_said_to_be_made_up(home: Home) -> None:
    assert {row["made_up"] for row in export(home)} == {""}


@pytest.mark.parametrize(
    ("host", "company", "known_by"),
    [
        ("149.154.167.50", "telegram", "address_range"),
        ("54.217.230.12", "", ""),  # rented out: nobody is named
        ("203.0.113.9", "", ""),
        ("stranger.example", "", ""),
        ("graph.facebook.com", "meta-platforms", "host_header"),
    ],
)
def test_the_evidence_for_the_company_is_named(
    tmp_path: Path, host: str, company: str, known_by: str
) -> None:
    home = Home.open(tmp_path / "home")
    address = Address(kind="ip", value="192.0.2.1")
    decide(home, Device(id="phone", name="Phone", addresses=(address,)), at=NOON - timedelta(days=1))
    record(home, "phone", address, {"latitude": -33.8688, "longitude": 151.2093}, host)
    analyse(home)
    rows = export(home)
    assert rows
    assert {(row["host"], row["company"], row["known_by"]) for row in rows} == {(host, company, known_by)}
