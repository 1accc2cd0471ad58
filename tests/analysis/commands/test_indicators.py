"""``leakledger indicators``: add (from standard input), list, search, remove; no output ever holds a value."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from analysis.cli import command
from analysis.commands.indicators import _KINDS
from analysis.errors import UserFault
from analysis.indicator_kinds import KINDS

MAIL = "anna.muster@example.org"


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LEAKLEDGER_HOME", str(tmp_path / "home"))


def run(*words: str, value: str | None = None) -> Result:
    done = CliRunner().invoke(command, list(words), input=value)
    assert MAIL not in done.output
    return done


def test_a_known_values_life(har: Path) -> None:
    har.write_text(har.read_text().replace("latitude", f"{MAIL} x"))
    assert run("import", str(har)).exit_code == 0
    done = run("indicators", "add", "Anna's mail", "--kind", "email", "-", value=f"{MAIL}\n")
    assert done.exit_code == 0, done.output
    assert "Anna's mail (email) is looked for from now on" in done.output
    assert run("indicators", "list").output == "Anna's mail (email)\n"
    done = run("indicators", "search")
    assert "graph.facebook.com (corpus imported)" in done.output
    assert "the known value 'Anna's mail'" in done.output
    assert "found in 1 whole messages" in done.output
    assert "leakledger rebuild" in done.output
    assert run("indicators", "search", "anna's MAIL").output == done.output
    assert "1 message analysed anew" in run("rebuild").output
    assert "no longer looked for" in run("indicators", "remove", "Anna's mail").output
    assert "No known value yet" in run("indicators", "list").output


@pytest.mark.parametrize(
    ("words", "value", "expected"),
    [
        (("add", "mine", "--kind", "email", "-"), "anna\n", "the value is not of the kind email"),
        (("add", "mine", "--kind", "email", "-"), "", "the value is not of the kind email"),
        (("add", "mine", "--kind", "email"), "", "no terminal to ask at"),
        (("remove", "mine"), None, "no known value is called 'mine'"),
        (("search",), None, "no known value yet"),
    ],
)
def test_mistakes_are_one_line(words: tuple[str, ...], value: str | None, expected: str) -> None:
    run("devices", "list")  # makes the home
    done = run("indicators", *words, value=value)
    assert isinstance(done.exception, UserFault)
    assert expected in str(done.exception)
    assert "\n" not in str(done.exception)


def test_the_value_cannot_be_given_where_others_could_read_it(tmp_path: Path) -> None:
    done = CliRunner().invoke(command, ["indicators", "add", "mine", MAIL, "--kind", "email"])
    assert done.exit_code != 0


def test_the_kinds_of_the_command_are_those_that_there_are() -> None:
    assert tuple(KINDS) == _KINDS


def test_a_terminal_is_asked_without_echo(tmp_path: Path) -> None:
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "analysis", "indicators", "add", "mine", "--kind", "email"],
        stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True,
        env={"LEAKLEDGER_HOME": str(tmp_path / "home"), "PATH": "/usr/bin:/bin", "TZ": "UTC"},
        cwd=Path(__file__).parents[3],
    )  # fmt: skip
    os.close(theirs)
    shown = b""
    while b"not shown" not in shown or not shown.rstrip().endswith(b":"):
        shown += os.read(ours, 4096)
    os.write(ours, f"{MAIL}\n".encode())
    try:
        while chunk := os.read(ours, 4096):
            shown += chunk
    except OSError:
        shown += b""  # the other end is closed: the process has ended
    os.close(ours)
    assert process.wait(timeout=60) == 0, shown
    assert MAIL.encode() not in shown
    assert b"is looked for from now on" in shown
    assert b"mine (email)" in run("indicators", "list").output.encode()


def test_scan_looks_for_the_values_of_a_file(har: Path, tmp_path: Path) -> None:
    known = tmp_path / "known.csv"
    known.write_text('coordinates,the harbour,"-33.868800, 151.209300"\n')
    done = run("scan", "--indicators", str(known), "--format", "ndjson", str(har))
    assert done.exit_code == 0, done.output
    assert done.stdout.count("the known value 'the harbour'") == 2
    assert "-33.868800" not in done.output
    assert "the known value" not in run("scan", "--format", "ndjson", str(har)).output
    known.write_text("coordinates,the harbour\n")
    done = run("scan", "--indicators", str(known), str(har))
    assert isinstance(done.exception, UserFault)
    assert "line 1" in str(done.exception)
