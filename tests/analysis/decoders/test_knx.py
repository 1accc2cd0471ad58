"""Telegrams of KNXnet/IP open with group and value; bytes whose lengths do not fit stay closed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.decoders.knx import DECODER
from analysis.units import Part


def part(data: bytes | str, media_type: str = "") -> Part:
    return Part(path="body", context="body", names=(), data=data, media_type=media_type)


WRITE = bytes.fromhex("06100420001504010000110090cd0000098b010081")
DIM = bytes.fromhex("0610053000122900bce0110a0a030200807f")


def test_what_is_written_to_a_group() -> None:
    opened = DECODER.open(part(WRITE), 1 << 20)
    assert opened is not None
    assert opened.tree == {
        "service": "tunnelling", "source": "0.0.0", "group": "1/1/139", "action": "write", "value": "01",
    }  # fmt: skip
    opened = DECODER.open(part(DIM), 1 << 20)
    assert opened is not None
    assert opened.tree == {
        "service": "routing", "source": "1.1.10", "group": "1/2/3", "action": "write", "value": "7f",
    }  # fmt: skip


def test_other_services_tell_their_name_only() -> None:
    opened = DECODER.open(part(bytes.fromhex("06100207001001000801c0000263e1f7")), 1 << 20)
    assert opened is not None
    assert opened.tree == {"service": "connection state"}


@pytest.mark.parametrize(
    "data",
    [
        b"", WRITE[:-1], WRITE + b"\0", b"\x06\x20" + WRITE[2:], WRITE[:2] + b"\x09\x99" + WRITE[4:],
        WRITE[:18] + b"\x05" + WRITE[19:], b"\x06\x10\x04\x20\x00\x08\x04\x01",
    ],
)  # fmt: skip
def test_other_bytes_stay_closed(data: bytes) -> None:
    assert DECODER.open(part(data), 1 << 20) is None


@given(st.binary(max_size=200), st.sampled_from([b"\x06\x10\x04\x20\x00", b"\x06\x10\x05\x30\x00\x12"]))
def test_any_bytes_are_read_without_an_error(data: bytes, mark: bytes) -> None:
    for shown in (data, mark + data):
        opened = DECODER.open(part(shown), 1 << 20)
        assert opened is None or opened.label == "knx"
