"""One is one, and all else is many."""

from __future__ import annotations

import pytest

from analysis.counting import amount, counted


@pytest.mark.parametrize(
    ("number", "words"), [(0, "0 bodies"), (1, "1 body"), (2, "2 bodies"), (12_000, "12,000 bodies")]
)
def test_a_number_with_its_noun(number: int, words: str) -> None:
    assert counted(number, "body", "bodies") == words
    assert counted(number, "message") == words.replace("bodies", "messages").replace("body", "message")


@pytest.mark.parametrize(
    ("size", "words"),
    [
        (0, "0 bytes"),
        (1, "1 byte"),
        (999, "999 bytes"),
        (1_000, "1.0 kB"),
        (999_499, "999 kB"),
        (2_100_000, "2.1 MB"),
    ],
)
def test_bytes_have_two_or_three_digits_that_matter(size: int, words: str) -> None:
    assert amount(size) == words
    assert amount(size, at_least=True) == (f"at least {words}" if size else "not known")
