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
    if not home.ledger_path.exists():
        return
    reader = LedgerReader(home.ledger_path)
    try:
        with reader.read() as rows, reader.read() as places:
            for batch in batched(every_row(rows, viewer, filters), 500):
                found = _places(places, batch)
                values = _values(home, found.values())
                for row in batch:
                    cells = _cells(row, found[row.id], values, home.key())
                    yield writer.writerow([*cells, made_up(home, row.corpus), known_by(row)])
    finally:
        reader.close()


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


def _cells(row: EvidenceRow, place: Place, values: dict[tuple[int, int], str], key: bytes) -> list[str]:
    finding_id = f"{place.event_id}-{place.position}"
    full = values.get((place.analyst_seq, place.position))
    context = row.path.partition(":")[0].partition(">")[0]
    plain = [
        finding_id,
        from_micros(row.seen_at).isoformat(timespec="milliseconds").replace("+00:00", "Z"),
        row.device,
        row.device_name,
        "out",
        row.host,
        row.method,
        row.url_path,
        row.protocol,
        row.visibility,
        row.tracker or "",
        row.company or "",
        row.company_name or "",
        row.category,
        row.property,
        context if context in _CONTEXTS else "",
        row.path,
        row.value,
        salted_digest(row_salt(key, finding_id), full) if full is not None else "",
        row.reasoning,
        " ".join(row.rules),
        row.confidence,
        "" if row.body_size is None else str(row.body_size),
        row.rules_version,
        row.catalogue_version,
        place.source_file,
        place.source_ref,
    ]
    escaped = [escape(cell) for cell in plain]
    changed = any(was_changed for _, was_changed in escaped)
    return [cell for cell, _ in escaped] + ["true" if changed else "false"]


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
