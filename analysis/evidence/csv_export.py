"""Writes findings as CSV that a stranger can check (RFC 4180, UTF-8, CRLF), safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import hashlib
import hmac
from collections.abc import Iterable, Iterator
from itertools import batched
from typing import Final, TextIO

import msgspec
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from analysis.analyst import ANALYST
from analysis.attribution_records import Evidence
from analysis.evidence.csv_cells import escape
from analysis.evidence_queries import EvidenceRow, Filters, every_row
from analysis.host_names import normalise_host
from analysis.journal_format import from_micros
from analysis.journal_reading import bodies_at
from analysis.ledger_reader import LedgerReader
from analysis.ledger_tables import events, findings
from analysis.queries import Viewer
from analysis.records import SELF_TEST_CORPUS
from analysis.settings import Home

COLUMNS: Final = (
    "finding_id", "observed_at", "device", "device_name", "direction", "host", "method", "path_url", "protocol",
    "visibility", "tracker", "company", "company_name", "category", "property", "context", "path", "value",
    "value_sha256_salted", "reasoning", "rules", "confidence", "body_bytes", "rules_version", "catalogue_version",
    "source_file", "source_ref", "csv_escaped", "made_up", "known_by",
)  # fmt: skip
_CONTEXTS: Final = ("body", "query", "header", "cookie", "path")
_TAKEN: Final = tuple(name for name in COLUMNS if name != "csv_escaped")
_NEVER_ESCAPED: Final = ("made_up", "known_by")  # words of ours, which begin with a letter


class ExportRow(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One row of an export as it is, before any format: ``observed_at`` in µs UTC, None where there is nothing to say."""

    finding_id: str
    observed_at: int
    device: str
    device_name: str
    direction: str
    host: str
    method: str
    path_url: str
    protocol: str
    visibility: str
    tracker: str | None
    company: str | None
    company_name: str | None
    category: str
    property: str
    context: str | None
    path: str
    value: str
    value_sha256_salted: str | None
    reasoning: str
    rules: str
    confidence: str
    body_bytes: int | None
    rules_version: str
    catalogue_version: str
    source_file: str | None
    source_ref: str
    made_up: str | None
    known_by: str | None


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """Where a finding stands: its number within the event, and where the analyst journalled the event."""

    event_id: str
    position: int
    analyst_day: str
    analyst_seq: int
    source_file: str
    source_ref: str


def write_csv(stream: TextIO, home: Home, viewer: Viewer, filters: Filters) -> int:
    """Write the findings of the filters, oldest first, and return how many. ``stream`` must not translate newlines."""
    count = 0
    for line in csv_lines(home, viewer, filters):
        stream.write(line)
        count += 1
    return count - 1


def csv_lines(home: Home, viewer: Viewer, filters: Filters) -> Iterator[str]:
    """The same as text lines with their CRLF, the header first; memory does not grow with the number of rows."""
    writer = csv.writer(_Line(), lineterminator="\r\n")
    yield writer.writerow(COLUMNS)
    for row in export_rows(home, viewer, filters):
        yield writer.writerow(csv_cells(row))


def export_rows(home: Home, viewer: Viewer, filters: Filters) -> Iterator[ExportRow]:
    """The findings of the filters, oldest first, streamed; none where nothing was recorded yet."""
    if not home.ledger_path.exists():
        return
    reader = LedgerReader(home.ledger_path)
    try:
        with reader.read() as rows, reader.read() as places:
            for batch in batched(every_row(rows, viewer, filters), 500):
                found = _places(places, batch)
                values = _values(home, found.values())
                for row in batch:
                    yield _export_row(row, found[row.id], values, home)
    finally:
        reader.close()


def csv_cells(row: ExportRow) -> list[str]:
    """The row as the cells of a CSV, in the order of ``COLUMNS``."""
    cells = {name: _text(name, getattr(row, name)) for name in _TAKEN}
    escaped = {name: escape(cell) for name, cell in cells.items() if name not in _NEVER_ESCAPED}
    cells |= {name: cell for name, (cell, _) in escaped.items()}
    cells["csv_escaped"] = "true" if any(changed for _, changed in escaped.values()) else "false"
    return [cells[name] for name in COLUMNS]


def is_escaped(row: ExportRow) -> bool:
    """Whether a spreadsheet would run a cell of the row, so that its CSV has an apostrophe before it."""
    return any(escape(_text(name, getattr(row, name)))[1] for name in _TAKEN if name not in _NEVER_ESCAPED)


def _text(name: str, value: str | int | None) -> str:
    if name == "observed_at" and isinstance(value, int):
        return from_micros(value).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    return "" if value is None else str(value)


class _Line:
    """A file whose ``write`` gives the text back, so that csv can make one line at a time."""

    def write(self, text: str) -> str:
        return text


def made_up(home: Home, corpus: str) -> str:
    """What a row was played by, where it is nobody's real traffic; else ""."""
    return "demo" if home.is_demo else corpus if corpus == SELF_TEST_CORPUS else ""


def known_by(row: EvidenceRow) -> str:
    """On what evidence the company is known: the host that the message names, or, where that is an address, its range."""
    if not row.company:
        return ""
    return (Evidence.ADDRESS_RANGE if normalise_host(row.host) is None else Evidence.HOST_HEADER).value


def row_salt(key: bytes, finding_id: str) -> bytes:
    """The 16-byte salt of one row: the owner can tell it for this row alone, and it tells nothing of any other."""
    return hmac.new(key, b"evidence-row-salt:" + finding_id.encode(), hashlib.sha256).digest()[:16]


def salted_digest(salt: bytes, value: str) -> str:
    """SHA-256(salt ‖ value in UTF-8), hexadecimal."""
    return hashlib.sha256(salt + value.encode("utf-8", "surrogatepass")).hexdigest()


def _export_row(row: EvidenceRow, place: Place, values: dict[tuple[int, int], str], home: Home) -> ExportRow:
    finding_id = f"{place.event_id}-{place.position}"
    full = values.get((place.analyst_seq, place.position))
    context = row.path.partition(":")[0].partition(">")[0]
    salted = None if full is None else salted_digest(row_salt(home.key(), finding_id), full)
    return ExportRow(
        finding_id=finding_id, observed_at=row.seen_at, device=row.device, device_name=row.device_name,
        direction="out", host=row.host, method=row.method, path_url=row.url_path, protocol=row.protocol,
        visibility=row.visibility, tracker=row.tracker or None, company=row.company or None,
        company_name=row.company_name or None, category=row.category, property=row.property,
        context=context if context in _CONTEXTS else None, path=row.path, value=row.value,
        value_sha256_salted=salted, reasoning=row.reasoning, rules=" ".join(row.rules), confidence=row.confidence,
        body_bytes=row.body_size, rules_version=row.rules_version, catalogue_version=row.catalogue_version,
        source_file=place.source_file or None, source_ref=place.source_ref,
        made_up=made_up(home, row.corpus) or None, known_by=known_by(row) or None,
    )  # fmt: skip


def _places(connection: Connection, rows: Iterable[EvidenceRow]) -> dict[int, Place]:
    chosen = sa.select(
        findings.c.id,
        findings.c.event_id,
        findings.c.position,
        events.c.analyst_day,
        events.c.analyst_seq,
        events.c.source_file,
        events.c.source_message,
        events.c.source_part,
        events.c.journal_writer,
        events.c.journal_seq,
    ).join_from(findings, events, findings.c.event_id == events.c.id)
    wanted = chosen.where(findings.c.id.in_([row.id for row in rows]))
    return {row["id"]: _place(row) for row in connection.execute(wanted).mappings()}


def _place(row: sa.RowMapping) -> Place:
    ref = f"{row['journal_writer']}/{row['journal_seq']}"
    if row["source_file"]:
        part = "" if row["source_part"] is None else f".{row['source_part']}"
        ref = f"message {row['source_message']}{part}"
    return Place(
        event_id=row["event_id"],
        position=row["position"],
        analyst_day=row["analyst_day"],
        analyst_seq=row["analyst_seq"],
        source_file=row["source_file"] or "",
        source_ref=ref,
    )


def _values(home: Home, places: Iterable[Place]) -> dict[tuple[int, int], str]:
    """Full values by (the event's number in the analyst's journal, the finding's number); erased ones are missing."""
    by_day: dict[str, set[int]] = {}
    for place in places:
        by_day.setdefault(place.analyst_day, set()).add(place.analyst_seq)
    found: dict[tuple[int, int], str] = {}
    for day, seqs in by_day.items():
        for seq, body in bodies_at(home.journal_dir, ANALYST, day, sorted(seqs)).items():
            for position, value in enumerate(msgspec.json.decode(body, type=tuple[str, ...])):
                found[(seq, position)] = value
    return found
