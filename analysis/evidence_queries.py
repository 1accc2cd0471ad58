"""The findings with all that explains them, filtered: what the Evidence page shows and an export writes."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, Final, cast

import msgspec
from sqlalchemy import Connection, bindparam, text

from analysis.queries import Scope, Viewer, companies, fetch
from analysis.query_records import Company
from analysis.records import HOME_CORPUS, Measures

PAGE_SIZE: Final = 100
COUNT_LIMIT: Final = 100_000  # rows that a page's total counts, at most


class Filters(msgspec.Struct, frozen=True, kw_only=True):
    """Which findings to show. Empty means any; ``kind`` is a category or the part before its dot; times in µs UTC."""

    corpus: str = HOME_CORPUS
    device: str = ""
    kind: str = ""
    company: str = ""
    host: str = ""
    confidence: str = ""
    text: str = ""
    start: int | None = None
    end: int | None = None


class EvidenceRow(msgspec.Struct, frozen=True, kw_only=True):
    """One finding with all that explains it. ``seen_at`` in µs UTC; ``journal`` is writer, day and number of its record."""

    id: int
    event_id: str
    seen_at: int
    device: str
    device_name: str
    corpus: str
    company: str
    company_name: str
    tracker: str
    host: str
    method: str
    url_path: str
    protocol: str
    visibility: str
    body_size: int | None
    response_status: int | None
    category: str
    property: str
    path: str
    value: str
    value_digest: str
    reasoning: str
    rules: tuple[str, ...]
    confidence: str
    measures: Measures | None
    source: str
    rules_version: str
    catalogue_version: str
    journal: str
    warnings: tuple[str, ...]


_TABLES: Final = """
    FROM findings f JOIN events e ON e.id = f.event_id
    LEFT JOIN companies c ON c.id = f.company LEFT JOIN devices d ON d.id = f.device"""
_COLUMNS: Final = """
    SELECT f.id, f.event_id, f.seen_at, f.device, d.name AS device_name, f.corpus, f.company,
           coalesce(c.name, '') AS company_name, coalesce(e.tracker, '') AS tracker, f.host, e.method,
           e.path AS url_path, e.protocol, f.visibility, e.body_size, e.response_status, f.category, f.property,
           f.path, f.value, f.value_digest, f.reasoning, f.rules, f.confidence, f.measures, e.source_file,
           e.source_message, e.rules_version, e.catalogue_version, e.journal_writer, e.journal_day,
           e.journal_seq, e.warnings"""


def evidence(
    connection: Connection, viewer: Viewer, filters: Filters, page: int = 0
) -> tuple[list[EvidenceRow], int]:
    """One page of findings, newest first, and how many there are (counted to ``COUNT_LIMIT``)."""
    scope = Scope(connection, viewer)
    where, parameters = _conditions(scope, filters)
    counted = f"SELECT count(*) AS n FROM (SELECT 1 {_TABLES} WHERE {where} LIMIT {COUNT_LIMIT})"
    total = fetch(connection, counted, **parameters)[0]["n"]
    sql = f"{_COLUMNS} {_TABLES} WHERE {where} ORDER BY f.seen_at DESC, f.id DESC LIMIT {PAGE_SIZE} OFFSET :offset"
    rows = fetch(connection, sql, offset=max(0, page) * PAGE_SIZE, **parameters)
    return [_row(row, scope) for row in rows], total


def every_row(connection: Connection, viewer: Viewer, filters: Filters) -> Iterator[EvidenceRow]:
    """All findings of the filters, oldest first, streamed."""
    scope = Scope(connection, viewer)
    where, parameters = _conditions(scope, filters)
    lists = [name for name, value in parameters.items() if isinstance(value, list)]
    statement = text(f"{_COLUMNS} {_TABLES} WHERE {where} ORDER BY f.seen_at, f.id")
    statement = statement.bindparams(*(bindparam(name, expanding=True) for name in lists))
    streaming = connection.execution_options(yield_per=500)
    for row in streaming.execute(statement, parameters).mappings():
        yield _row(cast("Mapping[str, Any]", row), scope)


def finding(connection: Connection, viewer: Viewer, number: int) -> EvidenceRow | None:
    """One finding; None where there is none or the viewer may not see it."""
    scope = Scope(connection, viewer)
    sql = f"{_COLUMNS} {_TABLES} WHERE f.id = :number AND {scope.where('f.device')}"
    rows = fetch(connection, sql, number=number, **scope.parameters)
    return _row(rows[0], scope) if rows else None


class Choices(msgspec.Struct, frozen=True, kw_only=True):
    """What the filters can be set to: the corpora, companies and kinds that there are findings of."""

    corpora: tuple[str, ...]
    companies: tuple[Company, ...]
    kinds: tuple[str, ...]


def choices(connection: Connection, viewer: Viewer) -> Choices:
    """What the viewer can choose from."""
    scope = Scope(connection, viewer)
    sql = (
        f"SELECT DISTINCT corpus, company, category FROM finding_rollup WHERE grain = 'd' AND {scope.where()}"
    )
    rows = fetch(connection, sql, **scope.parameters)
    known = companies(connection)
    named = [
        known.get(name, Company(id=name, name=name)) for name in {row["company"] for row in rows} if name
    ]
    return Choices(
        corpora=tuple(sorted({row["corpus"] for row in rows})),
        companies=tuple(sorted(named, key=lambda company: company.name.lower())),
        kinds=tuple(sorted({row["category"].partition(".")[0] for row in rows})),
    )


def _conditions(scope: Scope, filters: Filters) -> tuple[str, dict[str, Any]]:
    parts = ["f.corpus = :corpus", scope.where("f.device")]
    parameters: dict[str, Any] = {"corpus": filters.corpus, **scope.parameters}
    if filters.device:
        parts.append("f.device IN :members")
        parameters["members"] = scope.members(filters.device)
    for name in ("company", "host", "confidence"):
        if value := getattr(filters, name):
            parts.append(f"f.{name} = :{name}")
            parameters[name] = value
    if filters.kind:
        parts.append("f.category = :kind" if "." in filters.kind else "f.kind = :kind")
        parameters["kind"] = filters.kind
    for name, sign in (("start", ">="), ("end", "<")):
        if (moment := getattr(filters, name)) is not None:
            parts.append(f"f.seen_at {sign} :{name}")
            parameters[name] = moment
    if filters.text:
        fields = ("f.host", "f.category", "f.property", "f.path", "f.value", "f.reasoning", "c.name")
        parts.append("(" + " OR ".join(f"{field} LIKE :text ESCAPE '!'" for field in fields) + ")")
        parameters["text"] = f"%{_literal(filters.text[:200])}%"
    return " AND ".join(parts), parameters


def _row(row: Mapping[str, Any], scope: Scope) -> EvidenceRow:
    device = scope.canonical(row["device"])
    names = {item.id: item.name for item in scope.devices}
    place = (row["journal_writer"], row["journal_day"], row["journal_seq"])
    values = {name: row[name] for name in EvidenceRow.__struct_fields__ if name in row} | {
        "device": device,
        "device_name": names.get(device) or row["device_name"] or device,
        "rules": tuple(json.loads(row["rules"])),
        "measures": msgspec.json.decode(row["measures"], type=Measures) if row["measures"] else None,
        "warnings": tuple(json.loads(row["warnings"])),
        "source": f"{row['source_file']}, message {row['source_message']}" if row["source_file"] else "",
        "journal": " · ".join(str(part) for part in place),
    }
    return EvidenceRow(**values)


def _literal(words: str) -> str:
    return words.replace("!", "!!").replace("%", "!%").replace("_", "!_")
