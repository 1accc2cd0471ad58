"""The ledger: every write to the indexed, rolled-up view of the journal. It can be thrown away and rebuilt."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Final, Literal, NamedTuple
from zoneinfo import ZoneInfo

import msgspec
import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.engine import Connection, Engine

from analysis.capture_counts import keep_count
from analysis.catalogue import Catalogue
from analysis.device_hints import HintRow, Hints
from analysis.devices import Device
from analysis.flow_rows import FlowRow, apply_flow
from analysis.flow_store import count_message, device_of
from analysis.journal_format import Position, from_micros, to_micros
from analysis.ledger_format import LedgerOutdated, is_outdated
from analysis.ledger_names import describe
from analysis.ledger_tables import (
    FLOW_ROLLUP_KEY,
    ROLLUP_KEY,
    SCHEMA_VERSION,
    cursors,
    events,
    finding_rollup,
    findings,
    flow_rollup,
    meta,
    metadata,
)
from analysis.ledger_totals import additions
from analysis.ledger_zone import rebuild_days
from analysis.records import CaptureCount, Event

QUARTER_HOUR: Final = 900_000_000  # microseconds; whole hours would break zones such as +05:30
Grain = Literal["q", "d"]


class EventRow(NamedTuple):
    """An event to be applied: where its transmission and it itself stand in the journal, and the device it belongs to."""

    source: Position
    journalled: Position
    event: Event
    device: str


def engine_for(path: Path) -> Engine:
    """An engine on a ledger file (made where it is missing, mode 0600), in WAL mode."""
    if not path.exists():
        with suppress(OSError):  # SQLite says what is wrong there
            path.touch(mode=0o600)  # before its log is made, which gets the same mode
    engine = sa.create_engine(sa.URL.create("sqlite", database=str(path)), connect_args={"timeout": 30})

    @sa.event.listens_for(engine, "connect")
    def _pragmas(connection: object, _record: object) -> None:
        cursor = connection.cursor()  # type: ignore[attr-defined]
        for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON", "temp_store=MEMORY"):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    metadata.create_all(engine)
    return engine


class Ledger:
    """Writes the ledger; one writer at a time. ``zone`` is the home's, for the roll-up by day.

    Raises ``LedgerOutdated`` for a file of another version.
    """

    def __init__(self, path: Path, zone: ZoneInfo) -> None:
        if is_outdated(path):
            raise LedgerOutdated(path)
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
            return device_of(connection, flow_id)

    def apply(
        self, rows: Iterable[EventRow | FlowRow | HintRow | CaptureCount], read_to: dict[str, int]
    ) -> None:
        """Apply rows in order and move the cursors, in one transaction. An event that is there already is left as it is."""
        with self.engine.begin() as connection:
            tally, hints = _Tally(self._zone), Hints()
            for row in rows:
                if isinstance(row, HintRow):
                    hints.of_network(row)
                elif isinstance(row, CaptureCount):
                    keep_count(connection, row)
                elif isinstance(row, EventRow):
                    _apply_event(connection, row, tally)
                    hints.of_event(row.event, row.device)
                else:
                    apply_flow(connection, row, tally)
                    hints.of_flow(row.flow, row.device)
            tally.write(connection)
            hints.write(connection)
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
            dict(zip(FLOW_ROLLUP_KEY, key, strict=True)) | {name: counter[name] for name in amounts}
            for key, counter in self._flows.items()
            if any(counter.values())
        ]
        _add(connection, flow_rollup, rows, amounts)
        for row in rows:
            if any(row[name] < 0 for name in amounts):  # type: ignore[operator]
                _drop_if_empty(connection, row, amounts)
        names = (*ROLLUP_KEY, "category", "confidence")
        for table, more, counted in additions(self._flows, self._findings):
            _add(connection, table, more, counted)
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


def _drop_if_empty(connection: Connection, row: dict[str, object], amounts: tuple[str, ...]) -> None:
    """What was counted elsewhere after all leaves no trace: a rebuild would not have it either."""
    places = [flow_rollup.c[name] == row[name] for name in FLOW_ROLLUP_KEY]
    connection.execute(sa.delete(flow_rollup).where(*places, *(flow_rollup.c[name] == 0 for name in amounts)))


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
        tally.flow(micros, (*key, event.tracker or ""), messages=1)
        count_message(connection, sent.flow_id)
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


def _insert(connection: Connection, table: sa.Table, rows: list[dict[str, object]]) -> None:
    if rows:
        connection.execute(insert(table), rows)


def _json(value: object) -> str:
    return msgspec.json.encode(value, order="deterministic").decode()


def _set_meta(connection: Connection, key: str, value: str) -> None:
    statement = insert(meta).values(key=key, value=value)
    connection.execute(statement.on_conflict_do_update(index_elements=["key"], set_={"value": value}))
