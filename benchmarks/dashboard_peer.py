"""Datasette on a ledger: what its user would ask to see what a page of ours shows."""

from __future__ import annotations

import statistics
import subprocess
import time
from datetime import timedelta
from pathlib import Path
from typing import Self

import requests

from analysis.queries import Day, day_of
from benchmarks.dashboard_server import free_port

_DAY = "corpus = 'home' AND {0} >= {1} AND {0} < {2}"
ROUNDS = 3


class Datasette:
    """A served Datasette; ``folder`` is its virtual environment."""

    def __init__(self, folder: Path, ledger: Path) -> None:
        port = free_port()
        command = folder / "bin" / "datasette"
        self.version = subprocess.run(
            [command, "--version"], capture_output=True, text=True, check=True
        ).stdout.strip()
        self.address = f"http://127.0.0.1:{port}/ledger.json"
        settings = ("--setting", "sql_time_limit_ms", "120000", "--setting", "max_returned_rows", "50000")
        self._process = subprocess.Popen(
            [command, "serve", ledger, "--port", str(port), *settings],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        until = time.monotonic() + 30
        while time.monotonic() < until:
            try:
                requests.get(f"http://127.0.0.1:{port}/-/versions.json", timeout=5).raise_for_status()
                break
            except requests.RequestException:
                time.sleep(0.2)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.terminate()
        self._process.wait(30)

    def measure(self, day: Day, device: str, company: str) -> dict[str, float]:
        """Milliseconds of the queries of each page, the median of some rounds; by the page's name."""
        month = day_of(day.date - timedelta(days=29), day.zone).start
        found = {}
        for name, statements in questions(day, month, device, company).items():
            rounds = [sum(map(self._ask, statements)) for _ in range(ROUNDS)]
            found[name] = statistics.median(rounds)
        return found

    def _ask(self, sql: str) -> float:
        begun = time.perf_counter()
        answer = requests.get(self.address, params={"sql": sql, "_shape": "arrays"}, timeout=150)
        answer.raise_for_status()
        return (time.perf_counter() - begun) * 1000


def questions(day: Day, month: int, device: str, company: str) -> dict[str, list[str]]:
    """By page: who got how much when and which kinds were found, in the words of SQL over the rows."""
    flows, findings = (_DAY.format(column, day.start, day.end) for column in ("opened_at", "seen_at"))
    since = f"corpus = 'home' AND seen_at >= {month} AND seen_at < {day.end}"
    got = "SELECT device, company, host, visibility, sum(bytes_out), count(*) FROM flows WHERE {0} GROUP BY 1, 2, 3, 4"
    kinds = "SELECT seen_at / 900000000, device, category, confidence, count(*) FROM findings WHERE {0} GROUP BY 1, 2, 3, 4"
    first = """SELECT company, min(opened_at) FROM flows WHERE corpus = 'home' GROUP BY 1 HAVING min(opened_at) >= {0}"""
    ways = """
        SELECT device, category, company, count(*), min(seen_at), max(seen_at) FROM findings WHERE {0} GROUP BY 1, 2, 3"""
    one = f" AND device = '{device}'"
    return {
        "Today": [got.format(flows), kinds.format(findings), first.format(day.start)],
        "Device": [got.format(flows + one), kinds.format(findings + one)],
        "Evidence": [
            "SELECT f.*, e.method, e.path, e.tracker FROM findings f JOIN events e ON e.id = f.event_id"
            " WHERE f.corpus = 'home' ORDER BY f.seen_at DESC, f.id DESC LIMIT 100",
            "SELECT count(*) FROM findings WHERE corpus = 'home'",
        ],
        "Where's the brain? (30 days)": [ways.format(since)],
        "Company (30 days)": [ways.format(f"{since} AND company = '{company}'")],
    }  # fmt: skip
