"""Lets a thread give way to the home's traffic, where the system permits it; whether it does never stops the thread."""

from __future__ import annotations

import contextlib
import os
import threading
from typing import Final

NICE: Final = 5  # on Linux each thread has a priority of its own


def give_way() -> None:
    """Put this thread behind the others. One of a process that was started behind them already stays where it is."""
    own = threading.get_native_id()
    with contextlib.suppress(OSError):  # a sandbox may forbid even this
        if os.getpriority(os.PRIO_PROCESS, own) < NICE:  # up needs CAP_SYS_NICE, and nobody asked for it
            os.setpriority(os.PRIO_PROCESS, own, NICE)
