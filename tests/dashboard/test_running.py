"""Heartbeats in words."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from analysis.status import Status
from dashboard.running import is_fault, is_recording, state_words, title
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
