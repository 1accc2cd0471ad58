"""What ledger and projection cite must still be in the journal: a journal that was removed shows there."""

from __future__ import annotations

import json
import shutil
import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from analysis import catalogue
from analysis.analyst import Analyst
from analysis.device_decisions import set_mode
from analysis.enrolment import enrol, rename
from analysis.evidence.verify import verify_home
from analysis.journal import JournalWriter, encode_flow, encode_transmission
from analysis.rebuild import rebuild
from analysis.records import Address, Flow, Transmission, Visibility, new_id
from analysis.settings import Home

NOON = datetime.now(UTC) + timedelta(days=1)  # after every enrolment below
KNOWN = catalogue.load()


def record(home: Home, numbers: range) -> None:
    writer = JournalWriter(home.journal_dir, "proxy-0")
    for number in numbers:
        body = json.dumps({"latitude": 52.2352, "longitude": 10.564, "n": number}).encode()
        flow = Flow(
            flow_id=f"f{number}", opened_at=NOON, writer="proxy-0", host="graph.facebook.com",
            addresses=(Address(kind="ip", value="192.0.2.7"),), visibility=Visibility.OPENED,
        )  # fmt: skip
        sent = Transmission(
            id=new_id(NOON, str(number).encode()), flow_id=flow.flow_id, seen_at=NOON, writer="proxy-0", method="POST",
            scheme="https", host="graph.facebook.com", port=443, path="/x", body=body, body_size=len(body),
            request_headers=(("Content-Type", "application/json"),),
        )  # fmt: skip
        writer.append([encode_flow(flow), encode_transmission(sent)])
    writer.close()


def analyse(home: Home) -> None:
    analyst = Analyst(home, KNOWN)
    while analyst.step():
        continue
    analyst.close()


@pytest.fixture
def home(tmp_path: Path) -> Home:
    home = Home.open(tmp_path / "home")
    enrol(home, "Phone", ips=("192.0.2.7",))
    record(home, range(3))
    analyse(home)
    return home


def faults(home: Home) -> list[str]:
    return [f"{fault.where}: {fault.what}" for fault in verify_home(home).faults]


def test_an_untouched_home_holds_before_and_after_a_rebuild(home: Home) -> None:
    assert faults(home) == []
    assert verify_home(home).compared
    rebuild(home, KNOWN)
    assert faults(home) == []


def test_a_home_that_is_written_while_it_is_checked_holds(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is added between the looks at ledger and journal is no fault."""
    from analysis.evidence import verify

    check = verify._check_writer

    def while_writing(*arguments: object) -> object:
        result = check(*arguments)  # type: ignore[arg-type]
        if "analyst" in str(arguments):
            record(home, range(10, 11))
            analyse(home)
        return result

    monkeypatch.setattr(verify, "_check_writer", while_writing)
    assert faults(home) == []
    assert faults(home) == []


@pytest.mark.parametrize("writer", ["proxy-0", "analyst", "owner"])
def test_a_writer_whose_journal_was_removed_is_named(home: Home, writer: str) -> None:
    shutil.rmtree(home.journal_dir / writer)
    found = faults(home)
    assert found
    assert all(str(home.journal_dir / writer) in line for line in found), found


def test_a_removed_journal_is_named(home: Home) -> None:
    shutil.rmtree(home.journal_dir)
    found = faults(Home.open(home.root))
    assert {line.partition(": ")[0].rpartition("/")[2] for line in found} == {"proxy-0", "analyst", "owner"}


def test_an_owner_s_journal_that_was_begun_anew_is_named(home: Home) -> None:
    """The projection has been made anew, but the ledger still names the device that somebody had enrolled."""
    shutil.rmtree(home.journal_dir / "owner")
    enrol(home, "Another", ips=("192.0.2.8",))
    analyse(home)
    assert any("owner" in line and "device" in line for line in faults(home))


def test_an_analyst_s_journal_that_was_begun_anew_is_named(home: Home) -> None:
    shutil.rmtree(home.journal_dir / "analyst")
    record(home, range(20, 40))
    analyse(home)
    assert any(str(home.journal_dir / "analyst") in line for line in faults(home))


def test_a_decision_that_only_the_projection_knows_is_named(home: Home) -> None:
    rename(home, "Phone", "Telephone")
    kept = home.state_path.read_bytes()
    segment = next((home.journal_dir / "owner").glob("????-??-??.sqlite"))
    connection = sqlite3.connect(segment)
    (last,) = connection.execute("SELECT max(seq) FROM records").fetchone()
    connection.execute("DROP TRIGGER records_never_go")
    connection.execute("DELETE FROM records WHERE seq = ?", (last,))
    connection.execute("DELETE FROM contents WHERE seq = ?", (last,))
    connection.commit()
    connection.close()
    assert home.state_path.read_bytes() == kept
    assert any("owner" in line and "decision" in line for line in faults(home))


def test_devices_that_are_gone_or_imported_or_unknown_need_no_decision_of_today(home: Home) -> None:
    set_mode(home, "Phone", "off")
    writer = JournalWriter(home.journal_dir, "import-study")
    writer.append(
        [
            encode_flow(
                Flow(flow_id="i", opened_at=NOON, writer="import-study", corpus="study", host="x.example",
                     addresses=(Address(kind="name", value="Lab phone"),))
            )
        ]
    )  # fmt: skip
    writer.close()
    analyse(home)
    assert faults(home) == []


def test_without_a_ledger_it_says_that_nothing_was_compared(home: Home) -> None:
    for path in home.root.glob("ledger.sqlite*"):
        path.unlink()
    report = verify_home(home)
    assert report.holds
    assert not report.compared


def test_a_damaged_ledger_is_said_and_is_no_fault_of_the_journal(home: Home) -> None:
    home.ledger_path.write_bytes(b"x" * 8192)
    report = verify_home(home)
    assert report.holds
    assert not report.compared
    assert any("ledger" in note for note in report.notes)
