"""Requests to Apple's location service open with their head and the protocol buffer behind it; other bytes stay closed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.decoders.arpc import DECODER
from analysis.units import Part

HEAD = b"\x00\x01\x00\x05en_US\x00\x13com.apple.locationd\x00\x0c8.4.1.12H321"
MESSAGE = b"\x12\x13\x0a\x1100:17:3f:00:00:01\x18\x00\x20\x64"
FUNCTION = b"\x00\x00\x00\x01"
REQUEST = HEAD + FUNCTION + len(MESSAGE).to_bytes(4) + MESSAGE


def part(data: bytes | str) -> Part:
    return Part(path="", context="body", names=(), data=data, media_type="application/x-www-form-urlencoded")


def test_head_and_message() -> None:
    opened = DECODER.open(part(REQUEST), 1 << 20)
    assert opened is not None
    assert opened.label == "arpc"
    assert opened.tree == {"locale": "en_US", "application": "com.apple.locationd", "system": "8.4.1.12H321"}
    assert [(one.data, one.media_type) for one in opened.parts] == [(MESSAGE, "application/x-protobuf")]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        "text",
        REQUEST[:-1],
        REQUEST + b"\0",
        b"\x00\x02" + REQUEST[2:],
        HEAD,
        HEAD + FUNCTION + b"\0\0\0\0",
        REQUEST.replace(b"en_US", b"en\x00US"),
        REQUEST.replace(b"\x00\x05en_US", b"\x00\x00"),
        b"\x00\x01" + b"\x00\xff" + b"a" * 255 + REQUEST[9:],
    ],
)
def test_other_bytes_stay_closed(data: bytes | str) -> None:
    assert DECODER.open(part(data), 1 << 20) is None


def test_more_than_the_limit_stays_closed() -> None:
    assert DECODER.open(part(REQUEST), len(REQUEST) - 1) is None


@given(st.binary(max_size=200), st.sampled_from([b"", b"\x00\x01\x00\x02", HEAD, HEAD + FUNCTION]))
def test_any_bytes_are_read_without_an_error(data: bytes, head: bytes) -> None:
    opened = DECODER.open(part(head + data), 1 << 20)
    assert opened is None or opened.label == "arpc"
