"""Retention: bodies go after days, full values after months; what was found stays, and so does what somebody pinned.

Nothing goes before it is analysed.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import batched
from typing import Final

import msgspec
import sqlalchemy as sa

from analysis.erasure import erase
from analysis.journal import JournalWriter
from analysis.journal_format import Position, to_micros
from analysis.journal_reading import positions_before, writers
from analysis.ledger_reader import LedgerReader
from analysis.ledger_tables import events
from analysis.pin_journal import Pins, settled
from analysis.records import utc_now
from analysis.settings import Home

ANALYST: Final = "analyst"  # whose bodies are the full values of findings
_AT_ONCE: Final = 500  # values that one statement names


class Purged(msgspec.Struct, frozen=True, kw_only=True):
    """How many bodies and how many findings' full values were erased. ``pinned`` bodies stay that are as old."""

    bodies: int
    values: int
    pinned: int = 0


def purge(home: Home, analysed_to: dict[str, int], by: JournalWriter, now: datetime | None = None) -> Purged:
    """Erase what is older than the settings say. ``analysed_to``: the ledger's cursors; what is beyond them stays."""
    moment = now or utc_now()
    bodies = values = kept = 0
    with settled(home) as pins:
        pinned = pins.bodies() | _values_of(home, pins)
        for writer in writers(home.journal_dir):
            days = home.settings.value_days if writer == ANALYST else home.settings.body_days
            before = to_micros(moment - timedelta(days=days))
            found = positions_before(home.journal_dir, writer, before, analysed_to.get(writer, 0))
            positions = [position for position in found if position not in pinned]
            kept += (len(found) - len(positions)) * (writer != ANALYST)
            if not positions:
                continue
            erased = erase(home.journal_dir, positions, "body", f"kept for {days} days", by)
            if writer == ANALYST:
                values += erased
            else:
                bodies += erased
    return Purged(bodies=bodies, values=values, pinned=kept)


def _values_of(home: Home, pins: Pins) -> frozenset[Position]:
    """Where the full values of pinned messages stand; a rebuild may have written them anew."""
    reader = LedgerReader(home.ledger_path)
    found: set[Position] = set()
    try:
        if pins.now and reader.ready():
            with reader.read() as connection:
                for some in batched(pins.now, _AT_ONCE):
                    asked = sa.select(events.c.analyst_day, events.c.analyst_seq).where(events.c.id.in_(some))
                    found.update(Position(ANALYST, day, seq) for day, seq in connection.execute(asked))
    finally:
        reader.close()
    return frozenset(found)
