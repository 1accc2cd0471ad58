"""Heartbeats are written at most once a second, and a silent process shows as stale."""

from __future__ import annotations

import subprocess
import sys
from datetime import timedelta
from pathlib import Path

from analysis.records import utc_now
from analysis.settings import Home
from analysis.status import Heartbeat, is_ours, read_all


def test_a_heartbeat_is_read_back_and_grows_stale(tmp_path: Path) -> None:
    home = Home.open(tmp_path / "home")
    heartbeat = Heartbeat(home, "proxy", interval=60)
    heartbeat.update(messages=1)
    heartbeat.update(messages=2)
    status = read_all(home)[0]
    assert (status.name, status.state, status.counters) == ("proxy", "running", {"messages": 1})
    heartbeat.update("degraded", "the disk is full", messages=3)
    assert read_all(home)[0].message == "the disk is full"
    heartbeat.stop(messages=4)
    stopped = read_all(home)[0]
    assert (stopped.state, stopped.counters) == ("stopped", {"messages": 4})
    assert not stopped.is_stale(utc_now())
    assert stopped.is_stale(utc_now() + timedelta(seconds=20))


def test_a_damaged_heartbeat_is_a_failed_part(tmp_path: Path) -> None:
    home = Home.open(tmp_path / "home")
    (home.run_dir / "analyst.json").write_text("{")
    assert [(status.name, status.state) for status in read_all(home)] == [("analyst", "failed")]


def test_a_heartbeat_that_cannot_be_written_is_counted_and_stops_nothing(tmp_path: Path) -> None:
    home = Home.open(tmp_path / "home")
    heartbeat = Heartbeat(home, "proxy")
    home.run_dir.rmdir()
    heartbeat.update()
    assert heartbeat.failures == 1


def test_a_process_of_ours_is_known_by_its_command() -> None:
    ours = subprocess.Popen([sys.executable, "-c", "input()", "-m", "analysis"], stdin=subprocess.PIPE)
    other = subprocess.Popen([sys.executable, "-c", "input()", "analysis"], stdin=subprocess.PIPE)
    try:
        assert is_ours(ours.pid)
        assert not is_ours(other.pid)
    finally:
        for process in (ours, other):
            process.communicate(b"\n")
    assert not is_ours(ours.pid)
