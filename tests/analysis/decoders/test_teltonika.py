"""Trackers of Teltonika open with IMEI and positions; a wrong checksum or length keeps them closed."""

from __future__ import annotations

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.decoders.teltonika import DECODER, _crc
from analysis.units import Part


def part(data: bytes | str, media_type: str = "") -> Part:
    return Part(path="body", context="body", names=(), data=data, media_type=media_type)


LOGIN = b"\x00\x0f358735071299993"
TWO = bytes.fromhex(
    "00000000000000490802000001a06725e1b8010934762e1c0e3924016900b60b002b000201ef010142308f0000000001a0672656e801093420c0"
    "1c0e5832016900b60b002b000201ef010142308f0000020000f067"
)


def extended(longitude: int, latitude: int, number: int = 1) -> bytes:
    """A packet of Codec 8 Extended with one value of one byte, one of two, and one of three."""
    fix = struct.pack(">QBiihHBH", 1_793_706_300_000, 0, longitude, latitude, -3, 90, 12, 38)
    values = (
        struct.pack(">HHHHBHHH", 0, 3, 1, 239, 1, 1, 66, 12810)
        + bytes(4)
        + struct.pack(">HHH", 1, 9, 3)
        + b"abc"
    )
    content = b"\x8e\x01" + fix + values + bytes([number])
    return bytes(4) + struct.pack(">I", len(content)) + content + struct.pack(">I", _crc(content))


def test_a_connection_begins_with_the_imei() -> None:
    opened = DECODER.open(part(LOGIN), 1 << 20)
    assert opened is not None
    assert opened.tree == {"imei": "358735071299993"}


def test_every_record_has_its_position() -> None:
    opened = DECODER.open(part(TWO), 1 << 20)
    assert opened is not None
    assert isinstance(opened.tree, dict)
    rows = opened.tree["records"]
    assert isinstance(rows, list)
    assert [(row["latitude"], row["longitude"]) for row in rows if isinstance(row, dict)] == [
        (47.069418, 15.443307), (47.070213, 15.44112),
    ]  # fmt: skip


def test_the_extended_codec_and_the_other_hemispheres() -> None:
    opened = DECODER.open(part(extended(-1_224_200_000, -378_000_000)), 1 << 20)
    assert opened is not None
    assert isinstance(opened.tree, dict)
    assert isinstance(opened.tree["records"], list)
    row = opened.tree["records"][0]
    assert isinstance(row, dict)
    assert (row["latitude"], row["longitude"], row["altitude"], row["speed"]) == (-37.8, -122.42, -3, 38)


@pytest.mark.parametrize(
    "data",
    [
        b"", LOGIN[:-1], LOGIN + b"0", LOGIN[:-1] + b"4", b"\x00\x0f35873507129999x", TWO[:-1], TWO + b"\0",
        TWO[:-1] + b"\x68", TWO[:9] + b"\x03" + TWO[10:], b"\1" + TWO[1:], extended(0, 950_000_000),
        extended(10, 10, number=2), bytes(64),
    ],
)  # fmt: skip
def test_other_bytes_stay_closed(data: bytes) -> None:
    assert DECODER.open(part(data), 1 << 20) is None


def test_a_text_is_none() -> None:
    assert DECODER.open(part(LOGIN.decode("latin-1")), 1 << 20) is None


@given(st.binary(max_size=200), st.sampled_from([b"\0\0\0\0", b"\0\x0f", TWO[:40]]))
def test_any_bytes_are_read_without_an_error(data: bytes, mark: bytes) -> None:
    for shown in (data, mark + data):
        opened = DECODER.open(part(shown), 1 << 20)
        assert opened is None or opened.label == "teltonika"
