"""The ring of packets that a home may keep: what its segments are, and whether those that were journalled are still there.

A segment is a pcapng file below ``packets/`` in the home. When it is finished the sniffer journals its SHA-256; when it
goes, that is a record as well, with why.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable, Set
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

import msgspec

from analysis.errors import UserFault
from analysis.journal_format import Entry
from analysis.journal_reading import is_begun, open_readonly, segments, writers
from analysis.lazy_patterns import lazy_pattern
from analysis.records import Record

KIND: Final = "pcap_segment"
FOLDER: Final = "packets"
NAME: Final = lazy_pattern(r"[0-9]{8}T[0-9]{6}Z-[0-9a-f]{8}\.pcapng")
BY_AGE, BY_SIZE, FORGOTTEN = "age", "size", "a device was forgotten"
LONGEST: Final = timedelta(days=7)  # as for the content of messages
_LASTS: Final = lazy_pattern(r"([0-9]{1,5})\s?(m|h|d)")
_UNITS: Final = {"m": "minutes", "h": "hours", "d": "days"}


class PacketSegment(Record, frozen=True, kw_only=True, omit_defaults=True):
    """A finished segment: its file's name, size in bytes and SHA-256, what it holds, and of which devices (ids).

    ``gone`` "" says that it is there; else why it went: ``BY_AGE``, ``BY_SIZE``, ``FORGOTTEN``. ``salvaged``: the sniffer
    was stopped suddenly while it was written, and it holds what was whole.
    """

    name: str
    sha256: str
    size: int
    packets: int
    first_at: datetime | None = None
    last_at: datetime | None = None
    devices: tuple[str, ...] = ()
    salvaged: bool = False
    gone: str = ""


class Checked(msgspec.Struct, kw_only=True):
    """What a check found: segments that are there and unchanged, those that are gone on record by why, and what is wrong."""

    at_hand: int = 0
    gone: dict[str, int] = {}
    faults: list[tuple[str, str]] = []


def encode_segment(segment: PacketSegment) -> Entry:
    """A segment as an entry of the journal."""
    return Entry(kind=KIND, content=msgspec.json.encode(segment, order="deterministic"))


def duration(text: str) -> timedelta | None:
    """How long ``24h``, ``90m`` or ``3d`` is; None for anything else, and for less than a minute or more than a week."""
    found = _LASTS.fullmatch(text.strip().lower())
    if found is None:
        return None
    lasts = timedelta(**{_UNITS[found[2]]: int(found[1])})
    return lasts if timedelta(minutes=1) <= lasts <= LONGEST else None


def given_duration(text: str) -> timedelta | None:
    """The same of what a person gave, None for "". Raises ``UserFault``."""
    lasts = duration(text) if text else None
    if text and lasts is None:
        raise UserFault(f"--keep-pcap {text!r}: write minutes, hours or days from 1m to 7d, such as 24h")
    return lasts


def recorded(journal: Path) -> dict[str, PacketSegment]:
    """The last record of each segment, by name, but for what cannot be read. Raises ``sqlite3.Error`` and ``OSError``."""
    found: dict[str, PacketSegment] = {}
    for writer in writers(journal):
        for segment in segments(journal, writer):
            for content in _contents(segment):
                try:
                    one = msgspec.json.decode(content, type=PacketSegment)
                except (msgspec.DecodeError, ValueError):
                    continue
                earlier = found.get(one.name)
                if NAME.fullmatch(one.name) and not (earlier is not None and earlier.gone):
                    found[one.name] = one
    return found


def _contents(segment: Path) -> Iterable[bytes]:
    connection = open_readonly(segment)
    try:
        if not is_begun(connection):
            return []
        sql = "SELECT c.content FROM records r JOIN contents c USING (seq) WHERE r.kind = ? ORDER BY r.seq"
        return [bytes(content) for (content,) in connection.execute(sql, (KIND,))]
    finally:
        connection.close()


def check(journal: Path) -> Checked:
    """Compare the folder with the journal. Reads only."""
    found, folder = Checked(), journal.parent / FOLDER
    try:
        known = recorded(journal)
    except (sqlite3.Error, OSError) as error:
        found.faults.append((str(folder), f"its records cannot be read: {error}"))
        return found
    for name, segment in sorted(known.items()):
        path = folder / name
        if segment.gone:
            found.gone[segment.gone] = found.gone.get(segment.gone, 0) + 1
            continue
        try:
            digest = sha256_of(path if path.exists() else path.with_suffix(".part"))
        except FileNotFoundError:
            found.faults.append((str(path), "is not there, and no record says that it went"))
            continue
        except OSError as error:
            found.faults.append((str(path), f"cannot be read: {error.strerror}"))
            continue
        if digest == segment.sha256:
            found.at_hand += 1
        else:
            found.faults.append((str(path), "was changed: its SHA-256 is not the one that was journalled"))
    return found


def removable(journal: Path, gone: Set[str]) -> list[PacketSegment]:
    """The segments that hold packets of devices (ids) that were forgotten, as records that they are gone.

    Of a salvaged one nobody knows whose packets it holds: it goes as well.
    """
    return [
        msgspec.structs.replace(segment, gone=FORGOTTEN)
        for segment in recorded(journal).values()
        if not segment.gone and (not gone.isdisjoint(segment.devices) or (gone and not segment.devices))
    ]


def remove(journal: Path, segment: PacketSegment) -> None:
    """Delete a segment's file, once its record is committed. Safe to repeat."""
    if NAME.fullmatch(segment.name):
        path = journal.parent / FOLDER / segment.name
        path.unlink(missing_ok=True)
        path.with_suffix(".part").unlink(missing_ok=True)


def sha256_of(path: Path) -> str:
    """The SHA-256 of a file. Raises ``OSError``."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
