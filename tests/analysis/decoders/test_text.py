"""Readable bytes become one value; binary stays a blob."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.decoders.text import DECODER
from analysis.units import Part


def part(data: bytes | str, complete: bool = True) -> Part:
    return Part(path="body", context="body", names=(), data=data, complete=complete)


@given(st.text(st.characters(min_codepoint=32, exclude_categories=["Cs", "Cc"]), min_size=1))
def test_readable_utf8_is_a_value(text: str) -> None:
    opened = DECODER.open(part(text.encode()), 1 << 20)
    assert opened is not None
    assert opened.tree == text
    assert opened.label == ""


def test_a_sample_may_end_inside_a_character() -> None:
    data = "café".encode()[:-1]
    assert DECODER.open(part(data), 1 << 20) is None
    opened = DECODER.open(part(data, complete=False), 1 << 20)
    assert opened is not None
    assert opened.tree == "caf"


@pytest.mark.parametrize(
    "data", [b"", b"\x00\x01", b"text\x00", b"\xff\xd8\xff", b"caf\xe9 au lait", "already text"]
)
def test_binary_stays_closed(data: bytes | str) -> None:
    assert DECODER.open(part(data), 1 << 20) is None
