"""Notes who begins a talk, and what the same device asked by another of its addresses.

In a capture a device is known by its MAC, and a MAC is a device's only where nobody may be behind it: its packets have
used up no hop (RFC 791 and 8200; systems begin with 64, 128 or 255), and it has one IPv4 address.
"""

from __future__ import annotations

from collections import OrderedDict
from typing import Final

from proxy_addons.known_names import KnownNames
from proxy_addons.link_layers import IPV4, IPV6, network, sender
from proxy_addons.neighbours import Neighbours, is_local
from proxy_addons.talks import Talk

MAX_SENDERS: Final = 1024
MAX_ASKING: Final = 8  # addresses by which one device asks for names
DNS_PORT: Final = 53
_FIRST_HOPS: Final = frozenset({64, 128, 255})


class _Sender:
    __slots__ = ("asking", "four")

    def __init__(self) -> None:
        self.asking: tuple[bytes, ...] = ()
        self.four = b""  # its IPv4 address


class Senders:
    """``by_mac``: a device is known by its MAC alone, since nobody has said which addresses are one device's."""

    def __init__(self, names: KnownNames, neighbours: Neighbours, *, by_mac: bool) -> None:
        self._names, self._neighbours, self._by_mac = names, neighbours, by_mac
        self._senders: OrderedDict[bytes, _Sender | None] = OrderedDict()  # None: a router, or a repeater

    def begins(self, talk: Talk, link: int, data: bytes, at: float, *, by_device: bool) -> None:
        """The first packet of a talk: whose MAC it has, and under which names the other end was asked for."""
        mac = sender(link, data) if by_device else b""
        if mac and (talk.fixed or is_local(talk.device)):
            self._neighbours.met(talk.device, mac)
        elif by_device and not any(talk.device):
            talk.mac = mac
        talk.asked = self._names.names(talk.device, talk.remote, at)
        if self._by_mac and mac and (talk.port == DNS_PORT or not talk.asked):
            self._by_its_other_addresses(talk, mac, link, data, at)

    def _by_its_other_addresses(self, talk: Talk, mac: bytes, link: int, data: bytes, at: float) -> None:
        known = self._sender(mac, talk.device) if _is_near(link, data) else None
        if known is None:
            return
        if talk.port != DNS_PORT:
            names = (self._names.names(one, talk.remote, at) for one in known.asking)
            talk.asked = tuple(dict.fromkeys(name for found in names for name in found))
        elif talk.device not in known.asking:
            known.asking = (*known.asking, talk.device)[-MAX_ASKING:]

    def _sender(self, mac: bytes, address: bytes) -> _Sender | None:
        """The device with a MAC; None for one that stands for several."""
        if mac not in self._senders:
            self._senders[mac] = _Sender()
            if len(self._senders) > MAX_SENDERS:
                self._senders.popitem(last=False)
        known = self._senders[mac]
        if known is not None and len(address) == 4:
            known.four = known.four or address
            if known.four != address:
                known = self._senders[mac] = None
        self._senders.move_to_end(mac)
        return known


def _is_near(link: int, data: bytes) -> bool:
    """Whether nobody has forwarded a packet."""
    start, kind, _ = network(link, data)
    place = start + (8 if kind == IPV4 else 7)
    return kind in (IPV4, IPV6) and len(data) > place and data[place] in _FIRST_HOPS
