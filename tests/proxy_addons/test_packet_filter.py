"""The filter as the kernel runs it: what is cut short, and that everything else comes whole."""

from __future__ import annotations

import os
import socket

import pytest

from proxy_addons.packet_filter import HEADERS
from proxy_addons.packet_socket import attach_filter
from tests.proxy_addons.frames import ACK, SYN, tcp, udp
from tests.proxy_addons.live_wire import ethernet

V4, V6 = ("192.168.1.7", "198.51.100.9"), ("2001:db8::7", "2001:db8::9")
BULK = bytes(1200)


@pytest.fixture(scope="module")
def taken() -> object:
    """How many bytes the kernel hands over of a frame, measured with a real filter on a pair of sockets."""
    if os.geteuid() != 0:
        pytest.skip("raw sockets need root")

    def measure(frame: bytes) -> int:
        """On loopback: the frame goes out, and comes back through the filter."""
        with (
            socket.socket(socket.AF_PACKET, socket.SOCK_RAW, 0) as receiver,
            socket.socket(socket.AF_PACKET, socket.SOCK_RAW, 0) as sender,
        ):
            attach_filter(receiver)
            receiver.bind(("lo", 3))
            receiver.settimeout(5)
            sender.bind(("lo", int.from_bytes(frame[12:14], "big")))
            sender.send(frame)
            while True:
                data = receiver.recv(1 << 16)
                if data[:40] == frame[:40]:
                    return len(data)

    return measure


@pytest.mark.parametrize("ends", [V4, V6], ids=["IPv4", "IPv6"])
def test_what_a_tls_server_sends_is_cut_to_its_headers(taken, ends: tuple[str, str]) -> None:  # type: ignore[no-untyped-def]
    device, server = ends
    assert taken(ethernet(tcp((server, 443), (device, 4000), BULK))) == HEADERS
    short = ethernet(tcp((server, 443), (device, 4000), flags=SYN | ACK))
    assert taken(short) == len(short)


@pytest.mark.parametrize("ends", [V4, V6], ids=["IPv4", "IPv6"])
def test_what_begins_with_a_handshake_record_comes_whole(taken, ends: tuple[str, str]) -> None:  # type: ignore[no-untyped-def]
    device, server = ends
    hello = ethernet(tcp((server, 443), (device, 4000), b"\x16\3\3\4\xb0" + BULK))
    assert taken(hello) == len(hello)
    end = len(hello) - 5 - len(BULK)
    optional = hello[: end - 8] + b"\x80" + hello[end - 7 : end] + b"\1\1\x08\x0a" + bytes(8) + hello[end:]
    assert taken(optional) == len(optional)  # with options, behind which the record begins
    shifted = hello[: end - 8] + b"\x80" + hello[end - 7 :]
    for frame in (
        ethernet(tcp((server, 443), (device, 4000), b"\x17\3\3\4\xb0" + BULK)),
        ethernet(tcp((server, 443), (device, 4000), b"\x16\4\3\4\xb0" + BULK)),
        ethernet(tcp((server, 443), (device, 4000), b"\0\x16\3" + BULK)),
        shifted,  # the record is where the header says that options are
    ):
        assert taken(frame) == HEADERS


@pytest.mark.parametrize("ends", [V4, V6], ids=["IPv4", "IPv6"])
def test_what_is_too_short_for_a_record_is_not_lost(taken, ends: tuple[str, str]) -> None:  # type: ignore[no-untyped-def]
    device, server = ends
    whole = tcp((server, 443), (device, 4000), b"\x16")
    for cut in (1, 2, 9, 12):
        frame = ethernet(whole[:-cut])
        assert taken(frame) == len(frame)


@pytest.mark.parametrize("ends", [V4, V6], ids=["IPv4", "IPv6"])
def test_all_else_comes_whole(taken, ends: tuple[str, str]) -> None:  # type: ignore[no-untyped-def]
    device, server = ends
    pairs = [((device, 4000), (server, 80)), ((device, 443), (server, 443)), ((device, 4000), (server, 53))]
    frames = [udp(one, other, BULK) for pair in pairs for one, other in (pair, pair[::-1])]
    frames += [tcp(one, other, BULK) for pair in (pairs[0], pairs[2]) for one, other in (pair, pair[::-1])]
    frames.append(tcp((device, 4000), (server, 443), BULK))
    for frame in map(ethernet, frames):
        assert taken(frame) == len(frame)


def test_fragments_options_and_what_is_no_ip_come_whole(taken) -> None:  # type: ignore[no-untyped-def]
    packet = tcp((V4[1], 443), (V4[0], 4000), BULK)
    fragment = packet[:6] + b"\x20\0" + packet[8:]
    options = (
        b"\x46"
        + packet[1:2]
        + (len(packet) + 4).to_bytes(2, "big")
        + packet[4:20]
        + b"\1\1\1\0"
        + packet[20:]
    )
    arp = bytes.fromhex("02000000000102000000000708060001080006040001") + bytes(300)
    for frame in (ethernet(fragment), ethernet(options), arp):
        assert taken(frame) == len(frame)
