"""Reads the file of bodies of one segment; of a damaged one what is still there, and is what was recorded."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple

from analysis.journal_format import NO_BODY, body_hash, unseal

_DAMAGED: Final = frozenset(
    {
        sqlite3.SQLITE_CORRUPT,
        sqlite3.SQLITE_NOTADB,
        sqlite3.SQLITE_IOERR_READ,
        sqlite3.SQLITE_IOERR_SHORT_READ,
        sqlite3.SQLITE_IOERR_CORRUPTFS,
    }
)


class Kept(NamedTuple):
    """Bodies by number, ``held`` bytes in all. ``end``: the first without room. ``unreadable``: those that are damaged."""

    bodies: dict[int, bytes]
    held: int = 0
    end: int | None = None
    unreadable: frozenset[int] = frozenset()


def is_damage(error: sqlite3.Error) -> bool:
    """Whether a file cannot be read as it is; False where it is in use, or not ours, and another try may help."""
    code = getattr(error, "sqlite_errorcode", 0)
    return code in _DAMAGED or code & 0xFF in _DAMAGED or "no such table" in str(error)


def read_bodies(connection: sqlite3.Connection, hashes: Mapping[int, bytes | None], room: int) -> Kept:
    """The bodies of records, at least one; ``hashes`` are what the records, in order, say of theirs."""
    found: dict[int, bytes] = {}
    held = 0
    try:
        rows = connection.execute(
            "SELECT seq, body FROM bodies WHERE seq BETWEEN ? AND ? ORDER BY seq", (min(hashes), max(hashes))
        )
        for seq, body in rows:
            if found and held + len(body) > room:
                return Kept(found, room, seq)
            found[seq] = unseal(body)
            held += len(body)
        # a damaged page may also end the search early, as if there were no more
        gone = (seq for seq, hashed in hashes.items() if seq not in found and hashed != NO_BODY)
        damaged = any(_body(connection, seq) is not None for seq in gone)
    except sqlite3.Error as error:
        if not is_damage(error):
            raise
        damaged = True
    return _saved(connection, hashes, room) if damaged else Kept(found, held)


def _saved(connection: sqlite3.Connection, hashes: Mapping[int, bytes | None], room: int) -> Kept:
    """Record by record; a page may also be overwritten within a body, where only the hash tells it.

    What is not there counts as unreadable as well: whether it was erased cannot be told in such a file.
    """
    found: dict[int, bytes] = {}
    unreadable: set[int] = set()
    held = 0
    for seq, hashed in hashes.items():
        if hashed == NO_BODY:
            continue
        try:
            body = _body(connection, seq)
            sound = hashed is None or (body is not None and _hash_of(connection, seq, body) == hashed)
        except sqlite3.Error as error:
            if not is_damage(error):
                raise
            body, sound = None, False
        if not sound:
            unreadable.add(seq)
        elif body is not None:
            if found and held + len(body) > room:
                return Kept(found, room, seq, frozenset(unreadable))
            found[seq] = body
            held += len(body)
    return Kept(found, held, None, frozenset(unreadable))


def _hash_of(connection: sqlite3.Connection, seq: int, body: bytes) -> bytes:
    row = connection.execute("SELECT salt FROM salts WHERE seq = ?", (seq,)).fetchone()
    return body_hash(row[0], hashlib.sha256(body).digest()) if row is not None else b""


def read_each(connection: sqlite3.Connection, seqs: Iterable[int]) -> dict[int, bytes]:
    """The bodies of given records that are there and can be read."""
    found: dict[int, bytes] = {}
    for seq in seqs:
        try:
            body = _body(connection, seq)
        except sqlite3.Error as error:
            if not is_damage(error):
                raise
            continue
        if body is not None:
            found[seq] = body
    return found


def sizes_of(connection: sqlite3.Connection, seqs: Iterable[int]) -> dict[int, int]:
    """The bytes that the bodies of given records take, of those that are there and can be read; none is read for it."""
    found: dict[int, int] = {}
    for seq in seqs:
        try:
            row = connection.execute("SELECT length(body) FROM bodies WHERE seq = ?", (seq,)).fetchone()
        except sqlite3.Error as error:
            if not is_damage(error):
                raise
            continue
        if row is not None:
            found[seq] = row[0]
    return found


def _body(connection: sqlite3.Connection, seq: int) -> bytes | None:
    row = connection.execute("SELECT body FROM bodies WHERE seq = ?", (seq,)).fetchone()
    return None if row is None else unseal(row[0])
