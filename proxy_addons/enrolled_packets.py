"""Picks the packets of enrolled devices, each once, and counts them; of all others only bytes are added up.

What belongs to a device that is not enrolled is decided packet by packet and held nowhere. Each packet is taken where it
comes in from a device, or goes out to one: this machine may see it twice, as what it received and as what it passes on.
"""

from __future__ import annotations

import ipaddress
import socket
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import Final

from analysis.devices import DeviceDirectory
from analysis.flow_reasons import TO_THIS_BOX, WITHIN_HOME
from analysis.records import Address
from proxy_addons.capture_file import Captured
from proxy_addons.interfaces import Interfaces
from proxy_addons.ip_headers import read_ipv4, read_ipv6
from proxy_addons.link_layers import ETHERNET, IPV4, IPV6, network
from proxy_addons.neighbours import is_local, is_shared
from proxy_addons.packet_socket import HOST, OUTGOING, Received
from proxy_addons.this_machine import TCP, UDP, Ends

MAX_LEARNT: Final = 4096  # addresses that were found by the MAC of an enrolled device
MAX_OWN: Final = 1024  # connections of this machine
_ASKS_FOR_OTHERS: Final = frozenset({53, 853})  # this machine's resolver asks on behalf of the house
_LOOPBACK: Final = (b"\x7f\0\0\1", bytes(15) + b"\1")


class EnrolledPackets:
    """``directory`` is what the owner decided; ``opened`` says whether a program of this machine sent that.

    ``strangers`` is given the bytes from and to devices that are not enrolled. ``packets``, ``out`` and ``into`` count
    frames of enrolled devices and their bytes. ``merged`` collects, by ends and ports, how many packets the kernel had put
    into one beyond that one.
    """

    def __init__(
        self,
        directory: Callable[[], DeviceDirectory],
        own_addresses: Callable[[], frozenset[bytes]],
        opened: Callable[[Ends], bool],
        strangers: Callable[[int, int], None],
        everywhere: bool,
    ) -> None:
        self._directory, self._own_addresses = directory, own_addresses
        self._opened, self._strangers, self._everywhere = opened, strangers, everywhere
        self._decided: DeviceDirectory | None = None
        self._known: dict[
            bytes, bytes
        ] = {}  # address to the MAC by which it was learnt, b"" if enrolled itself
        self._learnt = 0
        self._macs: frozenset[bytes] = frozenset()
        self._mine: frozenset[bytes] = frozenset()
        self._home_nets: frozenset[bytes] = frozenset()
        self._interfaces = Interfaces()
        self._ours: OrderedDict[bytes, bool] = OrderedDict()
        self.packets = self.out = self.into = 0
        self.merged: list[tuple[bytes, int]] = []

    def refresh(self, now: datetime, interfaces: Interfaces | None = None) -> bool:
        """Bring decisions and addresses up to date; True where somebody has decided something."""
        self._mine = self._own_addresses()
        self._home_nets = frozenset(address[:8] for address in self._mine if len(address) == 16)
        if interfaces is not None:
            self._interfaces = interfaces
        decided = self._directory()
        if decided is self._decided:
            return False
        self._decided = decided
        addresses = [address for device in decided.everyone() for address in device.addresses]
        valid = [address for address in addresses if decided.resolve((address,), now) is not None]
        packed = {_packed(address.value) for address in valid if address.kind == "ip"}
        self._known = dict.fromkeys(packed - {b"", *_LOOPBACK}, b"")
        self._macs = frozenset(bytes.fromhex(_mac(address)) for address in valid if address.kind == "mac")
        self._macs -= {b""}
        self._learnt = 0
        self._ours.clear()
        return True

    def is_device(self, address: bytes) -> bool:
        """Whether an address is an enrolled device's."""
        return address in self._known

    def is_here(self, address: bytes) -> bool:
        """Whether an address is this machine's."""
        return address in self._mine

    def place(self, address: bytes) -> str:
        """Where in the house an address is: this box, or another machine or group of machines; "" for one outside."""
        if address in self._mine:
            return TO_THIS_BOX
        return WITHIN_HOME if address and (is_shared(address) or self._at_home(address)) else ""

    def of(self, received: Iterable[Received]) -> Iterator[Captured]:
        """The packets of enrolled devices among those received."""
        known, macs, mine = self._known, self._macs, self._mine
        stacked, bridged = self._interfaces if self._everywhere else (frozenset(), self._interfaces.bridged)
        for data, at, link, size, interface, kind, segment in received:
            if interface in stacked:
                continue
            kind_of_link = data[12:14] if link == ETHERNET and len(data) >= 54 else b""
            if kind_of_link == b"\x08\0":
                source, target = data[26:30], data[30:34]
            elif kind_of_link == b"\x86\xdd":
                source, target = data[22:38], data[38:54]
            else:
                ends = self._odd_ends(link, data)
                if ends is None:
                    if data[6:12] in macs and kind != OUTGOING:
                        yield at, link, data, size  # ARP of a device
                    continue
                source, target = ends
            by = known.get(source)
            if by and by != data[6:12] and kind != OUTGOING:
                del known[source]  # somebody else's now
                self._learnt -= 1
                by = None
            if by is None and macs and kind != OUTGOING and link == ETHERNET and data[6:12] in macs:
                by = data[6:12] if self._learn(source, data[6:12]) else None
            if by is not None:
                here = source in mine
                if here is not (kind == OUTGOING) or (here and not self._is_own(link, data, True)):
                    continue  # the copy that is passed on; what this machine does for others
                up = True
            elif target in known or (
                macs and link == ETHERNET and data[:6] in macs and self._learn(target, data[:6])
            ):
                if kind != OUTGOING:
                    here = target in mine
                    if here and not self._is_own(link, data, False):
                        continue
                    if not here and (kind == HOST or interface in bridged):
                        continue  # it is counted when it goes out to the device
                up = False
            else:
                self._stranger(source, target, size, kind, interface in bridged)
                continue
            if segment and size > segment + 54:
                size = self._unmerged(link, data, size, segment)
            self.packets += 1
            if up:
                self.out += size
            else:
                self.into += size
            yield at, link, data, size

    def learn(self, address: bytes, mac: bytes) -> None:
        """A device says that an address is its own."""
        if mac in self._macs:
            self._learn(address, mac)

    def _learn(self, address: bytes, mac: bytes) -> bool:
        """An address is behind the MAC of an enrolled device; False where it cannot be the device's own."""
        if is_shared(address):
            return not any(address)  # it has none yet, and asks for one
        if (len(address) == 4 and not is_local(address)) or address in self._mine:
            return False
        if address not in self._known:
            if self._learnt >= MAX_LEARNT:
                for learnt in [each for each, by in self._known.items() if by]:
                    del self._known[learnt]
                self._learnt = 0
            self._known[address] = mac
            self._learnt += 1
        return True

    def _is_own(self, link: int, data: bytes, sent: bool) -> bool:
        """Whether a packet is of a connection that a program of this machine has opened, and not on behalf of others."""
        start, kind, _ = network(link, data)
        header = read_ipv4(data, start) if kind == IPV4 else read_ipv6(data, start)
        if header is None or header.fragment is not None or header.protocol not in (TCP, UDP):
            return False
        place, width = header.start, len(header.ends) // 2
        ports = data[place : place + 4]
        if len(ports) < 4:
            return False
        source, target = header.ends[:width], header.ends[width:]
        if not sent:
            source, target, ports = target, source, ports[2:] + ports[:2]
        key = bytes([header.protocol]) + source + target + ports
        begins = sent and header.protocol == TCP and data[place + 13 : place + 14] == b"\x02"
        known = None if begins else self._ours.get(key)
        if known is None:
            if not sent:
                return False
            ends = Ends(
                header.protocol, _text(source), int.from_bytes(ports[:2], "big"),
                _text(target), int.from_bytes(ports[2:], "big"),
            )  # fmt: skip
            known = ends.target_port not in _ASKS_FOR_OTHERS and self._opened(ends)
            self._ours[key] = known
            if len(self._ours) > MAX_OWN:
                self._ours.popitem(last=False)
        return known

    def _stranger(self, source: bytes, target: bytes, size: int, kind: int, bridged: bool) -> None:
        """Bytes of a device that is not enrolled, each once."""
        if kind == OUTGOING:
            forwarded = source not in self._mine and self._at_home(source)
            if self._at_home(target) and not forwarded:
                self._strangers(0, size)
        elif source in self._mine:
            return
        elif self._at_home(source):
            self._strangers(size, 0)
        elif kind != HOST and not bridged and self._at_home(target):
            self._strangers(0, size)

    def _at_home(self, address: bytes) -> bool:
        return (is_local(address) or address[:8] in self._home_nets) and address not in self._mine

    def _unmerged(self, link: int, data: bytes, size: int, segment: int) -> int:
        """The bytes of all packets that were put together into this one, with the headers that each of them had."""
        start, kind, _ = network(link, data)
        header = read_ipv4(data, start) if kind == IPV4 else read_ipv6(data, start)
        if header is None or header.protocol not in (TCP, UDP) or len(data) < header.start + 13:
            return size
        headers = header.start + (8 if header.protocol == UDP else (data[header.start + 12] >> 4) * 4)
        count = max(1, -(-(size - headers) // segment))
        key = header.ends + data[header.start : header.start + 4]
        if header.protocol == TCP and count > 1:
            self.merged.append((key, count - 1))
        self.packets += count - 1
        return size + (count - 1) * headers

    def _odd_ends(self, link: int, data: bytes) -> tuple[bytes, bytes] | None:
        start, kind, _ = network(link, data)
        if kind == IPV4 and len(data) >= start + 20:
            return data[start + 12 : start + 16], data[start + 16 : start + 20]
        if kind == IPV6 and len(data) >= start + 40:
            return data[start + 8 : start + 24], data[start + 24 : start + 40]
        return None


def _packed(address: str) -> bytes:
    try:
        return ipaddress.ip_address(address).packed
    except ValueError:
        return b""


def _mac(address: Address) -> str:
    digits = address.value.replace(":", "").replace("-", "")
    whole = len(digits) == 12 and all(letter in "0123456789abcdefABCDEF" for letter in digits)
    return digits if whole else ""


def _text(address: bytes) -> str:
    return socket.inet_ntop(socket.AF_INET if len(address) == 4 else socket.AF_INET6, address)
