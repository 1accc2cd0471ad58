"""Writes the sniffer's flows to the journal in groups, and keeps them while it cannot be written."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Final

from analysis.journal import JournalUnwritable, JournalWriter
from analysis.journal_format import Entry, encode_flow
from analysis.records import Flow

GROUP_SECONDS: Final = 0.25
RETRY_SECONDS: Final = 10.0
MAX_WAITING: Final = 10_000  # records; while the journal cannot be written, the oldest go first


class FlowJournal:
    """For one thread. ``trouble`` says why the journal cannot be written, "" while it can. ``clock`` is monotonic.

    Raises ``JournalBusy`` where another process writes under this name.
    """

    def __init__(
        self,
        root: Path,
        writer: str,
        clock: Callable[[], float] = time.monotonic,
        max_waiting: int = MAX_WAITING,
    ) -> None:
        self._root, self._name, self._clock = root, writer, clock
        self._waiting: deque[Entry] = deque()
        self._max_waiting = max_waiting
        self._due = float("inf")
        self._writer: JournalWriter | None = None
        self.recorded = self.dropped = 0
        self.trouble = ""
        self._commit()

    @property
    def waiting(self) -> int:
        """Records that are not committed yet."""
        return len(self._waiting)

    def add(self, flows: Iterable[Flow]) -> None:
        """Queue flows for the next commit."""
        for flow in flows:
            if not self._waiting and not self.trouble:
                self._due = self._clock() + GROUP_SECONDS
            self._waiting.append(encode_flow(flow))
            if len(self._waiting) > self._max_waiting:
                self._waiting.popleft()
                self.dropped += 1

    def seconds_left(self) -> float:
        """Until the next commit is due; infinite where nothing waits."""
        return max(0.0, self._due - self._clock())

    def commit_if_due(self) -> None:
        """Commit what waits where it is time; after a failure that is ten seconds later."""
        if self._clock() >= self._due:
            self._commit()

    def close(self) -> bool:
        """Commit everything and free the writer's name; False where records are lost by that."""
        self._commit()
        if self._writer is not None:
            self._writer.close()
            self._writer = None
        self.dropped += len(self._waiting)
        return not self._waiting

    def _commit(self) -> None:
        try:
            if self._writer is None:
                self._writer = JournalWriter(self._root, self._name)
            self._writer.append(list(self._waiting))
        except JournalUnwritable as error:
            self.trouble = f"the journal cannot be written: {error}"
            self._due = self._clock() + RETRY_SECONDS
            return
        self.recorded += len(self._waiting)
        self._waiting.clear()
        self.trouble = ""
        self._due = float("inf")
