"""What is this machine's own: addresses and sockets, against the kernel's real tables."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from analysis.settings import Home
from analysis.status import Heartbeat
from proxy_addons import this_machine
from proxy_addons.this_machine import TCP, UDP, Ends, ThisMachine, addresses, socket_inode


@pytest.fixture
def machine(tmp_path: Path) -> ThisMachine:
    return ThisMachine(Home.open(tmp_path / "home"))


@pytest.fixture(params=["127.0.0.1", "::1", "::ffff:127.0.0.1"])
def connection(request: pytest.FixtureRequest) -> Iterator[tuple[socket.socket, Ends]]:
    """A connection within this process; the last over an IPv6 socket to an IPv4 address."""
    address: str = request.param
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    with (
        socket.socket(family, socket.SOCK_STREAM) as listening,
        socket.socket(family, socket.SOCK_STREAM) as client,
    ):
        listening.bind((address, 0))
        listening.listen()
        client.connect(listening.getsockname()[:2])
        source, target = client.getsockname(), client.getpeername()
        on_the_wire = address.removeprefix("::ffff:")
        yield client, Ends(TCP, on_the_wire, source[1], on_the_wire, target[1])


def test_loopback_and_the_interfaces_addresses_are_this_machines(machine: ThisMachine) -> None:
    assert machine.has("127.0.0.1")
    assert machine.has("127.8.9.10")
    assert machine.has("::1")
    assert not machine.has("192.0.2.7")
    assert not machine.has("2001:db8::7")
    found = addresses()
    assert all(socket.getaddrinfo(address, None, flags=socket.AI_NUMERICHOST) for address in found)
    assert not any(address.endswith((".255", ".0")) for address in found)  # neither networks nor broadcasts


def test_an_address_of_an_interface_is_found(machine: ThisMachine) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # sends nothing; says which address would be used
        except OSError:
            pytest.skip("this machine has no route")
        assert machine.has(probe.getsockname()[0])


def test_a_programs_own_connection_is_found_among_the_sockets(
    machine: ThisMachine, connection: tuple[socket.socket, Ends]
) -> None:
    client, packet = connection
    assert socket_inode(packet) == os.fstat(client.fileno()).st_ino
    assert machine.opened(packet)
    forwarded = packet._replace(source_port=packet.source_port ^ 1)
    assert socket_inode(forwarded) is None
    assert not machine.opened(forwarded)


@pytest.mark.parametrize("connected", [False, True])
def test_a_programs_own_datagram_is_found_among_the_sockets(machine: ThisMachine, connected: bool) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sender:
        sender.bind(("" if not connected else "127.0.0.1", 0))
        if connected:
            sender.connect(("127.0.0.1", 9))
        ends = Ends(UDP, "127.0.0.1", sender.getsockname()[1], "127.0.0.1", 9)
        assert socket_inode(ends) == os.fstat(sender.fileno()).st_ino
        assert socket_inode(ends._replace(protocol=TCP)) is None
        assert machine.opened(ends)
    assert not machine.opened(ends)


def test_the_proxys_own_connection_is_not_this_machines(
    machine: ThisMachine, connection: tuple[socket.socket, Ends], tmp_path: Path
) -> None:
    _, packet = connection
    heartbeat = Heartbeat(Home.open(tmp_path / "home"), "proxy-0")
    heartbeat.update()
    assert not machine.opened(packet)  # this process is the proxy
    heartbeat.stop("stopped")
    other = Heartbeat(Home.open(tmp_path / "home"), "analyst")
    other.update()
    assert not machine.opened(packet)


def test_a_process_that_is_gone_holds_nothing_and_one_that_is_closed_to_us_may(tmp_path: Path) -> None:
    assert not this_machine._may_hold(2**22 + 1, 1)
    if os.geteuid() != 0:
        assert this_machine._may_hold(1, 1)
