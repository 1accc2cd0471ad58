"""How many journalled records the ledger does not hold yet: cheap enough to be asked every few seconds."""

from __future__ import annotations

import threading
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import sqlalchemy as sa

from analysis.devices import OWNER
from analysis.event_journal import ANALYST
from analysis.journal_ends import end_of
from analysis.journal_reading import segments, writers
from analysis.ledger_tables import cursors

SETTLED: Final = 1_000_000_000  # ns: a file that changed later may do so again in the same tick of its clock
_Stamp = tuple[tuple[str, int, int], ...]


class WaitingRecords:
    """Where each writer's journal ends, read anew only where its newest files have changed. Several threads may ask."""

    def __init__(self, journal_dir: Path) -> None:
        self._root = journal_dir
        self._lock = threading.Lock()
        self._known: dict[str, tuple[_Stamp, int]] = {}

    def count(self, taken: Mapping[str, int]) -> int:
        """Records that lie beyond ``taken``, the number of the last one of each writer that the ledger holds.

        Decisions and the analyst's own records are not counted: nobody analyses them. Raises ``OSError`` and
        ``sqlite3.Error`` for a journal that cannot be read.
        """
        return sum(
            max(0, self._end(writer) - taken.get(writer, 0))
            for writer in writers(self._root)
            if writer not in (ANALYST, OWNER)
        )

    def _end(self, writer: str) -> int:
        files = segments(self._root, writer)
        stamp = _stamp_of(files[-1]) if files else ()
        with self._lock:
            known = self._known.get(writer)
        if known is not None and known[0] == stamp:
            return known[1]
        end = end_of(self._root, writer)
        seq = end.seq if end is not None else 0
        if all(time.time_ns() - changed > SETTLED for _, changed, _ in stamp):
            with self._lock:
                self._known[writer] = (stamp, seq)
        return seq


def taken_into(connection: sa.Connection) -> dict[str, int]:
    """The number of the last record of each writer that the ledger holds."""
    return {row.writer: row.seq for row in connection.execute(sa.select(cursors))}


def _stamp_of(newest: Path) -> _Stamp:
    """A segment and what is not yet written into it (its WAL): (name, changed in ns, size) of each. Raises ``OSError``."""
    found = []
    for path in (newest, newest.with_name(f"{newest.name}-wal")):
        try:
            seen = path.stat()
        except FileNotFoundError:
            continue  # no writer has it open
        if seen.st_size:  # an empty one is made by whoever reads
            found.append((path.name, seen.st_mtime_ns, seen.st_size))
    return tuple(found)
