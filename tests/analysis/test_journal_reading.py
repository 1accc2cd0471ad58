"""What a writer has recorded lately, read without all that it has ever recorded."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from analysis.journal import Entry, JournalWriter
from analysis.journal_reading import contents_since, segments

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
Say = Callable[[datetime, str, bytes], None]


@pytest.fixture
def say(tmp_path: Path) -> Say:
    """Records of the writer ``sniffer``, in the order in which they are said."""

    def recorded(at: datetime, kind: str, content: bytes) -> None:
        writer = JournalWriter(tmp_path, "sniffer", lambda: at)
        writer.append([Entry(kind=kind, content=content, body=b"never read")])
        writer.close()

    return recorded


def test_the_latest_come_first_and_others_are_left_out(tmp_path: Path, say: Say) -> None:
    for hours, kind, content in (
        (-30, "hint", b"the day before"),
        (-1, "hint", b"too early"),
        (0, "hint", b"one"),
        (1, "flow", b"another kind"),
        (2, "hint", b"two"),
        (13, "hint", b"the day after"),
    ):
        say(NOON + timedelta(hours=hours), kind, content)
    here = NOON.astimezone(timezone(timedelta(hours=10)))
    assert list(contents_since(tmp_path, "sniffer", "hint", here, limit=10)) == [
        b"the day after",
        b"two",
        b"one",
    ]
    assert list(contents_since(tmp_path, "sniffer", "hint", NOON, limit=2)) == [b"the day after", b"two"]
    assert list(contents_since(tmp_path, "sniffer", "hint", NOON, limit=0)) == []


def test_what_was_erased_or_never_written_is_not_there(tmp_path: Path, say: Say) -> None:
    assert list(contents_since(tmp_path, "sniffer", "hint", NOON, limit=10)) == []
    say(NOON, "hint", b"one")
    (segment,) = segments(tmp_path, "sniffer")
    with sqlite3.connect(segment) as connection:
        connection.execute("DELETE FROM contents")
    connection.close()
    (tmp_path / "sniffer" / "2026-11-23.sqlite").touch()  # its writer was killed before it had tables
    assert list(contents_since(tmp_path, "sniffer", "hint", NOON, limit=10)) == []


def test_a_damaged_segment_is_named(tmp_path: Path, say: Say) -> None:
    say(NOON, "hint", b"one")
    (segment,) = segments(tmp_path, "sniffer")
    segment.write_bytes(b"damaged" * 2000)
    with pytest.raises(sqlite3.Error, match=r"2026-11-22\.sqlite"):
        list(contents_since(tmp_path, "sniffer", "hint", NOON, limit=10))
