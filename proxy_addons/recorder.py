"""Takes records off the event loop into the journal: a bounded queue, one writer thread, a commit every 250 ms at most."""

from __future__ import annotations

import asyncio
import logging
import threading
import time
from collections import deque
from collections.abc import Awaitable, Iterable
from datetime import datetime
from pathlib import Path
from typing import Final, Protocol

import msgspec

from analysis.counting import counted
from analysis.journal import JournalBusy, JournalUnwritable, JournalWriter
from analysis.journal_format import Entry
from analysis.records import Record, utc_now
from analysis.status import Heartbeat
from proxy_addons.thread_priority import give_way

logger = logging.getLogger("leakledger.capture")

GROUP_SECONDS: Final = 0.25
RETRY_SECONDS: Final = 10.0
PATIENCE_SECONDS: Final = 1.0
MAX_HELD: Final = 64 << 20  # bytes of bodies waiting
MAX_QUEUED: Final = 10_000  # records waiting
EARLY: Final = 4  # a quarter of either is reason to commit before the 250 ms are over


class Job(Protocol):
    """One record to be: cheap to make on the event loop, encoded in the writer thread.

    ``is_message``: something that a device sent; else the record of a connection.
    """

    held: int
    is_message: bool

    def drop_body(self) -> None:
        """Let go of the body; the record stays."""

    def entry(self, writer: str) -> Entry:
        """The journal entry; called in the writer thread."""


class Notice(Record, frozen=True, kw_only=True, omit_defaults=True):
    """What went wrong with the recording itself. ``what``: bodies_dropped, recording_stopped or not_encoded."""

    at: datetime
    what: str
    text: str
    count: int = 0
    bytes: int = 0


class Recorder:
    """The queue and its thread. All but ``_run`` and what it calls happens on the event loop.

    ``journal`` is the journal's folder, ``writer`` the name under which it is written. While it cannot be written,
    ``recording`` is False, nothing is taken, what was already queued is kept and tried again every ten seconds.
    """

    def __init__(
        self,
        journal: Path,
        writer: str,
        heartbeat: Heartbeat | None = None,
        *,
        max_held: int = MAX_HELD,
        max_queued: int = MAX_QUEUED,
        retry_seconds: float = RETRY_SECONDS,
    ) -> None:
        self._journal, self.name = journal, writer
        self._heartbeat = heartbeat
        self._max_held, self._max_queued = max_held, max_queued
        self._retry_seconds = retry_seconds
        self._writer: JournalWriter | None = None
        self._queue: deque[Job] = deque()
        self._held = self._in_flight = 0
        self._lock = threading.Lock()
        self._waiting = threading.Event()  # there is something to write
        self._early = threading.Event()  # write it now
        self._closing = False
        self._room: asyncio.Event | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread = threading.Thread(target=self._run, name="journal", daemon=True)
        self._retained: list[Entry] = []
        self._dropped_bodies = self._dropped_bytes = 0  # since the last notice
        self._stopped_at: datetime | None = None
        self._missed = self._missed_connections = (
            0  # messages, and records of connections, not recorded since then
        )
        self.recording = True
        self.trouble = ""
        self.counters = {
            "recorded": 0, "dropped_bodies": 0, "dropped_bytes": 0, "not_recorded_messages": 0,
            "not_recorded_connection_records": 0, "not_encoded": 0,
        }  # fmt: skip

    # -- the event loop's side ------------------------------------------------------------------------------------

    def start(self) -> None:
        """Open the journal and start writing. Raises ``JournalBusy`` where another process writes under this name."""
        self._loop = asyncio.get_running_loop()
        self._room = asyncio.Event()
        self._room.set()
        try:
            self._writer = JournalWriter(self._journal, self.name)
        except JournalUnwritable as error:
            self._stop_recording(error)
        self._thread.start()

    def offer(self, job: Job) -> Awaitable[None] | None:
        """Take a record. An awaitable is returned where the queue is full: await it before going on."""
        if not self.recording:
            self._miss(job)
            return None
        with self._lock:
            first = not self._queue
            self._queue.append(job)
            self._held += job.held
            queued, held = len(self._queue) + self._in_flight, self._held
        if first:
            self._waiting.set()
        if held * EARLY < self._max_held and queued * EARLY < self._max_queued:
            return None
        self._early.set()
        if held < self._max_held and queued < self._max_queued:
            return None
        return self._wait_for_room()

    def _miss(self, job: Job) -> None:
        if job.is_message:
            self._missed += 1
            self.counters["not_recorded_messages"] += 1
        else:
            self._missed_connections += 1
            self.counters["not_recorded_connection_records"] += 1

    async def _wait_for_room(self) -> None:
        assert self._room is not None
        self._room.clear()
        try:
            await asyncio.wait_for(self._room.wait(), PATIENCE_SECONDS)
        except TimeoutError:
            self._drop_oldest_bodies()

    def _drop_oldest_bodies(self) -> None:
        with self._lock:
            for job in self._queue:
                if self._held < self._max_held:
                    return
                if job.held:
                    self._held -= job.held
                    self._dropped_bodies += 1
                    self._dropped_bytes += job.held
                    self.counters["dropped_bodies"] += 1
                    self.counters["dropped_bytes"] += job.held
                    job.drop_body()

    async def close(self) -> None:
        """Commit all that is queued, say so in the heartbeat, end the thread."""
        self._closing = True
        self._early.set()
        self._waiting.set()
        await asyncio.to_thread(self._thread.join)

    # -- the thread's side ----------------------------------------------------------------------------------------

    def _run(self) -> None:
        give_way()  # the home's traffic goes first
        while True:
            if self.recording:
                self._waiting.wait(1.0)
            if self._waiting.is_set():
                self._early.wait(GROUP_SECONDS)
            closing = self._closing  # read before the queue: what came earlier is in it
            self._write_group()
            self._beat()
            if closing:
                break
            if not self.recording:
                self._pause()
        if self._writer is not None:
            self._writer.close()
        if self._retained:
            logger.error(
                "%s lost: %s",
                counted(
                    len(self._retained),
                    "record could not be written and is",
                    "records could not be written and are",
                ),
                self.trouble,
            )
        if self._heartbeat is not None:
            self._heartbeat.stop("failed" if self._retained else "stopped", self.trouble, **self._figures())

    def _pause(self) -> None:
        """Until the next try; closing ends it."""
        self._waiting.clear()
        give_up = time.monotonic() + self._retry_seconds
        while not self._closing and time.monotonic() < give_up:
            self._waiting.wait(min(1.0, self._retry_seconds))
            self._beat()

    def _write_group(self) -> None:
        with self._lock:
            jobs, self._queue = self._queue, deque()
            held = sum(job.held for job in jobs)  # what was dropped meanwhile is already taken off
            self._in_flight = len(jobs)
            self._waiting.clear()
            self._early.clear()
            dropped = (self._dropped_bodies, self._dropped_bytes)
            self._dropped_bodies = self._dropped_bytes = 0
        entries = self._retained + self._encode(jobs)
        if dropped[0]:
            entries.append(_dropped_notice(*dropped))
        self._commit(entries)
        with self._lock:
            self._in_flight = 0
            self._held -= held
        if self._loop is not None and self._room is not None and not self._room.is_set():
            self._loop.call_soon_threadsafe(self._room.set)

    def _encode(self, jobs: Iterable[Job]) -> list[Entry]:
        entries: list[Entry] = []
        for job in jobs:
            try:
                entries.append(job.entry(self.name))
            except Exception as error:  # noqa: BLE001 (one message must not end the recording; it is counted and journalled)
                self.counters["not_encoded"] += 1
                # the kind of the error alone: its text may quote what could not be encoded
                text = f"a message could not be encoded ({type(error).__name__})"
                entries.append(_notice("not_encoded", text, 1))
        return entries

    def _commit(self, entries: list[Entry]) -> None:
        """Make all durable, or keep them for the next try."""
        if not entries and self.recording:
            return
        try:
            if self._writer is None:
                self._writer = JournalWriter(self._journal, self.name)
            resumed = [] if self.recording else [self._resumed_notice()]
            self._writer.append(entries + resumed)
        except (JournalUnwritable, JournalBusy) as error:
            self._retained = entries
            self._stop_recording(error)
            return
        self._retained = []
        self.counters["recorded"] += sum(entry.kind != "notice" for entry in entries)
        if not self.recording:
            logger.warning("recording again; %s", self._missed_words())
            self._missed = self._missed_connections = 0
            self._stopped_at, self.trouble, self.recording = None, "", True

    def _stop_recording(self, error: Exception) -> None:
        self.trouble = f"not recording: {error}"
        if self.recording:
            self.recording = False
            self._stopped_at = utc_now()
            logger.error(
                "%s. Traffic passes on unrecorded; trying again every %g s", self.trouble, self._retry_seconds
            )

    def _resumed_notice(self) -> Entry:
        since = self._stopped_at.isoformat() if self._stopped_at else "the start"
        text = f"recording had stopped since {since}: {self.trouble}; {self._missed_words()}"
        return _notice("recording_stopped", text, self._missed)

    def _missed_words(self) -> str:
        return (
            f"not recorded: {counted(self._missed, 'message')} and"
            f" {counted(self._missed_connections, 'record')} of connections"
        )

    def _figures(self) -> dict[str, int]:
        return self.counters | {"queued": len(self._queue), "held_bytes": self._held}

    def _beat(self) -> None:
        if self._heartbeat is not None:
            state = "running" if self.recording else "degraded"
            self._heartbeat.update(state, self.trouble, **self._figures())


def _notice(what: str, text: str, count: int, size: int = 0) -> Entry:
    notice = Notice(at=utc_now(), what=what, text=text, count=count, bytes=size)
    return Entry(kind="notice", content=msgspec.json.encode(notice, order="deterministic"))


def _dropped_notice(count: int, size: int) -> Entry:
    bodies = counted(count, "body was", "bodies were")
    text = f"{bodies} dropped ({size:,} bytes): the journal did not keep up; the records are here"
    return _notice("bodies_dropped", text, count, size)
