"""No way into the box: every spelling of a local address, names that resolve to one, and the exceptions."""

from __future__ import annotations

import asyncio
import ipaddress
import socket
import time
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.self_test_gate import SELF_TEST_HOST, SelfTestTarget
from proxy_addons.self_protection import (
    Guard,
    GuardedEventLoop,
    TargetRefused,
    is_local,
    parse_address,
)

LOCAL = [
    "127.0.0.1", "127.255.255.254", "0.0.0.0", "10.1.2.3", "172.16.0.1", "192.168.178.1", "169.254.169.254", "100.64.0.1",
    "224.0.0.1", "239.255.255.250", "255.255.255.255", "240.0.0.1", "192.0.2.1", "::", "::1", "::ffff:127.0.0.1",
    "::ffff:10.0.0.1", "::ffff:0:127.0.0.1", "::127.0.0.1", "::10.0.0.1", "64:ff9b::127.0.0.1", "64:ff9b::a00:1",
    "64:ff9b:1::c0a8:101", "2002:7f00:1::", "2002:c0a8:101::1", "fe80::1", "fe80::1%eth0", "[::1]", "fc00::1", "fd12::1",
    "ff02::1", "ff05::fb", "2001:db8::1", "2001:0:4136:e378:8000:63bf:80ff:fffe",
]  # fmt: skip
PUBLIC = [
    "8.8.8.8",
    "1.1.1.1",
    "93.184.216.34",
    "2606:4700::1111",
    "::ffff:8.8.8.8",
    "64:ff9b::808:808",
    "2002:808:808::1",
]


def resolve(guard: Guard, host: str, port: int = 443, **options: Any) -> list[Any]:
    loop = GuardedEventLoop(guard)
    try:
        return loop.run_until_complete(loop.getaddrinfo(host, port, type=socket.SOCK_STREAM, **options))
    finally:
        loop.close()


@pytest.mark.parametrize("text", LOCAL)
def test_local(text: str) -> None:
    address = parse_address(text)
    assert address is not None
    assert is_local(address)


@pytest.mark.parametrize("text", PUBLIC)
def test_public(text: str) -> None:
    address = parse_address(text)
    assert address is not None
    assert not is_local(address)


@given(st.ip_addresses(v=4))
def test_a_wrapping_changes_nothing(address: ipaddress.IPv4Address) -> None:
    number = int(address)
    if number > 0xFFFF:
        for base in ("::ffff:0:0", "64:ff9b::", "::"):
            wrapped = ipaddress.IPv6Address(int(ipaddress.IPv6Address(base)) | number)
            assert is_local(wrapped) == is_local(address)
        assert is_local(ipaddress.IPv6Address((0x2002 << 112) | (number << 80))) == is_local(address)


@pytest.mark.parametrize(
    "name", ["localhost", "2130706433", "127.1", "0x7f000001", "0177.0.0.1", "0", "LOCALHOST"]
)
def test_names_and_odd_spellings_are_judged_by_what_they_resolve_to(name: str) -> None:
    with pytest.raises(TargetRefused):
        resolve(Guard(), name)


def test_of_several_addresses_only_public_ones_are_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that resolves to a public and a local address (rebinding) leads to the public one alone."""
    mixed = [
        (socket.AF_INET, socket.SOCK_STREAM, 6, "", (ip, 443))
        for ip in ("10.0.0.1", "93.184.216.34", "127.0.0.1")
    ]

    async def answer(self: object, host: object, port: object, **options: object) -> list[Any]:
        return mixed

    monkeypatch.setattr(asyncio.SelectorEventLoop, "getaddrinfo", answer)
    assert [entry[4][0] for entry in resolve(Guard(), "rebind.example")] == ["93.184.216.34"]


def test_allowed_targets_are_allowed_with_that_port_alone() -> None:
    guard = Guard(allow_targets=frozenset({("LocalHost", 8443)}))
    assert resolve(guard, "localhost", 8443)
    with pytest.raises(TargetRefused):
        resolve(guard, "localhost", 8444)


def test_a_resolution_can_be_given() -> None:
    guard = Guard(resolve={"graph.facebook.com": ("127.0.0.1", 4443)})
    (entry,) = resolve(guard, "Graph.Facebook.com")
    assert entry[4] == ("127.0.0.1", 4443)


def test_listening_sockets_may_be_local() -> None:
    assert resolve(Guard(), "localhost", 8080, flags=socket.AI_PASSIVE)


def test_the_self_test_host_leads_to_its_stand_in_while_it_runs(tmp_path: Path) -> None:
    announced = tmp_path / "self-test.target"
    guard = Guard(self_test=announced)
    with pytest.raises(TargetRefused):
        resolve(guard, SELF_TEST_HOST)
    announced.write_bytes(msgspec.json.encode(SelfTestTarget(port=4711, until=time.time() + 30)))
    assert resolve(guard, SELF_TEST_HOST)[0][4] == ("127.0.0.1", 4711)
    announced.write_bytes(msgspec.json.encode(SelfTestTarget(port=4711, until=time.time() - 1)))
    with pytest.raises(TargetRefused):
        resolve(guard, SELF_TEST_HOST)
    announced.write_bytes(b"{")
    with pytest.raises(TargetRefused):
        resolve(guard, SELF_TEST_HOST)


@given(st.text(max_size=100))
def test_any_text_is_an_address_or_a_name(text: str) -> None:
    assert parse_address(text) is None or is_local(ipaddress.ip_address("127.0.0.1"))
