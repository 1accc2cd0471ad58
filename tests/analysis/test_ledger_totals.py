"""The totals of days are the days of the roll-ups, whoever received it: as written, and after the home's zone changed."""

from __future__ import annotations

import sqlite3
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from analysis.ledger import Ledger
from analysis.settings import Home
from tests.ledger_book import DAY, Book, crowd, morning

_SUMS = {
    "finding_totals": """
        SELECT corpus, grain, start, device, category, confidence, sum(count) FROM finding_rollup
        GROUP BY 1, 2, 3, 4, 5, 6 ORDER BY 1, 2, 3, 4, 5, 6""",
    "flow_totals": """
        SELECT corpus, grain, start, device, visibility, sum(bytes_out), sum(bytes_unknown), sum(flows), sum(messages)
        FROM flow_rollup GROUP BY 1, 2, 3, 4, 5 ORDER BY 1, 2, 3, 4, 5""",
}


def check(path: Path) -> dict[str, list[tuple[object, ...]]]:
    ledger = sqlite3.connect(path)
    held = {}
    for table, sql in _SUMS.items():
        held[table] = ledger.execute(f"SELECT * FROM {table} ORDER BY 1, 2, 3, 4, 5, 6").fetchall()
        assert held[table] == ledger.execute(sql).fetchall()
        assert len(held[table]) > 3
    ledger.close()
    return held


def test_they_follow_what_is_written_and_move_with_the_zone(tmp_path: Path) -> None:
    home = Home.open(tmp_path / "home")
    book = Book(home)
    morning(book)
    book.close()
    first = check(home.ledger_path)
    book = Book(home)
    book._number = 5_000
    morning(book, DAY - timedelta(days=1))
    crowd(book, number=20)
    book.close()
    both = check(home.ledger_path)
    assert sum(row[6] for row in both["finding_totals"]) > sum(row[6] for row in first["finding_totals"])  # type: ignore[misc]
    Ledger(home.ledger_path, ZoneInfo("Pacific/Kiritimati")).close()
    moved = check(home.ledger_path)
    assert moved != both
    assert {row[2] for row in moved["flow_totals"]} != {row[2] for row in both["flow_totals"]}
