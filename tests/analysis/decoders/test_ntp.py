"""A client's request for the time opens; 48 other bytes stay closed, and so does everything that is no datagram."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.decoders.ntp import DECODER
from analysis.units import Part

REQUEST = b"\x23" + bytes(39) + bytes.fromhex("ea1b2c3d4e5f6071")


def part(data: bytes, path: str = "body", media_type: str = "") -> Part:
    return Part(path=path, context="body", names=(), data=data, media_type=media_type)


def test_a_request_holds_nothing_of_a_person() -> None:
    opened = DECODER.open(part(REQUEST), 1 << 20)
    assert opened is not None
    assert opened.tree == {"version": 4, "mode": "client", "stratum": 0}


@pytest.mark.parametrize(
    "data",
    [
        b"",
        REQUEST[:47],
        REQUEST + b"\0",
        b"\x24" + REQUEST[1:],
        b"\x23\x40" + REQUEST[2:],
        b"\x23\0" + b"\x17" * 46,
        b"#" * 48,
    ],
)
def test_other_bytes_stay_closed(data: bytes) -> None:
    assert DECODER.open(part(data), 1 << 20) is None


def test_it_is_a_datagram_of_its_own() -> None:
    assert DECODER.open(part(REQUEST, path="body>json:$.a>base64"), 1 << 20) is None
    assert DECODER.open(part(REQUEST, media_type="application/octet-stream"), 1 << 20) is None


@given(st.binary(min_size=48, max_size=48))
def test_any_bytes_open_or_stay_closed(data: bytes) -> None:
    opened = DECODER.open(part(data), 1 << 20)
    assert opened is None or data[0] & 7 == 3
