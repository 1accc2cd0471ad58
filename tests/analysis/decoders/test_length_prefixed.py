"""Frames behind their lengths open where they fill the bytes; everything else stays closed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.decoders.length_prefixed import DECODER
from analysis.units import Part


def part(data: bytes, path: str = "body", media_type: str = "") -> Part:
    return Part(path=path, context="body", names=(), data=data, media_type=media_type)


@given(st.lists(st.binary(min_size=4, max_size=40), min_size=1, max_size=8))
def test_frames_come_back(frames: list[bytes]) -> None:
    opened = DECODER.open(part(b"".join(len(frame).to_bytes(4) + frame for frame in frames)), 1 << 20)
    assert opened is not None
    assert [inner.data for inner in opened.parts] == frames


@pytest.mark.parametrize(
    "data", [b"", b"\0\0\0\x04abc", b"\0\0\0\x04abcde", b"\0\0\0\0abcd", b"\x04\0\0\0abcd", b"\0" * 64]
)
def test_other_bytes_stay_closed(data: bytes) -> None:
    assert DECODER.open(part(data), 1 << 20) is None


def test_only_what_came_over_a_socket_as_it_is() -> None:
    assert DECODER.open(part(b"\0\0\0\x04abcd", path="body>gzip"), 1 << 20) is None
    assert DECODER.open(part(b"\0\0\0\x04abcd", media_type="application/grpc"), 1 << 20) is None
