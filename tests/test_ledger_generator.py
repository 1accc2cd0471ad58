"""The benchmark's made-up ledger is what the ledger's own writer makes of the same rows."""

from __future__ import annotations

import sqlite3
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from analysis.catalogue import load
from analysis.ledger import Ledger
from benchmarks.ledger_filling import fill
from benchmarks.ledger_generator import (
    Shape,
    evening_zone,
    house,
    quarters,
)  # fmt: skip
from benchmarks.ledger_records import as_records

SHAPE = Shape(
    events=1_500, days=2, findings=2.0, seed=5, last=date(2026, 11, 20), zone=ZoneInfo("Asia/Kolkata")
)
TABLES = {"events": "id", "findings": "event_id, position", "flows": "flow_id", "flow_rollup": "1, 2, 3, 4, 5, 6, 7, 8",
          "finding_rollup": "1, 2, 3, 4, 5, 6, 7, 8, 9", "finding_totals": "1, 2, 3, 4, 5, 6",
          "flow_totals": "1, 2, 3, 4, 5", "quarter_changes": "1, 2"}  # fmt: skip


def rows(path: Path, table: str) -> list[dict[str, Any]]:
    connection = sqlite3.connect(path)
    connection.row_factory = sqlite3.Row
    found = [dict(row) for row in connection.execute(f"SELECT * FROM {table} ORDER BY {TABLES[table]}")]
    connection.close()
    return found


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    folder, catalogue = tmp_path_factory.mktemp("ledgers"), load()
    made, written = folder / "made.sqlite", folder / "written.sqlite"
    fill(made, quarters(SHAPE, catalogue), SHAPE.zone)
    ledger = Ledger(written, SHAPE.zone)
    for quarter in quarters(SHAPE, catalogue):
        ledger.apply(as_records(quarter), {})
    ledger.close()
    return made, written


@pytest.mark.parametrize("table", TABLES)
def test_every_table_is_as_the_ledgers_writer_makes_it(both: tuple[Path, Path], table: str) -> None:
    made, written = (rows(path, table) for path in both)
    assert len(made) > 20
    for own, real in zip(made, written, strict=True):
        loose = {"id", "counted_at"} if table == "findings" else {"counted_at"}  # NULL: when it closed
        assert {name: value for name, value in own.items() if name not in loose} == {
            name: value for name, value in real.items() if name not in loose
        }


def test_every_index_is_there(both: tuple[Path, Path]) -> None:
    def indexes(path: Path) -> list[tuple[str, str]]:
        connection = sqlite3.connect(path)
        found = connection.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'index' ORDER BY 1"
        ).fetchall()
        connection.close()
        return found

    assert indexes(both[0]) == indexes(both[1])


def test_it_is_skewed_as_a_home_is_and_the_same_each_time(both: tuple[Path, Path]) -> None:
    made = rows(both[0], "events")
    assert 0.8 * SHAPE.events < len(made) < 1.2 * SHAPE.events
    by_device: dict[str, int] = {}
    for row in made:
        by_device[row["device"]] = by_device.get(row["device"], 0) + 1
    assert max(by_device, key=lambda name: by_device[name]).startswith("dev-phone")
    assert set(by_device) <= {device.id for device in house() if device.mode == "open"}
    again = [event for quarter in quarters(SHAPE, load()) for event in quarter.events]
    assert [row["id"] for row in made] == [event[0] for event in again]


@pytest.mark.parametrize("hour", range(24))
def test_it_is_evening_where_the_home_is(hour: int) -> None:
    now = datetime(2026, 11, 20, hour, 30, tzinfo=UTC)
    assert now.astimezone(evening_zone(now)).hour == 20
