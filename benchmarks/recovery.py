"""Kills proxy and analyst with -9 at random moments under load, then counts: nothing acknowledged may be lost or doubled.

    .venv/bin/python benchmarks/recovery.py [--rounds 200] [--seed 1]

A message is acknowledged when its record is committed in the journal. After every kill the journal is read; at the end
every message that was ever seen there must be in it and in the ledger exactly once, and every chain must hold. Messages
that a client had an answer for but that died in the proxy's queue (at most its 250 ms of grouping) are counted and shown.
"""

from __future__ import annotations

import argparse
import http.client
import os
import random
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from analysis.enrolment import enrol_this_machine
from analysis.evidence.verify import verify_journal
from analysis.journal_format import decode_transmission
from analysis.journal_reading import tail
from analysis.ledger_reader import LedgerReader
from analysis.settings import Home

BODY = b'{"latitude": 52.2352, "longitude": 10.564, "padding": "' + b"x" * 1900 + b'"}'
CLIENTS = 4


class Origin(BaseHTTPRequestHandler):
    """Takes every post and says so."""

    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(204)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


class QuietServer(ThreadingHTTPServer):
    """Does not complain when a killed proxy's connections break off."""

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing."""


class Load:
    """Clients that post through the proxy as fast as they can, and go on when it dies."""

    def __init__(self, proxy: int, origin: int) -> None:
        self._proxy, self._origin = proxy, origin
        self._stop = threading.Event()
        self.answered: set[str] = set()
        self._threads = [threading.Thread(target=self._post, args=(number,)) for number in range(CLIENTS)]

    def __enter__(self) -> Load:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        for thread in self._threads:
            thread.join()

    def _post(self, client: int) -> None:
        number = 0
        while not self._stop.is_set():
            connection = http.client.HTTPConnection("127.0.0.1", self._proxy, timeout=5)
            try:
                while not self._stop.is_set():
                    name = f"/{client}/{number}"
                    number += 1
                    url = f"http://127.0.0.1:{self._origin}{name}"
                    connection.request("POST", url, BODY, {"Content-Type": "application/json"})
                    if self._answer(connection) == 204:
                        self.answered.add(name)
            except (OSError, http.client.HTTPException):
                time.sleep(0.05)  # the proxy was killed; it comes back
            finally:
                connection.close()

    @staticmethod
    def _answer(connection: http.client.HTTPConnection) -> int:
        response = connection.getresponse()
        response.read()
        return response.status


class Part:
    """One process of the audit, started again after each kill."""

    def __init__(self, log: Path, *arguments: str) -> None:
        self._command = [sys.executable, "-m", "analysis", *arguments]
        self._log = log
        self.start()

    def start(self) -> None:
        with self._log.open("ab") as log:
            self.process = subprocess.Popen(self._command, stdout=log, stderr=log, env=os.environ)

    def kill(self) -> None:
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()
        self.start()

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(30)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def journalled(home: Home, after: int = 0) -> dict[int, str]:
    """Sequence number to path of every transmission in the proxy's journal."""
    found = {}
    while records := tail(home.journal_dir, "proxy-0", after, limit=5000, bodies=False):
        after = records[-1].position.seq
        found |= {
            record.position.seq: decode_transmission(record).path
            for record in records
            if record.kind == "transmission"
        }
    return found


def in_ledger(home: Home) -> Counter[str]:
    """How often each path is there; nothing where no analyst has lived long enough to make the ledger."""
    reader = LedgerReader(home.ledger_path)
    try:
        if not reader.ready():
            return Counter()
    finally:
        reader.close()
    connection = sqlite3.connect(home.ledger_path)
    try:
        return Counter(path for (path,) in connection.execute("SELECT path FROM events"))
    finally:
        connection.close()


def play(home: Home, rounds: int, chance: random.Random) -> tuple[dict[int, str], set[str], Counter[str]]:
    """Rounds of kills under load; what was acknowledged, what was answered, and how often which part was killed."""
    origin = QuietServer(("127.0.0.1", 0), Origin)
    threading.Thread(target=origin.serve_forever, daemon=True).start()
    proxy_port = free_port()
    where = ("--home", str(home.root))
    target = ("--allow-target", f"127.0.0.1:{origin.server_port}")
    log = home.root / "recovery.log"
    proxy = Part(log, "capture", *where, "--port", str(proxy_port), *target)
    analyst = Part(log, "analyse", *where)
    acknowledged: dict[int, str] = {}
    kills: Counter[str] = Counter()
    try:
        with Load(proxy_port, origin.server_port) as load:
            begun = time.monotonic()
            while (
                not load.answered and time.monotonic() < begun + 60
            ):  # on a busy machine the start takes seconds
                time.sleep(0.05)
            for number in range(rounds):
                time.sleep(chance.uniform(0.3, 3.0))
                victims = chance.choice((("proxy",), ("analyst",), ("proxy", "analyst")))
                for name in victims:
                    (proxy if name == "proxy" else analyst).kill()
                    kills[name] += 1
                acknowledged |= journalled(home, max(acknowledged, default=0))
                print(
                    f"\rround {number + 1}/{rounds}: {len(acknowledged)} messages acknowledged",
                    end="",
                    flush=True,
                )
        proxy.stop()
        acknowledged |= journalled(home, max(acknowledged, default=0))
        deadline = time.monotonic() + 300
        while sum(in_ledger(home).values()) < len(acknowledged) and time.monotonic() < deadline:
            time.sleep(0.5)
        analyst.stop()
    finally:  # nothing of it runs on where something failed
        for part in (proxy, analyst):
            part.process.kill()
        origin.shutdown()
    print()
    return acknowledged, load.answered, kills


def main() -> int:
    """Run, print, and return 0 where nothing acknowledged was lost or doubled."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        home = Home.open(Path(folder) / "home", kind="demo")
        enrol_this_machine(home)
        acknowledged, answered, kills = play(home, options.rounds, random.Random(options.seed))
        ledger = in_ledger(home)
        still_there = journalled(home)
        report = verify_journal(home.journal_dir)
    lost = [path for seq, path in acknowledged.items() if still_there.get(seq) != path]
    missing = [path for path in acknowledged.values() if not ledger[path]]
    doubled = [path for path, count in ledger.items() if count > 1]
    unrecorded = answered - set(acknowledged.values())
    print(f"{options.rounds} rounds: proxy killed {kills['proxy']} times, analyst {kills['analyst']} times")
    print(f"{len(acknowledged)} messages acknowledged by the journal; of these")
    print(
        f"  {len(lost)} lost from the journal, {len(missing)} missing in the ledger, {len(doubled)} doubled in it"
    )
    print(
        f"{report.records} records in {report.segments} segments: chains {'hold' if report.holds else 'DO NOT HOLD'}"
    )
    print(
        f"{len(answered)} messages answered to clients; {len(unrecorded)} of them died in the proxy's queue"
    )
    return int(bool(lost or missing or doubled or not report.holds or not acknowledged))


if __name__ == "__main__":
    sys.exit(main())
