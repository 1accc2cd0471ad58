"""What leakledger costs while nothing happens: the time of ``--help`` and the memory of all of ``leakledger run``.

    .venv/bin/python benchmarks/at_rest.py [--pairs 7] [--settle 20]

``--help`` is measured against ``python -c "import click"``, in interleaved pairs; the memory (proportional set size, summed
over all processes of ``run``) against one bare mitmdump. Medians are printed. Nothing leaves loopback.
"""

from __future__ import annotations

import argparse
import os
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HELP_TARGET = 0.3  # seconds
PSS_TARGET_MB = 450
BIN = Path(sys.executable).parent


def seconds_of(*command: str | Path) -> float:
    """Wall time of one run."""
    started = time.monotonic()
    subprocess.run([str(word) for word in command], check=True, stdout=subprocess.DEVNULL)
    return time.monotonic() - started


def measure_help(pairs: int) -> bool:
    """``leakledger --help`` ÷ a bare start of Python with click."""
    found = []
    for _ in range(pairs):
        ours = seconds_of(BIN / "leakledger", "--help")
        bare = seconds_of(sys.executable, "-c", "import click")
        found.append((ours, ours / bare))
    seconds = statistics.median(ours for ours, _ in found)
    ratio = statistics.median(ratio for _, ratio in found)
    verdict = "reached" if seconds <= HELP_TARGET else "MISSED"
    print(
        f"leakledger --help: {seconds:.2f} s, {ratio:.1f} x python with click (target {HELP_TARGET} s) {verdict}"
    )
    return seconds <= HELP_TARGET


def free_port() -> int:
    """A port that is free."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def family(pid: int) -> list[int]:
    """A process and all that it started."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [pid, *(descendant for child in children for descendant in family(int(child)))]


def pss_mb(pid: int) -> float:
    """The proportional set size of one process in MB."""
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:")) * 1024 / 1e6


def resting_mb(settle: float, *command: str | Path) -> dict[str, float]:
    """MB of each process of a command that has been running for ``settle`` seconds."""
    process = subprocess.Popen(
        [str(word) for word in command], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=os.environ
    )
    try:
        time.sleep(settle)
        return {f"{pid} {name_of(pid)}": pss_mb(pid) for pid in family(process.pid)}
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(30)


def name_of(pid: int) -> str:
    """The command that a process is."""
    words = Path(f"/proc/{pid}/cmdline").read_text().split("\0")
    known = ("capture", "sniffer", "analyse", "serve", "run", "mitmdump")
    return " ".join(Path(word).name for word in words if Path(word).name in known)


def measure_memory(settle: float) -> bool:
    """All of ``leakledger run`` ÷ one bare mitmdump."""
    with tempfile.TemporaryDirectory() as folder:
        ports = ("--proxy-port", str(free_port()), "--dashboard-port", str(free_port()))
        ours = resting_mb(settle, BIN / "leakledger", "run", "--home", Path(folder) / "home", *ports)
        confdir = f"confdir={folder}/bare"
        bare = resting_mb(settle, BIN / "mitmdump", "-q", "--set", confdir, "-p", str(free_port()))
    for name, size in ours.items():
        print(f"  {name}: {size:.0f} MB")
    total = sum(ours.values())
    ratio = total / sum(bare.values())
    verdict = "reached" if total <= PSS_TARGET_MB else "MISSED"
    print(
        f"leakledger run at rest: {total:.0f} MB, {ratio:.1f} x bare mitmdump (target {PSS_TARGET_MB} MB) {verdict}"
    )
    return total <= PSS_TARGET_MB


def main() -> int:
    """Measure both; 0 where both targets are reached."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--pairs", type=int, default=7)
    parser.add_argument("--settle", type=float, default=20.0)
    options = parser.parse_args()
    return int(not all((measure_help(options.pairs), measure_memory(options.settle))))


if __name__ == "__main__":
    sys.exit(main())
