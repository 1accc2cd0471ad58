"""The ledger: every write to the indexed, rolled-up view of the journal. It can be thrown away and rebuilt.

Times are integer microseconds since 1970 UTC. ``corpus`` is "home" for the household's own traffic; anything else (a
named import, "self-test") stays out of its totals. ``device`` is "" where no enrolled device is known.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Final, Literal, NamedTuple
from zoneinfo import ZoneInfo

import msgspec
import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.engine import Connection, Engine

from analysis.catalogue import Catalogue
from analysis.devices import Device
from analysis.journal import Position, from_micros, to_micros
from analysis.records import Event, Flow

SCHEMA_VERSION: Final = 1
QUARTER_HOUR: Final = 900_000_000  # microseconds; whole hours would break zones such as +05:30
Grain = Literal["q", "d"]

metadata = sa.MetaData()
_key = {"primary_key": True}

meta = sa.Table(
    "meta", metadata, sa.Column("key", sa.Text, **_key), sa.Column("value", sa.Text, nullable=False)
)
cursors = sa.Table(
    "cursors", metadata, sa.Column("writer", sa.Text, **_key), sa.Column("seq", sa.Integer, nullable=False)
)
devices = sa.Table(
    "devices",
    metadata,
    sa.Column("id", sa.Text, **_key),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("person", sa.Text, nullable=False),
    sa.Column("mode", sa.Text, nullable=False),
    sa.Column("alias_of", sa.Text),
)
companies = sa.Table(
    "companies",
    metadata,
    sa.Column("id", sa.Text, **_key),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("country", sa.Text, nullable=False),
    sa.Column("parent", sa.Text),
)
trackers = sa.Table(
    "trackers",
    metadata,
    sa.Column("id", sa.Text, **_key),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("company", sa.Text, nullable=False),
    sa.Column("purposes", sa.Text, nullable=False),  # JSON list
)
events = sa.Table(
    "events",
    metadata,
    sa.Column("id", sa.Text, **_key),
    sa.Column("flow_id", sa.Text, nullable=False),
    sa.Column("seen_at", sa.Integer, nullable=False),
    sa.Column("writer", sa.Text, nullable=False),
    sa.Column("corpus", sa.Text, nullable=False),
    sa.Column("device", sa.Text, nullable=False),
    sa.Column("protocol", sa.Text, nullable=False),
    sa.Column("visibility", sa.Text, nullable=False),
    sa.Column("method", sa.Text, nullable=False),
    sa.Column("scheme", sa.Text, nullable=False),
    sa.Column("host", sa.Text, nullable=False),
    sa.Column("port", sa.Integer, nullable=False),
    sa.Column("path", sa.Text, nullable=False),
    sa.Column("query", sa.Text, nullable=False),
    sa.Column("body_size", sa.Integer),  # bytes, NULL unknown
    sa.Column("response_status", sa.Integer),
    sa.Column("tracker", sa.Text),
    sa.Column("company", sa.Text),
    sa.Column("source_file", sa.Text),
    sa.Column("source_message", sa.Integer),
    sa.Column("source_part", sa.Integer),
    sa.Column("rules_version", sa.Text, nullable=False),
    sa.Column("catalogue_version", sa.Text, nullable=False),
    sa.Column("journal_writer", sa.Text, nullable=False),
    sa.Column("journal_day", sa.Text, nullable=False),
    sa.Column("journal_seq", sa.Integer, nullable=False),
    sa.Column("warnings", sa.Text, nullable=False),  # JSON list
    sa.Index("events_by_time", "corpus", "seen_at"),
    sa.Index("events_by_device", "device", "seen_at"),
)
findings = sa.Table(
    "findings",
    metadata,
    sa.Column("id", sa.Integer, **_key),
    sa.Column("event_id", sa.Text, sa.ForeignKey("events.id"), nullable=False),
    sa.Column("position", sa.Integer, nullable=False),
    sa.Column("seen_at", sa.Integer, nullable=False),
    sa.Column("device", sa.Text, nullable=False),
    sa.Column("corpus", sa.Text, nullable=False),
    sa.Column("company", sa.Text, nullable=False),
    sa.Column("host", sa.Text, nullable=False),
    sa.Column("visibility", sa.Text, nullable=False),
    sa.Column("category", sa.Text, nullable=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("property", sa.Text, nullable=False),
    sa.Column("path", sa.Text, nullable=False),
    sa.Column("value", sa.Text, nullable=False),
    sa.Column("value_digest", sa.Text, nullable=False),
    sa.Column("reasoning", sa.Text, nullable=False),
    sa.Column("rules", sa.Text, nullable=False),  # JSON list
    sa.Column("confidence", sa.Text, nullable=False),
    sa.Column("measures", sa.Text),  # JSON object
    sa.UniqueConstraint("event_id", "position"),
    sa.Index("findings_by_time", "corpus", "seen_at"),
    sa.Index("findings_by_device", "device", "seen_at"),
)
flows = sa.Table(
    "flows",
    metadata,
    sa.Column("flow_id", sa.Text, **_key),
    sa.Column("opened_at", sa.Integer, nullable=False),
    sa.Column("closed_at", sa.Integer),
    sa.Column("writer", sa.Text, nullable=False),
    sa.Column("corpus", sa.Text, nullable=False),
    sa.Column("device", sa.Text, nullable=False),
    sa.Column("host", sa.Text, nullable=False),
    sa.Column("port", sa.Integer, nullable=False),
    sa.Column("sni", sa.Text),
    sa.Column("alpn", sa.Text),
    sa.Column("visibility", sa.Text, nullable=False),
    sa.Column("company", sa.Text, nullable=False),
    sa.Column("tracker", sa.Text),
    sa.Column("bytes_out", sa.Integer),  # on the wire, NULL unknown
    sa.Column("bytes_in", sa.Integer),
    sa.Column("packets_out", sa.Integer),
    sa.Column("packets_in", sa.Integer),
    sa.Column("messages", sa.Integer, nullable=False),
    sa.Column("reason", sa.Text, nullable=False),
    sa.Index("flows_by_time", "corpus", "opened_at"),
    sa.Index("flows_by_device", "device", "opened_at"),
)
# start: "2026-11-22T20:45" (UTC quarter hour, grain q) or "2026-11-22" (day in the home's zone, grain d)
_rollup_key = ("grain", "start", "corpus", "device", "company", "host", "visibility")
flow_rollup = sa.Table(
    "flow_rollup",
    metadata,
    *(sa.Column(name, sa.Text, **_key) for name in _rollup_key),
    # host is filled only where the catalogue knows no company: such a recipient is shown by its name
    sa.Column("bytes_out", sa.Integer, nullable=False),
    sa.Column("bytes_in", sa.Integer, nullable=False),
    sa.Column("bytes_unknown", sa.Integer, nullable=False),  # closed flows whose bytes are not known
    sa.Column("flows", sa.Integer, nullable=False),
    sa.Column("messages", sa.Integer, nullable=False),
)
finding_rollup = sa.Table(
    "finding_rollup",
    metadata,
    *(sa.Column(name, sa.Text, **_key) for name in (*_rollup_key, "category", "confidence")),
    sa.Column("count", sa.Integer, nullable=False),
)


class EventRow(NamedTuple):
    """An event to be applied: where its transmission stood in the journal, and the device it belongs to."""

    source: Position
    event: Event
    device: str


class FlowRow(NamedTuple):
    """A flow to be applied, with its device and, from the catalogue, tracker and company."""

    flow: Flow
    device: str
    tracker: str | None
    company: str | None


def engine_for(path: Path) -> Engine:
    """An engine on a ledger file (made where it is missing, mode 0600), in WAL mode."""
    new = not path.exists()
    engine = sa.create_engine(f"sqlite:///{path}", connect_args={"timeout": 30})

    @sa.event.listens_for(engine, "connect")
    def _pragmas(connection: object, _record: object) -> None:
        cursor = connection.cursor()  # type: ignore[attr-defined]
        for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON", "temp_store=MEMORY"):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    metadata.create_all(engine)
    if new:
        path.chmod(0o600)
    return engine


class Ledger:
    """Writes the ledger; one writer at a time. ``zone`` is the home's, for the roll-up by day."""

    def __init__(self, path: Path, zone: ZoneInfo) -> None:
        self.engine = engine_for(path)
        self._zone = zone
        with self.engine.begin() as connection:
            _set_meta(connection, "schema", str(SCHEMA_VERSION))
            _set_meta(connection, "zone", zone.key)

    def cursors(self) -> dict[str, int]:
        """The last applied sequence number of every journal writer."""
        with self.engine.connect() as connection:
            return {writer: seq for writer, seq in connection.execute(sa.select(cursors))}

    def device_of(self, flow_id: str) -> str | None:
        """The device of a flow that was applied; None for an unknown flow."""
        with self.engine.connect() as connection:
            return connection.execute(sa.select(flows.c.device).where(flows.c.flow_id == flow_id)).scalar()

    def apply(self, rows: Iterable[EventRow | FlowRow], read_to: dict[str, int]) -> None:
        """Apply rows in order and move the cursors, in one transaction. An event that is there already is left as it is."""
        with self.engine.begin() as connection:
            tally = _Tally(self._zone)
            for row in rows:
                if isinstance(row, EventRow):
                    _apply_event(connection, row, tally)
                else:
                    _apply_flow(connection, row, tally)
            tally.write(connection)
            for writer, seq in read_to.items():
                statement = insert(cursors).values(writer=writer, seq=seq)
                connection.execute(
                    statement.on_conflict_do_update(index_elements=["writer"], set_={"seq": seq})
                )

    def describe(self, catalogue: Catalogue, known_devices: Iterable[Device]) -> None:
        """Copy the names of companies, trackers and devices, so that pages and exports need neither catalogue nor journal."""
        with self.engine.begin() as connection:
            connection.execute(sa.delete(companies))
            connection.execute(sa.delete(trackers))
            connection.execute(sa.delete(devices))
            _insert(connection, companies, [_company_row(item) for item in catalogue.companies])
            _insert(connection, trackers, [_tracker_row(item) for item in catalogue.trackers])
            _insert(connection, devices, [_device_row(item) for item in known_devices])

    def close(self) -> None:
        """Close all connections."""
        self.engine.dispose()


class _Tally:
    """Collects what a transaction adds to the roll-ups, and writes it once."""

    def __init__(self, zone: ZoneInfo) -> None:
        self._zone = zone
        self._flows: dict[tuple[str, ...], Counter[str]] = {}
        self._findings: Counter[tuple[str, ...]] = Counter()

    def flow(self, micros: int, key: tuple[str, ...], **amounts: int) -> None:
        """Add amounts to the quarter hour and the day of a time."""
        for grain, start in self._starts(micros):
            counter = self._flows.setdefault((grain, start, *key), Counter())
            for name, amount in amounts.items():
                counter[name] += amount

    def finding(self, micros: int, key: tuple[str, ...]) -> None:
        """Count one finding in the quarter hour and the day of a time."""
        for grain, start in self._starts(micros):
            self._findings[(grain, start, *key)] += 1

    def _starts(self, micros: int) -> tuple[tuple[str, str], tuple[str, str]]:
        quarter = from_micros(micros - micros % QUARTER_HOUR)
        day = from_micros(micros).astimezone(self._zone).date()
        return ("q", quarter.strftime("%Y-%m-%dT%H:%M")), ("d", day.isoformat())

    def write(self, connection: Connection) -> None:
        """UPSERT everything that was collected."""
        amounts = ("bytes_out", "bytes_in", "bytes_unknown", "flows", "messages")
        rows = [
            dict(zip(_rollup_key, key, strict=True)) | {name: counter[name] for name in amounts}
            for key, counter in self._flows.items()
        ]
        _add(connection, flow_rollup, rows, amounts)
        names = (*_rollup_key, "category", "confidence")
        _add(
            connection,
            finding_rollup,
            [dict(zip(names, key, strict=True)) | {"count": count} for key, count in self._findings.items()],
            ("count",),
        )


def _add(
    connection: Connection, table: sa.Table, rows: list[dict[str, object]], amounts: tuple[str, ...]
) -> None:
    if not rows:
        return
    statement = insert(table)
    added = {name: table.c[name] + statement.excluded[name] for name in amounts}
    keys = [column.name for column in table.primary_key.columns]
    connection.execute(statement.on_conflict_do_update(index_elements=keys, set_=added), rows)


def _apply_event(connection: Connection, row: EventRow, tally: _Tally) -> None:
    source, event, device = row
    sent = event.transmission
    micros = to_micros(sent.seen_at)
    values = {
        "id": sent.id, "flow_id": sent.flow_id, "seen_at": micros, "writer": sent.writer, "corpus": sent.corpus,
        "device": device, "protocol": sent.protocol, "visibility": sent.visibility.value, "method": sent.method,
        "scheme": sent.scheme, "host": sent.host, "port": sent.port, "path": sent.path, "query": sent.query,
        "body_size": sent.body_size, "response_status": sent.response_status, "tracker": event.tracker,
        "company": event.company, "source_file": sent.source.file if sent.source else None,
        "source_message": sent.source.message if sent.source else None,
        "source_part": sent.source.part if sent.source else None, "rules_version": event.rules_version,
        "catalogue_version": event.catalogue_version, "journal_writer": source.writer, "journal_day": source.day,
        "journal_seq": source.seq, "warnings": _json(event.warnings),
    }  # fmt: skip
    done = connection.execute(insert(events).values(values).on_conflict_do_nothing())
    if done.rowcount != 1:
        return
    key = (
        sent.corpus,
        device,
        event.company or "",
        "" if event.company else sent.host,
        sent.visibility.value,
    )
    tally.flow(micros, key, messages=1)
    connection.execute(
        sa.update(flows).where(flows.c.flow_id == sent.flow_id).values(messages=flows.c.messages + 1)
    )
    rows = []
    for position, finding in enumerate(event.findings):
        tally.finding(micros, (*key, finding.category, finding.confidence.value))
        rows.append(
            {
                "event_id": sent.id, "position": position, "seen_at": micros, "device": device, "corpus": sent.corpus,
                "company": event.company or "", "host": sent.host, "visibility": sent.visibility.value,
                "category": finding.category, "kind": finding.category.partition(".")[0],
                "property": finding.property, "path": finding.path, "value": finding.value,
                "value_digest": finding.value_digest, "reasoning": finding.reasoning, "rules": _json(finding.rules),
                "confidence": finding.confidence.value,
                "measures": _json(finding.measures) if finding.measures is not None else None,
            }
        )  # fmt: skip
    _insert(connection, findings, rows)


def _apply_flow(connection: Connection, row: FlowRow, tally: _Tally) -> None:
    """Insert or replace a flow; the roll-ups get only what is new since its last record."""
    flow, device, tracker, company = row
    host = flow.host or flow.sni or ""
    key = (flow.corpus, device, company or "", "" if company else host, flow.visibility.value)
    opened = to_micros(flow.opened_at)
    closed = to_micros(flow.closed_at) if flow.closed_at else None
    old = connection.execute(sa.select(flows).where(flows.c.flow_id == flow.flow_id)).mappings().first()
    values = {
        "opened_at": opened, "closed_at": closed, "writer": flow.writer, "corpus": flow.corpus, "device": device,
        "host": flow.host, "port": flow.port, "sni": flow.sni, "alpn": flow.alpn, "visibility": flow.visibility.value,
        "company": company or "", "tracker": tracker, "bytes_out": flow.bytes_out, "bytes_in": flow.bytes_in,
        "packets_out": flow.packets_out, "packets_in": flow.packets_in, "reason": flow.reason,
    }  # fmt: skip
    if old is None:
        connection.execute(insert(flows).values(flow_id=flow.flow_id, messages=0, **values))
        tally.flow(opened, key, flows=1)
    else:
        connection.execute(sa.update(flows).where(flows.c.flow_id == flow.flow_id).values(values))
        old_host = "" if old["company"] else (old["host"] or old["sni"] or "")
        old_key = (old["corpus"], old["device"], old["company"], old_host, old["visibility"])
        if old_key != key:
            tally.flow(old["opened_at"], old_key, flows=-1)
            tally.flow(opened, key, flows=1)
    was_closed = old is not None and old["closed_at"] is not None
    tally.flow(
        closed or opened,
        key,
        bytes_out=(flow.bytes_out or 0) - ((old["bytes_out"] or 0) if old else 0),
        bytes_in=(flow.bytes_in or 0) - ((old["bytes_in"] or 0) if old else 0),
        bytes_unknown=int(closed is not None and not was_closed and flow.bytes_out is None),
    )


def _insert(connection: Connection, table: sa.Table, rows: list[dict[str, object]]) -> None:
    if rows:
        connection.execute(insert(table), rows)


def _json(value: object) -> str:
    return msgspec.json.encode(value, order="deterministic").decode()


def _set_meta(connection: Connection, key: str, value: str) -> None:
    statement = insert(meta).values(key=key, value=value)
    connection.execute(statement.on_conflict_do_update(index_elements=["key"], set_={"value": value}))


def _company_row(company: object) -> dict[str, object]:
    parent = getattr(company, "parent", None)
    return {
        "id": getattr(company, "id"),
        "name": getattr(company, "name"),
        "country": getattr(company, "country"),
        "parent": getattr(parent, "company", parent),
    }


def _tracker_row(tracker: object) -> dict[str, object]:
    return {
        "id": getattr(tracker, "id"),
        "name": getattr(tracker, "name"),
        "company": getattr(tracker, "company"),
        "purposes": _json(getattr(tracker, "purposes")),
    }


def _device_row(device: Device) -> dict[str, object]:
    return {
        "id": device.id, "name": device.name, "kind": device.kind, "person": device.person, "mode": device.mode,
        "alias_of": None,
    }  # fmt: skip


def start_of_quarter(at: datetime) -> str:
    """The roll-up key of the quarter hour that a time is in."""
    micros = to_micros(at)
    return from_micros(micros - micros % QUARTER_HOUR).strftime("%Y-%m-%dT%H:%M")
