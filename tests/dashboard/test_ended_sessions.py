"""Sessions that were logged out stay ended, also for the next process; a spoilt list ends more, never less."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from analysis.settings import Home
from dashboard import ended_sessions as module
from dashboard.ended_sessions import EndedSessions


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home.open(tmp_path / "home")


def path_of(home: Home) -> Path:
    return home.root / "ended_sessions.json"


def test_what_was_ended_stays_ended_in_the_next_process(home: Home) -> None:
    EndedSessions(home, 100).end("one")
    after = EndedSessions(home, 100)
    now = int(module.time.time())
    assert after.holds("one", now)
    assert not after.holds("another", now)
    assert stat.S_IMODE(path_of(home).stat().st_mode) == 0o600


def test_it_is_forgotten_when_the_session_would_have_expired(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    EndedSessions(home, 100).end("one")
    later = module.time.time() + 101
    monkeypatch.setattr(module.time, "time", lambda: later)
    after = EndedSessions(home, 100)
    after.end("two")
    assert "one" not in path_of(home).read_text()
    assert after.holds("two", int(later))


@pytest.mark.parametrize("content", [b"{", b"[]", b'{"ended": {"one": "x"}}', b"\xff"])
def test_a_spoilt_list_ends_every_session_that_had_begun(home: Home, content: bytes) -> None:
    path_of(home).write_bytes(content)
    after = EndedSessions(home, 100)
    now = int(module.time.time())
    assert after.holds("any", now - 10)
    assert not after.holds("new", now + 1)
    after.end("two")  # and what it says is kept
    again = EndedSessions(home, 100)
    assert again.holds("any", now - 10)
    assert not again.holds("new", now + 1)


def test_what_has_no_id_is_not_kept(home: Home) -> None:
    EndedSessions(home, 100).end("")
    assert not path_of(home).exists()
