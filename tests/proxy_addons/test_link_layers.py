"""The network packet in frames of every link that is read."""

from __future__ import annotations

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proxy_addons.link_layers import ARP, IPV4, IPV6, NOTHING, OTHER, is_known, network, not_read, tunnelled
from tests.proxy_addons.frames import tcp

FOUR = tcp(("192.0.2.7", 4000), ("198.51.100.1", 80), b"x" * 30)
SIX = tcp(("2001:db8::7", 4000), ("2001:db8::1", 80), b"x" * 30)
MAC, OTHER_MAC = bytes.fromhex("020000000001"), bytes.fromhex("020000000002")
SNAP = b"\xaa\xaa\x03\0\0\0\x08\0"
ETHERNET = OTHER_MAC + MAC


def wifi(control: int, flags: int, more: bytes = b"", body: bytes = SNAP + FOUR) -> bytes:
    return bytes([control, flags, 0, 0]) + OTHER_MAC + MAC + MAC + b"\0\0" + more + body


@pytest.mark.parametrize(
    ("link", "frame", "kind", "mac"),
    [
        (1, ETHERNET + b"\x08\0" + FOUR, IPV4, MAC),
        (1, ETHERNET + b"\x86\xdd" + SIX, IPV6, MAC),
        (1, ETHERNET + b"\x81\0\0\5\x08\0" + FOUR, IPV4, MAC),
        (1, ETHERNET + b"\x88\xa8\0\5\x81\0\0\6\x86\xdd" + SIX, IPV6, MAC),
        (1, ETHERNET + b"\x88\x64\x11\0\0\1\0\x40\0\x21" + FOUR, IPV4, MAC),
        (1, ETHERNET + b"\x88\x47\0\0\x10\x40\0\0\x11\x40" + FOUR, IPV4, MAC),
        (1, ETHERNET + struct.pack("!H", 8 + len(FOUR)) + SNAP + FOUR, IPV4, MAC),
        (0, b"\2\0\0\0" + FOUR, IPV4, b""),
        (0, b"\x1e\0\0\0" + SIX, IPV6, b""),
        (108, b"\0\0\0\2" + FOUR, IPV4, b""),
        (9, b"\xff\x03\0\x21" + FOUR, IPV4, b""),
        (9, b"\x57" + SIX, IPV6, b""),
        (50, b"\0\x21" + FOUR, IPV4, b""),
        (12, FOUR, IPV4, b""),
        (101, SIX, IPV6, b""),
        (228, FOUR, IPV4, b""),
        (229, SIX, IPV6, b""),
        (113, b"\0\0\0\1\0\6" + MAC + b"\0\0\x08\0" + FOUR, IPV4, MAC),
        (113, b"\0\4\0\1\0\6" + MAC + b"\0\0\x86\xdd" + SIX, IPV6, b""),  # sent by the recorder itself
        (276, b"\x08\0\0\0\0\0\0\2\0\1\0\6" + MAC + b"\0\0" + FOUR, IPV4, MAC),
        # "any" of a router: libpcap puts the tag back where it stood, and PPPoE is what it was
        (113, b"\0\0\0\1\0\6" + MAC + b"\0\0\x81\0\0\7\x08\0" + FOUR, IPV4, MAC),
        (113, b"\0\0\0\1\0\6" + MAC + b"\0\0\x88\xa8\0\7\x81\0\0\x09\x86\xdd" + SIX, IPV6, MAC),
        (113, b"\0\0\0\1\0\6" + MAC + b"\0\0\x88\x64\x11\0\0\1\0\x40\0\x21" + FOUR, IPV4, MAC),
        (113, b"\0\0\0\1\0\6" + MAC + b"\0\0\x81\0\0\7\x88\x64\x11\0\0\1\0\x40\0\x57" + SIX, IPV6, MAC),
        (276, b"\x81\0\0\0\0\0\0\2\0\1\0\6" + MAC + b"\0\0\0\7\x08\0" + FOUR, IPV4, MAC),
        (276, b"\x88\x64\0\0\0\0\0\2\0\1\0\6" + MAC + b"\0\0\x11\0\0\1\0\x40\0\x21" + FOUR, IPV4, MAC),
        (105, wifi(0x08, 1), IPV4, MAC),
        (105, wifi(0x08, 2), IPV4, MAC),
        (105, wifi(0x88, 1, b"\0\0"), IPV4, MAC),
        (105, wifi(0x08, 3, MAC), IPV4, MAC),
        (127, b"\0\0\x08\0\0\0\0\0" + wifi(0x08, 1), IPV4, MAC),
        (127, b"\0\0\x09\0\2\0\0\0\x20" + wifi(0x88, 1, b"\0\0" + b"\0\0"), IPV4, MAC),  # padded to four bytes
        (192, b"\0\0\x08\0" + struct.pack("<I", 105) + wifi(0x08, 1), IPV4, MAC),
    ],
)  # fmt: skip
def test_the_packet_is_found(link: int, frame: bytes, kind: int, mac: bytes) -> None:
    assert is_known(link)
    start, found, sender = network(link, frame)
    assert (found, sender) == (kind, mac)
    assert frame[start:] == (FOUR if kind == IPV4 else SIX)
    assert all(network(link, frame[:length])[0] <= length for length in range(start))


def test_what_is_no_ip() -> None:
    assert network(1, ETHERNET + b"\x08\x06" + bytes(28))[:2] == (14, ARP)
    assert network(1, ETHERNET + b"\x88\x8e" + FOUR)[1] == OTHER
    assert network(105, wifi(0x48, 1)) == NOTHING  # without data
    assert network(105, wifi(0x08, 0x41, body=b"encrypted, and so without a known start")) == NOTHING
    assert network(105, b"\x80" + wifi(0x80, 0)[1:]) == NOTHING  # a beacon
    assert network(9, b"\xc0\x21" + FOUR)[1] == OTHER
    assert network(113, b"\0\0\0\1\0\6" + MAC + b"\0\0\x88\x8e" + FOUR)[1] == OTHER
    assert network(276, b"\x88\x8e\0\0\0\0\0\2\0\1\0\6" + MAC + b"\0\0" + FOUR)[1] == OTHER
    assert network(147, FOUR) == NOTHING
    assert not is_known(147)


def test_a_frame_that_is_not_read_is_called_what_it_is() -> None:
    assert not_read(1) == not_read(101) == "packets that are no IP"
    assert (
        not_read(105)
        == not_read(127)
        == "packets of 802.11 that are encrypted, joined into one frame, or no IP"
    )
    assert not_read(147) == "packets of link type 147, which is not read"


def test_tags_without_end_are_given_up() -> None:
    assert network(1, ETHERNET + b"\x81\0\0\5" * 50 + b"\x08\0" + FOUR)[1] == OTHER


@given(
    st.sampled_from([0, 1, 9, 12, 50, 51, 105, 113, 119, 127, 192, 204, 228, 276]), st.binary(max_size=120)
)
def test_no_bytes_make_it_fail(link: int, data: bytes) -> None:
    start, kind, mac = network(link, data)
    assert kind in (IPV4, IPV6, ARP, OTHER)
    assert start <= len(data)
    assert len(mac) <= 6


@pytest.mark.parametrize(
    ("head", "packet", "kind"),
    [
        (b"\x30\xff\0\0\0\0\0\7", FOUR, IPV4),
        (b"\x32\xff\0\0\0\0\0\7\0\1\0\0", SIX, IPV6),  # with a number
        (b"\x34\xff\0\0\0\0\0\7\0\0\0\x85\1\0\0\0", FOUR, IPV4),  # the container of a 5G session
        (b"\x34\xff\0\0\0\0\0\7\0\0\0\x85\1\0\0\x85\1\0\0\0", FOUR, IPV4),
    ],
)
def test_a_phones_packet_is_found_in_its_tunnel(head: bytes, packet: bytes, kind: int) -> None:
    assert tunnelled(head + packet) == (len(head), kind, b"")


@pytest.mark.parametrize(
    "datagram",
    [
        b"", b"\x30\xff\0\0\0\0\0\7", b"\x30\1\0\0\0\0\0\7" + FOUR, b"\x50\xff\0\0\0\0\0\7" + FOUR,
        b"\x20\xff\0\0\0\0\0\7" + FOUR, b"\x34\xff\0\0\0\0\0\7\0\0\0\x85\0\0\0\0" + FOUR,
        b"\x34\xff\0\0\0\0\0\7\0\0\0\x85\xff" + FOUR, b"\x30\xff\0\0\0\0\0\7" + b"\x10 is none" * 9,
    ],
)  # fmt: skip
def test_what_is_no_tunnel(datagram: bytes) -> None:
    assert tunnelled(datagram)[1] == OTHER


@given(st.integers(0, 7), st.binary(max_size=60))
def test_no_tunnel_makes_it_fail(flags: int, data: bytes) -> None:
    start, kind, mac = tunnelled(bytes([0x30 | flags, 0xFF]) + data)
    assert (kind in (IPV4, IPV6, OTHER), mac) == (True, b"")
    assert start <= len(data) + 2
