"""Heartbeats: every long-running process says what it does, what it dropped and how far it lags."""

from __future__ import annotations

import os
import time
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from typing import Final

import msgspec

from analysis.records import utc_now
from analysis.settings import Home, write_private

STALE_AFTER: Final = 15.0  # seconds without a heartbeat


class Status(msgspec.Struct, frozen=True, kw_only=True):
    """One process's last heartbeat. ``state`` is running, degraded, stopped or failed; ``message`` says why.

    ``listens`` is where it accepts connections: (address, port), as it really is and not as it was asked to be.
    """

    name: str
    pid: int
    started_at: datetime
    updated_at: datetime
    state: str = "running"
    message: str = ""
    counters: dict[str, int] = {}
    listens: tuple[tuple[str, int], ...] = ()

    def is_stale(self, now: datetime) -> bool:
        """True where the process has not been heard of for ``STALE_AFTER`` seconds, or is gone."""
        return (now - self.updated_at).total_seconds() > STALE_AFTER


class Heartbeat:
    """Writes ``run/<name>.json`` atomically, at most once a second unless the state changes."""

    def __init__(self, home: Home, name: str, interval: float = 1.0) -> None:
        self._path: Path = home.run_dir / f"{name}.json"
        self._name = name
        self._interval = interval
        self._started = utc_now()
        self._last = 0.0
        self._state = ("", "")
        self.listens: tuple[tuple[str, int], ...] = ()  # set it once it is known
        self.failures = 0  # heartbeats that could not be written (a full disk must not stop the process)

    def update(self, state: str = "running", message: str = "", **counters: int) -> None:
        """Say how it goes."""
        now = time.monotonic()
        if now - self._last < self._interval and (state, message) == self._state:
            return
        self._last, self._state = now, (state, message)
        status = Status(
            name=self._name,
            pid=os.getpid(),
            started_at=self._started,
            updated_at=utc_now(),
            state=state,
            message=message,
            counters=counters,
            listens=self.listens,
        )
        try:
            write_private(self._path, msgspec.json.encode(status).decode(), durable=False)
        except OSError:
            self.failures += 1

    def stop(self, state: str = "stopped", message: str = "", **counters: int) -> None:
        """The last word of a process."""
        self._last = 0.0
        self.update(state, message, **counters)


def lives(status: Status, now: datetime) -> bool:
    """True where the process is at work: it says so, not long ago, and it is there."""
    if status.state not in ("running", "degraded") or status.is_stale(now):
        return False
    try:
        os.kill(status.pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True  # it is there, and another user's
    return True


def is_ours(pid: int) -> bool:
    """True where a process of this program has that number now, whether or not it can say so."""
    try:
        words = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
    except OSError:
        return False
    module = any(pair == (b"-m", b"analysis") for pair in pairwise(words))
    return module or any(word.rpartition(b"/")[2] == b"leakledger" for word in words[:2])


def read_all(home: Home) -> list[Status]:
    """Every process's last heartbeat, by name; a file that cannot be read counts as a failed one."""
    found = []
    for path in sorted(home.run_dir.glob("*.json")):
        try:
            found.append(msgspec.json.decode(path.read_bytes(), type=Status))
        except (OSError, msgspec.DecodeError) as error:
            now = utc_now()
            found.append(
                Status(
                    name=path.stem, pid=0, started_at=now, updated_at=now, state="failed", message=str(error)
                )
            )
    return found
