"""``leakledger people``: add, list, rename, remove, and a code to log in with; mistakes are one line."""

from __future__ import annotations

import re
from pathlib import Path

import pytest


def test_a_persons_life(leakledger, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    assert "Nobody is named yet" in leakledger("people", "list").stdout
    assert leakledger("people", "add", "Mia", "--guardian", "Anna").stdout.startswith("Mia is added.")
    leakledger("devices", "add", "Tablet", "--ip", "192.0.2.7", "--person", "mia")
    assert leakledger("people", "list").stdout == "Mia, Anna answers for them: Tablet; no log-in\n"
    assert "called Mia Lou from now on" in leakledger("people", "rename", "Mia", "Mia Lou").stdout
    code = leakledger("people", "login", "Mia Lou").stdout.splitlines()[0]
    assert re.fullmatch(r"[0-9a-z]{4}(-[0-9a-z]{4}){3}", code)
    assert code not in (tmp_path / "home" / "accounts.json").read_text()
    assert "Tablet; may log in" in leakledger("people", "list").stdout
    assert "cannot log in any more" in leakledger("people", "login", "Mia Lou", "--end").stdout
    assert "no log-in" in leakledger("people", "list").stdout
    assert "stay enrolled" in leakledger("people", "remove", "Mia Lou").stdout
    assert "Tablet (unknown): open" in leakledger("devices", "list").stdout


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("add", "x" * 61), "1 to 60"),
        (("rename", "Cem", "Ben"), "nobody is called 'Cem'"),
        (("remove", "Cem"), "nobody is called"),
        (("login", "Cem"), "nobody is called"),
        (("login", "Cem", "--end"), "nobody is called"),
    ],
)
def test_mistakes_are_one_line_and_exit_2(leakledger, words: tuple[str, ...], expected: str) -> None:  # type: ignore[no-untyped-def]
    done = leakledger("people", *words, check=False)
    assert done.returncode == 2
    assert expected in done.stderr
    assert done.stderr.count("\n") == 1
