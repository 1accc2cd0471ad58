"""Erases bodies and contents from the journal; every erasure is itself a record, and the chain still verifies."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Final, Literal

import msgspec

from analysis.journal import Entry, JournalWriter
from analysis.journal_bodies import is_damage
from analysis.journal_format import SEGMENT_SUFFIX, Position
from analysis.journal_reading import bodies_path, tail, writers
from analysis.records import Record

logger = logging.getLogger("leakledger.erasure")

KIND: Final = "erasure"
What = Literal["body", "content"]
_FROM_THE_FIRST: Final[Mapping[str, int]] = MappingProxyType({})


class Erasure(Record, frozen=True, kw_only=True, omit_defaults=True):
    """What was erased from one segment: ``body`` alone, or ``content`` (which takes the body with it), and why."""

    writer: str
    day: str
    seqs: tuple[int, ...]
    what: What
    why: str


def erase(root: Path, positions: Iterable[Position], what: What, why: str, by: JournalWriter) -> int:
    """Journal the erasure under writer ``by``, then carry it out; the number of records it names.

    Killed in between, ``complete`` finishes the work: the record is there first.
    """
    by_segment: dict[tuple[str, str], list[int]] = {}
    for position in positions:
        by_segment.setdefault((position.writer, position.day), []).append(position.seq)
    erasures = [
        Erasure(writer=writer, day=day, seqs=tuple(sorted(seqs)), what=what, why=why)
        for (writer, day), seqs in sorted(by_segment.items())
    ]
    by.append(
        [Entry(kind=KIND, content=msgspec.json.encode(item, order="deterministic")) for item in erasures]
    )
    for item in erasures:
        _carry_out(root, item)
    return sum(len(item.seqs) for item in erasures)


def erasures(root: Path, after: Mapping[str, int] = _FROM_THE_FIRST) -> list[Erasure]:
    """Every erasure that any writer journalled, where ``after`` names a writer: above that number."""
    found: list[Erasure] = []
    for writer in writers(root):
        read_to = after.get(writer, 0)
        while records := tail(root, writer, read_to, limit=2000, bodies=False):
            read_to = records[-1].position.seq
            found += [
                msgspec.json.decode(record.content, type=Erasure)
                for record in records
                if record.kind == KIND and record.content is not None
            ]
    return found


def complete(root: Path, after: Mapping[str, int] = _FROM_THE_FIRST) -> None:
    """Carry out journalled erasures that a crash, or a damaged file, left undone. Safe to repeat.

    ``after``: numbers up to which a writer's erasures are known to be carried out.
    """
    for item in erasures(root, after):
        _carry_out(root, item)


def _carry_out(root: Path, item: Erasure) -> None:
    segment = root / item.writer / f"{item.day}{SEGMENT_SUFFIX}"
    _delete(bodies_path(segment), "bodies", item.seqs)
    if item.what == "content":
        _delete(segment, "contents", item.seqs)


def _delete(path: Path, table: Literal["bodies", "contents"], seqs: Sequence[int]) -> None:
    if not path.exists():
        return
    connection = sqlite3.connect(path, isolation_level=None, timeout=30)
    try:
        connection.execute("PRAGMA secure_delete=ON")
        connection.execute("BEGIN IMMEDIATE")
        connection.executemany(f"DELETE FROM {table} WHERE seq = ?", [(seq,) for seq in seqs])
        connection.execute("COMMIT")
        # the write-ahead log still holds the old pages until it is emptied; a busy writer empties it later
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    except sqlite3.Error as error:
        if not is_damage(error):
            raise
        logger.warning(
            "%s is damaged (%s): what is to be erased in it stays until it is replaced", path, error
        )
    finally:
        connection.close()
