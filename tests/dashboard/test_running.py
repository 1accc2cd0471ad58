"""Heartbeats in words."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pytest

from analysis.records import utc_now
from analysis.settings import Home, write_private
from analysis.status import Status, read_all
from dashboard import running
from dashboard.running import is_fault, is_recording, read_from_here, state_words, title
from tests.ledger_book import ZONE

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


def status(name: str = "proxy-0", state: str = "running", age: float = 1, message: str = "") -> Status:
    heard = NOW - timedelta(seconds=age)
    return Status(
        name=name, pid=1, started_at=NOW - timedelta(hours=1), updated_at=heard, state=state, message=message
    )


@pytest.mark.parametrize(
    ("given", "recording", "fault"),
    [
        (status(), True, False),
        (status("analyst"), False, False),
        (status(age=60), False, True),
        (status(state="stopped", age=60), False, False),
        (status(state="failed"), False, True),
        (status(state="degraded"), False, True),
    ],
)
def test_what_is_recording_and_what_is_broken(given: Status, recording: bool, fault: bool) -> None:
    assert is_recording([given], NOW) is recording
    assert is_fault(given, NOW) is fault


def test_states_in_words() -> None:
    assert state_words(status(), NOW, ZONE) == "running since Fri 20 Nov 12:00"
    assert state_words(status(age=7_200), NOW, ZONE) == "not running since Fri 20 Nov 11:00"
    assert state_words(status(state="failed", message="disk full"), NOW, ZONE).endswith(": disk full")
    assert state_words(status(state="stopped"), NOW, ZONE).startswith("stopped, ")
    assert (title(status()), title(status("proxy-1")), title(status("other"))) == (
        "The recording proxy", "The recording proxy 1", "other",
    )  # fmt: skip


def heartbeat_of(home: Home, name: str, age: float, pid: int, state: str = "running") -> None:
    """A last heartbeat as it was written ``age`` seconds ago."""
    told = msgspec.structs.replace(
        status(name, state), pid=pid, updated_at=utc_now() - timedelta(seconds=age)
    )
    write_private(home.run_dir / f"{name}.json", msgspec.json.encode(told).decode())


@pytest.mark.parametrize("state", ["running", "stopped"])
def test_the_dashboard_that_answers_is_not_said_not_to_run(tmp_path: Path, state: str) -> None:
    home = Home.open(tmp_path / "home")
    heartbeat_of(home, "dashboard", 7_200, os.getpid(), state)
    heartbeat_of(home, "notices", 7_200, 2**22, state)
    now = utc_now()
    shown, other = read_from_here(home, now)
    assert is_fault(shown, now)
    words = state_words(shown, now, ZONE)
    assert words.startswith("running with trouble since ")
    assert words.endswith(": it cannot write down that it runs")
    assert shown.pid == os.getpid()
    assert not state_words(other, now, ZONE).startswith("running")


def test_of_a_dashboard_that_writes_nothing_is_changed(tmp_path: Path) -> None:
    home = Home.open(tmp_path / "home")
    heartbeat_of(home, "dashboard", 1, os.getpid())
    assert read_from_here(home, utc_now()) == read_all(home)


def test_a_silent_part_whose_process_is_there_is_not_said_not_to_run(monkeypatch: pytest.MonkeyPatch) -> None:
    silent = msgspec.structs.replace(status(age=7_200), pid=4_711)
    assert state_words(silent, NOW, ZONE) == "not running since Fri 20 Nov 11:00"
    monkeypatch.setattr(running, "is_ours", lambda pid: pid in (4_711, os.getpid()))
    assert (
        state_words(silent, NOW, ZONE)
        == "nothing heard of it since Fri 20 Nov 11:00, though its process is there"
    )
    assert is_fault(silent, NOW)
    ours = msgspec.structs.replace(silent, pid=os.getpid())  # another container's number, which is ours here
    assert state_words(ours, NOW, ZONE).startswith("not running")
