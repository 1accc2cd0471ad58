"""STUN messages open by their cookie and their length; other bytes stay closed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.decoders.stun import DECODER
from analysis.units import Part


def part(data: bytes) -> Part:
    return Part(path="body", context="body", names=(), data=data)


def stun(attributes: bytes = b"", kind: int = 1) -> bytes:
    return kind.to_bytes(2) + len(attributes).to_bytes(2) + b"\x21\x12\xa4\x42" + bytes(12) + attributes


@pytest.mark.parametrize(
    "data",
    [b"", stun()[:19], stun() + b"\0\0\0\0", b"\xc0" + stun()[1:], stun().replace(b"\x21\x12", b"\x21\x13"),
     stun(b"\x00\x06\x00\x09abcd")],
)  # fmt: skip
def test_other_bytes_stay_closed(data: bytes) -> None:
    assert DECODER.open(part(data), 1 << 20) is None


def test_attributes_are_read() -> None:
    mapped = bytes((192, 0, 2, 17))
    masked = bytes(a ^ b for a, b in zip(mapped, b"\x21\x12\xa4\x42", strict=True))
    attributes = b"\x00\x06\x00\x05ab:cd\0\0\0" + b"\x00\x20\x00\x08\x00\x01\x00\x00" + masked
    opened = DECODER.open(part(stun(attributes)), 1 << 20)
    assert opened is not None
    assert opened.tree == {"method": 1, "username": "ab:cd", "mapped_address": "192.0.2.17"}


@given(st.binary(max_size=60))
def test_any_attributes_open_or_stay_closed(data: bytes) -> None:
    opened = DECODER.open(part(stun(data)), 1 << 20)
    assert opened is None or opened.label == "stun"
