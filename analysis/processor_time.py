"""A bound on the processor's time: what is found must not hang on what else the machine does meanwhile."""

from __future__ import annotations

import time


class ProcessorTime:
    """So many seconds of this thread's processor time from now on. The clock is asked first, which costs a tenth."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._until = time.monotonic() + seconds
        self._begun = time.thread_time()

    def is_spent(self) -> bool:
        """Whether more than that was taken."""
        return time.monotonic() > self._until and time.thread_time() - self._begun > self._seconds
