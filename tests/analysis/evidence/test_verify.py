"""Every way of changing a journal behind its back is named."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pytest

from analysis.erasure import What, erase
from analysis.evidence.verify import verify_journal
from analysis.journal import Entry, JournalWriter, Position, encode_transmission
from analysis.journal_reading import bodies_path, segments
from analysis.records import Transmission, Visibility, new_id

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


def sent(number: int) -> Transmission:
    body = f"body {number}".encode()
    return Transmission(
        id=new_id(NOON, bytes([number])),
        flow_id="f",
        seen_at=NOON,
        writer="w",
        body=body,
        body_size=len(body),
        body_sha256=hashlib.sha256(body).hexdigest(),
    )


@pytest.fixture
def journal(tmp_path: Path) -> Path:
    moments = iter([NOON, NOON, NOON + timedelta(days=1), NOON + timedelta(days=1)])
    writer = JournalWriter(tmp_path, "w", clock=lambda: next(moments))
    for number in range(4):
        writer.append([encode_transmission(sent(number))])
    writer.close()
    return tmp_path


def without_triggers(path: Path, *statements: str) -> None:
    connection = sqlite3.connect(path)
    for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        connection.execute(f"DROP TRIGGER {name}")
    for statement in statements:
        connection.execute(statement)
    connection.commit()
    connection.close()


def first(root: Path) -> Path:
    return segments(root, "w")[0]


TAMPERINGS: dict[str, tuple[Callable[[Path], None], str]] = {
    "a content was changed": (
        lambda root: without_triggers(first(root), "UPDATE contents SET content = 'x' WHERE seq = 1"),
        "content does not match",
    ),
    "a content was removed": (
        lambda root: without_triggers(first(root), "DELETE FROM contents WHERE seq = 2"),
        "no erasure is recorded",
    ),
    "a time was changed": (
        lambda root: without_triggers(first(root), "UPDATE records SET recorded_at = 1 WHERE seq = 2"),
        "do not match its hash",
    ),
    "a record was removed": (
        lambda root: without_triggers(first(root), "DELETE FROM records WHERE seq = 1"),
        "records 1 to 1 are missing",
    ),
    "a segment was removed": (lambda root: first(root).unlink(), "records 1 to 2 are missing"),
    "a body was changed": (
        lambda root: without_triggers(bodies_path(first(root)), "UPDATE bodies SET body = 'x' WHERE seq = 1"),
        "body does not match",
    ),
    "a body was removed": (
        lambda root: without_triggers(bodies_path(first(root)), "DELETE FROM bodies WHERE seq = 2"),
        "body of record 2 is gone and no erasure is recorded",
    ),
    "all bodies were removed": (
        lambda root: bodies_path(first(root)).unlink(),
        "bodies of records 1-2 are gone and no erasure is recorded",
    ),
    "a body was put to a record that had none": (
        lambda root: without_triggers(
            bodies_path(first(root)),
            "UPDATE bodies SET seq = 3 WHERE seq = 1",
            "UPDATE salts SET seq = 3 WHERE seq = 1",
        ),
        "a body without a record",
    ),
    "a body's hash was removed from the chain": (
        lambda root: without_triggers(first(root), "UPDATE records SET body_hash = NULL WHERE seq = 1"),
        "do not match its hash",
    ),
    "a body's salt was removed": (
        lambda root: without_triggers(bodies_path(first(root)), "DELETE FROM salts WHERE seq = 1"),
        "body does not match",
    ),
    "a segment is no database": (
        lambda root: first(root).write_bytes(b"x" * 5000) and None,
        "cannot be read",
    ),
}


def test_an_untouched_journal_holds(journal: Path) -> None:
    report = verify_journal(journal)
    assert report.holds
    assert (report.writers, report.segments, report.records, report.contents, report.bodies) == (
        1,
        2,
        4,
        4,
        4,
    )


@pytest.mark.parametrize("name", TAMPERINGS)
def test_tampering_is_named(journal: Path, name: str) -> None:
    tamper, expected = TAMPERINGS[name]
    tamper(journal)
    report = verify_journal(journal)
    assert not report.holds
    assert any(expected in fault.what for fault in report.faults), report.faults


def sampled() -> Transmission:
    return msgspec.structs.replace(
        sent(7), visibility=Visibility.SAMPLED, body=b"the head", body_size=5_000_000, body_sha256="ab" * 32
    )


@pytest.mark.parametrize(
    "entry",
    [
        encode_transmission(sampled()),
        Entry(kind="event", content=b"{}", body=b'["-33.8688", "151.2093"]'),
    ],
    ids=["sampled head", "full values"],
)
def test_what_a_record_keeps_of_a_body_cannot_be_overwritten(tmp_path: Path, entry: Entry) -> None:
    writer = JournalWriter(tmp_path, "w", clock=lambda: NOON)
    writer.append([entry])
    writer.close()
    assert verify_journal(tmp_path).holds
    connection = sqlite3.connect(bodies_path(first(tmp_path)))
    connection.execute("UPDATE bodies SET body = 'other'")
    connection.commit()
    connection.close()
    assert [fault.what for fault in verify_journal(tmp_path).faults] == [
        "the body does not match the hash that its record holds"
    ]


def test_a_body_put_to_a_record_without_one_is_named(tmp_path: Path) -> None:
    writer = JournalWriter(tmp_path, "w", clock=lambda: NOON)
    writer.append([Entry(kind="flow", content=b"{}"), Entry(kind="flow", content=b"{}", body=b"x")])
    writer.close()
    connection = sqlite3.connect(bodies_path(first(tmp_path)))
    connection.execute("INSERT INTO bodies VALUES (1, 'planted')")
    connection.commit()
    connection.close()
    assert [fault.what for fault in verify_journal(tmp_path).faults] == [
        "a body that its record does not know"
    ]


def test_a_body_that_waits_for_its_record_is_counted_and_no_fault(journal: Path) -> None:
    """Bodies are committed first: a writer at work, or a crash, leaves one beyond the chain's end."""
    last = bodies_path(segments(journal, "w")[-1])
    connection = sqlite3.connect(last)
    connection.execute("INSERT INTO bodies VALUES (5, 'no record yet')")
    connection.commit()
    connection.close()
    report = verify_journal(journal)
    assert report.holds
    assert (report.bodies, report.waiting) == (4, 1)


@pytest.mark.parametrize("what", ["body", "content"])
def test_an_erasure_on_record_is_counted_and_leaves_nothing_of_the_body(journal: Path, what: What) -> None:
    eraser = JournalWriter(journal, "owner", clock=lambda: NOON)
    erase(journal, [Position("w", "2026-11-22", 2)], what, "a test", eraser)
    eraser.close()
    report = verify_journal(journal)
    assert report.holds, report.faults
    assert (report.erased_bodies, report.erased) == (1, int(what == "content"))
    left = sqlite3.connect(bodies_path(first(journal)))
    assert [seq for (seq,) in left.execute("SELECT seq FROM salts")] == [1]
    left.close()


def older(root: Path, *entries: Entry) -> None:
    """A segment as it was written before records held their bodies' hashes."""
    folder = root / "w"
    folder.mkdir()
    records = sqlite3.connect(folder / "2026-11-21.sqlite")
    records.executescript(
        "CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;"
        "INSERT INTO meta VALUES ('format', '1');"
        "CREATE TABLE records (seq INTEGER PRIMARY KEY, recorded_at INTEGER NOT NULL, kind TEXT NOT NULL,"
        " content_hash BLOB NOT NULL, prev BLOB NOT NULL, hash BLOB NOT NULL);"
        "CREATE TABLE contents (seq INTEGER PRIMARY KEY, salt BLOB NOT NULL, content BLOB NOT NULL);"
    )
    bodies = sqlite3.connect(folder / "2026-11-21.bodies.sqlite")
    bodies.execute("CREATE TABLE bodies (seq INTEGER PRIMARY KEY, body BLOB NOT NULL)")
    prev = bytes(32)
    for seq, entry in enumerate(entries, start=1):
        hashed = hashlib.sha256(b"s" * 16 + entry.content).digest()
        name = entry.kind.encode()
        fields = seq.to_bytes(8, "big") + (7).to_bytes(8, "big") + len(name).to_bytes(2, "big") + name
        link = hashlib.sha256(prev + fields + hashed).digest()
        records.execute(
            "INSERT INTO records VALUES (?, 7, ?, ?, ?, ?)", (seq, entry.kind, hashed, prev, link)
        )
        records.execute("INSERT INTO contents VALUES (?, ?, ?)", (seq, b"s" * 16, entry.content))
        if entry.body is not None:
            bodies.execute("INSERT INTO bodies VALUES (?, ?)", (seq, entry.body))
        prev = link
    for connection in (records, bodies):
        connection.commit()
        connection.close()


def test_an_older_journal_still_holds_and_is_written_on(tmp_path: Path) -> None:
    values = Entry(kind="event", content=b"{}", body=b"[]")
    older(tmp_path, encode_transmission(sent(1)), encode_transmission(sampled()), values)
    assert verify_journal(tmp_path).holds
    writer = JournalWriter(tmp_path, "w", clock=lambda: NOON - timedelta(days=1))
    writer.append([encode_transmission(sent(2))])  # the same day: the same file
    writer.close()
    assert [path.name for path in segments(tmp_path, "w")] == ["2026-11-21.sqlite"]
    report = verify_journal(tmp_path)
    assert report.holds, report.faults
    assert (report.records, report.bodies) == (4, 4)
    assert report.older_bodies == 2  # a head and values, of which no hash was kept then
    without_triggers(bodies_path(first(tmp_path)), "DELETE FROM bodies WHERE seq IN (1, 4)")
    assert [fault.what for fault in verify_journal(tmp_path).faults] == [
        "the bodies of records 1, 4 are gone and no erasure is recorded"
    ]


def test_an_older_whole_body_is_judged_by_what_its_message_says(tmp_path: Path) -> None:
    older(tmp_path, encode_transmission(sent(1)))
    without_triggers(bodies_path(first(tmp_path)), "UPDATE bodies SET body = 'x'")
    assert "does not match" in verify_journal(tmp_path).faults[0].what


def test_an_empty_journal_holds(tmp_path: Path) -> None:
    assert verify_journal(tmp_path / "none").holds
