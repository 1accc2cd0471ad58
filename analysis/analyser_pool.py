"""Analyses many messages on all cores, and gives the results in the order of the messages."""

from __future__ import annotations

import gc
import os
import resource
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from types import TracebackType
from typing import TYPE_CHECKING, Any, Concatenate, Final, Self

import msgspec

from analysis import registry
from analysis.errors import UserFault
from analysis.pipeline import Analyser, Analysis
from analysis.records import Transmission

if TYPE_CHECKING:  # slow to load, and a small file needs no workers
    from concurrent.futures import Future, ProcessPoolExecutor

CHUNK: Final = 32  # messages that a worker takes at a time
CHUNK_BYTES: Final = 4 << 20  # bytes of bodies that end a chunk earlier
AHEAD: Final = 3  # chunks waiting for each worker; what is read further waits
WORTH_IT: Final = 256  # messages below which starting workers costs more than it brings
_MADE: Final = 10_000  # objects kept after which a worker looks for cycles, of which messages have few
MEMORY: Final = 4 << 30  # bytes of address space of a process that opens what strangers have sent

Outcome = Analysis | Exception | None


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
        self.workers = workers or len(os.sched_getaffinity(0))
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

    def begin[**Given, Result](
        self, work: Callable[Concatenate[Analyser, Given], Result], *given: Given.args, **named: Given.kwargs
    ) -> Callable[[], Result]:
        """Have a worker do ``work(analyser, …)``; what is given back waits for the result, and may raise ``WorkerLost``."""
        executor = self._executor or self._start()
        with _said_when_lost():
            future = executor.submit(_with_analyser, work, *given, **named)
        return lambda: _result_of(future)

    def analysed[Item](self, items: Iterable[Item]) -> Iterator[tuple[Item, Outcome]]:
        """Each item with its analysis, in order: an exception where it failed, None for what is no transmission.

        What reading the items raises comes after the results of all that were read before it. Raises ``WorkerLost``.
        """
        source = _Source(items)
        while self._executor is None and (self.workers == 1 or self._seen < WORTH_IT):
            found = source.take(1)
            if not found:
                break
            self._seen += isinstance(found[0], Transmission)
            yield found[0], analysed(self._analyser, found[0])
        else:
            yield from self._by_workers(source)
        source.finish()

    def _by_workers[Item](self, source: _Source[Item]) -> Iterator[tuple[Item, Outcome]]:
        executor = self._executor or self._start()
        waiting: deque[tuple[list[Item], Future[list[Outcome]]]] = deque()
        while True:
            while len(waiting) < self.workers * AHEAD and (chunk := source.take(CHUNK)):
                sent = [item for item in chunk if isinstance(item, Transmission)]
                with _said_when_lost():
                    waiting.append((chunk, executor.submit(_work, sent)))
            if not waiting:
                return
            chunk, future = waiting.popleft()
            done: list[Outcome] = _result_of(future)
            outcomes = iter(done)
            for item in chunk:
                yield item, _with(item, next(outcomes)) if isinstance(item, Transmission) else None

    def _start(self) -> ProcessPoolExecutor:
        import multiprocessing
        from concurrent.futures import ProcessPoolExecutor

        global _shared
        _shared = self._analyser
        registry.decoders()  # before the workers begin, so that not each of them loads them
        gc.freeze()  # the catalogue and the rules are loaded once, and stay
        context = multiprocessing.get_context("fork")
        self._executor = ProcessPoolExecutor(self.workers, context, initializer=_begin_work)
        return self._executor


def _begin_work() -> None:
    limit_memory()
    gc.set_threshold(_MADE)


class _Source[Item]:
    """An iterator whose error is kept until everything before it was dealt with."""

    def __init__(self, items: Iterable[Item]) -> None:
        self._items = iter(items)
        self._error: Exception | None = None

    def take(self, most: int) -> list[Item]:
        """The next items, at most ``most``, fewer where bodies are big; none at the end, or where reading failed."""
        found: list[Item] = []
        size = 0
        try:
            while len(found) < most and size < CHUNK_BYTES:
                item = next(self._items)
                found.append(item)
                size += len(item.body or b"") if isinstance(item, Transmission) else 0
        except StopIteration:
            self._items = iter(())
        except Exception as error:  # noqa: BLE001  raised again by finish
            self._error = error
            self._items = iter(())
        return found

    def finish(self) -> None:
        """Raise what reading has raised."""
        if self._error is not None:
            raise self._error


_shared: Analyser | None = None  # inherited by the workers
_NONE: Final = Transmission(id="", flow_id="", seen_at=datetime.min.replace(tzinfo=UTC), writer="")


def _with(sent: Transmission, outcome: Outcome) -> Outcome:
    """The transmission of this process, not its copy: what is encoded from it is then the same, byte for byte."""
    if not isinstance(outcome, Analysis):
        return outcome
    event = msgspec.structs.replace(outcome.event, transmission=msgspec.structs.replace(sent, body=None))
    return msgspec.structs.replace(outcome, event=event)


def _work(sent: Sequence[Transmission]) -> list[Outcome]:
    assert _shared is not None
    return [_without(analysed(_shared, transmission)) for transmission in sent]


def _without(outcome: Outcome) -> Outcome:
    """The outcome without the transmission, which the other process has: most of what would go back to it."""
    if not isinstance(outcome, Analysis):
        return outcome
    return msgspec.structs.replace(outcome, event=msgspec.structs.replace(outcome.event, transmission=_NONE))


def _result_of[Result](future: Future[Result]) -> Result:
    with _said_when_lost():
        return future.result()


@contextmanager
def _said_when_lost() -> Iterator[None]:
    from concurrent.futures.process import BrokenProcessPool

    try:
        yield
    except BrokenProcessPool as error:
        raise WorkerLost(
            "a process that reads messages was ended from outside, perhaps for want of memory; try fewer files"
        ) from error


def _with_analyser(work: Callable[..., Any], *given: object, **named: object) -> Any:
    assert _shared is not None
    return work(_shared, *given, **named)


def analysed(analyser: Analyser, item: object) -> Outcome:
    """What comes of one item in this process: its analysis, what it failed with, None for what is no transmission."""
    if not isinstance(item, Transmission):
        return None
    try:
        return analyser.analyse(item)
    except Exception as error:  # noqa: BLE001  one message must not end a run over 2,000 files
        return RuntimeError(type(error).__name__)
