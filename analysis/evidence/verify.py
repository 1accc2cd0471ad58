"""Checks a home's journal: every chain, every content and body that is still there, every erasure."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import msgspec

from analysis.analyst import ANALYST, EVENT, AnalysedEvent
from analysis.erasure import erasures
from analysis.journal_format import GENESIS, chain_hash, content_hash, unseal
from analysis.journal_reading import bodies_path, is_begun, open_readonly, segments, tail, writers
from analysis.records import Transmission, Visibility


class Fault(msgspec.Struct, frozen=True, kw_only=True):
    """Something that does not hold: where (a file, and a record's number where one is meant) and what."""

    where: str
    what: str


class Report(msgspec.Struct, kw_only=True):
    """What was checked, and what does not hold."""

    writers: int = 0
    segments: int = 0
    records: int = 0
    contents: int = 0
    bodies: int = 0
    erased: int = 0
    heads: dict[str, str] = {}
    faults: list[Fault] = []

    @property
    def holds(self) -> bool:
        """True where no fault was found."""
        return not self.faults


def verify_journal(root: Path) -> Report:
    """Check every writer's chain from its first record to its last. Reads only; a damaged file is a fault, not an error."""
    report = Report()
    try:
        erased = _erased(root)
    except (sqlite3.Error, msgspec.DecodeError) as error:
        report.faults.append(Fault(where=str(root), what=f"the erasure records cannot be read: {error}"))
        erased = set()
    for writer in writers(root):
        report.writers += 1
        prev, last = GENESIS, 0
        for segment in segments(root, writer):
            report.segments += 1
            try:
                prev, last = _check_segment(segment, writer, prev, last, erased, report)
            except sqlite3.Error as error:
                report.faults.append(Fault(where=str(segment), what=f"cannot be read: {error}"))
        report.heads[writer] = f"{last}:{prev.hex()}"
    _check_citations(root, report)
    return report


def _erased(root: Path) -> set[tuple[str, str, int, str]]:
    return {(item.writer, item.day, seq, item.what) for item in erasures(root) for seq in item.seqs}


def _check_segment(
    segment: Path, writer: str, prev: bytes, last: int, erased: set[tuple[str, str, int, str]], report: Report
) -> tuple[bytes, int]:
    day = segment.name[:10]
    connection = open_readonly(segment)
    try:
        if not is_begun(connection):
            return prev, last  # a missing table hides no record: the next one would not follow, or be cited
        rows = connection.execute(
            "SELECT r.seq, r.recorded_at, CAST(r.kind AS TEXT), CAST(r.content_hash AS BLOB), CAST(r.prev AS BLOB),"
            " CAST(r.hash AS BLOB), CAST(c.salt AS BLOB), CAST(c.content AS BLOB)"
            " FROM records r LEFT JOIN contents c USING (seq) ORDER BY r.seq"
        )
        for seq, recorded_at, kind, hashed, claimed_prev, link, salt, content in rows:
            report.records += 1
            where = f"{segment} record {seq}"
            if seq != last + 1:
                report.faults.append(Fault(where=where, what=f"records {last + 1} to {seq - 1} are missing"))
            if claimed_prev != prev:
                report.faults.append(Fault(where=where, what="does not follow from the record before it"))
            if chain_hash(claimed_prev, seq, recorded_at, kind, hashed) != link:
                report.faults.append(Fault(where=where, what="its fields do not match its hash"))
            if content is None:
                report.erased += 1
                if (writer, day, seq, "content") not in erased:
                    report.faults.append(
                        Fault(where=where, what="its content is gone and no erasure is recorded")
                    )
            else:
                report.contents += 1
                if content_hash(salt, content) != hashed:
                    report.faults.append(Fault(where=where, what="its content does not match its hash"))
            prev, last = link, seq
    finally:
        connection.close()
    report.faults += _check_bodies(segment, report)
    return prev, last


def _check_bodies(segment: Path, report: Report) -> Iterator[Fault]:
    """Whole bodies must have the SHA-256 that their record names; a body needs a record."""
    path = bodies_path(segment)
    if not path.exists():
        return
    connection = open_readonly(path)
    try:
        connection.execute("ATTACH ? AS segment", (f"file:{segment}?mode=ro",))
        rows = connection.execute(
            "SELECT b.seq, r.kind, CAST(c.content AS BLOB), CAST(b.body AS BLOB) FROM bodies b"
            " LEFT JOIN segment.records r USING (seq) LEFT JOIN segment.contents c USING (seq) ORDER BY b.seq"
        )
        for seq, kind, content, body in rows:
            report.bodies += 1
            if kind == "transmission" and content is not None and not _body_matches(content, unseal(body)):
                yield Fault(where=f"{path} record {seq}", what="the body does not match its SHA-256")
    finally:
        connection.close()


def _body_matches(content: bytes, body: bytes) -> bool:
    try:
        transmission = msgspec.json.decode(content, type=Transmission)
    except msgspec.DecodeError:
        return True  # the content itself is judged by its own hash
    if transmission.visibility is Visibility.SAMPLED or transmission.body_sha256 is None:
        return True
    return hashlib.sha256(body).hexdigest() == transmission.body_sha256


def _check_citations(root: Path, report: Report) -> None:
    """Every record that the analyst read must still be there: a chain that was cut off at its end shows here."""
    cited: dict[str, int] = {}
    after = 0
    try:
        while records := tail(root, ANALYST, after, limit=2000, bodies=False):
            after = records[-1].position.seq
            for record in records:
                if record.kind == EVENT and record.content is not None:
                    source = msgspec.json.decode(record.content, type=AnalysedEvent).source
                    cited[source.writer] = max(cited.get(source.writer, 0), source.seq)
    except (sqlite3.Error, msgspec.DecodeError) as error:
        report.faults.append(Fault(where=str(root / ANALYST), what=f"cannot be read: {error}"))
    for writer, seq in sorted(cited.items()):
        last = int(report.heads.get(writer, "0:").partition(":")[0])
        if seq > last:
            what = f"ends at record {last}, but the analyst read record {seq}: the end was cut off"
            report.faults.append(Fault(where=str(root / writer), what=what))
