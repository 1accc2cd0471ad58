"""Where each writer's journal ends, read from its newest segment alone."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import msgspec

from analysis.journal_format import from_micros
from analysis.journal_reading import open_readonly, segments, writers


class End(msgspec.Struct, frozen=True, kw_only=True):
    """The last record of a writer: its number, and when it was recorded (UTC)."""

    seq: int
    recorded_at: datetime


def ends(root: Path) -> dict[str, End]:
    """The end of every writer's journal; writers without a record are left out. Raises ``sqlite3.Error``."""
    found = {writer: end_of(root, writer) for writer in writers(root)}
    return {writer: end for writer, end in found.items() if end is not None}


def end_of(root: Path, writer: str) -> End | None:
    """The end of one writer's journal; None where it has no record yet. Raises ``sqlite3.Error``."""
    for segment in reversed(segments(root, writer)):
        connection = open_readonly(segment)
        try:
            if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'records'").fetchone():
                continue  # killed between creating the file and its tables
            row = connection.execute(
                "SELECT seq, recorded_at FROM records ORDER BY seq DESC LIMIT 1"
            ).fetchone()
        finally:
            connection.close()
        if row is not None:
            return End(seq=row[0], recorded_at=from_micros(row[1]))
    return None
