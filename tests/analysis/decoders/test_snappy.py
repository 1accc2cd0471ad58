"""Snappy opens: frames by their magic number, a bare block where it is declared, within the limit."""

from __future__ import annotations

import random

import cramjam
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.decoders.snappy import DECODER
from analysis.units import Part


def part(data: bytes | str, *encodings: str) -> Part:
    return Part(path="body", context="body", names=(), data=data, encodings=encodings)


@given(st.binary(min_size=1, max_size=5000))
def test_frames_open_by_their_magic_number(data: bytes) -> None:
    opened = DECODER.open(part(bytes(cramjam.snappy.compress(data))), 1 << 20)
    assert opened is not None
    assert opened.parts[0].data == data
    assert not opened.truncated


@given(st.binary(min_size=1, max_size=5000))
def test_a_block_opens_where_it_is_declared(data: bytes) -> None:
    sent = bytes(cramjam.snappy.compress_raw(data))
    opened = DECODER.open(part(sent, "gzip", "snappy"), 1 << 20)
    assert opened is not None
    assert (opened.parts[0].data, opened.parts[0].encodings) == (data, ("gzip",))
    assert DECODER.open(part(sent), 1 << 20) is None


@pytest.mark.parametrize("limit", [1, 100, 65_536, 1_000_000])
def test_a_bomb_stops_at_the_limit(limit: int) -> None:
    opened = DECODER.open(part(bytes(cramjam.snappy.compress(bytes(20_000_000)))), limit)
    assert opened is not None
    assert (len(opened.parts[0].data), opened.truncated) == (limit, True)
    assert DECODER.open(part(bytes(cramjam.snappy.compress_raw(bytes(20_000_000))), "snappy"), limit) is None


def test_a_block_that_claims_to_be_huge_stays_closed() -> None:
    assert DECODER.open(part(b"\xff\xff\xff\xff\x0f" + b"\x00" * 20, "snappy"), 1 << 25) is None


def test_a_cut_or_damaged_stream_gives_the_chunks_before() -> None:
    data = random.Random(1).randbytes(200_000)
    sent = bytes(cramjam.snappy.compress(data))
    opened = DECODER.open(part(sent[:150_000]), 1 << 25)
    assert opened is not None
    assert len(opened.parts[0].data) == 2 << 16
    assert data.startswith(bytes(opened.parts[0].data))


@pytest.mark.parametrize(
    "data",
    [b"", b"\xff\x06\x00\x00sNaPp", b"\xff\x06\x00\x00sNaPpY", b"\xff\x06\x00\x00sNaPpY\x02\x01\x00\x00x",
     b"\xff\x06\x00\x00sNaPpY\x00\x06\x00\x00abcdef", b"\xff\xd8\xff\xe0", b"plain text, no snappy",
     "\xff\x06\x00\x00sNaPpY"],
)  # fmt: skip
def test_what_is_not_snappy_stays_closed(data: bytes | str) -> None:
    assert DECODER.open(part(data), 1 << 20) is None


@given(st.binary(max_size=200))
def test_no_input_raises(data: bytes) -> None:
    DECODER.open(part(b"\xff\x06\x00\x00sNaPpY" + data), 1000)
    DECODER.open(part(data, "snappy"), 1000)
