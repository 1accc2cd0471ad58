"""Headers of packets, whole, cut off and made up."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proxy_addons.packets import SYN, TCP, UDP, parse
from tests.proxy_addons.frames import tcp, udp


@pytest.mark.parametrize(
    ("device", "server"), [("192.0.2.7", "198.51.100.1"), ("2001:db8::7", "2001:db8::1")]
)
def test_a_packet_is_read(device: str, server: str) -> None:
    packet = parse(tcp((device, 4000), (server, 443), b"hello", flags=SYN, seq=7) + b"\0\0\0")
    assert packet is not None
    assert packet.ends == (device, 4000, server, 443)
    assert (packet.protocol, packet.flags, packet.seq, packet.payload) == (TCP, SYN, 7, b"hello")
    packet = parse(udp((server, 53), (device, 4000), b"answer") + b"padding")
    assert packet is not None
    assert (packet.protocol, packet.ends, packet.payload) == (UDP, (server, 53, device, 4000), b"answer")


def test_what_is_no_tcp_or_udp_is_not_read() -> None:
    whole = tcp(("192.0.2.7", 4000), ("198.51.100.1", 443))
    assert all(parse(whole[:length]) is None for length in range(len(whole)))
    assert parse(b"\x41" + whole[1:]) is None  # a header shorter than a header
    assert parse(whole[:6] + b"\x00\x01" + whole[8:]) is None  # a later fragment
    assert parse(whole[:9] + b"\x01" + whole[10:]) is None  # ICMP
    assert parse(whole[:32] + b"\xf0" + whole[33:]) is None  # TCP options that are not there


@given(st.binary(max_size=120), st.sampled_from([b"", b"\x45", b"\x60", b"\x4f"]))
def test_no_bytes_make_it_fail(data: bytes, start: bytes) -> None:
    packet = parse(start + data)
    assert packet is None or len(packet.payload) <= len(data)
