"""A device that is forgotten leaves no content: not in the journal, not in the ledger; and the chain still holds."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pytest
import sqlalchemy as sa

from analysis import catalogue
from analysis.analyst import Analyst
from analysis.device_decisions import forget, merge
from analysis.devices import Device, decide
from analysis.erasure import erasures
from analysis.evidence.verify import verify_home
from analysis.forgetting import WHY
from analysis.journal import JournalWriter, encode_flow, encode_transmission
from analysis.journal_format import encode_hint
from analysis.ledger_tables import metadata
from analysis.packet_segments import FOLDER, FORGOTTEN, PacketSegment, encode_segment
from analysis.rebuild import rebuild
from analysis.records import Address, DeviceHint, Flow, Transmission, Visibility, new_id
from analysis.settings import Home

NOON = datetime.now(UTC).replace(microsecond=0) - timedelta(hours=1)
KNOWN = catalogue.load()
IPS = {"phone": "192.0.2.7", "old": "192.0.2.8", "tablet": "192.0.2.9"}


@pytest.fixture
def home(tmp_path: Path) -> Home:
    found = Home.open(tmp_path / "home")
    writer = JournalWriter(found.journal_dir, "proxy-0")
    for name, ip in IPS.items():
        address = Address(kind="ip", value=ip)
        decide(found, Device(id=name, name=name.title(), addresses=(address,)), at=NOON - timedelta(days=1))
        body = json.dumps({"latitude": 52.2352, "longitude": 10.564, "word": f"secret-of-{name}"}).encode()
        flow = Flow(
            flow_id=f"flow-{name}", opened_at=NOON, writer="proxy-0", addresses=(address,), host=f"{name}.example.org",
            visibility=Visibility.OPENED, bytes_out=9,
        )  # fmt: skip
        sent = Transmission(
            id=new_id(NOON, name.encode()), flow_id=flow.flow_id, seen_at=NOON, writer="proxy-0", method="POST",
            scheme="https", host=flow.host, port=443, path=f"/{name}", body=body, body_size=len(body),
            request_headers=(("Content-Type", "application/json"),),
        )  # fmt: skip
        hint = DeviceHint(
            at=NOON, writer="proxy-0", addresses=(address,), kind="mdns_name", value=f"name-of-{name}"
        )
        writer.append([encode_flow(flow), encode_transmission(sent), encode_hint(hint)])
    writer.close()
    work(found)
    return found


def work(home: Home) -> Analyst:
    analyst = Analyst(home, KNOWN)
    while analyst.step():
        continue
    analyst.close()
    return analyst


def traces(home: Home, word: str) -> list[str]:
    """The files below the home, the owner's decisions excepted, that hold a word."""
    return [
        str(path.relative_to(home.root))
        for path in home.root.rglob("*")
        if path.is_file()
        and "owner" not in path.parts
        and path.name != "state.sqlite"
        and word.encode() in path.read_bytes()
    ]


def rows_of(home: Home, device: str) -> int:
    with sa.create_engine(f"sqlite:///{home.ledger_path}").connect() as connection:
        return sum(
            connection.execute(
                sa.select(sa.func.count()).select_from(table).where(table.c.device == device)
            ).scalar_one()
            for table in metadata.sorted_tables
            if "device" in table.c
        )


def test_nothing_is_forgotten_unasked(home: Home) -> None:
    assert all(rows_of(home, name) >= 5 for name in IPS)
    assert all(traces(home, word) for word in ("secret-of-phone", "phone.example.org", "name-of-phone"))
    decide(home, Device(id="phone", name="Phone", mode="off"))
    work(home)
    assert rows_of(home, "phone") >= 5
    assert erasures(home.journal_dir) == []


def test_a_forgotten_device_leaves_no_content_and_the_others_all(home: Home) -> None:
    before = rows_of(home, "tablet")
    forget(home, "Phone")
    assert work(home).failed == 0
    assert rows_of(home, "phone") == 0
    assert rows_of(home, "tablet") == before
    for word in ("secret-of-phone", "phone.example.org", "name-of-phone"):
        assert traces(home, word) == []
    assert traces(home, "secret-of-tablet")
    assert {item.why for item in erasures(home.journal_dir)} == {WHY}
    assert verify_home(home).faults == []


def test_it_stays_forgotten_after_a_rebuild_and_a_second_run(home: Home) -> None:
    forget(home, "Phone")
    work(home)
    done = len(erasures(home.journal_dir))
    work(home)
    assert len(erasures(home.journal_dir)) == done
    rebuild(home, KNOWN)
    assert rows_of(home, "phone") == 0
    assert rows_of(home, "tablet") >= 5
    assert verify_home(home).faults == []


def test_what_was_made_of_its_messages_before_a_rebuild_goes_as_well(home: Home) -> None:
    """A rebuild with other rules journals each event anew; the ledger names the last, the journal holds both."""
    newer = msgspec.structs.replace(KNOWN, version="another")
    assert rebuild(home, newer).analysed == len(IPS)
    forget(home, "Phone")
    work(home)
    for word in ("secret-of-phone", "phone.example.org", "name-of-phone"):
        assert traces(home, word) == []
    assert traces(home, "tablet.example.org")
    assert verify_home(home).faults == []


def test_what_was_merged_into_it_goes_with_it(home: Home) -> None:
    merge(home, "Phone", "Old")
    forget(home, "Phone")
    work(home)
    assert rows_of(home, "phone") == rows_of(home, "old") == 0
    assert rows_of(home, "tablet") >= 5


def test_its_kept_packets_go_with_it(home: Home) -> None:
    folder = home.root / FOLDER
    folder.mkdir()
    names = {
        device: f"20261126T120000Z-0000000{number}.pcapng"
        for number, device in enumerate(("phone", "tablet"))
    }
    writer = JournalWriter(home.journal_dir, "sniffer")
    for device, name in names.items():
        (folder / name).write_bytes(device.encode())
        digest = hashlib.sha256(device.encode()).hexdigest()
        segment = PacketSegment(name=name, sha256=digest, size=9, packets=1, devices=(device,))
        writer.append([encode_segment(segment)])
    writer.close()
    forget(home, "Phone")
    work(home)
    assert [path.name for path in folder.iterdir()] == [names["tablet"]]
    report = verify_home(home)
    assert (report.faults, report.packet_segments, report.packet_segments_gone) == ([], 1, {FORGOTTEN: 1})
