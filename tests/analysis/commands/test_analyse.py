"""``leakledger analyse``: brings the ledger up to date, once or until it is stopped."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path


def test_once_ends_when_everything_is_done(leakledger) -> None:  # type: ignore[no-untyped-def]
    assert leakledger("analyse", "--once").stdout == "0 messages analysed\n"


def test_a_second_analyst_is_refused_and_the_first_stops_cleanly(leakledger, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    environment = {**os.environ, "LEAKLEDGER_HOME": str(tmp_path / "home")}
    process = subprocess.Popen([sys.executable, "-m", "analysis", "analyse"], env=environment)
    heartbeat = tmp_path / "home" / "run" / "analyst.json"
    deadline = time.monotonic() + 30
    while not heartbeat.exists() and time.monotonic() < deadline:
        time.sleep(0.1)
    done = leakledger("analyse", "--once", check=False)
    assert done.returncode == 2
    assert "another process is writing" in done.stderr
    process.send_signal(signal.SIGTERM)
    assert process.wait(20) == 0
    assert '"state":"stopped"' in heartbeat.read_text()


def test_a_broken_catalogue_or_home_is_one_line(leakledger, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "letter.txt").write_text("")
    done = leakledger("analyse", "--once", check=False)
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "not a leakledger home" in done.stderr
