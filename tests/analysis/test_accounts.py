"""A person logs in with a code once, then with a password of their own; everything else is refused."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from analysis import accounts as module
from analysis.accounts import (
    UnusableAccounts,
    accounts,
    choose,
    fingerprint_of,
    hand_over,
    holder,
    path_of,
    revoke,
    who_is,
)
from analysis.journal_reading import tail
from analysis.people import UnusablePerson, add, people, remove
from analysis.settings import Home


@pytest.fixture
def home(tmp_path: Path) -> Home:
    found = Home.open(tmp_path / "home")
    add(found, "Anna")
    add(found, "Ben")
    return found


def test_a_code_lets_in_once_and_only_its_hash_is_kept(home: Home) -> None:
    person, code = hand_over(home, "anna")
    assert stat.S_IMODE(path_of(home).stat().st_mode) == 0o600
    everything = b"".join(path.read_bytes() for path in home.root.rglob("*") if path.is_file())
    assert code.encode() not in everything
    found = who_is(home, "ANNA ", f" {code} ")
    assert found is not None
    assert (found[0].id, found[1].once) == (person.id, True)
    assert choose(home, person.id, "a password of hers") == ""
    assert who_is(home, "Anna", code) is None
    chosen = who_is(home, "Anna", "a password of hers")
    assert chosen is not None
    assert not chosen[1].once
    assert b"a password of hers" not in b"".join(
        record.content or b"" for record in tail(home.journal_dir, "owner")
    )


@pytest.mark.parametrize(
    ("name", "given"),
    [("Ben", ""), ("Ben", "CODE"), ("Nobody", "CODE"), ("", "CODE"), ("Anna", "wrong"), ("Anna", "")],
)
def test_everybody_and_everything_else_is_refused(home: Home, name: str, given: str) -> None:
    _, code = hand_over(home, "Anna")
    assert who_is(home, name, code if given == "CODE" else given) is None


def test_a_code_ends_after_a_week_and_with_the_next_one(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    _, first = hand_over(home, "Anna")
    _, second = hand_over(home, "Anna")
    assert who_is(home, "Anna", first) is None
    assert who_is(home, "Anna", second) is not None
    later = module.time.time() + module.CODE_SECONDS + 1
    monkeypatch.setattr(module.time, "time", lambda: later)
    assert who_is(home, "Anna", second) is None


def test_an_end_a_removal_and_a_new_password_end_the_sessions(home: Home) -> None:
    person, code = hand_over(home, "Anna")
    prints = fingerprint_of(accounts(home)[person.id])
    assert holder(home, person.id, prints) is not None
    assert holder(home, person.id, "0" * 32) is None
    assert holder(home, "somebody", prints) is None
    choose(home, person.id, "a password of hers")
    assert holder(home, person.id, prints) is None
    prints = fingerprint_of(accounts(home)[person.id])
    revoke(home, "Anna")
    assert holder(home, person.id, prints) is None
    assert who_is(home, "Anna", "a password of hers") is None
    assert choose(home, person.id, "another password") == "This log-in has ended."
    _, code = hand_over(home, "Ben")
    ben = next(item for item in people(home) if item.name == "Ben")
    prints = fingerprint_of(accounts(home)[ben.id])
    remove(home, "Ben")
    assert holder(home, ben.id, prints) is None
    assert who_is(home, "Ben", code) is None
    with pytest.raises(UnusablePerson):
        hand_over(home, "Ben")


def test_a_short_password_is_refused_and_a_damaged_file_lets_nobody_in(home: Home) -> None:
    person, code = hand_over(home, "Anna")
    assert "10 to 200" in choose(home, person.id, "short")
    path_of(home).write_text("{")
    assert who_is(home, "Anna", code) is None
    assert accounts(home) == {}


def test_a_spoilt_hash_lets_nobody_in(home: Home) -> None:
    person, _ = hand_over(home, "Anna")
    path_of(home).write_text(f'{{"{person.id}": {{"hash": "not argon2"}}}}')
    assert who_is(home, "Anna", "not argon2") is None


@pytest.mark.parametrize("spoilt", [b"{", b"[]", b'{"x": {"hash": 1}}', b"\xff\xfe"])
def test_a_spoilt_file_is_kept_as_it_is(home: Home, spoilt: bytes) -> None:
    """The log-ins of the others may still be mended in it."""
    person, _ = hand_over(home, "Anna")
    path_of(home).write_bytes(spoilt)
    for change in (lambda: hand_over(home, "Ben"), lambda: revoke(home, "Anna")):
        with pytest.raises(UnusableAccounts) as error:
            change()
        assert "\n" not in str(error.value)
        assert str(path_of(home)) in str(error.value)
        assert "move it away" in str(error.value)
    assert choose(home, person.id, "a password of hers") != ""
    assert path_of(home).read_bytes() == spoilt
    assert not next(item for item in people(home) if item.name == "Ben").login  # nothing was decided
    assert not next(item for item in people(home) if item.name == "Anna").login  # an end holds all the same
