"""Writes the sniffer's records to the journal in groups, and keeps them while it cannot be written.

A disk may take its time to say that something is kept; meanwhile packets come in. So the writing has a thread of its own.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Final

import msgspec

from analysis.journal import JournalUnwritable, JournalWriter
from analysis.journal_format import Entry

GROUP_SECONDS: Final = 0.25
RETRY_SECONDS: Final = 10.0
AFTER_ANOTHER: Final = 0.05  # seconds between two looks at a group that is being written
MAX_WAITING: Final = 10_000  # records; while the journal cannot be written, the oldest go first
MAX_HELD: Final = 64 << 20  # bytes of bodies among them; beyond, the oldest bodies go, and their records stay


class FlowJournal:
    """For one thread. ``trouble`` says why the journal cannot be written, "" while it can. ``clock`` is monotonic.

    Raises ``JournalBusy`` where another process writes under this name. ``at_once``: no call returns before what was due is
    written.
    """

    def __init__(
        self,
        root: Path,
        writer: str,
        clock: Callable[[], float] = time.monotonic,
        max_waiting: int = MAX_WAITING,
        *,
        at_once: bool = False,
    ) -> None:
        self._root, self._name, self._clock, self._at_once = root, writer, clock, at_once
        self._waiting: deque[Entry] = deque()
        self._written: list[Entry] = []  # by the thread, at the moment
        self._writing: Future[None] | None = None
        self._max_waiting = max_waiting
        self._held = 0
        self._due = float("inf")
        self._writer: JournalWriter | None = None
        self._thread = ThreadPoolExecutor(1, "journal")
        self.recorded = self.dropped = self.bodies_dropped = 0
        self.trouble = ""
        try:
            self._commit(wait=True)
        except BaseException:
            self._thread.shutdown()
            raise

    @property
    def waiting(self) -> int:
        """Records that are not committed yet."""
        return len(self._waiting) + len(self._written)

    def add(self, entries: Iterable[Entry]) -> None:
        """Queue entries for the next commit."""
        for entry in entries:
            if not self._waiting and not self.trouble:
                self._due = self._clock() + GROUP_SECONDS
            self._waiting.append(entry)
            self._held += len(entry.body or b"")
            if self.waiting > self._max_waiting and self._writing is not None and not self.trouble:
                self._settle(wait=True)  # a flood: what is being written makes room
            if self.waiting > self._max_waiting:
                self._held -= len(self._waiting.popleft().body or b"")
                self.dropped += 1
            if self._held > MAX_HELD:
                self._drop_bodies()

    def seconds_left(self) -> float:
        """Until the next commit is due; infinite where nothing waits."""
        left = max(0.0, self._due - self._clock())
        return max(AFTER_ANOTHER, left) if self._writing is not None else left

    def commit_if_due(self) -> None:
        """Commit what waits where it is time; after a failure that is ten seconds later."""
        if self._writing is not None:
            self._settle(wait=False)
        early = len(self._waiting) * 4 >= self._max_waiting and not self.trouble
        if self._writing is None and (early or self._clock() >= self._due):
            self._commit(wait=self._at_once)

    def close(self) -> bool:
        """Commit everything and free the writer's name; False where records are lost by that."""
        if self._writing is not None:
            self._settle(wait=True)
        self._commit(wait=True)
        if self._writer is not None:
            self._thread.submit(self._writer.close).result()
            self._writer = None
        self._thread.shutdown()
        self.dropped += len(self._waiting)
        return not self._waiting

    def _drop_bodies(self) -> None:
        """Let the oldest bodies go until half of the room is free."""
        for place, entry in enumerate(self._waiting):
            if self._held * 2 <= MAX_HELD:
                return
            if entry.body:
                self._held -= len(entry.body)
                self._waiting[place] = msgspec.structs.replace(entry, body=None, body_sha256=None)
                self.bodies_dropped += 1

    def _commit(self, *, wait: bool) -> None:
        self._written, self._waiting = list(self._waiting), deque()
        self._held, self._due = 0, float("inf")
        self._writing = self._thread.submit(self._write, self._written)
        if wait:
            self._settle(wait=True)

    def _write(self, entries: list[Entry]) -> None:
        """In the thread, to which the connection belongs."""
        if self._writer is None:
            self._writer = JournalWriter(self._root, self._name)
        self._writer.append(entries)

    def _settle(self, *, wait: bool) -> None:
        """What became of the group that was given to the thread."""
        if self._writing is None or not (wait or self._writing.done()):
            return
        writing, written = self._writing, self._written
        self._writing, self._written = None, []
        try:
            writing.result()
        except JournalUnwritable as error:
            self.trouble = f"the journal cannot be written: {error}"
            self._due = self._clock() + RETRY_SECONDS
            self._take_back(written)
            return
        self.recorded += len(written)
        if self.trouble:
            self.trouble = ""
            self._due = self._clock() if self._waiting else float("inf")

    def _take_back(self, written: list[Entry]) -> None:
        """What could not be written waits again, in its place; the oldest go where there is no room."""
        self._waiting.extendleft(reversed(written))
        while len(self._waiting) > self._max_waiting:
            self._waiting.popleft()
            self.dropped += 1
        self._held = sum(len(entry.body or b"") for entry in self._waiting)
        if self._held > MAX_HELD:
            self._drop_bodies()
