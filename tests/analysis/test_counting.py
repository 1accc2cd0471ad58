"""One is one, and all else is many."""

from __future__ import annotations

import pytest

from analysis.counting import counted


@pytest.mark.parametrize(
    ("number", "words"), [(0, "0 bodies"), (1, "1 body"), (2, "2 bodies"), (12_000, "12,000 bodies")]
)
def test_a_number_with_its_noun(number: int, words: str) -> None:
    assert counted(number, "body", "bodies") == words
    assert counted(number, "message") == words.replace("bodies", "messages").replace("body", "message")
