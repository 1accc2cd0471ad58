"""Zstandard opens by its magic number, within limits of output and window."""

from __future__ import annotations

import zstandard
from hypothesis import given
from hypothesis import strategies as st

from analysis.decoders.zstd import DECODER
from analysis.units import Part


def part(data: bytes | str, *encodings: str) -> Part:
    return Part(path="body", context="body", names=(), data=data, encodings=encodings)


@given(st.lists(st.binary(min_size=1, max_size=500), min_size=1, max_size=3))
def test_frames_are_joined(frames: list[bytes]) -> None:
    opened = DECODER.open(part(b"".join(map(zstandard.compress, frames)), "zstd"), 1 << 20)
    assert opened is not None
    assert opened.parts[0].data == b"".join(frames)
    assert opened.parts[0].encodings == ()


def test_a_bomb_stops_at_the_limit() -> None:
    opened = DECODER.open(part(zstandard.compress(bytes(50_000_000))), 10_000)
    assert opened is not None
    assert (len(opened.parts[0].data), opened.truncated) == (10_000, True)


def test_a_window_that_would_fill_the_memory_is_refused() -> None:
    parameters = zstandard.ZstdCompressionParameters(window_log=27)
    sent = zstandard.ZstdCompressor(compression_params=parameters).compressobj()
    assert DECODER.open(part(sent.compress(bytes(100)) + sent.flush()), 1 << 20) is None


def test_what_is_not_zstandard_stays_closed() -> None:
    for data in (b"", b"\x28\xb5\x2f", b"\x28\xb5\x2f\xfd damaged", b"plain", "(µ/ý"):
        assert DECODER.open(part(data, "zstd"), 1 << 20) is None
