"""Packets of RTP whose coding is fixed are told, and put in order; other datagrams, and too few of them, are no sound."""

from __future__ import annotations

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.rtp_packets import LEAST, Packet, rtp_packet, sound_of


def datagram(
    number: int, sound: bytes = bytes(160), kind: int = 0, source: int = 7, first: int = 0x80
) -> bytes:
    return struct.pack(">BBHII", first, kind, number & 0xFFFF, number * 160 & 0xFFFFFFFF, source) + sound


def packet(number: int, **more: int) -> Packet:
    found = rtp_packet(datagram(number, bytes([number & 255]) * 160, **more))
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("kind", "media_type"),
    [(0, "audio/pcmu;rate=8000"), (8, "audio/pcma;rate=8000"), (0x80, "audio/pcmu;rate=8000")],
)
def test_the_number_of_the_coding_says_what_it_is(kind: int, media_type: str) -> None:
    assert packet(4, kind=kind).media_type == media_type


def test_extension_sources_and_padding_are_no_sound() -> None:
    inside = b"s" * 80
    extended = datagram(1, b"\xbe\xde\0\1abcd" + inside, first=0x90)
    named = datagram(1, b"abcd" + inside, first=0x81)
    padded = datagram(1, inside + b"\0\0\0\4", first=0xA0)
    for data in (extended, named, padded):
        found = rtp_packet(data)
        assert found is not None
        assert found.sound == inside


@pytest.mark.parametrize(
    "data",
    [
        None, b"", datagram(1)[:40], datagram(1, first=0x40), datagram(1, kind=96), datagram(1, kind=72),
        datagram(1, bytes(30)), datagram(1, bytes(2000)), datagram(1, b"\xff" * 60, first=0x90),
        datagram(1, b"\xff" * 60, first=0xA0),
    ],
)  # fmt: skip
def test_other_datagrams_are_none(data: bytes | None) -> None:
    assert rtp_packet(data) is None


def test_what_follows_is_of_the_same_source_and_near() -> None:
    assert packet(5).follows(packet(4))
    assert packet(3).follows(packet(4))  # late
    assert packet(2).follows(packet(65_534))  # the numbers begin anew
    assert not packet(400).follows(packet(4))
    assert not packet(5, source=8).follows(packet(4))
    assert not packet(5, kind=8).follows(packet(4))
    assert not packet(5).follows(None)


def test_sound_is_in_the_order_of_the_numbers_each_once() -> None:
    numbers = [65_534, 65_535, 1, 0, 0, 2]
    data, media_type = sound_of([packet(number) for number in numbers])
    assert media_type == "audio/pcmu;rate=8000"
    assert data == b"".join(bytes([number & 255]) * 160 for number in (65_534, 65_535, 0, 1, 2))


def test_too_few_are_of_no_type() -> None:
    assert sound_of([packet(number) for number in range(LEAST - 1)])[1] == ""
    assert sound_of([packet(1)] * 9)[1] == ""
    assert sound_of([]) == (b"", "")


@given(st.binary(max_size=200))
def test_any_bytes_are_read_without_an_error(data: bytes) -> None:
    for shown in (data, b"\x80\0" + data, b"\xbf\x08" + data):
        found = rtp_packet(shown)
        assert found is None or len(found.sound) < len(shown)
