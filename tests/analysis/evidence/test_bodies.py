"""Numbers of records are written so that a person can look them up."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.evidence.bodies import check_bodies, ranges
from analysis.journal import Entry, JournalWriter
from analysis.journal_reading import segments


@pytest.mark.parametrize(
    ("numbers", "words"),
    [
        ([4], "record 4"),
        ([4, 5], "records 4-5"),
        ([1, 2, 3, 7], "records 1-3, 7"),
        (range(1, 40, 2), "records 1, 3, 5, 7, 9, 11, 13, 15 and 12 more places"),
    ],
)
def test_numbers_are_written_as_ranges(numbers: list[int], words: str) -> None:
    assert ranges(numbers) == words


def test_a_folder_may_have_any_name(tmp_path: Path) -> None:
    root = tmp_path / "100% #1? of us"
    writer = JournalWriter(root, "proxy-0")
    writer.append([Entry(kind="x", content=b"{}", body=b"one"), Entry(kind="x", content=b"{}")])
    writer.close()
    (segment,) = segments(root, "proxy-0")
    found = check_bodies(segment)
    assert (found.at_hand, found.missing, found.faults) == (1, [], [])
    assert sorted(path.name for path in tmp_path.iterdir()) == [root.name]
