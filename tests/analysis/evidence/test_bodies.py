"""Numbers of records are written so that a person can look them up."""

from __future__ import annotations

import pytest

from analysis.evidence.bodies import ranges


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
