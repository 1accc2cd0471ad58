"""Raw deflate and Brotli that nobody declared open where they are one whole stream of text, and nothing else does."""

from __future__ import annotations

import json
import random
import zlib
from collections.abc import Callable

import brotli
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.decoders.undeclared_compression import DECODER
from analysis.units import Part

TEXT = json.dumps({"email": "anna@example.org", "latitude": 52.520008, "longitude": 13.404954}).encode()


def part(data: bytes | str, *, complete: bool = True) -> Part:
    return Part(path="body", context="body", names=(), data=data, complete=complete)


def raw_deflate(data: bytes) -> bytes:
    stream = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return stream.compress(data) + stream.flush()


COMPRESS: dict[str, Callable[[bytes], bytes]] = {"deflate": raw_deflate, "br": brotli.compress}


# -- what must stay closed ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("label", sorted(COMPRESS))
@pytest.mark.parametrize("content", [b"", b"too short", random.Random(1).randbytes(4_000), bytes(4_000)])
def test_what_gives_no_text_stays_closed(label: str, content: bytes) -> None:
    assert DECODER.open(part(COMPRESS[label](content)), 1 << 20) is None


@pytest.mark.parametrize("label", sorted(COMPRESS))
def test_half_a_stream_and_more_than_one_stay_closed(label: str) -> None:
    data = COMPRESS[label](TEXT * 20)
    assert DECODER.open(part(data[:-2]), 1 << 20) is None
    assert DECODER.open(part(data + b"tail"), 1 << 20) is None
    assert DECODER.open(part(data, complete=False), 1 << 20) is None


def test_random_bytes_stay_closed() -> None:
    noise = random.Random(5)
    for _ in range(20_000):
        assert DECODER.open(part(noise.randbytes(noise.randint(16, 90))), 1 << 20) is None


def test_texts_stay_closed() -> None:
    assert DECODER.open(part("a text"), 1 << 20) is None
    noise = random.Random(6)
    for _ in range(3_000):
        words = " ".join(noise.choices(("{", "com.example", "52.52", "=", "the", '"id":'), k=12)).encode()
        assert DECODER.open(part(words + b"\x00"), 1 << 20) is None


# -- what opens ---------------------------------------------------------------------------------------------------


@given(
    st.sampled_from(sorted(COMPRESS)),
    st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=3000),
)
def test_a_whole_stream_of_text_opens(label: str, text: str) -> None:
    content = TEXT + text.encode()
    opened = DECODER.open(part(COMPRESS[label](content)), 1 << 20)
    assert opened is not None
    assert (opened.label, opened.parts[0].data, opened.truncated) == (label, content, False)


@pytest.mark.parametrize("label", sorted(COMPRESS))
def test_a_bomb_stops_at_the_limit(label: str) -> None:
    data = COMPRESS[label](b"a" * 50_000_000)
    opened = DECODER.open(part(data), 100_000)
    assert opened is not None
    assert opened.truncated
    assert len(opened.parts[0].data) == 100_000


@given(st.binary(max_size=300))
def test_no_input_raises(data: bytes) -> None:
    opened = DECODER.open(part(data), 1 << 16)
    assert opened is None or opened.parts[0].data.isascii() or len(opened.parts[0].data) >= 24
