"""The real proxy and analyst as processes, on a home of their own."""

from __future__ import annotations

import contextlib
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from analysis.enrolment import enrol_this_machine
from analysis.settings import Home
from analysis.status import read_all

REPOSITORY = Path(__file__).resolve().parents[2]


class RunningAudit:
    """``leakledger capture`` and ``leakledger analyse``; ``stop`` ends one part or all."""

    def __init__(self, folder: Path) -> None:
        self.home = Home.open(folder)
        self.port = free_port()
        self.processes: dict[str, subprocess.Popen[bytes]] = {}

    def start_proxy(self, listen: str = "127.0.0.1") -> None:
        enrol_this_machine(self.home)
        self._start("proxy", "capture", "--listen", listen, "--port", str(self.port))
        wait_until(lambda: any(status.listens for status in read_all(self.home)))

    def start_analyst(self) -> None:
        self._start("analyst", "analyse")
        wait_until(lambda: any(status.name == "analyst" for status in read_all(self.home)))

    def _start(self, name: str, *arguments: str) -> None:
        command = [sys.executable, "-m", "analysis", *arguments, "--home", str(self.home.root)]
        self.processes[name] = subprocess.Popen(command, cwd=REPOSITORY, stderr=subprocess.DEVNULL)

    def stop(self, name: str, number: int = signal.SIGTERM) -> None:
        process = self.processes.pop(name)
        process.send_signal(number)
        process.wait(30)

    def close(self) -> None:
        for name in list(self.processes):
            self.stop(name)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def own_address() -> str | None:
    """This machine's address in its network, None where it has none. Nothing is sent."""
    with contextlib.suppress(OSError), socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.connect(("198.51.100.1", 9))
        address = str(probe.getsockname()[0])
        return None if address.startswith("127.") else address
    return None


def wait_until(condition: Callable[[], bool], seconds: float = 30) -> None:
    give_up = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < give_up, "it did not happen in time"
        time.sleep(0.05)
