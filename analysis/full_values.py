"""Opens the full values of findings, which stand sealed in the analyst's journal for at most 90 days."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Final

import msgspec

from analysis.journal_reading import bodies_at

_ANALYST: Final = "analyst"  # the journal writer
Reveal = Callable[[Iterable[tuple[str, int]]], Mapping[tuple[str, int], Sequence[str]]]


def opener(journal: Path) -> Reveal:
    """What opens the full values of events: from (day, number) in the analyst's journal to the values of their findings.

    The values are in the order of the event's findings. What was erased, or cannot be read, is missing in the answer.
    """

    def reveal(places: Iterable[tuple[str, int]]) -> dict[tuple[str, int], list[str]]:
        by_day: dict[str, set[int]] = {}
        for day, seq in places:
            by_day.setdefault(day, set()).add(seq)
        return {
            (day, seq): values
            for day, seqs in by_day.items()
            for seq, values in _of_day(journal, day, sorted(seqs)).items()
        }

    return reveal


def _of_day(journal: Path, day: str, seqs: list[int]) -> dict[int, list[str]]:
    try:
        bodies = bodies_at(journal, _ANALYST, day, seqs)
        return {seq: msgspec.json.decode(body, type=list[str]) for seq, body in bodies.items()}
    except (sqlite3.Error, msgspec.DecodeError):
        return {}
