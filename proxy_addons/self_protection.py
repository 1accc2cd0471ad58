"""Keeps the proxy from reaching into the box and the local network: targets are judged by the address they resolve to.

A name is resolved once, by the event loop that then connects; only the addresses that passed are tried, so an answer that
changes between check and connection cannot matter. mitmproxy's own record of the target stays a name.
"""

from __future__ import annotations

import asyncio
import ipaddress
import socket
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from mitmproxy.proxy.server_hooks import ServerConnectionHookData

from analysis.self_test_gate import SELF_TEST_HOST, announced

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address
_EMBEDDING: Final = tuple(  # NAT64 (RFC 6052, RFC 8215) and IPv4-translated (RFC 7915)
    ipaddress.IPv6Network(network) for network in ("64:ff9b::/96", "64:ff9b:1::/48", "::ffff:0:0:0/96")
)
_COMPATIBLE: Final = ipaddress.IPv6Network("::/96")


class TargetRefused(OSError):
    """The target is this box or the local network."""

    def __init__(self) -> None:
        super().__init__("not relayed: the target is this box or the local network")


class Guard:
    """Says which targets may be reached.

    ``allow_targets`` are (host, port) that may be local; ``resolve`` maps names to (ip, port) outright. Both are for a
    demo, a self-test or a test; ``self_test`` is the file by which a self-test announces its stand-in.
    """

    def __init__(
        self,
        allow_targets: frozenset[tuple[str, int]] = frozenset(),
        resolve: Mapping[str, tuple[str, int]] | None = None,
        self_test: Path | None = None,
    ) -> None:
        self._allowed = frozenset((host.lower(), port) for host, port in allow_targets)
        self._resolve = {host.lower(): target for host, target in (resolve or {}).items()}
        self._self_test = self_test

    def override(self, host: str) -> tuple[str, int] | None:
        """The stand-in of a name, where it has one."""
        name = host.lower()
        if name == SELF_TEST_HOST:
            return self._self_test_target()
        return self._resolve.get(name)

    def allows(self, host: str, port: int) -> bool:
        """True where the owner of this process named the target explicitly."""
        return (host.lower(), port) in self._allowed

    def _self_test_target(self) -> tuple[str, int] | None:
        if self._self_test is None:
            return None
        target = announced(self._self_test)
        return ("127.0.0.1", target.port) if target is not None else None  # without one it resolves nowhere


class SelfProtection:
    """mitmproxy addon: refuses targets given as addresses (names are judged when they are resolved)."""

    def __init__(self, guard: Guard) -> None:
        self._guard = guard

    def server_connect(self, data: ServerConnectionHookData) -> None:
        """Before a connection is opened."""
        assert data.server.address is not None
        host, port, *_ = data.server.address
        address = parse_address(host)
        if address is not None and is_local(address) and not self._guard.allows(host, port):
            data.server.error = str(TargetRefused())


class GuardedEventLoop(asyncio.SelectorEventLoop):
    """An event loop that resolves no name to this box or the local network (listening sockets excepted)."""

    def __init__(self, guard: Guard) -> None:
        super().__init__()
        self.guard = guard

    async def getaddrinfo(self, host: Any, port: Any, **options: Any) -> list[Any]:
        """As ``socket.getaddrinfo``; raises ``TargetRefused`` where no address is left."""
        if host is None or options.get("flags", 0) & socket.AI_PASSIVE:
            return await super().getaddrinfo(host, port, **options)
        name = host.decode("idna") if isinstance(host, bytes) else str(host)
        stand_in = self.guard.override(name)
        if stand_in is not None:
            family = socket.AF_INET6 if ":" in stand_in[0] else socket.AF_INET
            return [(family, socket.SOCK_STREAM, socket.IPPROTO_TCP, "", stand_in)]
        if name.lower() == SELF_TEST_HOST:
            raise TargetRefused
        found = await super().getaddrinfo(host, port, **options)
        if self.guard.allows(name, int(port)):
            return found
        passed = [entry for entry in found if not _is_local_text(str(entry[4][0]))]
        if not passed:
            raise TargetRefused
        return passed


def parse_address(host: str) -> IPAddress | None:
    """The address that a host spells out, None for a name. Odd spellings (``127.1``, ``0x7f.1``) count as names."""
    try:
        return ipaddress.ip_address(host.strip("[]").partition("%")[0])
    except ValueError:
        return None


def is_local(address: IPAddress) -> bool:
    """True for what is not a public unicast address of somebody else, in any IPv6 wrapping."""
    inner = unwrap(address)
    return not inner.is_global or inner.is_multicast or inner.is_reserved or _is_ours(inner)


def unwrap(address: IPAddress) -> IPAddress:
    """The IPv4 address inside an IPv4-mapped, -compatible, NAT64, 6to4 or Teredo address; else the address."""
    if isinstance(address, ipaddress.IPv4Address):
        return address
    if address.ipv4_mapped is not None:
        return address.ipv4_mapped
    if address.sixtofour is not None:
        return address.sixtofour
    if address.teredo is not None:
        return address.teredo[1]
    is_compatible = address in _COMPATIBLE and int(address) > 0xFFFF
    if is_compatible or any(address in network for network in _EMBEDDING):
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return address


def _is_local_text(text: str) -> bool:
    address = parse_address(text)
    return address is None or is_local(address)


def _is_ours(address: IPAddress) -> bool:
    """True for an address of this machine: it would be reached from that same address (nothing is sent)."""
    family = socket.AF_INET if address.version == 4 else socket.AF_INET6
    try:
        with socket.socket(family, socket.SOCK_DGRAM) as probe:
            probe.connect((str(address), 9))
            return str(probe.getsockname()[0]) == str(address)
    except OSError:
        return False  # no route: the connection will fail by itself
