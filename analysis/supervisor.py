"""Keeps the parts of ``run`` alive: each its own process, restarted with back-off, none taking another down."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from functools import partial
from typing import Final

import msgspec

from analysis.settings import Home
from analysis.status import Heartbeat

FIRST_DELAY: Final = 1.0  # seconds before the first restart; doubled each time
LONGEST_DELAY: Final = 60.0
STEADY: Final = 60.0  # seconds of life after which a process counts as healthy again
GRACE: Final = 10.0  # seconds that a process has to stop before it is killed
NOT_PERMITTED: Final = 3  # exit code: the part cannot run here (it has said why); it is not restarted
_PR_SET_PDEATHSIG: Final = 1


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """One process of the audit: ``arguments`` follow ``leakledger`` on its command line."""

    name: str
    arguments: tuple[str, ...]


class _Child:
    """One part with its process and its history."""

    def __init__(self, part: Part) -> None:
        self.part = part
        self.process: subprocess.Popen[bytes] | None = None
        self.started = 0.0
        self.delay = FIRST_DELAY
        self.restart_at = 0.0
        self.restarts = 0
        self.given_up = False

    def start(self) -> None:
        command = [sys.executable, "-m", "analysis", *self.part.arguments]
        # its own session: Ctrl-C reaches the supervisor alone, which then stops the parts in order
        die_with_us = partial(_die_with, os.getpid())
        self.process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, start_new_session=True, preexec_fn=die_with_us
        )
        self.started = time.monotonic()

    def has_ended(self) -> bool:
        return self.process is not None and self.process.poll() is not None

    def plan_restart(self, say: Callable[[str], None]) -> None:
        """Decide when an ended process is started again."""
        code = self.process.returncode if self.process is not None else 0
        self.process = None
        if code == NOT_PERMITTED:
            self.given_up = True
            return
        if time.monotonic() - self.started >= STEADY:
            self.delay = FIRST_DELAY
        self.restart_at = time.monotonic() + self.delay
        ended = f"was killed by signal {-code}" if code < 0 else f"ended with exit code {code}"
        say(f"{self.part.name} {ended}; starting it again in {self.delay:.0f} s")
        self.delay = min(self.delay * 2, LONGEST_DELAY)
        self.restarts += 1


class Supervisor:
    """Runs the parts until ``stop`` is set. ``say`` gets one line for everything that a person should know."""

    def __init__(self, home: Home, parts: Sequence[Part], say: Callable[[str], None]) -> None:
        self._children = [_Child(part) for part in parts]
        self._say = say
        self._heartbeat = Heartbeat(home, "supervisor")

    def run(self, stop: threading.Event) -> None:
        """Start everything, keep it running, and stop it all cleanly at the end."""
        for child in self._children:
            child.start()
        try:
            while not stop.wait(0.2):
                self._look_after()
        finally:
            self._stop_all()
            self._heartbeat.stop()

    def _look_after(self) -> None:
        for child in self._children:
            if child.has_ended():
                child.plan_restart(self._say)
            elif child.process is None and not child.given_up and time.monotonic() >= child.restart_at:
                child.start()
        missing = [
            child.part.name for child in self._children if child.process is None and not child.given_up
        ]
        self._heartbeat.update(
            state="degraded" if missing else "running",
            message=f"waiting to restart: {', '.join(missing)}" if missing else "",
            restarts=sum(child.restarts for child in self._children),
        )

    def _stop_all(self) -> None:
        running = [child.process for child in self._children if child.process is not None]
        for process in running:
            _send(process, signal.SIGTERM)
        deadline = time.monotonic() + GRACE
        for process in running:
            try:
                process.wait(max(0.0, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                self._say(f"process {process.pid} did not stop in {GRACE:.0f} s and was killed")
                _send(process, signal.SIGKILL)
                process.wait()


def _send(process: subprocess.Popen[bytes], number: signal.Signals) -> None:
    if process.poll() is None:
        process.send_signal(number)


def _die_with(parent: int) -> None:
    """Linux: SIGTERM for the child when the supervisor dies, however it dies. In a container the supervisor may be 1."""
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
    if os.getppid() != parent:
        os._exit(1)
