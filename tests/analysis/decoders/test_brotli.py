"""Brotli opens only where it is declared."""

from __future__ import annotations

import random

import brotli
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.decoders.brotli import DECODER
from analysis.units import Part


def part(data: bytes | str, *encodings: str) -> Part:
    return Part(path="body", context="body", names=(), data=data, encodings=encodings)


@given(st.binary(min_size=1, max_size=2000))
def test_declared_brotli_opens(data: bytes) -> None:
    opened = DECODER.open(part(brotli.compress(data), "br"), 1 << 20)
    assert opened is not None
    assert opened.parts[0].data == data
    assert not opened.truncated


def test_long_streams_are_fed_in_pieces() -> None:
    data = b"".join(number.to_bytes(4, "big") for number in range(200_000))
    opened = DECODER.open(part(brotli.compress(data, quality=1), "br"), 1 << 20)
    assert opened is not None
    assert opened.parts[0].data == data


def test_a_bomb_stops_near_the_limit() -> None:
    opened = DECODER.open(part(brotli.compress(bytes(50_000_000)), "br"), 100_000)
    assert opened is not None
    assert opened.truncated
    assert len(opened.parts[0].data) < 400_000


@pytest.mark.parametrize("data", [bytes(1_000_000), random.Random(1).randbytes(100_000)])
@pytest.mark.parametrize("limit", [1, 1000, 40_000, 99_999, 100_000, 999_999, 1_000_000, 1_000_001])
def test_what_is_cut_short_is_said(data: bytes, limit: int) -> None:
    opened = DECODER.open(part(brotli.compress(data, quality=1), "br"), limit)
    assert opened is not None
    assert opened.parts[0].data == data[:limit]
    assert opened.truncated == (limit < len(data))


def test_what_is_not_declared_or_not_brotli_stays_closed() -> None:
    assert DECODER.open(part(brotli.compress(b"undeclared")), 1 << 20) is None
    assert DECODER.open(part(brotli.compress(b"x"), "br", "gzip"), 1 << 20) is None
    assert DECODER.open(part(b"\xff\xff not brotli", "br"), 1 << 20) is None
    assert DECODER.open(part("text", "br"), 1 << 20) is None
