"""The tests are called the same in every process: pytest-xdist refuses to run where two workers disagree."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[1]
SET = re.compile(r"\{'[^':]*'(?:, '[^':]*')+\}|frozenset\(\{")


def test_every_collection_finds_the_same_tests() -> None:
    """Names made of a clock, a hash's order or a random number differ between workers, at times only at a second's turn."""
    first = collected("1")
    second = collected("2")  # later: the clock has moved on by seconds
    assert len(first) > 1000
    assert first == second
    assert [name for name in first if SET.search(name)] == []  # two seeds may give a small set the same order


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
