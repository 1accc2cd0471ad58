"""Of the sniffer's journal counts and hints become rows; what is erased, broken or something else does not."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from analysis.devices import DeviceDirectory
from analysis.journal_format import JournalRecord, Position, encode_capture_count
from analysis.network_rows import network_row
from analysis.records import CaptureCount

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
NOBODY = DeviceDirectory(())
COUNT = CaptureCount(
    since=NOON, until=NOON + timedelta(minutes=1), writer="sniffer", interface="wlan0", packets=9, bytes_out=1, bytes_in=2,
    packets_lost=3,
)  # fmt: skip


def record(kind: str, content: bytes | None) -> JournalRecord:
    place = Position(writer="sniffer", day="2026-11-20", seq=1)
    return JournalRecord(position=place, recorded_at=NOON, kind=kind, content=content, body=None)


def test_a_count_is_a_row() -> None:
    entry = encode_capture_count(COUNT)
    assert network_row(record(entry.kind, entry.content), NOBODY) == COUNT


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        ("capture_count", None),
        ("capture_count", b"{"),
        ("capture_count", b'{"since": 5}'),
        ("capture_count", b"\xff\xfe"),
        ("hint", None),
        ("hint", b"{"),
        ("flow", encode_capture_count(COUNT).content),
    ],
)
def test_what_cannot_be_read_is_left_out(kind: str, content: bytes | None) -> None:
    assert network_row(record(kind, content), NOBODY) is None
