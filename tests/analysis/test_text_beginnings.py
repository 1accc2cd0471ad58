"""Bytes and letters of one text begin alike; what begins otherwise is not decoded."""

from __future__ import annotations

import pytest

from analysis.text_beginnings import TextBeginning

BEGINNING = TextBeginning(r"\A[\ufeff\s]{0,3}\[[a-z]{1,8}\]")


@pytest.mark.parametrize("text", ["", "x[a]", "[A]", "    [a]", "\ufeff\ufeff  [a]", "[abcdefghi]"])
def test_what_begins_otherwise_is_none(text: str) -> None:
    assert BEGINNING.text_of(text) is None
    assert BEGINNING.text_of(text.encode()) is None


@pytest.mark.parametrize("text", ["[a]", "\ufeff[a] ä", "\r\n[abc]\nrest"])
def test_a_text_is_given_whole(text: str) -> None:
    assert BEGINNING.text_of(text) == text
    assert BEGINNING.text_of(text.encode()) == text


def test_of_other_bytes_it_is_said_what_stands_for_them() -> None:
    assert BEGINNING.text_of(b"[a]\xff") == "[a]\ufffd"
    kept = TextBeginning(r"\A\[a\]", undecodable="surrogateescape").text_of(b"[a]\xff")
    assert kept is not None
    assert kept.encode("utf-8", "surrogateescape") == b"[a]\xff"
