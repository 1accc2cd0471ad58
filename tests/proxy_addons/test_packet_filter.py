"""The kernel's own filter, on packets that matter and on those that do not."""

from __future__ import annotations

import socket
from collections.abc import Iterator

import pytest

from proxy_addons.packet_socket import attach_filter
from tests.proxy_addons.frames import ACK, FIN, RST, SYN, tcp, udp

FOUR, SIX = ("192.0.2.7", "198.51.100.1"), ("2001:db8::7", "2001:db8:1::1")


@pytest.fixture
def pair() -> Iterator[tuple[socket.socket, socket.socket]]:
    """The kernel runs the same program on a pair of Unix datagram sockets, for which nobody needs to be root."""
    sender, receiver = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)
    attach_filter(receiver)
    receiver.setblocking(False)
    yield sender, receiver
    sender.close()
    receiver.close()


def passes(pair: tuple[socket.socket, socket.socket], packet: bytes) -> bool:
    sender, receiver = pair
    sender.send(packet)
    try:
        return receiver.recv(65_536) == packet
    except BlockingIOError:
        return False


@pytest.mark.parametrize(("device", "server"), [FOUR, SIX])
def test_names_hellos_and_ends_are_taken(
    pair: tuple[socket.socket, socket.socket], device: str, server: str
) -> None:
    tls, dns = (server, 443), (server, 53)
    assert passes(pair, udp((device, 4000), dns, b"question"))
    assert passes(pair, udp(dns, (device, 4000), b"answer"))
    assert passes(pair, tcp((device, 4000), dns, b"question"))
    assert passes(pair, tcp(dns, (device, 4000), b"answer"))
    assert passes(pair, tcp((device, 4000), tls, b"\x16"))
    for flags in (SYN, FIN | ACK, RST):
        assert passes(pair, tcp((device, 4000), tls, flags=flags))


@pytest.mark.parametrize(("device", "server"), [FOUR, SIX])
def test_everything_else_stays_in_the_kernel(
    pair: tuple[socket.socket, socket.socket], device: str, server: str
) -> None:
    assert not passes(pair, tcp((device, 4000), (server, 443)))  # a bare acknowledgement
    assert not passes(pair, tcp((device, 4000), (server, 443)) + bytes(6))  # padded to a frame's least length
    assert not passes(pair, tcp((server, 443), (device, 4000), b"download"))
    assert not passes(pair, tcp((device, 4000), (server, 80), b"GET / HTTP/1.1"))
    assert not passes(pair, tcp((device, 4000), (server, 8080), b"CONNECT", flags=SYN))
    assert not passes(pair, udp((device, 443), (server, 443), b"QUIC"))
    assert not passes(pair, udp((device, 5353), (server, 5353), b"mDNS"))


def test_later_fragments_other_protocols_and_noise_stay_in_the_kernel(
    pair: tuple[socket.socket, socket.socket],
) -> None:
    packet = bytearray(udp((FOUR[0], 53), (FOUR[1], 53), b"x"))
    packet[6:8] = b"\x00\x10"
    assert not passes(pair, bytes(packet))
    packet[6:8] = b"\x20\x00"  # the first fragment holds the ports
    assert passes(pair, bytes(packet))
    packet[9] = 1  # ICMP
    assert not passes(pair, bytes(packet))
    for noise in (b"\x00\x01\x08\x00\x06\x04", b"\x45", b"\x60" * 20, b"\xff" * 60):
        assert not passes(pair, noise)
