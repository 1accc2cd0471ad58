"""Remembers which MAC an address in the house has, and by which name a device called itself: bounded, newest kept."""

from __future__ import annotations

from collections import OrderedDict
from typing import Final

from analysis.records import Address

MAX_NEIGHBOURS: Final = 4096
MAX_ADDRESSES: Final = 6  # IPv4 addresses of one MAC; with more it is a router's
_PUBLIC_NAMES: Final = frozenset({"localhost", "localhost.localdomain", "android", "unknown"})


def is_local(address: bytes) -> bool:
    """Whether a packed address is of a private network (RFC 1918, 6598, 3927, 4193, 4291) and of one machine."""
    first = address[0]
    if len(address) == 4:
        second = address[1]
        return (
            first == 10
            or (first == 192 and second == 168)
            or (first == 172 and 16 <= second < 32)
            or (first == 169 and second == 254)
            or (first == 100 and 64 <= second < 128)
        )
    return first & 0xFE == 0xFC or (first == 0xFE and address[1] & 0xC0 == 0x80)


def is_shared(address: bytes) -> bool:
    """Whether an address is no single machine's: multicast, broadcast, unspecified."""
    first = address[0]
    if first:
        return first >= 224 if len(address) == 4 else first == 0xFF
    return not any(address)


class Neighbours:
    """Filled from the frames' senders, ARP, DHCP and mDNS."""

    def __init__(self) -> None:
        self._macs: OrderedDict[bytes, bytes] = OrderedDict()
        self._addresses: OrderedDict[bytes, set[bytes]] = OrderedDict()
        self._names: OrderedDict[bytes, str] = OrderedDict()  # by MAC, from DHCP
        self._called: OrderedDict[bytes, str] = OrderedDict()  # by address, from mDNS
        self._given: OrderedDict[bytes, str] = OrderedDict()  # by address, from DHCP

    def met(self, address: bytes, mac: bytes) -> None:
        """A frame, or ARP, says that an address is behind a MAC."""
        if (
            self._macs.get(address) == mac
            or len(mac) != 6
            or mac[0] & 1
            or not any(mac)
            or is_shared(address)
        ):
            return
        _keep(self._macs, address, mac)
        if len(address) == 4:
            known = self._addresses.get(mac, set())
            if len(known) <= MAX_ADDRESSES:
                known.add(address)
            _keep(self._addresses, mac, known)

    def resolved(self, message: bytes) -> None:
        """A message of ARP (RFC 826), for IPv4 over Ethernet: its sender has the address that it names."""
        if len(message) >= 28 and message[4:6] == b"\x06\x04" and message[6:8] in (b"\0\1", b"\0\2"):
            self.met(message[14:18], message[8:14])

    def mac(self, address: bytes) -> bytes:
        """The MAC behind an address, b"" where it is not known."""
        return self._macs.get(address, b"")

    def named(self, name: str, mac: bytes = b"", address: bytes = b"") -> None:
        """DHCP says how the device with a MAC, or with an address, calls itself."""
        if _is_name(name):
            if mac:
                _keep(self._names, mac, name)
            if address:
                _keep(self._given, address, name)

    def called(self, name: str, address: bytes) -> None:
        """mDNS says under which name an address is to be found."""
        if _is_name(name):
            _keep(self._called, address, name)

    def addresses(self, address: bytes, text: str, mac: bytes) -> tuple[Address, ...]:
        """All that a device is known by: IP, MAC unless it is a router's, the name it gave itself."""
        known = mac or self._macs.get(address, b"")
        found = [] if is_shared(address) else [Address(kind="ip", value=text)]
        name = self._given.get(address, "")
        if known and len(self._addresses.get(known, ())) <= MAX_ADDRESSES:
            found.append(Address(kind="mac", value=known.hex(":")))
            name = name or self._names.get(known, "")
        name = name or self._called.get(address, "")
        if name:
            found.append(Address(kind="name", value=name))
        return tuple(found)


def _is_name(name: str) -> bool:
    return 0 < len(name) <= 253 and name.isprintable() and name.lower() not in _PUBLIC_NAMES


def _keep[Key, Value](table: OrderedDict[Key, Value], key: Key, value: Value) -> None:
    table[key] = value
    table.move_to_end(key)
    if len(table) > MAX_NEIGHBOURS:
        table.popitem(last=False)
