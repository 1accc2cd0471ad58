"""Analyses many messages on all cores, and gives the results in the order of the messages."""

from __future__ import annotations

import multiprocessing
import os
import resource
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from types import TracebackType
from typing import Final, Self

from analysis.errors import UserFault
from analysis.pipeline import Analyser, Analysis
from analysis.records import Flow, Transmission

CHUNK: Final = 32  # messages that a worker takes at a time
CHUNK_BYTES: Final = 4 << 20  # bytes of bodies that end a chunk earlier
AHEAD: Final = 3  # chunks waiting for each worker; what is read further waits
WORTH_IT: Final = 256  # messages below which starting workers costs more than it brings
MEMORY: Final = 4 << 30  # bytes of address space of a process that opens what strangers have sent

Record = Transmission | Flow
Analysed = tuple[Record, Analysis | Exception | None]


class WorkerLost(UserFault):
    """A worker process was ended from outside."""


def limit_memory(most: int = MEMORY) -> None:
    """Let this process fail for want of memory, which becomes a warning, before the machine does. Never raises a limit."""
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    if soft == resource.RLIM_INFINITY or soft > most:
        resource.setrlimit(resource.RLIMIT_AS, (most, hard))


class AnalyserPool:
    """An analyser and the workers that share its catalogue. Used in one thread; closes with ``with``.

    ``workers`` of 1 works in this process. More are forked once there are enough messages, so the process must have no
    other threads then.
    """

    def __init__(self, analyser: Analyser, workers: int | None = None) -> None:
        self._analyser = analyser
        self._workers = workers or len(os.sched_getaffinity(0))
        self._executor: ProcessPoolExecutor | None = None
        self._seen = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the workers."""
        if self._executor is not None:
            self._executor.shutdown(cancel_futures=True)
            self._executor = None

    def analysed(self, records: Iterable[Record]) -> Iterator[Analysed]:
        """Each record with its analysis, in order: an exception where it failed, None for a flow.

        What reading the records raises comes after the results of all that were read before it. Raises ``WorkerLost``.
        """
        source = _Source(records)
        while self._executor is None and (self._workers == 1 or self._seen < WORTH_IT):
            record = source.next()
            if record is None:
                break
            self._seen += 1
            yield record, _analyse(self._analyser, record)
        else:
            yield from self._by_workers(source)
        source.finish()

    def _by_workers(self, source: _Source) -> Iterator[Analysed]:
        executor = self._executor or self._start()
        waiting: deque[tuple[list[Record], Future[list[Analysis | Exception | None]]]] = deque()
        try:
            while True:
                while len(waiting) < self._workers * AHEAD and (chunk := source.chunk()):
                    waiting.append((chunk, executor.submit(_work, chunk)))
                if not waiting:
                    return
                chunk, future = waiting.popleft()
                yield from zip(chunk, future.result(), strict=True)
        except BrokenProcessPool as error:
            raise WorkerLost(
                "a process that reads messages was ended from outside, perhaps for want of memory; try fewer files"
            ) from error

    def _start(self) -> ProcessPoolExecutor:
        global _shared
        _shared = self._analyser
        context = multiprocessing.get_context("fork")  # the catalogue and the rules are loaded once
        self._executor = ProcessPoolExecutor(self._workers, context, initializer=limit_memory)
        return self._executor


class _Source:
    """An iterator whose error is kept until everything before it was dealt with."""

    def __init__(self, records: Iterable[Record]) -> None:
        self._records = iter(records)
        self._error: Exception | None = None

    def next(self) -> Record | None:
        """The next record; None at the end, or where reading failed."""
        try:
            return next(self._records, None)
        except Exception as error:  # noqa: BLE001  raised again by finish
            self._error = error
            self._records = iter(())
            return None

    def chunk(self) -> list[Record]:
        """The next records, so many that a worker is kept busy with them; empty at the end."""
        found: list[Record] = []
        size = 0
        while len(found) < CHUNK and size < CHUNK_BYTES and (record := self.next()) is not None:
            found.append(record)
            size += len(record.body or b"") if isinstance(record, Transmission) else 0
        return found

    def finish(self) -> None:
        """Raise what reading has raised."""
        if self._error is not None:
            raise self._error


_shared: Analyser | None = None  # inherited by the workers


def _work(records: list[Record]) -> list[Analysis | Exception | None]:
    assert _shared is not None
    return [_analyse(_shared, record) for record in records]


def _analyse(analyser: Analyser, record: Record) -> Analysis | Exception | None:
    if isinstance(record, Flow):
        return None
    try:
        return analyser.analyse(record)
    except Exception as error:  # noqa: BLE001  one message must not end a run over 2,000 files
        return RuntimeError(type(error).__name__)
