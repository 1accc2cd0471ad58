"""The ledger: every write to the indexed, rolled-up view of the journal. It can be thrown away and rebuilt."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Final, Literal, NamedTuple
from zoneinfo import ZoneInfo

import msgspec
import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.engine import Connection, Engine

from analysis.catalogue import Catalogue
from analysis.devices import Device
from analysis.journal_format import Position, from_micros, to_micros
from analysis.ledger_names import describe
from analysis.ledger_tables import (
    ROLLUP_KEY,
    SCHEMA_VERSION,
    cursors,
    events,
    finding_rollup,
    findings,
    flow_rollup,
    flows,
    meta,
    metadata,
)
from analysis.ledger_zone import rebuild_days
from analysis.records import HOME_CORPUS, Event, Flow

QUARTER_HOUR: Final = 900_000_000  # microseconds; whole hours would break zones such as +05:30
Grain = Literal["q", "d"]


class EventRow(NamedTuple):
    """An event to be applied: where its transmission and it itself stand in the journal, and the device it belongs to."""

    source: Position
    journalled: Position
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
            before = connection.execute(sa.select(meta.c.value).where(meta.c.key == "zone")).scalar()
            if before not in (None, zone.key):
                rebuild_days(connection, zone)
            _set_meta(connection, "zone", zone.key)

    def cursors(self) -> dict[str, int]:
        """The last applied sequence number of every journal writer."""
        with self.engine.connect() as connection:
            return {row.writer: row.seq for row in connection.execute(sa.select(cursors))}

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
        """Copy the names of companies, trackers and devices: pages and exports need neither catalogue nor journal."""
        with self.engine.begin() as connection:
            describe(connection, catalogue, known_devices)

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
            self._flows.setdefault((grain, start, *key), Counter()).update(amounts)

    def day(self, micros: int, key: tuple[str, ...], **amounts: int) -> None:
        """Add amounts to the day of a time only."""
        self._flows.setdefault((*self._starts(micros)[1], *key), Counter()).update(amounts)

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
        rows: list[dict[str, object]] = [
            dict(zip(ROLLUP_KEY, key, strict=True)) | {name: counter[name] for name in amounts}
            for key, counter in self._flows.items()
        ]
        _add(connection, flow_rollup, rows, amounts)
        names = (*ROLLUP_KEY, "category", "confidence")
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
    source, journalled, event, device = row
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
        "journal_seq": source.seq, "analyst_day": journalled.day, "analyst_seq": journalled.seq,
        "warnings": _json(event.warnings),
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
    if not sent.parts:  # the parts of a joined message are counted already
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
    is_total = not flow.addresses and flow.corpus == HOME_CORPUS  # of all strangers, one a day
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
    amounts = {
        "bytes_out": (flow.bytes_out or 0) - ((old["bytes_out"] or 0) if old else 0),
        "bytes_in": (flow.bytes_in or 0) - ((old["bytes_in"] or 0) if old else 0),
    }
    if old is None:
        connection.execute(insert(flows).values(flow_id=flow.flow_id, messages=0, **values))
    else:
        connection.execute(sa.update(flows).where(flows.c.flow_id == flow.flow_id).values(values))
    if is_total:
        tally.day(opened, key, **amounts)
        return
    _count_flow(old, key, opened, tally)
    was_closed = old is not None and old["closed_at"] is not None
    unknown = int(closed is not None and not was_closed and flow.bytes_out is None)
    tally.flow(closed or opened, key, bytes_unknown=unknown, **amounts)


def _count_flow(old: sa.RowMapping | None, key: tuple[str, ...], opened: int, tally: _Tally) -> None:
    """Count a new flow, or move it where its later record says something else of it."""
    if old is None:
        tally.flow(opened, key, flows=1)
        return
    old_host = "" if old["company"] else (old["host"] or old["sni"] or "")
    old_key = (old["corpus"], old["device"], old["company"], old_host, old["visibility"])
    if old_key != key:
        tally.flow(old["opened_at"], old_key, flows=-1)
        tally.flow(opened, key, flows=1)


def _insert(connection: Connection, table: sa.Table, rows: list[dict[str, object]]) -> None:
    if rows:
        connection.execute(insert(table), rows)


def _json(value: object) -> str:
    return msgspec.json.encode(value, order="deterministic").decode()


def _set_meta(connection: Connection, key: str, value: str) -> None:
    statement = insert(meta).values(key=key, value=value)
    connection.execute(statement.on_conflict_do_update(index_elements=["key"], set_={"value": value}))
