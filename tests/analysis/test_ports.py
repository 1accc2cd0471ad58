"""A port that is taken is said before anything starts."""

from __future__ import annotations

import socket

import pytest

from analysis.ports import PortUnavailable, check_port, given_address


def test_a_free_port_passes_and_a_taken_one_is_said() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(
            PortUnavailable,
            match=rf"port {port} of 127\.0\.0\.1 is already in use; choose another with --proxy-port",
        ):
            check_port("127.0.0.1", port, "--proxy-port")
    check_port("127.0.0.1", port, "--proxy-port")


def test_an_address_of_another_machine_is_said() -> None:
    with pytest.raises(PortUnavailable, match=r"cannot listen on 192\.0\.2\.1"):
        check_port("192.0.2.1", 8080, "--listen")


def test_only_an_address_can_be_given() -> None:
    assert [given_address(text) for text in ("localhost", "127.0.0.1", "::1")] == [
        "127.0.0.1",
        "127.0.0.1",
        "::1",
    ]
    for text in ("banana", "", "300.1.1.1", "not an address", "http://127.0.0.1"):
        with pytest.raises(PortUnavailable, match="no IP address of this machine"):
            given_address(text)
