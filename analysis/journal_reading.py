"""Reads the journal: its writers, segments and records, in order, while others may be writing."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Final

from analysis.journal_bodies import Kept, is_damage, read_bodies, read_each, sizes_of
from analysis.journal_format import (
    BODIES_SUFFIX,
    SEGMENT_SUFFIX,
    JournalRecord,
    Position,
    from_micros,
    to_micros,
)

MOST_HELD: Final = 32 << 20  # bytes of bodies that are read at once; a small machine has no more to give


def writers(root: Path) -> list[str]:
    """Names of all writers in a journal, sorted."""
    return sorted(path.name for path in root.iterdir() if path.is_dir()) if root.is_dir() else []


def segments(root: Path, writer: str) -> list[Path]:
    """A writer's segment files, oldest first."""
    return segment_files(root / writer)


def bodies_path(segment: Path) -> Path:
    """The bodies file beside a segment file."""
    return segment.with_name(segment.name.removesuffix(SEGMENT_SUFFIX) + BODIES_SUFFIX)


def open_readonly(path: Path) -> sqlite3.Connection:
    """A read-only connection to a segment or bodies file; raises ``sqlite3.OperationalError``."""
    return sqlite3.connect(readonly_uri(path), uri=True, timeout=30)


def readonly_uri(path: Path) -> str:
    """By which SQLite opens a file to be read; a name may hold ``#``, ``?`` and ``%``."""
    return f"{path.absolute().as_uri()}?mode=ro"


def tail(
    root: Path, writer: str, after: int = 0, limit: int = 500, bodies: bool = True
) -> list[JournalRecord]:
    """Up to ``limit`` committed records with a sequence number above ``after``, in order.

    With bodies they are fewer where these are big: all of them are held at once. A damaged file of bodies ends nothing:
    what it still holds is read, the other records say so (``unreadable``).
    """
    found: list[JournalRecord] = []
    room = MOST_HELD
    for segment in _from(segments(root, writer), after):
        if len(found) >= limit or room <= 0:
            break
        more, held = _read_segment(segment, writer, after, limit - len(found), bodies, room)
        found += more
        room -= held
    return found


def contents_since(root: Path, writer: str, kind: str, since: datetime, limit: int) -> Iterator[bytes]:
    """Contents of one kind that a writer recorded since a time and that are still there, the latest first.

    Raises ``sqlite3.Error``, with the file's name in its text.
    """
    sql = """
        SELECT c.content FROM records AS r CROSS JOIN contents AS c USING (seq)
        WHERE r.kind = ? AND r.recorded_at >= ? ORDER BY r.seq DESC LIMIT ?"""
    first = since.astimezone(UTC).date().isoformat()
    for segment in reversed(segments(root, writer)):
        if segment.name[:10] < first or limit <= 0:
            return
        try:
            connection = open_readonly(segment)
            try:
                rows = (
                    connection.execute(sql, (kind, to_micros(since), limit)).fetchall()
                    if is_begun(connection)
                    else []
                )
            finally:
                connection.close()
        except sqlite3.Error as error:
            raise sqlite3.DatabaseError(f"{segment}: {error}") from error
        limit -= len(rows)
        yield from (bytes(content) for (content,) in rows)


def _from(files: list[Path], after: int) -> list[Path]:
    """The files from the one on that holds the record following a number; the newest is looked at first, then by halves."""
    low, high = 0, len(files) - 1
    middle = high
    while after and low < high:
        first = _first(files[middle])
        if first is not None and first <= after + 1:
            low = middle
        else:
            high = middle - 1
        middle = (low + high + 1) // 2
    return files[low:]


def _first(segment: Path) -> int | None:
    """The number of a segment's first record; None where it has none yet."""
    connection = open_readonly(segment)
    try:
        if not is_begun(connection):
            return None
        first: int | None = connection.execute("SELECT min(seq) FROM records").fetchone()[0]
        return first
    finally:
        connection.close()


def is_begun(connection: sqlite3.Connection) -> bool:
    """False for a segment whose writer was killed between creating the file and its tables: it is as good as not there."""
    return connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'contents'").fetchone() is not None


def has_body_hashes(connection: sqlite3.Connection) -> bool:
    """False for a segment of format 1, whose records say nothing of their bodies."""
    sql = "SELECT 1 FROM pragma_table_info('records') WHERE name = 'body_hash'"
    return connection.execute(sql).fetchone() is not None


def _read_segment(
    segment: Path, writer: str, after: int, limit: int, bodies: bool, room: int
) -> tuple[list[JournalRecord], int]:
    """Records of one segment, and the bytes of their bodies; ``room`` itself where not all that were wanted found room."""
    connection = open_readonly(segment)
    try:
        if not is_begun(connection):
            return [], 0
        last = connection.execute("SELECT max(seq) FROM records").fetchone()[0]
        if last is None or last <= after:
            return [], 0
        hashed = "r.body_hash" if has_body_hashes(connection) else "NULL"
        rows = connection.execute(
            f"SELECT r.seq, r.recorded_at, r.kind, c.content, {hashed} FROM records r LEFT JOIN contents c USING (seq)"
            " WHERE r.seq > ? ORDER BY r.seq LIMIT ?",
            (after, limit),
        ).fetchall()
    finally:
        connection.close()
    hashes = {row[0]: row[4] for row in rows}
    kept = _kept_of(segment, hashes, room) if bodies else Kept({})
    day = segment.name[:10]
    return [
        JournalRecord(
            position=Position(writer, day, seq),
            recorded_at=from_micros(recorded_at),
            kind=kind,
            content=content,
            body=kept.bodies.get(seq),
            unreadable=seq in kept.unreadable,
        )
        for seq, recorded_at, kind, content, _ in rows
        if kept.end is None or seq < kept.end
    ], kept.held


def _kept_of(segment: Path, hashes: Mapping[int, bytes | None], room: int) -> Kept:
    path = bodies_path(segment)
    if not path.exists():
        return Kept({})
    connection = open_readonly(path)
    try:
        return read_bodies(connection, hashes, room)
    finally:
        connection.close()


def segment_files(folder: Path) -> list[Path]:
    """Segment files of a writer, oldest first. Raises ``PermissionError``, which a glob would hide."""
    try:
        paths = list(folder.iterdir())
    except FileNotFoundError:
        return []
    return sorted(path for path in paths if fnmatchcase(path.name, f"????-??-??{SEGMENT_SUFFIX}"))


def bodies_at(root: Path, writer: str, day: str, seqs: Iterable[int]) -> dict[int, bytes]:
    """The bodies of given records of one segment that are still there, by sequence number; without what is damaged."""
    path = bodies_path(root / writer / f"{day}{SEGMENT_SUFFIX}")
    if not path.exists():
        return {}
    connection = open_readonly(path)
    try:
        return read_each(connection, seqs)
    finally:
        connection.close()


def body_sizes(root: Path, positions: Iterable[Position]) -> dict[Position, int]:
    """The bytes that the bodies of given records take, of those that are still there and can be read."""
    by_segment: dict[Path, list[Position]] = {}
    for position in positions:
        segment = root / position.writer / f"{position.day}{SEGMENT_SUFFIX}"
        by_segment.setdefault(bodies_path(segment), []).append(position)
    found: dict[Position, int] = {}
    for path, members in by_segment.items():
        if not path.exists():
            continue
        connection = open_readonly(path)
        try:
            sizes = sizes_of(connection, [position.seq for position in members])
        finally:
            connection.close()
        found |= {position: sizes[position.seq] for position in members if position.seq in sizes}
    return found


def content_at(root: Path, position: Position) -> bytes | None:
    """The content of one record; None where it was erased or is not there."""
    connection = open_readonly(root / position.writer / f"{position.day}{SEGMENT_SUFFIX}")
    try:
        row = connection.execute("SELECT content FROM contents WHERE seq = ?", (position.seq,)).fetchone()
        return None if row is None else bytes(row[0])
    finally:
        connection.close()


def positions_before(root: Path, writer: str, moment: int, up_to: int) -> list[Position]:
    """Positions of bodies that are still there, recorded before a time (µs UTC), numbered ``up_to`` at most.

    What stands in a damaged file is left out: nothing can be erased there.
    """
    found: list[Position] = []
    for segment in segments(root, writer):
        bodies = bodies_path(segment)
        if not bodies.exists():
            continue
        connection = open_readonly(segment)
        try:
            if not is_begun(connection):
                continue
            connection.execute("ATTACH ? AS bodies", (readonly_uri(bodies),))
            rows = connection.execute(
                "SELECT seq FROM bodies.bodies JOIN records USING (seq) WHERE recorded_at < ? AND seq <= ? ORDER BY seq",
                (moment, up_to),
            )
            found += [Position(writer, segment.name[:10], seq) for (seq,) in rows]
        except sqlite3.Error as error:
            if not is_damage(error):
                raise
        finally:
            connection.close()
    return found
