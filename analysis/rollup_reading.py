"""How the roll-ups are read: some quarter hours of some devices, and rows that belong together added up."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from functools import lru_cache
from operator import add
from typing import Any, Final

from analysis.records import HOME_CORPUS

QUARTER: Final = 900_000_000  # µs
EACH_QUARTER: Final = "grain = 'q' AND corpus = :corpus AND start IN (SELECT value FROM json_each(:each))"


def each_quarter(start: int, end: int) -> dict[str, Any]:
    """The parameters of a condition on quarter hours one by one (``EACH_QUARTER``); the times in µs UTC."""
    begun = range(-(-start // QUARTER) * QUARTER, end, QUARTER)
    return these_quarters([f"{datetime.fromtimestamp(at // 1_000_000, UTC):%Y-%m-%dT%H:%M}" for at in begun])


def these_quarters(starts: Sequence[str]) -> dict[str, Any]:
    """The same of quarter hours by their starts, as the roll-ups write them."""
    return {"corpus": HOME_CORPUS, "each": json.dumps(starts)}


def summed(rows: Iterable[Any], width: int) -> Iterator[tuple[tuple[Any, ...], tuple[int, ...]]]:
    """Rows of counts, those of one key (the first ``width`` columns) as one; none of zeros.

    Added up here: SQLite would sort them all for it, and only trackers of one company share a key.
    """
    summed: dict[tuple[Any, ...], tuple[int, ...]] = {}
    for row in rows:
        key, counts = row[:width], row[width:]
        before = summed.get(key)
        summed[key] = counts if before is None else tuple(map(add, before, counts))
    return ((key, counts) for key, counts in summed.items() if max(counts) > 0)


@lru_cache(1024)  # there are 96 of a day
def micros_of(quarter: str) -> int:
    """The start (µs UTC) of a quarter hour as the roll-ups write it."""
    return int(datetime.fromisoformat(quarter).replace(tzinfo=UTC).timestamp()) * 1_000_000
