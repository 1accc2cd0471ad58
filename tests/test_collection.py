"""The tests are called the same in every process: pytest-xdist refuses to run where two workers disagree."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[1]
SET = re.compile(r"\{'[^':]*'(?:, '[^':]*')+\}|frozenset\(\{")


def test_every_collection_finds_the_same_tests(request: pytest.FixtureRequest) -> None:
    """Names made of a clock, a hash's order or a random number differ between workers, at times only at a second's turn."""
    here = sorted((item.nodeid for item in request.session.items), key=file_of)
    chosen = set(here)  # a run may have chosen some
    other = sorted(collected("1"), key=file_of)  # another seed for hashes, and later: the clock has moved on
    assert len(other) > 1000
    assert [name for name in other if name in chosen] == here
    assert [name for name in other if SET.search(name)] == []  # two seeds may give a small set the same order


def file_of(name: str) -> str:
    return name.partition("::")[0]


def collected(seed: str) -> list[str]:
    """The test ids in pytest's order, collected by a process of its own with the given seed for hashes."""
    answer = subprocess.run(
        [sys.executable, "-m", "pytest", "--collect-only", "-q", "-p", "no:xdist", "-p", "no:cacheprovider"],
        cwd=REPOSITORY,
        env=os.environ | {"PYTHONHASHSEED": seed},
        capture_output=True,
        text=True,
        check=False,
    )
    assert answer.returncode == 0, answer.stdout[-2000:] + answer.stderr[-2000:]
    return [line for line in answer.stdout.splitlines() if line.startswith("tests/") and "::" in line]
