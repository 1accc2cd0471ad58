"""What a person is told to type into another device is an address that this machine really has."""

from __future__ import annotations

import ipaddress
import socket

import pytest

from analysis.addresses import in_url, own_addresses, reachable_at


@pytest.mark.parametrize("address", ["127.0.0.1", "192.168.1.2", "::1", "fd00::2"])
def test_one_address_is_that_address(address: str) -> None:
    assert reachable_at(address) == [address]


@pytest.mark.parametrize("any_address", ["0.0.0.0", "::"])
def test_any_address_becomes_those_of_this_machine(any_address: str) -> None:
    found = [ipaddress.ip_address(text) for text in reachable_at(any_address)]
    assert found
    for address in found:
        assert not address.is_unspecified
        assert not address.is_link_local
        family = socket.AF_INET if address.version == 4 else socket.AF_INET6
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            probe.bind((str(address), 0))  # only an own address can be bound
    assert any_address == "::" or all(address.version == 4 for address in found)


def test_the_loopback_address_is_among_the_own_ones() -> None:
    assert ipaddress.ip_address("127.0.0.1") in own_addresses()


def test_an_address_in_a_url() -> None:
    assert (in_url("::1"), in_url("127.0.0.1")) == ("[::1]", "127.0.0.1")
