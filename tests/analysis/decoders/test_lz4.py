"""LZ4 frames open within their limit, whole, in several or cut short; nothing else does."""

from __future__ import annotations

import cramjam
import lz4.block
import lz4.frame
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.decoders.lz4 import DECODER
from analysis.units import Part


def part(data: bytes | str, *encodings: str) -> Part:
    return Part(
        path="body", context="body", names=(), data=data, encodings=encodings, media_type="application/json"
    )


@given(st.lists(st.binary(min_size=1, max_size=2000), min_size=1, max_size=3), st.booleans())
def test_frames_are_joined_and_a_declared_encoding_is_used_up(frames: list[bytes], linked: bool) -> None:
    sent = b"".join(lz4.frame.compress(data, block_linked=linked, content_checksum=True) for data in frames)
    opened = DECODER.open(part(sent, "br", "lz4"), 1 << 20)
    assert opened is not None
    assert opened.parts[0].data == b"".join(frames)
    assert (opened.parts[0].encodings, opened.parts[0].media_type) == (("br",), "application/json")
    assert not opened.truncated


@given(st.binary(min_size=1, max_size=5000))
def test_another_encoders_frames_open_undeclared(data: bytes) -> None:
    opened = DECODER.open(part(bytes(cramjam.lz4.compress(data))), 1 << 20)
    assert opened is not None
    assert opened.parts[0].data == data


@pytest.mark.parametrize("limit", [1, 100, 65_536, 1_000_000])
def test_a_bomb_stops_at_the_limit(limit: int) -> None:
    opened = DECODER.open(part(lz4.frame.compress(bytes(50_000_000))), limit)
    assert opened is not None
    assert (len(opened.parts[0].data), opened.truncated) == (limit, True)


def test_output_of_exactly_the_limit_is_whole() -> None:
    opened = DECODER.open(part(lz4.frame.compress(b"x" * 5000)), 5000)
    assert opened is not None
    assert (len(opened.parts[0].data), opened.truncated) == (5000, False)


def test_a_cut_frame_gives_what_came_out() -> None:
    data = b"".join(number.to_bytes(4, "big") for number in range(200_000))
    sent = lz4.frame.compress(data)
    opened = DECODER.open(part(sent[: len(sent) // 2]), 1 << 25)
    assert opened is not None
    assert len(opened.parts[0].data) > 100_000
    assert data.startswith(bytes(opened.parts[0].data))
    assert DECODER.open(part(sent[:5]), 1 << 25) is None


def test_a_body_of_countless_frames_is_read_up_to_a_bound() -> None:
    opened = DECODER.open(part(lz4.frame.compress(b"first") + lz4.frame.compress(b"") * 50_000), 1 << 20)
    assert opened is not None
    assert (opened.parts[0].data, opened.truncated) == (b"first", True)


@pytest.mark.parametrize(
    "data",
    [b"", b"\x04\x22\x4d", b"\x04\x22\x4d\x18", b"\x04\x22\x4d\x18" + b"\xff" * 40, b"\x02\x21\x4c\x18" + bytes(20),
     lz4.block.compress(b"hello " * 20), b"plain text", "\x04\x22\x4d\x18 as text"],
)  # fmt: skip
def test_what_is_not_lz4_stays_closed(data: bytes | str) -> None:
    assert DECODER.open(part(data), 1 << 20) is None
    assert DECODER.open(part(data, "lz4"), 1 << 20) is None


@given(st.binary(max_size=200))
def test_no_input_raises(data: bytes) -> None:
    DECODER.open(part(b"\x04\x22\x4d\x18" + data), 1000)
