"""Every way of changing a journal behind its back is named."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from analysis.evidence.verify import verify_journal
from analysis.journal import JournalWriter, encode_transmission
from analysis.journal_reading import bodies_path, segments
from analysis.records import Transmission, new_id

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


def sent(number: int) -> Transmission:
    import hashlib

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


def test_an_empty_journal_holds(tmp_path: Path) -> None:
    assert verify_journal(tmp_path / "none").holds
