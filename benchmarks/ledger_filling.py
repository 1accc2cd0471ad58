"""Fills a ledger with made-up rows, quarter hour by quarter hour, and sums the roll-ups as the ledger's writer does."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from analysis.ledger import engine_for
from analysis.ledger_tables import FLOW_ROLLUP_KEY, ROLLUP_KEY, metadata
from analysis.ledger_totals import rebuild_totals
from analysis.records import HOME_CORPUS
from benchmarks.ledger_generator import EVENT_COLUMNS, FINDING_COLUMNS, FLOW_COLUMNS, Quarter

_AMOUNTS: Final = ("bytes_out", "bytes_in", "bytes_unknown", "flows", "messages")
Key = tuple[str, ...]  # corpus, device, company, host, visibility and, for findings, category and confidence


def fill(path: Path, found: Iterable[Quarter], zone: ZoneInfo) -> tuple[int, int, int]:
    """Write everything to a new ledger; gives how many events, findings and flows there are now."""
    engine = engine_for(path)
    indexes = [index for table in metadata.sorted_tables for index in table.indexes]
    with engine.begin() as made:
        for index in indexes:
            index.drop(made)
    engine.dispose()
    connection = sqlite3.connect(path, isolation_level=None)
    for pragma in ("journal_mode=OFF", "synchronous=OFF", "cache_size=-200000", "threads=2"):
        connection.execute(f"PRAGMA {pragma}")
    connection.execute("BEGIN")
    rollups, counts = _Rollups(connection, zone), (0, 0, 0)
    for quarter in found:
        _insert(connection, "events", EVENT_COLUMNS, quarter.events)
        _insert(connection, "findings", FINDING_COLUMNS, quarter.findings)
        _insert(connection, "flows", FLOW_COLUMNS, quarter.flows)
        rollups.add(quarter)
        new = (len(quarter.events), len(quarter.findings), len(quarter.flows))
        counts = (counts[0] + new[0], counts[1] + new[1], counts[2] + new[2])
    rollups.end_day()
    connection.execute("COMMIT")
    for index in indexes:
        connection.execute(str(_create(index)))
    connection.execute("PRAGMA journal_mode=WAL")
    connection.close()
    with engine.begin() as totals:
        rebuild_totals(totals)
    engine.dispose()
    return counts


def _create(index: object) -> object:
    from sqlalchemy.dialects import sqlite
    from sqlalchemy.schema import CreateIndex

    return CreateIndex(index).compile(dialect=sqlite.dialect())  # type: ignore[arg-type,no-untyped-call]


def _insert(
    connection: sqlite3.Connection, table: str, columns: tuple[str, ...], rows: list[tuple[object, ...]]
) -> None:
    marks = ", ".join("?" * len(columns))
    connection.executemany(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})", rows)


class _Rollups:
    """Sums quarter hours and days, and writes each once it is over."""

    def __init__(self, connection: sqlite3.Connection, zone: ZoneInfo) -> None:
        self._connection, self._zone = connection, zone
        self._day, self._flows, self._findings = "", dict[Key, list[int]](), Counter[Key]()

    def add(self, quarter: Quarter) -> None:
        """Sum a quarter hour."""
        at = datetime.fromtimestamp(quarter.start / 1_000_000, UTC)
        day = at.astimezone(self._zone).date().isoformat()
        if day != self._day:
            self.end_day()
            self._day = day
        flows = _flows(quarter)
        findings = Counter(
            (row[4], row[3], row[5], "" if row[5] else row[6], row[7], row[8], row[16])
            for row in quarter.findings
        )
        start = f"{at:%Y-%m-%dT%H:%M}"
        self._write("q", start, flows, findings)  # type: ignore[arg-type]
        if flows or findings:
            self._changed("quarter_changes", "start", start)
        self._findings.update(findings)  # type: ignore[arg-type]
        for key, amounts in flows.items():
            before = self._flows.setdefault(key, [0] * len(_AMOUNTS))
            for place, amount in enumerate(amounts):
                before[place] += amount

    def end_day(self) -> None:
        """Write the day that is over."""
        if self._day:
            self._write("d", self._day, self._flows, self._findings)
            self._changed("day_changes", "day", self._day)
        self._flows, self._findings = {}, Counter()

    def _changed(self, table: str, name: str, time: str) -> None:
        _insert(self._connection, table, ("corpus", name, "changes"), [(HOME_CORPUS, time, 1)])

    def _write(self, grain: str, start: str, flows: dict[Key, list[int]], findings: Counter[Key]) -> None:
        rows: list[tuple[object, ...]] = [
            (grain, start, *key, *amounts) for key, amounts in sorted(flows.items())
        ]
        _insert(self._connection, "flow_rollup", (*FLOW_ROLLUP_KEY, *_AMOUNTS), rows)
        rows = [(grain, start, *key, count) for key, count in sorted(findings.items())]
        _insert(self._connection, "finding_rollup", (*ROLLUP_KEY, "category", "confidence", "count"), rows)


def _flows(quarter: Quarter) -> dict[Key, list[int]]:
    """Bytes (out, in), flows of unknown size, flows and messages of a quarter hour."""
    found: dict[Key, list[int]] = {}
    for row in quarter.flows:  # made so that they close in the quarter hour in which they open
        (
            _,
            _,
            _,
            _,
            corpus,
            device,
            host,
            _,
            _,
            _,
            visibility,
            company,
            tracker,
            sent,
            came,
            _,
            _,
            count,
            _,
        ) = row
        key = (corpus, device, company, "" if company else host, visibility, tracker or "")
        amounts = found.setdefault(key, [0] * len(_AMOUNTS))  # type: ignore[arg-type]
        for place, amount in enumerate((sent or 0, came or 0, int(sent is None), 1, count)):
            amounts[place] += amount  # type: ignore[operator]
    return found
