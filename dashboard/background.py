"""Works out what takes seconds behind a page: who asks gets the newest answer there is, and whether it is being renewed.

It gives way to pages: only one thread of Python runs at a time, and a page that is being made would take twice its time.
"""

from __future__ import annotations

import logging
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Final

KEPT: Final = 24
_logger = logging.getLogger(__name__)
WAIT: Final = 0.1  # seconds that a page waits for an answer before it shows what there is
PATIENCE: Final = (
    0.5  # seconds that the work stands still at most, so that it ends on a busy dashboard as well
)


class Answer:
    """``value`` is None while there is none yet; ``pending`` says that a newer one is on its way."""

    def __init__(self, value: Any, made_at: float, pending: bool) -> None:
        self.value, self.made_at, self.pending = value, made_at, pending


class Background:
    """One thread, one piece of work after another; the newest answer of each key is kept, of ``KEPT`` keys."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._held: OrderedDict[Hashable, tuple[Hashable, Any, float]] = OrderedDict()
        self._asked: dict[Hashable, threading.Event] = {}
        self._pool: ThreadPoolExecutor | None = None
        self._requests = 0
        self._free = threading.Condition()

    def begins(self) -> None:
        """A request is at work."""
        with self._free:
            self._requests += 1

    def ends(self) -> None:
        """It is done, or only waits."""
        with self._free:
            self._requests -= 1
            self._free.notify_all()

    def waits_for_a_request(self) -> bool:
        """Whether one is at work."""
        return self._requests > 0

    def give_way(self) -> None:
        """To be called in the midst of the work, every few milliseconds: waits while a request is at work."""
        with self._free:
            self._free.wait_for(lambda: not self.waits_for_a_request(), PATIENCE)

    def ask(
        self, key: Hashable, stamp: Hashable, make: Callable[[], Any], every: float, wait: float | None = None
    ) -> Answer:
        """The answer of a key. It is made anew where it is of another stamp and at least ``every`` seconds old.

        An answer that cannot be made is asked for again the next time. Without ``wait`` (seconds) only the first answer is
        waited for, ``WAIT``: while a newer one is made, the older one is given at once.
        """
        done = self._renewed(key, stamp, make, every)
        if wait is None:
            wait = 0 if self._is_held(key) else WAIT
        if done is not None and wait:
            self.ends()
            done.wait(wait)
            self.begins()
        with self._lock:
            held = self._held.get(key)
            pending = key in self._asked
        return Answer(held[1], held[2], pending) if held else Answer(None, 0.0, pending)

    def _is_held(self, key: Hashable) -> bool:
        with self._lock:
            return key in self._held

    def _renewed(
        self, key: Hashable, stamp: Hashable, make: Callable[[], Any], every: float
    ) -> threading.Event | None:
        """Have it made where it is time to; gives what tells that it is done."""
        with self._lock:
            held = self._held.get(key)
            if held is not None:
                self._held.move_to_end(key)
                if held[0] == stamp or self._clock() - held[2] < every:
                    return None
            if key in self._asked:
                return self._asked[key]
            done = self._asked[key] = threading.Event()
            if self._pool is None:
                self._pool = ThreadPoolExecutor(1, thread_name_prefix="background")
            self._pool.submit(self._work, key, stamp, make, done)
            return done

    def _work(self, key: Hashable, stamp: Hashable, make: Callable[[], Any], done: threading.Event) -> None:
        try:
            value = make()
            with self._lock:
                self._held[key] = (stamp, value, self._clock())
                while len(self._held) > KEPT:
                    self._held.popitem(last=False)
        except Exception:
            _logger.exception("what a page asked for could not be worked out")
        finally:
            with self._lock:
                self._asked.pop(key, None)
            done.set()
