"""What is kept of a message: all of it, or the reason why its body is gone, and nothing of what was erased."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from analysis import catalogue, erasure
from analysis.analyst import ANALYST, Analyst
from analysis.journal import JournalWriter, encode_transmission
from analysis.journal_format import Position
from analysis.journal_reading import tail
from analysis.kept_messages import KeptMessage, kept_message, place_of
from analysis.ledger_reader import LedgerReader
from analysis.records import Transmission, new_id
from analysis.settings import Home

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
JPEG = (
    bytes.fromhex("ffd8ffe000104a46494600010100000100010000")
    + b"\xff\xc0\x00\x11\x08\x0b\xd0\x0f\xc0\x03"
    + bytes(400)
)


def message(name: bytes, body: bytes, kind: str = "application/json") -> Transmission:
    return Transmission(
        id=new_id(NOON, name), flow_id="f", seen_at=NOON, writer="proxy-0", method="POST", scheme="https",
        host="graph.facebook.com", port=443, path="/x", body=body, body_size=len(body),
        request_headers=(("Content-Type", kind),),
    )  # fmt: skip


PLACE = message(b"place", json.dumps({"latitude": 52.23521, "longitude": 10.56412}).encode())
SECRET = message(b"secret", json.dumps({"password": "correct horse battery", "user": "x"}).encode())
PHOTO = message(b"photo", JPEG, "image/jpeg")


@pytest.fixture
def home(tmp_path: Path) -> Home:
    made = Home.open(tmp_path / "home")
    writer = JournalWriter(made.journal_dir, "proxy-0")
    writer.append([encode_transmission(sent) for sent in (PLACE, SECRET, PHOTO)])
    writer.close()
    analyst = Analyst(made, catalogue.load())
    while analyst.step():
        continue
    analyst.close()
    return made


def kept(home: Home, event_id: str) -> KeptMessage | None:
    reader = LedgerReader(home.ledger_path)
    with reader.read() as connection:
        place = place_of(connection, event_id)
    reader.close()
    assert place is not None
    return kept_message(home, *place)


def test_a_message_that_is_kept_has_its_body_and_its_full_values(home: Home) -> None:
    found = kept(home, PLACE.id)
    assert found is not None
    assert found.sent is not None
    assert found.sent.body == PLACE.body
    assert any("52.23521" in value for value in found.values)
    assert len(found.values) == len(found.event.findings)
    assert found.gone == ""


@pytest.mark.parametrize(
    ("sent", "why"),
    [(SECRET, "a secret was found in it"), (PHOTO, "media is kept only until it is analysed")],
    ids=["secret", "photo"],
)
def test_a_body_that_went_at_once_names_the_reason(home: Home, sent: Transmission, why: str) -> None:
    found = kept(home, sent.id)
    assert found is not None
    assert found.sent is None
    assert found.gone == why


def test_a_body_that_went_later_names_the_reason_that_was_journalled(home: Home) -> None:
    first = tail(home.journal_dir, "proxy-0")[0].position
    owner = JournalWriter(home.journal_dir, "owner")
    erasure.erase(home.journal_dir, [first], "body", "kept for 7 days", owner)
    owner.close()
    found = kept(home, PLACE.id)
    assert found is not None
    assert (found.sent, found.gone) == (None, "kept for 7 days")
    assert found.values


def test_an_event_that_was_erased_is_none(home: Home) -> None:
    event = next(record.position for record in tail(home.journal_dir, ANALYST) if record.kind == "event")
    journal = JournalWriter(home.journal_dir, ANALYST)
    erasure.erase(home.journal_dir, [event], "content", "asked for", journal)
    journal.close()
    assert kept(home, PLACE.id) is None


def test_what_the_journal_does_not_have_is_none(home: Home) -> None:
    with LedgerReader(home.ledger_path).read() as connection:
        assert place_of(connection, "no such event") is None
    nowhere = Position(ANALYST, "1999-01-01", 1)
    assert kept_message(home, nowhere, nowhere) is None
