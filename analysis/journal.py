"""The journal: append-only, hash-chained segments, the truth from which everything else can be rebuilt.

One segment per writer and UTC day of recording: ``journal/<writer>/<YYYY-MM-DD>.sqlite`` and, beside it,
``….bodies.sqlite``. ``records`` holds only the chain; ``contents`` (with their salts) and bodies can be erased, and the
chain still verifies. Every hash is ``SHA-256(prev ‖ seq ‖ recorded_at ‖ kind ‖ SHA-256(salt ‖ content))``.
"""

from __future__ import annotations

import hashlib
import os
import secrets
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Final

import msgspec

from analysis.records import Event, Flow, Transmission, utc_now

FORMAT: Final = 1
GENESIS: Final = bytes(32)
SALT_BYTES: Final = 16
SEGMENT_SUFFIX: Final = ".sqlite"
BODIES_SUFFIX: Final = ".bodies.sqlite"

_SCHEMA: Final = """
CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS records (
  seq INTEGER PRIMARY KEY, recorded_at INTEGER NOT NULL, kind TEXT NOT NULL,
  content_hash BLOB NOT NULL, prev BLOB NOT NULL, hash BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS contents (seq INTEGER PRIMARY KEY, salt BLOB NOT NULL, content BLOB NOT NULL);
CREATE TRIGGER IF NOT EXISTS records_never_change BEFORE UPDATE ON records
  BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
CREATE TRIGGER IF NOT EXISTS records_never_go BEFORE DELETE ON records
  BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
CREATE TRIGGER IF NOT EXISTS records_never_replaced BEFORE INSERT ON records
  WHEN EXISTS (SELECT 1 FROM records WHERE seq = NEW.seq)
  BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
"""
_BODIES_SCHEMA: Final = "CREATE TABLE IF NOT EXISTS bodies (seq INTEGER PRIMARY KEY, body BLOB NOT NULL);"


class JournalUnwritable(Exception):
    """The journal cannot take a record (disk full, read-only, not ours); nothing was half-written."""


class JournalBusy(Exception):
    """Another process already writes under this writer's name."""


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """What is to be journalled: ``content`` is JSON, ``body`` what may be erased earlier than the content."""

    kind: str
    content: bytes
    body: bytes | None = None


class Position(msgspec.Struct, frozen=True, order=True):
    """Where a record stands: writer, UTC day of recording (ISO), sequence number from 1 within the writer's whole chain."""

    writer: str
    day: str
    seq: int


class JournalRecord(msgspec.Struct, frozen=True, kw_only=True):
    """A record read back; ``content`` is None where it was erased, ``body`` where there was none or it was erased."""

    position: Position
    recorded_at: datetime
    kind: str
    content: bytes | None
    body: bytes | None


_encode = msgspec.json.Encoder(order="deterministic").encode


def encode_transmission(transmission: Transmission) -> Entry:
    """A transmission as an entry; its body goes to the bodies file."""
    content = _encode(msgspec.structs.replace(transmission, body=None) if transmission.body else transmission)
    return Entry(kind="transmission", content=content, body=transmission.body or None)


def encode_flow(flow: Flow) -> Entry:
    """A flow as an entry."""
    return Entry(kind="flow", content=_encode(flow))


def decode_transmission(record: JournalRecord) -> Transmission:
    """The transmission of a record, with its body where that is still there. Raises ``msgspec.ValidationError``."""
    if record.content is None:
        raise ValueError(f"{record.position}: the content was erased")
    transmission = msgspec.json.decode(record.content, type=Transmission)
    return (
        msgspec.structs.replace(transmission, body=record.body) if record.body is not None else transmission
    )


def decode_flow(record: JournalRecord) -> Flow:
    """The flow of a record."""
    if record.content is None:
        raise ValueError(f"{record.position}: the content was erased")
    return msgspec.json.decode(record.content, type=Flow)


def decode_event(content: bytes) -> Event:
    """An event as the analyst journals it."""
    return msgspec.json.decode(content, type=Event)


def content_hash(salt: bytes, content: bytes) -> bytes:
    """SHA-256 over salt and content."""
    return hashlib.sha256(salt + content).digest()


def chain_hash(prev: bytes, seq: int, recorded_at: int, kind: str, hashed_content: bytes) -> bytes:
    """The hash of one record: fixed-width fields, the kind with its length, so that no two records collide."""
    name = kind.encode()
    fields = seq.to_bytes(8, "big") + recorded_at.to_bytes(8, "big") + len(name).to_bytes(2, "big") + name
    return hashlib.sha256(prev + fields + hashed_content).digest()


def to_micros(at: datetime) -> int:
    """Microseconds since 1970 UTC, exact."""
    delta = at - datetime(1970, 1, 1, tzinfo=UTC)
    return (delta.days * 86_400 + delta.seconds) * 1_000_000 + delta.microseconds


def from_micros(micros: int) -> datetime:
    """The inverse of ``to_micros``."""
    seconds, rest = divmod(micros, 1_000_000)
    return datetime.fromtimestamp(seconds, UTC).replace(microsecond=rest)


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
        self._seq, self._prev = _head(self._folder)

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
        newest = max((path.name[:10] for path in _segment_files(self._folder)), default="")
        self._drop_segment()
        self._segment = _Segment(self._folder, max(day.isoformat(), newest), self._seq)
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
            self._records.execute("INSERT OR IGNORE INTO meta VALUES ('format', ?)", (str(FORMAT),))
            # bodies are committed first: what a crash left without its record is no record
            self._bodies.execute("DELETE FROM bodies WHERE seq > ?", (last_seq,))
        except sqlite3.Error:
            self.close()
            raise

    def write(self, entries: Sequence[Entry], seq: int, prev: bytes, recorded_at: int) -> tuple[int, bytes]:
        """Bodies first, then contents and chain in one transaction; (last seq, last hash)."""
        rows, contents, bodies = [], [], []
        salts = secrets.token_bytes(SALT_BYTES * len(entries))
        for index, entry in enumerate(entries):
            seq += 1
            salt = salts[index * SALT_BYTES : (index + 1) * SALT_BYTES]
            hashed = content_hash(salt, entry.content)
            link = chain_hash(prev, seq, recorded_at, entry.kind, hashed)
            rows.append((seq, recorded_at, entry.kind, hashed, prev, link))
            contents.append((seq, salt, entry.content))
            if entry.body is not None:
                bodies.append((seq, seal(entry.body)))
            prev = link
        if bodies:
            with _transaction(self._bodies) as connection:
                # OR REPLACE: an earlier try may have left the body of a record that then could not be written
                connection.executemany("INSERT OR REPLACE INTO bodies VALUES (?, ?)", bodies)
        with _transaction(self._records) as connection:
            connection.executemany("INSERT INTO contents VALUES (?, ?, ?)", contents)
            connection.executemany("INSERT INTO records VALUES (?, ?, ?, ?, ?, ?)", rows)
        return seq, prev

    def close(self) -> None:
        for name in ("_records", "_bodies"):
            connection: sqlite3.Connection | None = getattr(self, name, None)
            if connection is not None:
                connection.close()


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


def seal(body: bytes) -> bytes:
    """The one seam where bodies are sealed for storage; encryption at rest goes here."""
    return body


def unseal(sealed: bytes) -> bytes:
    """The inverse of ``seal``."""
    return sealed


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
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def _lock(path: Path) -> int:
    """An advisory lock that goes with the process, however it ends."""
    import fcntl

    handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        os.close(handle)
        raise JournalBusy(f"{path.parent}: another process is writing under this name") from error
    return handle


def _segment_files(folder: Path) -> list[Path]:
    """Segment files of a writer, oldest first."""
    found = folder.glob(f"????-??-??{SEGMENT_SUFFIX}")
    return sorted(path for path in found if not path.name.endswith(BODIES_SUFFIX))


def _head(folder: Path) -> tuple[int, bytes]:
    """(last seq, last hash) of a writer's chain; (0, GENESIS) for a new one."""
    for path in reversed(_segment_files(folder)):
        try:
            connection = sqlite3.connect(path, timeout=30)
            try:
                row = connection.execute("SELECT seq, hash FROM records ORDER BY seq DESC LIMIT 1").fetchone()
            except sqlite3.OperationalError:
                row = None  # killed between creating the file and its tables
            finally:
                connection.close()
        except sqlite3.Error as error:
            raise JournalUnwritable(f"{path}: {error}") from error
        if row is not None:
            return int(row[0]), bytes(row[1])
    return 0, GENESIS


# -- reading ------------------------------------------------------------------------------------------------------


def writers(root: Path) -> list[str]:
    """Names of all writers in a journal, sorted."""
    return sorted(path.name for path in root.iterdir() if path.is_dir()) if root.is_dir() else []


def segments(root: Path, writer: str) -> list[Path]:
    """A writer's segment files, oldest first."""
    return _segment_files(root / writer)


def bodies_path(segment: Path) -> Path:
    """The bodies file beside a segment file."""
    return segment.with_name(segment.name.removesuffix(SEGMENT_SUFFIX) + BODIES_SUFFIX)


def open_readonly(path: Path) -> sqlite3.Connection:
    """A read-only connection to a segment or bodies file; raises ``sqlite3.OperationalError``."""
    return sqlite3.connect(f"file:{path}?mode=ro", uri=True, timeout=30)


def tail(
    root: Path, writer: str, after: int = 0, limit: int = 500, bodies: bool = True
) -> list[JournalRecord]:
    """Up to ``limit`` committed records with a sequence number above ``after``, in order."""
    found: list[JournalRecord] = []
    for segment in segments(root, writer):
        if len(found) >= limit:
            break
        found += _read_segment(segment, writer, after, limit - len(found), bodies)
    return found


def _read_segment(
    segment: Path, writer: str, after: int, limit: int, bodies: bool
) -> Iterator[JournalRecord]:
    connection = open_readonly(segment)
    try:
        last = connection.execute("SELECT max(seq) FROM records").fetchone()[0]
        if last is None or last <= after:
            return
        rows = connection.execute(
            "SELECT r.seq, r.recorded_at, r.kind, c.content FROM records r LEFT JOIN contents c USING (seq)"
            " WHERE r.seq > ? ORDER BY r.seq LIMIT ?",
            (after, limit),
        ).fetchall()
    except sqlite3.OperationalError as error:
        if "no such table" not in str(error):
            raise
        return  # killed between creating the file and its tables
    finally:
        connection.close()
    found = _bodies_of(segment, rows[0][0], rows[-1][0]) if bodies and rows else {}
    day = segment.name[:10]
    for seq, recorded_at, kind, content in rows:
        yield JournalRecord(
            position=Position(writer, day, seq),
            recorded_at=from_micros(recorded_at),
            kind=kind,
            content=content,
            body=found.get(seq),
        )


def _bodies_of(segment: Path, first: int, last: int) -> dict[int, bytes]:
    path = bodies_path(segment)
    if not path.exists():
        return {}
    connection = open_readonly(path)
    try:
        rows = connection.execute("SELECT seq, body FROM bodies WHERE seq BETWEEN ? AND ?", (first, last))
        return {seq: unseal(body) for seq, body in rows}
    finally:
        connection.close()
