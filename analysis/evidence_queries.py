"""The findings with all that explains them, filtered: one by one, or streamed for an export. Pages: ``evidence_pages``."""

from __future__ import annotations

import builtins
import json
from collections.abc import Iterator, Mapping
from typing import Any, Final, cast

import msgspec
from sqlalchemy import Connection, bindparam, text

from analysis.coverage import told_as
from analysis.queries import Scope, Viewer, companies, fetch
from analysis.query_records import Company
from analysis.recorded_names import recorded
from analysis.records import HOME_CORPUS, Measures

MAX_CHOSEN: Final = 10_000  # findings that can be named one by one


class Filters(msgspec.Struct, frozen=True, kw_only=True):
    """Which findings to show. Empty means any; ``kind`` is a category or the part before its dot, ``without`` a category of
    it that is left out; times in µs UTC.

    ``chosen`` names findings one by one as an export does: the event's id, a dash, the finding's number within it.
    """

    corpus: str = HOME_CORPUS
    device: str = ""
    kind: str = ""
    without: str = ""
    company: str = ""
    host: str = ""
    confidence: str = ""
    visibility: str = ""
    text: str = ""
    start: int | None = None
    end: int | None = None
    chosen: tuple[str, ...] = ()

    @property
    def countable(self) -> bool:
        """True where the roll-ups can count what fits; a known company's hosts, words and chosen findings they cannot."""
        return not (self.host or self.text or self.chosen)


class EvidenceRow(msgspec.Struct, frozen=True, kw_only=True):
    """One finding with all that explains it. ``seen_at`` in µs UTC; ``journal`` is writer, day and number of its record."""

    id: int
    event_id: str
    position: int
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

    @builtins.property  # a field has that name
    def name(self) -> str:
        """What an export and an address call it: also after a rebuild the same."""
        return f"{self.event_id}-{self.position}"


_TABLES: Final = """
    FROM findings f JOIN events e ON e.id = f.event_id
    LEFT JOIN companies c ON c.id = f.company LEFT JOIN devices d ON d.id = f.device"""
_COLUMNS: Final = """
    SELECT f.id, f.event_id, f.position, f.seen_at, f.device, d.name AS device_name, f.corpus, f.company,
           coalesce(c.name, '') AS company_name, coalesce(e.tracker, '') AS tracker, f.host, e.method,
           e.path AS url_path, e.protocol, f.visibility, e.body_size, e.response_status, f.category, f.property,
           f.path, f.value, f.value_digest, f.reasoning, f.rules, f.confidence, f.measures, e.source_file,
           e.source_message, e.rules_version, e.catalogue_version, e.journal_writer, e.journal_day,
           e.journal_seq, e.warnings"""


def read_rows(
    connection: Connection, scope: Scope, where: str, parameters: dict[str, Any], rest: str
) -> list[EvidenceRow]:
    """The findings under a condition; ``rest`` orders and limits them."""
    rows = fetch(connection, f"{_COLUMNS} {_TABLES} WHERE {where} {rest}", **parameters)
    return [_row(row, scope) for row in rows]


def every_row(connection: Connection, viewer: Viewer, filters: Filters) -> Iterator[EvidenceRow]:
    """All findings of the filters, oldest first, streamed."""
    scope = Scope(connection, viewer)
    where, parameters = conditions(scope, filters)
    lists = [name for name, value in parameters.items() if isinstance(value, list)]
    statement = text(f"{_COLUMNS} {_TABLES} WHERE {where} ORDER BY f.seen_at, f.id")
    statement = statement.bindparams(*(bindparam(name, expanding=True) for name in lists))
    streaming = connection.execution_options(yield_per=500)
    for row in streaming.execute(statement, parameters).mappings():
        yield _row(cast("Mapping[str, Any]", row), scope)


def of_message(connection: Connection, viewer: Viewer, event_id: str) -> list[EvidenceRow]:
    """The findings of one message in their order; none where there are none or the viewer may not see them."""
    scope = Scope(connection, viewer)
    where = f"f.event_id = :event AND {scope.where('f.device')}"
    return read_rows(connection, scope, where, {"event": event_id, **scope.parameters}, "ORDER BY f.position")


class Choices(msgspec.Struct, frozen=True, kw_only=True):
    """What the filters can be set to: the corpora, companies and kinds that there are findings of."""

    corpora: tuple[str, ...]
    companies: tuple[Company, ...]
    kinds: tuple[str, ...]


def choices(connection: Connection, viewer: Viewer) -> Choices:
    """What the viewer can choose from."""
    names = recorded(connection, Scope(connection, viewer))
    known = companies(connection)
    named = [known.get(name, Company(id=name, name=name)) for name in names.companies]
    return Choices(
        corpora=names.corpora,
        companies=tuple(sorted(named, key=lambda company: company.name.lower())),
        kinds=tuple(sorted({told_as(category) for category in names.categories})),
    )


def conditions(scope: Scope, filters: Filters) -> tuple[str, dict[str, Any]]:
    """The condition on ``f`` (findings), ``e`` (events) and ``c`` (companies), and its parameters."""
    parts, parameters = _countable(scope, filters, "f.")
    if filters.host:
        parts.append("f.host = :host")
        parameters["host"] = filters.host
    for name, sign in (("start", ">="), ("end", "<")):
        if (moment := getattr(filters, name)) is not None:
            parts.append(f"f.seen_at {sign} :{name}")
            parameters[name] = moment
    if filters.chosen:
        named = list(filters.chosen[:MAX_CHOSEN])
        # + keeps SQLite from going through all findings; as JSON, for it takes only so many parameters
        parts = [f"+({part})" for part in parts]
        parts.append("f.event_id IN (SELECT value FROM json_each(:events))")
        parts.append("f.event_id || '-' || f.position IN (SELECT value FROM json_each(:chosen))")
        events = sorted({name.rpartition("-")[0] for name in named})
        parameters |= {"chosen": json.dumps(named), "events": json.dumps(events)}
    if filters.text:
        fields = (
            "f.host", "e.path", "f.category", "f.property", "f.path", "f.value", "f.reasoning", "c.name", "e.tracker"
        )  # fmt: skip
        parts.append("(" + " OR ".join(f"{field} LIKE :text ESCAPE '!'" for field in fields) + ")")
        parameters["text"] = f"%{_literal(filters.text[:200])}%"
    return " AND ".join(parts), parameters


def rolled_up(scope: Scope, filters: Filters) -> tuple[str, dict[str, Any]]:
    """The same on the finding roll-up, for what it can count; without the times."""
    parts, parameters = _countable(scope, filters, "")
    if filters.kind and "." not in filters.kind:
        parts[parts.index("kind = :kind")] = "(category = :kind OR category LIKE :kind_of ESCAPE '!')"
        parameters["kind_of"] = f"{_literal(filters.kind)}.%"
    return " AND ".join(parts), parameters


def _countable(scope: Scope, filters: Filters, of: str) -> tuple[list[str], dict[str, Any]]:
    parts = [f"{of}corpus = :corpus", scope.where(f"{of}device")]
    parameters: dict[str, Any] = {"corpus": filters.corpus, **scope.parameters}
    if filters.device:
        parts.append(f"{of}device IN :members")
        parameters["members"] = scope.members(filters.device)
    for name in ("company", "confidence", "visibility"):
        if value := getattr(filters, name):
            parts.append(f"{of}{name} = :{name}")
            parameters[name] = value
    if filters.kind:
        parts.append(f"{of}category = :kind" if "." in filters.kind else f"{of}kind = :kind")
        parameters["kind"] = filters.kind
    if filters.without:
        parts.append(f"+{of}category <> :without")  # + keeps SQLite from looking for an index of it
        parameters["without"] = filters.without
    return parts, parameters


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
