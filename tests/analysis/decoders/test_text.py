"""Readable bytes become one value; binary stays a blob."""

from __future__ import annotations

import time

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


WIDE = ("utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be")


@pytest.mark.parametrize("encoding", WIDE)
@given(st.text(st.characters(min_codepoint=32, exclude_categories=["Cs", "Cc"]), min_size=1))
def test_text_with_a_byte_order_mark_is_a_value(encoding: str, text: str) -> None:
    opened = DECODER.open(part(("\ufeff" + text).encode(encoding)), 1 << 20)
    assert opened is not None
    assert (opened.tree, opened.label) == (text, encoding[:6])


@pytest.mark.parametrize("encoding", WIDE)
def test_a_sample_of_wide_text_may_end_inside_a_character(encoding: str) -> None:
    data = "\ufeffa smile \U0001f600".encode(encoding)[:-1]
    assert DECODER.open(part(data), 1 << 20) is None
    opened = DECODER.open(part(data, complete=False), 1 << 20)
    assert opened is not None
    assert opened.tree == "a smile "


@pytest.mark.parametrize(
    "data",
    [b"\xff\xfe", b"\xfe\xff", b"\xff\xfea", b"\xff\xfe\x01\x00", b"\xff\xfe\x00\xd8\x41\x00",
     b"\x00\x00\xfe\xff\x00\x11\x00\x00",
     "no mark".encode("utf-16-le"), b"\xff\xfb\x90\x64" + bytes(40), b"\xff\xfe" + bytes(40)],
)  # fmt: skip
def test_what_only_starts_like_wide_text_stays_closed(data: bytes) -> None:
    assert DECODER.open(part(data), 1 << 20) is None


def test_a_megabyte_is_read_quickly() -> None:
    data = b"all of this is text; " * 40_000
    started = time.process_time()
    for _ in range(10):
        assert DECODER.open(part(data), 1 << 20) is not None
    assert time.process_time() - started < 1


@pytest.mark.parametrize(
    "data", [b"", b"\x00\x01", b"text\x00", b"\xff\xd8\xff", b"caf\xe9 au lait", "already text"]
)
def test_binary_stays_closed(data: bytes | str) -> None:
    assert DECODER.open(part(data), 1 << 20) is None
