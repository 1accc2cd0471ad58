"""The capture itself, on loopback: whole frames, their times, losses, and interfaces that are not there."""

from __future__ import annotations

import os
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from proxy_addons.packet_socket import BLOCK, HOST, OUTGOING, RING, CannotCapture, PacketSocket, Received


@pytest.fixture(autouse=True)
def own_loopback() -> Iterator[None]:
    """A loopback of the test's own: what else runs on the machine would otherwise fill its small ring."""
    if os.geteuid() != 0 or not hasattr(os, "unshare"):
        pytest.skip("capture needs root and Linux")
    with Path("/proc/thread-self/ns/net").open() as before:
        try:
            os.unshare(os.CLONE_NEWNET)
        except OSError as error:
            pytest.skip(f"no network namespace can be made here: {error.strerror}")
        try:
            subprocess.run(["ip", "link", "set", "lo", "up"], check=True)
            yield
        finally:
            os.setns(before.fileno(), os.CLONE_NEWNET)


def to(capture: PacketSocket, target: str, count: int) -> list[Received]:
    """So many packets that were sent to a target."""
    found: list[Received] = []
    deadline = time.monotonic() + 10
    while len(found) < count:
        assert time.monotonic() < deadline, f"{len(found)} of {count} came"
        capture.wait(0.5)
        found += [each for each in capture.receive() if each[0][30:34] == socket.inet_aton(target)]
    return found


def test_frames_come_whole_with_their_time_and_direction() -> None:
    capture = PacketSocket("lo")
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sender:
        before = time.time()
        sender.sendto(b"x" * 100, ("127.77.0.1", 53))
        found = to(capture, "127.77.0.1", 2)
    for data, at, link, size, index, _, segment in found:
        assert data[42:] == b"x" * 100
        assert (link, size, index, segment) == (1, 142, socket.if_nametoindex("lo"), 0)
        assert before - 1 < at < time.time() + 1
    assert sorted(each[5] for each in found) == [HOST, OUTGOING]  # loopback shows each packet twice
    capture.count()
    assert capture.packets >= 2
    assert capture.lost == 0
    capture.close()


def test_loopback_is_left_out_where_no_interface_is_named() -> None:
    capture = PacketSocket("")
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sender:
        sender.sendto(b"x" * 100, ("127.77.0.2", 53))
        deadline = time.monotonic() + 1
        while time.monotonic() < deadline:
            capture.wait(0.2)
            assert not [each for each in capture.receive() if each[0][30:34] == b"\x7f\x4d\0\2"]
    capture.close()


def test_blocks_go_round_and_nothing_is_lost_while_they_are_read() -> None:
    capture = PacketSocket("lo", 4 * BLOCK)
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sender:
        for turn in range(30):  # about three times round
            for number in range(25):
                sender.sendto(bytes([turn, number]) + bytes(1998), ("127.77.0.3", 9))
            found = to(capture, "127.77.0.3", 50)
            assert [each[0][42:44] for each in found[::2]] == [bytes([turn, number]) for number in range(25)]
    capture.count()
    assert capture.lost == 0
    capture.close()


def test_what_was_read_does_not_stay_in_the_ring() -> None:
    capture = PacketSocket("lo", 4 * BLOCK)
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sender:
        sender.sendto(b"nobody's business" * 20, ("127.77.0.5", 9))
        to(capture, "127.77.0.5", 2)
    assert b"nobody's business" not in capture._ring[:]
    capture.close()


def test_losses_are_counted_once() -> None:
    capture = PacketSocket("lo", 4 * BLOCK)
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sender:
        for _ in range(2000):
            sender.sendto(bytes(2000), ("127.77.0.4", 9))
    capture.count()
    first = capture.lost
    assert first > 0  # nobody read
    capture.count()
    assert capture.lost == first
    assert capture.packets >= 4000
    while capture.receive():
        continue
    capture.close()


def test_the_ring_is_as_large_as_it_may_be() -> None:
    capture = PacketSocket("lo")
    assert capture.buffer == RING
    capture.close()


def test_an_interface_that_does_not_exist_is_said() -> None:
    with pytest.raises(CannotCapture, match="no network interface 'nowhere0'"):
        PacketSocket("nowhere0")
