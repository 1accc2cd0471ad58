"""Checks the bodies of one segment against what their records say of them."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable
from itertools import groupby
from pathlib import Path
from typing import Final

import msgspec

from analysis.journal_format import NO_BODY, body_hash, unseal
from analysis.journal_reading import bodies_path, has_body_hashes, is_begun, open_readonly, readonly_uri
from analysis.records import Transmission, Visibility

_RANGES: Final = 8  # that are written out


class Bodies(msgspec.Struct, kw_only=True):
    """What became of the bodies of a segment, by the numbers of their records.

    ``older``: at hand, but of a record that holds no hash of what was kept. ``missing``: named by a record, and gone.
    """

    at_hand: int = 0
    older: int = 0
    missing: list[int] = []
    without_record: list[int] = []
    faults: list[tuple[int, str]] = []


def check_bodies(segment: Path) -> Bodies:
    """Compare both files of a segment. Raises ``sqlite3.Error`` where one cannot be read."""
    found = Bodies()
    path = bodies_path(segment)
    connection = open_readonly(segment)
    try:
        if not is_begun(connection):
            return found
        connection.execute("ATTACH ? AS kept", (readonly_uri(path) if path.exists() else ":memory:",))
        tables = {name for (name,) in connection.execute("SELECT name FROM kept.sqlite_master")}
        if "bodies" in tables:
            _check_those_there(connection, "salts" in tables, found)
        _find_missing(connection, "bodies" in tables, found)
    finally:
        connection.close()
    return found


def _check_those_there(connection: sqlite3.Connection, salted: bool, found: Bodies) -> None:
    hashes = "CAST(r.body_hash AS BLOB)" if has_body_hashes(connection) else "NULL"
    salt, join = ("CAST(s.salt AS BLOB)", "LEFT JOIN kept.salts s USING (seq)") if salted else ("NULL", "")
    rows = connection.execute(
        f"SELECT b.seq, r.kind, {hashes}, {salt}, CAST(c.content AS BLOB), CAST(b.body AS BLOB) FROM kept.bodies b"
        f" {join} LEFT JOIN records r USING (seq) LEFT JOIN contents c USING (seq) ORDER BY b.seq"
    )
    for seq, kind, hashed, body_salt, content, sealed in rows:
        if kind is None:
            found.without_record.append(seq)
            continue
        found.at_hand += 1
        if hashed is None:
            _check_older(seq, kind, content, unseal(sealed), found)
        elif hashed == NO_BODY:
            found.faults.append((seq, "a body that its record does not know"))
        elif body_hash(body_salt or b"", hashlib.sha256(unseal(sealed)).digest()) != hashed:
            found.faults.append((seq, "the body does not match the hash that its record holds"))


def _check_older(seq: int, kind: str, content: bytes | None, body: bytes, found: Bodies) -> None:
    """Before format 2 only the message told the SHA-256 of its body, and only of the whole."""
    sent = _transmission(content) if kind == "transmission" else None
    if sent is None or sent.visibility is Visibility.SAMPLED or sent.body_sha256 is None:
        found.older += 1
    elif hashlib.sha256(body).hexdigest() != sent.body_sha256:
        found.faults.append((seq, "the body does not match its SHA-256"))


def _find_missing(connection: sqlite3.Connection, any_there: bool, found: Bodies) -> None:
    hashes = "CAST(r.body_hash AS BLOB)" if has_body_hashes(connection) else "NULL"
    gone = "NOT EXISTS (SELECT 1 FROM kept.bodies b WHERE b.seq = r.seq)" if any_there else "1"
    rows = connection.execute(
        f"SELECT r.seq, {hashes} AS hashed, CAST(c.content AS BLOB) FROM records r LEFT JOIN contents c USING (seq)"
        f" WHERE {gone} AND (hashed IS NULL AND r.kind = 'transmission' OR length(hashed) > 0) ORDER BY r.seq"
    )
    for seq, hashed, content in rows:
        sent = _transmission(content) if hashed is None else None
        if hashed is not None or (sent is not None and sent.body_sha256 is not None and sent.body_size):
            found.missing.append(seq)


def _transmission(content: bytes | None) -> Transmission | None:
    try:
        return msgspec.json.decode(content or b"", type=Transmission)
    except msgspec.DecodeError:
        return None  # the content itself is judged by its own hash


def ranges(numbers: Iterable[int]) -> str:
    """``record 4``, ``records 1-3, 7`` of ascending numbers; many are cut short."""
    runs = []
    for _, group in groupby(enumerate(numbers), key=lambda item: item[1] - item[0]):
        run = [number for _, number in group]
        runs.append(str(run[0]) if len(run) == 1 else f"{run[0]}-{run[-1]}")
    noun = "record" if len(runs) == 1 and "-" not in runs[0] else "records"
    more = f" and {len(runs) - _RANGES} more places" if len(runs) > _RANGES else ""
    return f"{noun} {', '.join(runs[:_RANGES])}{more}"
