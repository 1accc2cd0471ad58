"""A few rounds of benchmarks/recovery.py: after kill -9 of proxy and analyst nothing acknowledged is lost or doubled."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[1]


def test_what_the_journal_acknowledged_survives_kill_9_of_proxy_and_analyst() -> None:
    done = subprocess.run(
        [sys.executable, "benchmarks/recovery.py", "--rounds", "5", "--seed", "3"],
        cwd=REPOSITORY,
        env=os.environ | {"PYTHONPATH": str(REPOSITORY)},
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "0 lost from the journal, 0 missing in the ledger, 0 doubled in it" in done.stdout
    assert "chains hold" in done.stdout
