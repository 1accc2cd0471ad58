"""The journal: append-only, hash-chained segments, the truth from which everything else can be rebuilt.

One segment per writer and UTC day of recording: ``journal/<writer>/<YYYY-MM-DD>.sqlite`` and, beside it,
``….bodies.sqlite``. ``records`` holds only the chain; ``contents`` (with their salts) and bodies can be erased, and the
chain still verifies. Every hash is ``SHA-256(prev ‖ seq ‖ recorded_at ‖ kind ‖ SHA-256(salt ‖ content) ‖ body_hash)``,
where ``body_hash`` is ``SHA-256(salt of the body ‖ SHA-256(body))``, or zeros for a record without a body.
"""

from __future__ import annotations

import hashlib
import os
import secrets
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from datetime import date, datetime
from pathlib import Path
from typing import Final

from analysis.errors import UserFault
from analysis.journal_bodies import is_damage
from analysis.journal_format import (
    BODIES_SUFFIX,
    FORMAT,
    GENESIS,
    NO_BODY,
    SALT_BYTES,
    SEGMENT_SUFFIX,
    Entry,
    Position,
    body_hash,
    chain_hash,
    content_hash,
    encode_flow,
    encode_transmission,
    seal,
    to_micros,
)
from analysis.journal_reading import bodies_path, has_body_hashes, is_begun, segment_files, tail
from analysis.records import utc_now

__all__ = [
    "Entry", "JournalBusy", "JournalUnwritable", "JournalWriter", "Position", "encode_flow", "encode_transmission", "tail",
]  # fmt: skip

_SCHEMA: Final = """
CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS records (
  seq INTEGER PRIMARY KEY, recorded_at INTEGER NOT NULL, kind TEXT NOT NULL,
  content_hash BLOB NOT NULL, prev BLOB NOT NULL, hash BLOB NOT NULL, body_hash BLOB);
CREATE TABLE IF NOT EXISTS contents (seq INTEGER PRIMARY KEY, salt BLOB NOT NULL, content BLOB NOT NULL);
CREATE TRIGGER IF NOT EXISTS records_never_change BEFORE UPDATE ON records
  BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
CREATE TRIGGER IF NOT EXISTS records_never_go BEFORE DELETE ON records
  BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
CREATE TRIGGER IF NOT EXISTS records_never_replaced BEFORE INSERT ON records
  WHEN EXISTS (SELECT 1 FROM records WHERE seq = NEW.seq)
  BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
"""
# bodies are committed before their records: what a crash left without its record is no record
_DELETE_BODIES_AFTER: Final = "DELETE FROM bodies WHERE seq > ?"
_BODIES_SCHEMA: Final = """
CREATE TABLE IF NOT EXISTS bodies (seq INTEGER PRIMARY KEY, body BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS salts (seq INTEGER PRIMARY KEY, salt BLOB NOT NULL);
CREATE TRIGGER IF NOT EXISTS salts_go_with_bodies AFTER DELETE ON bodies
  BEGIN DELETE FROM salts WHERE seq = OLD.seq; END;
"""
_INSERT_RECORD: Final = (
    "INSERT INTO records (seq, recorded_at, kind, content_hash, prev, hash, body_hash) VALUES (?,?,?,?,?,?,?)"
)


class JournalUnwritable(UserFault):
    """The journal cannot take a record (disk full, read-only, not ours); nothing was half-written."""


class JournalBusy(UserFault):
    """Another process already writes under this writer's name."""


class JournalWriter:
    """Appends to one writer's segments. One process at a time may hold a writer; a second one gets ``JournalBusy``.

    Not thread-safe: use it from one thread. ``clock`` gives the time of recording.
    """

    def __init__(self, root: Path, writer: str, clock: Callable[[], datetime] = utc_now) -> None:
        if not writer or any(not (letter.isalnum() or letter in "-_.") for letter in writer):
            raise ValueError(f"writer name {writer!r}: letters, digits, '-', '_' and '.' only")
        self.writer = writer
        self._folder = root / writer
        self._clock = clock
        self._segment: _Segment | None = None
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._lock = _lock(self._folder / "lock")
        except OSError as error:
            raise JournalUnwritable(f"{self._folder}: {error.strerror}") from error
        self._unsure = False  # after a failed commit only the file knows where the chain ends
        try:
            self._seq, self._prev = _head(self._folder)
        except JournalUnwritable:
            os.close(self._lock)
            raise

    def append(self, entries: Sequence[Entry]) -> list[Position]:
        """One durable commit (synchronous=FULL) of all entries, or ``JournalUnwritable`` and none of them."""
        if not entries:
            return []
        now = self._clock()
        if self._unsure:
            self._seq, self._prev = _head(self._folder)
            self._unsure = False
        try:
            segment = self._for_day(now.date())
            seq, prev = segment.write(entries, self._seq, self._prev, to_micros(now))
        except (sqlite3.Error, OSError) as error:
            self._drop_segment()
            self._unsure = True
            raise JournalUnwritable(f"{self._folder}: {error}") from error
        first = self._seq + 1
        self._seq, self._prev = seq, prev
        return [Position(self.writer, segment.day, number) for number in range(first, seq + 1)]

    def close(self) -> None:
        """Checkpoints and closes; the writer's name is free again."""
        self._drop_segment()
        os.close(self._lock)

    def _for_day(self, day: date) -> _Segment:
        if self._segment is not None and self._segment.day >= day.isoformat():
            return self._segment  # a clock that was set back must not reopen an earlier segment
        newest = max(segment_files(self._folder), default=None)
        self._drop_segment()
        if newest is not None and newest.name[:10] < day.isoformat():
            _drop_bodies_after(bodies_path(newest), self._seq)  # its own day's writer cannot do it any more
        began = newest.name[:10] if newest is not None else ""
        self._segment = _Segment(self._folder, max(day.isoformat(), began), self._seq)
        return self._segment

    def _drop_segment(self) -> None:
        if self._segment is not None:
            self._segment.close()
            self._segment = None


class _Segment:
    """One day's pair of files, open for writing."""

    def __init__(self, folder: Path, day: str, last_seq: int) -> None:
        self.day = day
        records_path = folder / f"{day}{SEGMENT_SUFFIX}"
        bodies_path = folder / f"{day}{BODIES_SUFFIX}"
        self._bodies = _open(bodies_path, _BODIES_SCHEMA, page_size=16_384)
        try:
            self._records = _open(records_path, _SCHEMA)
            if not has_body_hashes(self._records):  # begun by an earlier version
                self._records.execute("ALTER TABLE records ADD COLUMN body_hash BLOB")
            self._records.execute("INSERT OR REPLACE INTO meta VALUES ('format', ?)", (str(FORMAT),))
            self._bodies.execute(_DELETE_BODIES_AFTER, (last_seq,))
        except (sqlite3.Error, OSError):
            self.close()
            raise

    def write(self, entries: Sequence[Entry], seq: int, prev: bytes, recorded_at: int) -> tuple[int, bytes]:
        """Bodies first, then contents and chain in one transaction; (last seq, last hash)."""
        rows, contents, bodies, body_salts = [], [], [], []
        salts = _Salts(2 * len(entries))
        for entry in entries:
            seq += 1
            salt, hashed_body = salts.take(), NO_BODY
            if entry.body is not None:
                body_salt = salts.take()
                hashed_body = body_hash(body_salt, entry.body_sha256 or hashlib.sha256(entry.body).digest())
                bodies.append((seq, seal(entry.body)))
                body_salts.append((seq, body_salt))
            hashed = content_hash(salt, entry.content)
            link = chain_hash(prev, seq, recorded_at, entry.kind, hashed, hashed_body)
            rows.append((seq, recorded_at, entry.kind, hashed, prev, link, hashed_body))
            contents.append((seq, salt, entry.content))
            prev = link
        if bodies:
            with _transaction(self._bodies) as connection:
                # OR REPLACE: an earlier try may have left the body of a record that then could not be written
                connection.executemany("INSERT OR REPLACE INTO bodies VALUES (?, ?)", bodies)
                connection.executemany("INSERT OR REPLACE INTO salts VALUES (?, ?)", body_salts)
        with _transaction(self._records) as connection:
            connection.executemany("INSERT INTO contents VALUES (?, ?, ?)", contents)
            connection.executemany(_INSERT_RECORD, rows)
        return seq, prev

    def close(self) -> None:
        for name in ("_records", "_bodies"):
            connection: sqlite3.Connection | None = getattr(self, name, None)
            if connection is not None:
                connection.close()


class _Salts:
    """Random salts, asked of the system once for all of a commit."""

    def __init__(self, number: int) -> None:
        self._bytes = secrets.token_bytes(SALT_BYTES * number)
        self._taken = 0

    def take(self) -> bytes:
        self._taken += SALT_BYTES
        return self._bytes[self._taken - SALT_BYTES : self._taken]


class _transaction:
    """BEGIN IMMEDIATE … COMMIT, rolled back on any error; a failed COMMIT rolls back as well."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def __enter__(self) -> sqlite3.Connection:
        self._connection.execute("BEGIN IMMEDIATE")
        return self._connection

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        try:
            if kind is None:
                self._connection.execute("COMMIT")
                return
        except sqlite3.Error:
            self._rollback()
            raise
        self._rollback()

    def _rollback(self) -> None:
        if self._connection.in_transaction:
            self._connection.execute("ROLLBACK")


def _open(path: Path, schema: str, page_size: int = 4096) -> sqlite3.Connection:
    new = not path.exists()
    connection = sqlite3.connect(path, isolation_level=None, timeout=30, check_same_thread=False)
    try:
        if new:
            path.chmod(0o600)
            connection.execute(f"PRAGMA page_size={page_size}")
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=FULL")
        connection.execute("PRAGMA secure_delete=ON")
        connection.executescript(schema)
    except (sqlite3.Error, OSError):
        connection.close()
        raise
    return connection


def _drop_bodies_after(path: Path, last_seq: int) -> None:
    try:
        if path.exists():
            with closing(_open(path, _BODIES_SCHEMA)) as connection:
                connection.execute(_DELETE_BODIES_AFTER, (last_seq,))
    except sqlite3.Error as error:
        if not is_damage(error):  # an earlier day's, beside which one can go on writing
            raise


def _lock(path: Path) -> int:
    """An advisory lock that goes with the process, however it ends."""
    import fcntl

    handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        os.close(handle)
        raise JournalBusy(
            f"{path.parent}: another process is writing under this name; stop it first ('leakledger run'?)"
        ) from error
    return handle


def _head(folder: Path) -> tuple[int, bytes]:
    """(last seq, last hash) of a writer's chain; (0, GENESIS) for a new one."""
    path = folder
    try:
        for path in reversed(segment_files(folder)):
            connection = sqlite3.connect(path, timeout=30)
            try:
                if not is_begun(connection):
                    continue
                row = connection.execute("SELECT seq, hash FROM records ORDER BY seq DESC LIMIT 1").fetchone()
            finally:
                connection.close()
            if row is not None:
                return int(row[0]), bytes(row[1])
    except (sqlite3.Error, OSError) as error:
        raise JournalUnwritable(f"{path}: {error}") from error
    return 0, GENESIS
