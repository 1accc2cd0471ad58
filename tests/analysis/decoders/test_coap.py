"""CoAP requests open with path, query and payload; bytes whose options do not fit stay closed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.decoders.coap import DECODER
from analysis.units import Part

GET = bytes.fromhex("40011234") + b"\xb6config\x0cmin-interval"[:7] + b"\x0cmin-interval"


def part(data: bytes, media_type: str = "") -> Part:
    return Part(path="body", context="body", names=(), data=data, media_type=media_type)


def test_a_request_has_its_path() -> None:
    opened = DECODER.open(part(GET), 1 << 20)
    assert opened is not None
    assert opened.tree == {"method": "GET", "path": "config/min-interval"}
    assert not opened.parts


def test_the_payload_is_a_part() -> None:
    opened = DECODER.open(part(b"\x40\x02\x00\x01\xb1t\x11\x32\xff" + b'{"t":1}'), 1 << 20)
    assert opened is not None
    assert [(inner.name, inner.media_type, inner.data) for inner in opened.parts] == [
        ("t", "application/json", b'{"t":1}')
    ]


@pytest.mark.parametrize(
    "data",
    [b"", GET[:3], b"\x80" + GET[1:], b"\x49" + GET[1:], b"\x40\x45" + GET[2:], GET[:-1], GET + b"\xff", GET + b"l",
     b"\x40\x01\x12\x34", b"\x40\x01\x12\x34\xb2\x00\x01"],
)  # fmt: skip
def test_other_bytes_stay_closed(data: bytes) -> None:
    assert DECODER.open(part(data), 1 << 20) is None


def test_a_declared_type_is_believed() -> None:
    assert DECODER.open(part(GET, "application/octet-stream"), 1 << 20) is None


@given(st.binary(max_size=80))
def test_any_bytes_open_or_stay_closed(data: bytes) -> None:
    opened = DECODER.open(part(b"\x40\x01\x12\x34" + data), 1 << 20)
    assert opened is None or opened.label == "coap"
