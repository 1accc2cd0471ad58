"""Retention: bodies go after days, full values after months; what was found stays. Nothing goes before it is analysed."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

import msgspec

from analysis.erasure import erase
from analysis.journal import JournalWriter
from analysis.journal_format import to_micros
from analysis.journal_reading import positions_before, writers
from analysis.records import utc_now
from analysis.settings import Home

ANALYST: Final = "analyst"  # whose bodies are the full values of findings


class Purged(msgspec.Struct, frozen=True, kw_only=True):
    """How many bodies and how many findings' full values were erased."""

    bodies: int
    values: int


def purge(home: Home, analysed_to: dict[str, int], by: JournalWriter, now: datetime | None = None) -> Purged:
    """Erase what is older than the settings say. ``analysed_to``: the ledger's cursors; what is beyond them stays."""
    moment = now or utc_now()
    bodies = values = 0
    for writer in writers(home.journal_dir):
        days = home.settings.value_days if writer == ANALYST else home.settings.body_days
        before = to_micros(moment - timedelta(days=days))
        positions = positions_before(home.journal_dir, writer, before, analysed_to.get(writer, 0))
        if not positions:
            continue
        erased = erase(home.journal_dir, positions, "body", f"kept for {days} days", by)
        if writer == ANALYST:
            values += erased
        else:
            bodies += erased
    return Purged(bodies=bodies, values=values)
