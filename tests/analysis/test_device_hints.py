"""Hints reach the ledger under the device that they were of at the time; the same journal gives the same hints."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from analysis import catalogue
from analysis.analyst import Analyst
from analysis.device_decisions import merge
from analysis.device_hints import LONGEST, MOST_VALUES, Hint, hints
from analysis.devices import Device, decide
from analysis.journal import Entry, JournalWriter, encode_flow, encode_transmission
from analysis.journal_format import HINT, encode_hint, to_micros
from analysis.ledger_tables import device_hints
from analysis.queries import Viewer
from analysis.rebuild import rebuild
from analysis.records import Address, DeviceHint, Flow, Transmission, Visibility, new_id
from analysis.settings import Home

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
KNOWN = catalogue.load()
IP = Address(kind="ip", value="192.0.2.7")
MAC = Address(kind="mac", value="3C:A6:2F:00:00:01")
PIXEL = "Mozilla/5.0 (Linux; Android 13; Pixel 7) AppleWebKit/537.36 Mobile"


@pytest.fixture
def home(tmp_path: Path) -> Home:
    found = Home.open(tmp_path / "home")
    decide(found, Device(id="phone", name="Phone", addresses=(IP,)), at=NOON - timedelta(days=1))
    return found


def hint(kind: str, value: str, minutes: int = 0, address: Address = IP) -> DeviceHint:
    at = NOON + timedelta(minutes=minutes)
    return DeviceHint(at=at, writer="sniffer", addresses=(address, MAC), kind=kind, value=value)


def message(
    agent: str, number: int = 1, *, host: str = "example.org", corpus: str = "home"
) -> list[Flow | Transmission]:
    flow = Flow(
        flow_id=f"f{number}", opened_at=NOON, writer="proxy-0", corpus=corpus, addresses=(IP, MAC), host=host,
        visibility=Visibility.OPENED,
    )  # fmt: skip
    sent = Transmission(
        id=new_id(NOON, str(number).encode()), flow_id=flow.flow_id, seen_at=NOON, writer="proxy-0", corpus=corpus,
        host=host, method="GET", scheme="https", path="/", body=b"", body_size=0, request_headers=(("User-Agent", agent),),
    )  # fmt: skip
    return [flow, sent]


def record(home: Home, *records: Flow | Transmission | DeviceHint) -> None:
    writer = JournalWriter(home.journal_dir, "sniffer")
    encode = {Flow: encode_flow, Transmission: encode_transmission, DeviceHint: encode_hint}
    writer.append([encode[type(item)](item) for item in records])  # type: ignore[operator]
    writer.close()


def work(home: Home) -> None:
    analyst = Analyst(home, KNOWN)
    while analyst.step():
        continue
    analyst.close()
    assert analyst.failed == 0


def known(home: Home) -> list[tuple[object, ...]]:
    with sa.create_engine(f"sqlite:///{home.ledger_path}").connect() as connection:
        return sorted(tuple(row) for row in connection.execute(sa.select(device_hints)))


def told(home: Home, viewer: Viewer) -> list[Hint]:
    with sa.create_engine(f"sqlite:///{home.ledger_path}").connect() as connection:
        return hints(connection, viewer)


def test_hints_of_the_network_and_of_messages_are_kept_once_with_first_and_last(home: Home) -> None:
    record(home, hint("dhcp_hostname", "Annas-Pixel"), hint("mdns_name", "Annas-Pixel"), *message(PIXEL))
    record(home, hint("dhcp_hostname", "Annas-Pixel", 30), hint("dhcp_hostname", "Annas-Pixel", -30))
    record(home, hint("user_agent", PIXEL))  # as the sniffer tells it, of a message in clear
    work(home)
    assert [row[:3] for row in known(home)] == [
        ("phone", "dhcp_hostname", "Annas-Pixel"),
        ("phone", "mac", "3c:a6:2f:00:00:01"),
        ("phone", "mdns_name", "Annas-Pixel"),
        ("phone", "user_agent", "Android, Pixel 7"),
    ]
    half = timedelta(minutes=30)
    assert known(home)[0][3:] == (to_micros(NOON - half), to_micros(NOON + half))


def test_the_app_of_a_wearable_is_kept_with_the_host_that_it_talked_to(home: Home) -> None:
    record(home, *message("GCM-iOS-5.22.1.4", host="connectapi.garmin.com"))
    work(home)
    assert [row[1:3] for row in known(home) if row[1] != "mac"] == [
        ("watch_app", "garmin-connect connectapi.garmin.com")
    ]


def test_what_is_of_nobody_of_an_import_or_of_an_unknown_kind_is_not_kept(home: Home) -> None:
    stranger = Address(kind="ip", value="192.0.2.99")
    off = DeviceHint(at=NOON, writer="sniffer", addresses=(stranger,), kind="dhcp_hostname", value="Guest")
    early = DeviceHint(
        at=NOON - timedelta(days=9), writer="sniffer", addresses=(IP,), kind="mdns_name", value="Early"
    )
    record(home, off, early, *message(PIXEL, corpus="test"))
    work(home)
    assert known(home) == []
    record(home, hint("shoe_size", "44"), hint("user_agent", "GCM-iOS-5.22.1.4"), *message("curl/8"))
    work(home)
    assert [row[1] for row in known(home)] == ["mac"]


def test_a_device_may_call_itself_anything_as_often_as_it_likes(home: Home) -> None:
    many = [hint("mdns_name", f"name-{number}", number) for number in range(MOST_VALUES + 30)]
    record(
        home,
        *many,
        hint("dhcp_hostname", "a\x1b[31m\n" + "x" * 900),
        hint("ssdp_server", " \0 "),
        hint("mdns_name", "name-0", 500),
    )
    work(home)
    rows = known(home)
    names = [row for row in rows if row[1] == "mdns_name"]
    assert len(names) == MOST_VALUES
    assert next(row for row in names if row[2] == "name-0")[4] == to_micros(NOON + timedelta(minutes=500))
    (called,) = (row[2] for row in rows if row[1] == "dhcp_hostname")
    assert str(called).isprintable()
    assert len(str(called)) <= LONGEST


def test_a_hint_that_cannot_be_read_is_passed_over(home: Home) -> None:
    writer = JournalWriter(home.journal_dir, "sniffer")
    writer.append([Entry(kind=HINT, content=b"{not json"), Entry(kind=HINT, content=b'{"at": 3}')])
    writer.close()
    work(home)
    assert known(home) == []


def test_a_rebuild_reproduces_them(home: Home) -> None:
    record(home, hint("dhcp_hostname", "Annas-Pixel"), *message(PIXEL), *message("GCM-iOS-5.22.1.4", 2))
    work(home)
    before = known(home)
    assert len(before) == 4
    rebuild(home, KNOWN)
    assert known(home) == before


def test_they_are_read_under_the_merged_device_and_by_its_person_only(home: Home) -> None:
    other = Address(kind="ip", value="192.0.2.8")
    decide(home, Device(id="new", name="New", person="Anna", addresses=(other,)), at=NOON - timedelta(days=1))
    record(home, hint("mdns_name", "Annas-Pixel"), hint("mdns_name", "Annas-new", address=other))
    work(home)
    assert {row.device for row in told(home, Viewer(owner=True))} == {"phone", "new"}
    assert {row.value for row in told(home, Viewer(person="Anna"))} == {"Annas-new", "3c:a6:2f:00:00:01"}
    assert told(home, Viewer(person="Ben")) == []
    merge(home, "New", "Phone")
    work(home)
    assert {row.device for row in told(home, Viewer(owner=True))} == {"new"}
    assert {row.value for row in told(home, Viewer(person="Anna"))} >= {"Annas-Pixel", "Annas-new"}
