"""Writes to a ledger as the analyst does, at a steady rate or as fast as it goes.

    .venv/bin/python -m benchmarks.ledger_ingest FOLDER [--rate 200 --seconds 600] [--events 20000]

With ``--rate`` messages a second are written for ``--seconds``, now; without, ``--events`` at once, in batches of 200
messages as the analyst's, and the rate that was reached is printed. The rows are made up (``ledger_generator``) and stay.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from analysis.catalogue import load
from analysis.flow_rows import FlowRow
from analysis.journal_format import from_micros, to_micros
from analysis.ledger import EventRow, Ledger
from analysis.settings import Home
from benchmarks.ledger_generator import QUARTER, Quarter, Shape, quarters
from benchmarks.ledger_records import as_records

BATCH = 200  # messages
Rows = list[EventRow | FlowRow]


def made(home: Home, events: int, seed: int) -> list[Rows]:
    """That many messages of the last quarter hours up to now, with their connections, in batches."""
    now = datetime.now(UTC)
    shape = Shape(events * 12, 1, 2.0, seed, now.astimezone(home.timezone).date(), home.timezone)
    wanted: Rows = []
    count = 0
    for quarter in _until(now, quarters(shape, load())):
        wanted += as_records(quarter)
        count += len(quarter.events)
        if count >= events:
            break
    size = max(1, len(wanted) * BATCH // max(1, count))
    return [wanted[start : start + size] for start in range(0, len(wanted), size)]


def _until(now: datetime, found: Iterator[Quarter]) -> list[Quarter]:
    """The quarter hours before now, the latest first."""
    return [quarter for quarter in found if from_micros(quarter.start + QUARTER) <= now][::-1]


def main() -> int:
    """Write; 0 always."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path, nargs="?")
    parser.add_argument("--rate", type=float)
    parser.add_argument("--seconds", type=float, default=600)
    parser.add_argument("--events", type=int, default=20_000)
    chosen = parser.parse_args()
    if chosen.folder is None:
        print("used by dashboard.py; without a folder there is nothing to write to")
        return 0
    home = Home.open(chosen.folder)
    ledger = Ledger(home.ledger_path, home.timezone)
    events = int(chosen.rate * chosen.seconds) if chosen.rate else chosen.events
    seed = to_micros(datetime.now(UTC)) // 1_000_000
    batches = made(home, min(events, 100_000), seed)
    if chosen.rate:
        print("writing", flush=True)
        pause = BATCH / chosen.rate
        until = time.monotonic() + chosen.seconds
        for batch in batches:
            begun = time.monotonic()
            if begun > until:
                break
            ledger.apply(batch, {})
            time.sleep(max(0.0, pause - (time.monotonic() - begun)))
    else:
        begun, spent = time.monotonic(), time.process_time()
        for batch in batches:
            ledger.apply(batch, {})
        written = sum(isinstance(row, EventRow) for batch in batches for row in batch)
        took, spent = time.monotonic() - begun, time.process_time() - spent
        print(
            f"{written:,} messages in {took:.1f} s: {written / took:,.0f}/s; {written / spent:,.0f} a second of processor"
        )
    ledger.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
