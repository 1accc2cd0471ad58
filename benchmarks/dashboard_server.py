"""A dashboard that is really served, and what a browser asks of it when it opens a page."""

from __future__ import annotations

import json
import os
import re
import socket
import subprocess
import sys
import time
from datetime import datetime
from pathlib import Path
from typing import Any, Self
from urllib.parse import urlsplit

import requests

from analysis.queries import Day, day_of
from analysis.settings import Home


def percentile(values: list[float], share: float) -> float:
    """The smallest value that ``share`` of 100 do not exceed."""
    ordered = sorted(values)
    return ordered[max(0, -(-len(ordered) * int(share) // 100) - 1)]


def pss_mb(pid: int) -> float:
    """The proportional set size of a process in MB."""
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:")) * 1024 / 1e6


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        return int(held.getsockname()[1])


class Served:
    """``leakledger serve`` of a home, and a session that is logged in to it."""

    def __init__(self, folder: Path) -> None:
        (folder / "dashboard.json").unlink(missing_ok=True)  # a new password, for it is told only once
        self.address = f"http://127.0.0.1:{free_port()}"
        command = Path(sys.executable).with_name("leakledger")
        port = str(urlsplit(self.address).port)
        self._process = subprocess.Popen(
            [command, "serve", "--home", folder, "--port", port],
            stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONUNBUFFERED": "1"},
        )  # fmt: skip
        self.pid = self._process.pid
        self.password = self._password()
        zone = Home.open(folder).timezone
        self.day: Day = day_of(datetime.now(zone).date(), zone)
        self._session = requests.Session()
        self._session.headers["Origin"] = self.address
        answer = self._session.post(f"{self.address}/login", data={"password": self.password})
        answer.raise_for_status()
        self._callbacks: list[dict[str, Any]] = self._session.get(f"{self.address}/_dash-dependencies").json()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.terminate()
        self._process.wait(30)

    def _password(self) -> str:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            if found := re.search(r"Password \(shown this once\): (\S+)", line):
                return found[1]
        raise SystemExit("leakledger serve did not start")

    def page(self, path: str) -> float:
        """Milliseconds that the server takes for a page: its layout, then whatever fills it."""
        took, answer = self._ask(path)
        if "being worked out" in answer.text:
            self._wait_for(path)
        return took

    def processor_ms(self) -> float:
        """Milliseconds of processor that the server has taken so far; the clock ticks in tens."""
        fields = Path(f"/proc/{self.pid}/stat").read_text().rpartition(") ")[2].split()
        return (int(fields[11]) + int(fields[12])) * 1000 / os.sysconf("SC_CLK_TCK")

    def content(self, path: str) -> str:
        """The page as JSON."""
        return self._ask(path)[1].text

    def _ask(self, path: str) -> tuple[float, requests.Response]:
        split = urlsplit(path)
        given = {"pathname": split.path, "search": f"?{split.query}" if split.query else ""}
        (wanted,) = [one for one in self._callbacks if "_pages_content.children" in one["output"]]
        inputs = [{**one, "value": given.get(one["property"], "")} for one in wanted["inputs"]]
        outputs = [
            dict(zip(("id", "property"), one.rsplit(".", 1), strict=True))
            for one in wanted["output"].strip(".").split("...")
        ]
        body = {
            "output": wanted["output"], "outputs": outputs, "inputs": inputs, "state": [],
            "changedPropIds": ["_pages_location.pathname", "_pages_location.search"],
        }  # fmt: skip
        begun = time.perf_counter()
        answer = self._session.post(f"{self.address}/_dash-update-component", json=body)
        took = (time.perf_counter() - begun) * 1000
        answer.raise_for_status()
        return took, answer

    def _wait_for(self, path: str) -> None:
        """Until what is worked out behind a page is there; each look is what the browser's pulse asks."""
        until = time.monotonic() + 60
        while "being worked out" in self.content(path):
            if time.monotonic() > until:
                raise SystemExit(f"{path}: still being worked out after a minute")
            time.sleep(0.5)

    def turn_pages(self, count: int) -> list[tuple[float, float]]:
        """Milliseconds (waited, processor) of each next page of the evidence table, by the page's own link."""
        found, path = [], "/evidence"
        for _ in range(count):
            links = re.findall(
                r'"href": "(/evidence[?][^"]*at=a[^"]*)"', json.dumps(json.loads(self.content(path)))
            )
            path = links[-1]
            before = self.processor_ms()
            took = self.page(path)
            found.append((took, self.processor_ms() - before))
        return found
