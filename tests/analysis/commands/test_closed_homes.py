"""A home, or a part of one, that this user may not read is one line and exit 2: never a traceback, never "nothing there"."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from analysis.settings import Home

COMMANDS = (
    ("verify",),
    ("devices", "list"),
    ("export", "csv"),
    ("export", "salt", "x"),
    ("purge",),
    ("rebuild",),
    ("analyse", "--once"),
    ("serve", "--port", "1"),
    ("capture", "--port", "1"),
    ("run",),
)
Close = Callable[[Path], tuple[str, ...]]


@pytest.fixture
def home(tmp_path: Path) -> Home:
    home = Home.open(tmp_path / "home")
    home.key()
    return home


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
@pytest.mark.parametrize("part", ["", "journal", "keys", "ca"])
def test_what_may_not_be_read_is_one_line(leakledger, home: Home, closed: Close, words, part: str) -> None:  # type: ignore[no-untyped-def]
    prefix = closed(home.root / part)
    done = leakledger(*words, check=False, prefix=prefix)
    assert done.returncode == 2, done.stdout + done.stderr
    assert done.stderr.startswith("leakledger: ")
    assert done.stderr.count("\n") == 1, done.stderr
    assert str(home.root / part) in done.stderr
    assert "--home" in done.stderr
    assert done.stdout == ""


@pytest.mark.skipif(os.geteuid() != 0, reason="giving a folder to somebody else needs root")
def test_a_home_of_somebody_else_is_one_line(leakledger, home: Home, closed: Close) -> None:  # type: ignore[no-untyped-def]
    prefix = closed(home.root)
    for path in (home.root, *home.root.rglob("*")):
        os.chown(path, 1000, 1000)
    home.root.chmod(0o700)
    for words in (*COMMANDS, ("doctor",)):
        done = leakledger(*words, check=False, prefix=prefix)
        assert done.returncode == (1 if words == ("doctor",) else 2)
        assert str(home.root) in done.stdout + done.stderr


def test_a_writer_s_folder_that_may_not_be_read_is_not_an_empty_one(
    leakledger, home: Home, closed: Close
) -> None:  # type: ignore[no-untyped-def]
    leakledger("devices", "add", "Phone", "--ip", "192.0.2.7")
    prefix = closed(home.journal_dir / "owner")
    listed = leakledger("devices", "list", check=False, prefix=prefix)
    assert listed.returncode == 2
    assert "No device" not in listed.stdout
    assert "owner" in listed.stderr
    checked = leakledger("verify", check=False, prefix=prefix)
    assert checked.returncode == 1
    assert "owner: cannot be read" in checked.stderr
    assert "owner" in leakledger("doctor", check=False, prefix=prefix).stdout
