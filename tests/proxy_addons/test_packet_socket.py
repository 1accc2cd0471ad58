"""The capture itself, on loopback."""

from __future__ import annotations

import os
import socket
import time

import pytest

from proxy_addons.packet_socket import RECEIVE_BUFFER, CannotCapture, PacketSocket
from proxy_addons.packets import UDP, parse


@pytest.fixture(autouse=True)
def root() -> None:
    if os.geteuid() != 0:
        pytest.skip("capture needs root")


def test_packets_come_from_their_network_header_on_with_their_time() -> None:
    capture = PacketSocket("lo")
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sender:
        sender.bind(("127.0.0.1", 0))
        before = time.time()
        sender.sendto(b"x" * 100, ("127.77.0.1", 53))
        sender.sendto(b"not this", ("127.77.0.1", 54))
        port = sender.getsockname()[1]
        found = []
        while len(found) < 2:
            assert capture.wait(5.0)
            captured = capture.receive()
            assert captured is not None
            packet = parse(captured.data)
            if packet is not None and packet.target == "127.77.0.1":
                assert (packet.protocol, packet.source_port, packet.payload) == (UDP, port, b"x" * 100)
                assert before - 1 < captured.at < time.time() + 1
                assert captured.mac == ""
                found.append(captured.outgoing)
    assert sorted(found) == [False, True]  # loopback shows each packet twice
    capture.count()
    assert capture.packets >= 2
    assert capture.lost == 0
    capture.close()


def test_the_buffer_is_large_and_losses_are_counted() -> None:
    capture = PacketSocket("lo")
    assert capture.buffer >= RECEIVE_BUFFER // 2
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sender:
        for _ in range(30_000):
            sender.sendto(bytes(1000), ("127.77.0.1", 53))
    capture.count()
    first = capture.lost
    assert first > 0  # nobody read
    capture.count()
    assert capture.lost == first
    assert capture.packets >= 30_000
    while capture.receive() is not None:
        continue
    assert not capture.wait(0.0)
    capture.close()


def test_an_interface_that_does_not_exist_is_said() -> None:
    with pytest.raises(CannotCapture, match="no network interface 'nowhere0'"):
        PacketSocket("nowhere0")
