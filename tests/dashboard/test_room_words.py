"""How much room is left, and what helps where it is little."""

from __future__ import annotations

import shutil
from pathlib import Path
from types import SimpleNamespace

import pytest

from analysis.doctor_installation import LITTLE_SPACE, NO_SPACE
from dashboard.phrases import plain
from dashboard.room_words import is_full, room_sentence


@pytest.mark.parametrize(
    ("free", "said", "helps"),
    [
        (38_000_000_000, "38 GB are free", False),
        (LITTLE_SPACE, "500 MB are free", False),
        (LITTLE_SPACE - 1_000_000, "Only 499 MB are free", True),
        (NO_SPACE - 1_000_000, "The disk is full but for 99 MB", True),
        (0, "The disk is full but for 0 bytes", True),
    ],
)
def test_little_room_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, free: int, said: str, helps: bool
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: SimpleNamespace(free=free))
    words = plain(room_sentence(tmp_path))
    assert said in words
    assert ("leakledger purge" in words) == helps
    assert is_full(tmp_path) == ("is full" in words)


def test_of_a_folder_that_is_gone_nobody_says_that_it_is_full(tmp_path: Path) -> None:
    assert not is_full(tmp_path / "gone")
