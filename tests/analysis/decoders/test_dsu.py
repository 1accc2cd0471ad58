"""A phone that serves as a controller opens with its sensors; a wrong checksum keeps a packet closed."""

from __future__ import annotations

import struct
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.decoders.dsu import DECODER
from analysis.units import Part


def part(data: bytes | str, media_type: str = "") -> Part:
    return Part(path="body", context="body", names=(), data=data, media_type=media_type)


def packet(kind: int, rest: bytes, mark: bytes = b"DSUS") -> bytes:
    data = mark + struct.pack("<HHIII", 1001, len(rest) + 4, 0, 77, kind) + rest
    return data[:8] + struct.pack("<I", zlib.crc32(data)) + data[12:]


def pad(*motion: float, mac: bytes = bytes.fromhex("a4c138001122")) -> bytes:
    head = bytes([1, 2, 2, 1]) + mac + bytes([4, 1]) + bytes(36)
    return packet(0x100002, head + struct.pack("<Q6f", 5_500_123, *motion))


def test_acceleration_and_turning_have_their_names() -> None:
    opened = DECODER.open(part(pad(0.5, -0.25, 0.75, -12.5, 3.25, 40.75)), 1 << 20)
    assert opened is not None
    assert opened.tree == {
        "sender": 77, "type": "0x100002", "slot": 1, "mac": "a4:c1:38:00:11:22", "timestamp_us": 5_500_123,
        "accelerometer": {"x": 0.5, "y": -0.25, "z": 0.75}, "gyroscope": {"x": -12.5, "y": 3.25, "z": 40.75},
    }  # fmt: skip


def test_a_controller_without_sensors_or_address_tells_none() -> None:
    opened = DECODER.open(part(pad(0, 0, 0, 0, 0, 0, mac=bytes(6))), 1 << 20)
    assert opened is not None
    assert opened.tree == {"sender": 77, "type": "0x100002", "slot": 1}


def test_numbers_that_are_none_are_left_out() -> None:
    opened = DECODER.open(part(pad(float("nan"), 0, 1, 0, 0, 0)), 1 << 20)
    assert opened is not None
    assert isinstance(opened.tree, dict)
    assert "accelerometer" not in opened.tree


def test_a_request_opens_without_a_reading() -> None:
    opened = DECODER.open(part(packet(0x100000, b"", b"DSUC")), 1 << 20)
    assert opened is not None
    assert opened.tree == {"sender": 77, "type": "0x100000"}


@pytest.mark.parametrize(
    "data",
    [
        b"", b"DSUS", b"DSUSxxxxxxxxxxxxxxxxxxxxx", pad(1, 2, 3, 4, 5, 6)[:-1], pad(1, 2, 3, 4, 5, 6) + b"\0",
        pad(1, 2, 3, 4, 5, 6)[:-1] + b"x", b"DSUX" + pad(1, 2, 3, 4, 5, 6)[4:],
    ],
)  # fmt: skip
def test_other_bytes_stay_closed(data: bytes) -> None:
    assert DECODER.open(part(data), 1 << 20) is None


@given(st.binary(max_size=200), st.sampled_from([b"DSUS", b"DSUC\xe9\x03"]))
def test_any_bytes_are_read_without_an_error(data: bytes, mark: bytes) -> None:
    for shown in (data, mark + data):
        opened = DECODER.open(part(shown), 1 << 20)
        assert opened is None or opened.label == "dsu"
