"""The command line lists its commands without importing them, and says every mistake in one line."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[2]


def call(*words: str, program: str = "-m analysis") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *program.split(), *words],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        check=False,
    )


def test_help_names_every_command_and_imports_none_of_the_heavy_libraries() -> None:
    script = (
        "import sys\nfrom analysis.cli import command\ncommand(['--help'], standalone_mode=False)\n"
        "print('heavy:', sorted({'mitmproxy', 'dash', 'pandas', 'scapy', 'sqlalchemy', 'pydantic'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=REPOSITORY, capture_output=True, text=True, check=True
    )
    for name in (
        "run",
        "demo",
        "scan",
        "import",
        "devices",
        "export",
        "verify",
        "rebuild",
        "purge",
        "doctor",
        "serve",
    ):
        assert f"\n  {name} " in done.stdout, name
    assert "heavy: []" in done.stdout


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("nonsense",), "No such command 'nonsense'"),
        (("scan",), "Missing argument"),
        (("capture", "--port", "99999"), "99999 is not in the range"),
        (("run", "--listen", "banana"), "'banana' is no IP address"),
        (("verify", "--home", "pyproject.toml"), "is a file; give a folder with --home"),
        (("export", "csv", "--colour"), "No such option"),
    ],
)
def test_a_mistake_is_one_line_and_exit_2(words: tuple[str, ...], expected: str, tmp_path: Path) -> None:
    home = ("--home", str(tmp_path / "home")) if words[0] == "run" else ()
    done = call(*words, *home)
    assert done.returncode == 2
    assert done.stdout == ""
    assert expected in done.stderr
    assert done.stderr.startswith("leakledger: ")
    assert done.stderr.count("\n") == 1


def test_version_and_help_of_a_command_succeed() -> None:
    assert call("--version").returncode == 0
    assert "Usage: leakledger scan" in call("scan", "--help").stdout
    assert call("scan", "--help").returncode == 0


@pytest.mark.parametrize("words", [(), ("devices",), ("export",), ("indicators",)])
def test_a_bare_group_shows_its_help_as_it_is(words: tuple[str, ...]) -> None:
    done = call(*words)
    assert done.returncode == 0
    assert done.stderr == ""
    assert done.stdout.startswith("Usage: leakledger")
    assert "\nCommands:\n" in done.stdout
    assert done.stdout == call(*words, "--help").stdout
