"""Checks a home's journal: every chain, every content and body, every erasure, and what cites it from outside."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import msgspec

from analysis.erasure import erasures
from analysis.evidence.bodies import Bodies, check_bodies, ranges
from analysis.evidence.citations import Citation, Outside, of_analyst, outside
from analysis.journal_format import GENESIS, chain_hash, content_hash
from analysis.journal_reading import bodies_path, has_body_hashes, is_begun, open_readonly, segments, writers
from analysis.packet_segments import check as check_packets
from analysis.settings import Home

Span = tuple[int, int]  # first and last record of a segment


class Fault(msgspec.Struct, frozen=True, kw_only=True):
    """Something that does not hold: where (a file, and a record's number where one is meant) and what."""

    where: str
    what: str


class Report(msgspec.Struct, kw_only=True):
    """What was checked, and what does not hold.

    ``erased`` contents and ``erased_bodies`` are gone on record, ``reasons`` says why. ``older_bodies`` are at hand, but
    their records are of a version that kept no hash of them; ``waiting`` bodies have no record (yet) and count for nothing.
    ``packet_segments`` are there as they were journalled, others are gone on record, by why.
    ``compared``: with a ledger, which names in ``notes`` what could not be compared.
    """

    writers: int = 0
    segments: int = 0
    records: int = 0
    contents: int = 0
    bodies: int = 0
    erased: int = 0
    erased_bodies: int = 0
    older_bodies: int = 0
    waiting: int = 0
    compared: bool = False
    packet_segments: int = 0
    packet_segments_gone: dict[str, int] = {}
    reasons: dict[str, int] = {}
    heads: dict[str, str] = {}
    faults: list[Fault] = []
    notes: list[str] = []

    @property
    def holds(self) -> bool:
        """True where no fault was found."""
        return not self.faults


class _Found(msgspec.Struct):
    """What the segments hold, to be judged when all were read."""

    spans: dict[tuple[str, str], Span] = {}
    contents: dict[tuple[str, str], list[int]] = {}  # without their content, by writer and day
    bodies: dict[tuple[str, str], list[int]] = {}  # without the body that their record names
    orphans: list[tuple[Path, str, int]] = []


def verify_home(home: Home) -> Report:
    """Check a home's journal, and that what ledger and device list took from it is still there. Reads only.

    What runs beside it is no fault: the citations are read before the journal, the erasures after it.
    """
    packets = check_packets(home.journal_dir)  # before the journal: a segment that goes meanwhile is no fault
    with outside(home.ledger_path, home.state_path) as cited:
        report = _verify(home.journal_dir, cited)
    report.packet_segments, report.packet_segments_gone = packets.at_hand, packets.gone
    report.faults += [Fault(where=where, what=what) for where, what in packets.faults]
    return report


def verify_journal(root: Path) -> Report:
    """Check every writer's chain from its first record to its last. Reads only; a damaged file is a fault, not an error."""
    return _verify(root, Outside())


def _verify(root: Path, cited: Outside) -> Report:
    report, found = Report(notes=list(cited.notes), compared=cited.compared), _Found()
    citations = [*cited.citations, *_of_analyst(root, cited, report)]
    for writer in writers(root):
        report.writers += 1
        try:
            _check_writer(root, writer, report, found)
        except OSError as error:
            report.faults.append(Fault(where=str(root / writer), what=f"cannot be read: {error.strerror}"))
    reasons: dict[tuple[str, str, int, str], str] = {}
    try:
        reasons = {
            (item.writer, item.day, seq, item.what): item.why for item in erasures(root) for seq in item.seqs
        }
    except (sqlite3.Error, msgspec.DecodeError, OSError) as error:
        report.faults.append(Fault(where=str(root), what=f"the erasure records cannot be read: {error}"))
    _judge_absences(root, found, reasons, report)
    _judge_orphans(found, report)
    report.faults += _not_there(root, citations, found.spans)
    report.faults += [Fault(where=str(root / writer), what=what) for writer, what in cited.judge(root)]
    return report


def _of_analyst(root: Path, cited: Outside, report: Report) -> list[Citation]:
    try:
        citations, mismatches = of_analyst(root, cited.events())
    except (sqlite3.Error, msgspec.DecodeError, OSError) as error:
        report.faults.append(Fault(where=str(root / "analyst"), what=f"cannot be read: {error}"))
        return []
    if mismatches:
        what = f"{ranges(mismatches)} {_is(mismatches)} not what the ledger took from there"
        report.faults.append(Fault(where=str(root / "analyst"), what=what))
    return citations


def _check_writer(root: Path, writer: str, report: Report, found: _Found) -> None:
    prev, last = GENESIS, 0
    for segment in segments(root, writer):
        report.segments += 1
        day, reading = segment.name[:10], segment
        try:
            first = last
            prev, last = _check_segment(
                segment, prev, last, report, found.contents.setdefault((writer, day), [])
            )
            if last > first:
                found.spans[(writer, day)] = (first + 1, last)
            reading = bodies_path(segment)
            bodies = check_bodies(segment)
        except sqlite3.Error as error:
            report.faults.append(Fault(where=str(reading), what=f"cannot be read: {error}"))
            continue
        _take_bodies(writer, segment, bodies, report, found)
    report.heads[writer] = f"{last}:{prev.hex()}"


def _take_bodies(writer: str, segment: Path, bodies: Bodies, report: Report, found: _Found) -> None:
    path = bodies_path(segment)
    report.bodies += bodies.at_hand
    report.older_bodies += bodies.older
    report.faults += [Fault(where=f"{path} record {seq}", what=what) for seq, what in bodies.faults]
    found.bodies[(writer, segment.name[:10])] = bodies.missing
    found.orphans += [(path, writer, seq) for seq in bodies.without_record]


def _check_segment(
    segment: Path, prev: bytes, last: int, report: Report, without_content: list[int]
) -> tuple[bytes, int]:
    connection = open_readonly(segment)
    try:
        if not is_begun(connection):
            return prev, last  # a missing table hides no record: the next one would not follow, or be cited
        bodies = "CAST(r.body_hash AS BLOB)" if has_body_hashes(connection) else "NULL"
        rows = connection.execute(
            "SELECT r.seq, r.recorded_at, CAST(r.kind AS TEXT), CAST(r.content_hash AS BLOB), CAST(r.prev AS BLOB),"
            f" CAST(r.hash AS BLOB), {bodies}, CAST(c.salt AS BLOB), CAST(c.content AS BLOB)"
            " FROM records r LEFT JOIN contents c USING (seq) ORDER BY r.seq"
        )
        for seq, recorded_at, kind, hashed, claimed_prev, link, hashed_body, salt, content in rows:
            report.records += 1
            where = f"{segment} record {seq}"
            if seq != last + 1:
                report.faults.append(Fault(where=where, what=f"records {last + 1} to {seq - 1} are missing"))
            if claimed_prev != prev:
                report.faults.append(Fault(where=where, what="does not follow from the record before it"))
            if chain_hash(claimed_prev, seq, recorded_at, kind, hashed, hashed_body) != link:
                report.faults.append(Fault(where=where, what="its fields do not match its hash"))
            if content is None:
                without_content.append(seq)
            else:
                report.contents += 1
                if content_hash(salt, content) != hashed:
                    report.faults.append(Fault(where=where, what="its content does not match its hash"))
            prev, last = link, seq
    finally:
        connection.close()
    return prev, last


def _judge_absences(
    root: Path, found: _Found, reasons: dict[tuple[str, str, int, str], str], report: Report
) -> None:
    """What is gone must have been erased on record. A content takes its body with it."""
    counted: Counter[str] = Counter()
    for (writer, day), seqs in found.contents.items():
        for seq in seqs:
            why = reasons.get((writer, day, seq, "content"))
            if why is None:
                where = f"{root / writer / day}.sqlite record {seq}"
                report.faults.append(
                    Fault(where=where, what="its content is gone and no erasure is recorded")
                )
            else:
                report.erased += 1
                counted[why] += 1
    for (writer, day), seqs in found.bodies.items():
        unexplained = []
        for seq in seqs:
            why = reasons.get((writer, day, seq, "body"))
            if why is None and (writer, day, seq, "content") not in reasons:
                unexplained.append(seq)
                continue
            report.erased_bodies += 1
            if why is not None:
                counted[why] += 1
        if unexplained:
            noun = "body" if len(unexplained) == 1 else "bodies"
            what = f"the {noun} of {ranges(unexplained)} {_is(unexplained)} gone and no erasure is recorded"
            report.faults.append(Fault(where=f"{root / writer / day}.bodies.sqlite", what=what))
    report.reasons = dict(sorted(counted.items()))


def _judge_orphans(found: _Found, report: Report) -> None:
    """A body beyond the chain's end waits for its record, or was left by a crash; any other was put there."""
    lasts: dict[str, int] = {}
    for (writer, _), (_, last) in found.spans.items():
        lasts[writer] = max(last, lasts.get(writer, 0))
    for path, writer, seq in found.orphans:
        if seq > lasts.get(writer, 0):
            report.waiting += 1
        else:
            report.faults.append(Fault(where=f"{path} record {seq}", what="a body without a record"))


def _not_there(root: Path, citations: Iterable[Citation], spans: dict[tuple[str, str], Span]) -> list[Fault]:
    """One fault for each writer of whom something is cited that the journal lacks."""
    faults: dict[str, Fault] = {}
    for cited in citations:
        first, last = spans.get((cited.writer, cited.day), (1, 0))
        if first <= cited.first and cited.last <= last:
            continue
        ends = max((span[1] for (writer, _), span in spans.items() if writer == cited.writer), default=0)
        if cited.last > ends:
            what = f"ends at record {ends}, but {cited.by} read record {cited.last}: the end was cut off"
        else:
            what = f"record {cited.last} of {cited.day}, which {cited.by} read, is not there"
        faults.setdefault(cited.writer, Fault(where=str(root / cited.writer), what=what))
    return list(faults.values())


def _is(numbers: list[int]) -> str:
    return "is" if len(numbers) == 1 else "are"
