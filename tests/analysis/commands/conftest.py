"""Runs commands as a user does: in a process of their own, with a home of their own."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

Result = subprocess.CompletedProcess[str]
Run = Callable[..., Result]


@pytest.fixture
def leakledger(tmp_path: Path) -> Run:
    """``leakledger(*words)`` with ``--home`` set by the environment; output is captured."""

    def run(
        *words: str | Path, check: bool = True, stdout: Path | None = None, prefix: tuple[str, ...] = ()
    ) -> Result:
        done = subprocess.run(
            [*prefix, sys.executable, "-m", "analysis", *map(str, words)],
            stdout=stdout.open("w") if stdout else subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
            timeout=120,
            env={
                "LEAKLEDGER_HOME": str(tmp_path / "home"),
                "PATH": "/usr/bin:/bin",
                "TZ": "UTC",
                "XDG_CACHE_HOME": os.environ["XDG_CACHE_HOME"],
            },
            cwd=Path(__file__).parents[3],
        )
        assert "Traceback" not in done.stderr, done.stderr
        assert not check or done.returncode == 0, done.stderr
        return done

    return run


@pytest.fixture
def closed() -> Iterator[Callable[[Path], tuple[str, ...]]]:
    """``closed(path)`` takes all rights to a path away; what it returns goes before the command, for root may do all."""
    before: list[tuple[Path, int]] = []

    def close(path: Path) -> tuple[str, ...]:
        before.append((path, path.stat().st_mode))
        path.chmod(0)
        if os.geteuid():
            return ()
        setpriv = shutil.which("setpriv")
        if setpriv is None:
            pytest.skip("root may read everything, and setpriv is not installed")
        return (setpriv, "--inh-caps=-all", "--bounding-set=-all")

    yield close
    for path, mode in before:
        path.chmod(mode)


@pytest.fixture
def har(tmp_path: Path) -> Path:
    """A HAR with one position in it."""
    path = tmp_path / "one.har"
    path.write_text(
        '{"log": {"entries": [{"startedDateTime": "2026-11-22T06:30:00Z", "request": {"method": "POST",'
        ' "url": "https://graph.facebook.com/x", "httpVersion": "HTTP/1.1", "headers": [{"name": "Content-Type",'
        ' "value": "application/json"}], "postData": {"mimeType": "application/json",'
        ' "text": "{\\"latitude\\": -33.8688, \\"longitude\\": 151.2093}"}}, "response": {"status": 200}}]}}'
    )
    return path
