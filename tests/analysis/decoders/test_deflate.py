"""zlib and raw deflate open where declared or plain to see, and nothing else does."""

from __future__ import annotations

import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.decoders.deflate import DECODER
from analysis.units import Part


def part(data: bytes | str, *encodings: str) -> Part:
    return Part(path="body", context="body", names=(), data=data, encodings=encodings)


def raw_deflate(data: bytes) -> bytes:
    stream = zlib.compressobj(wbits=-15)
    return stream.compress(data) + stream.flush()


@given(st.binary(min_size=1, max_size=2000), st.integers(0, 9))
def test_declared_zlib_and_raw_deflate_open(data: bytes, level: int) -> None:
    for sent in (zlib.compress(data, level), raw_deflate(data)):
        opened = DECODER.open(part(sent, "deflate"), 1 << 20)
        assert opened is not None
        assert opened.parts[0].data == data
        assert opened.parts[0].encodings == ()


def test_undeclared_zlib_opens_when_it_is_whole() -> None:
    opened = DECODER.open(part(zlib.compress(bytes(range(256)))), 1 << 20)
    assert opened is not None
    assert opened.parts[0].data == bytes(range(256))


def test_a_bomb_stops_at_the_limit() -> None:
    opened = DECODER.open(part(zlib.compress(bytes(5_000_000)), "deflate"), 1_000)
    assert opened is not None
    assert (len(opened.parts[0].data), opened.truncated) == (1_000, True)


@pytest.mark.parametrize(
    "data", [b"", b"x\x9c", b"x\x9c" + b"a" * 40, b"xray machine prices today", "x\x9c text"]
)
def test_what_is_not_zlib_stays_closed(data: bytes | str) -> None:
    assert DECODER.open(part(data), 1 << 20) is None
