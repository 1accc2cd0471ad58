"""Dissects with scapy what is rare and worth the time: services in multicast DNS, HTTPS records, IPv6 neighbours.

RFC 6762 and 6763 (multicast DNS, services), RFC 9460 (HTTPS records: type 65), RFC 4861 (neighbour discovery).
"""

from __future__ import annotations

import ipaddress
import logging
import re
from collections import OrderedDict
from collections.abc import Callable
from hashlib import blake2b
from typing import Any, Final

import msgspec

# taken in at the start, before anything is captured: it takes half a second
from scapy.layers.dns import DNS
from scapy.layers.inet6 import ICMPv6ND_NA, ICMPv6ND_NS

logging.getLogger("scapy").setLevel(logging.CRITICAL)  # its warnings may quote what is in a packet

MAX_RATE: Final = 20  # datagrams dissected in a second; scapy takes about a millisecond for one
MAX_SIZE: Final = 2048  # bytes
MAX_RECORDS: Final = 64
MAX_REMEMBERED: Final = 512  # datagrams that are not dissected again when they are repeated
_CNAME, _PTR, _SRV, _HTTPS = 5, 12, 33, 65
_IPV4_HINT, _IPV6_HINT = 4, 6  # keys of an HTTPS record
_SOLICITATION, _ADVERTISEMENT = b"\x87", b"\x88"  # ICMPv6
_DISCOVERY: Final = (_SOLICITATION, _ADVERTISEMENT)
_ADDRESSES: Final = frozenset({1, 28})
_SERVICE: Final = re.compile(r"(_[a-z0-9-]{1,63}\._(?:tcp|udp))\.local\Z")
_HOST: Final = re.compile(r"[a-z0-9_-]{1,63}(?:\.[a-z0-9_-]{1,63}){0,24}\Z")
_LISTING: Final = "_services._dns-sd._udp.local"


class Offered(msgspec.Struct, frozen=True, kw_only=True):
    """What a device says by multicast DNS: its names (without ``.local``) and the types of services that it offers."""

    names: tuple[str, ...] = ()
    services: tuple[str, ...] = ()


class Led(msgspec.Struct, frozen=True, kw_only=True):
    """Where an answer about a service leads: the name asked for, then its aliases; the addresses that are hinted at."""

    names: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()


class RarePackets:
    """Keeps to ``MAX_RATE`` and leaves out repetitions. ``skipped`` and ``unread`` count what was not dissected."""

    def __init__(self) -> None:
        self._second = self._dissected = 0
        self._seen: OrderedDict[bytes, None] = OrderedDict()
        self.skipped = self.unread = self.read = 0

    def affordable(self, data: bytes, at: float) -> bool:
        """Whether to dissect a datagram at a time (Unix seconds)."""
        mark = blake2b(data, digest_size=12).digest()
        if mark in self._seen:
            self._seen.move_to_end(mark)
            return False
        if int(at) != self._second:
            self._second, self._dissected = int(at), 0
        if len(data) > MAX_SIZE or self._dissected >= MAX_RATE:
            self.skipped += 1
            return False
        self._dissected += 1
        self._seen[mark] = None
        if len(self._seen) > MAX_REMEMBERED:
            self._seen.popitem(last=False)
        return True

    def offered(self, data: bytes) -> Offered:
        """What a multicast DNS answer offers; nothing for a question. Never raises."""
        return self._read(_offered, data, Offered())

    def led(self, data: bytes) -> Led:
        """What an answer of type HTTPS says beyond A and AAAA records. Never raises."""
        return self._read(_led, data, Led())

    def neighbour(self, data: bytes) -> bytes:
        """The packed address about which an ICMPv6 message of neighbour discovery speaks, b"" for none. Never raises."""
        return self._read(_neighbour, data, b"") if data[:1] in _DISCOVERY else b""

    def _read[Found](self, read: Callable[[bytes], Found], data: bytes, nothing: Found) -> Found:
        try:
            found = read(data)
        except Exception:  # noqa: BLE001 - scapy raises whatever a malformed message leads it to; it is counted
            self.unread += 1
            return nothing
        self.read += 1
        return found


def _neighbour(data: bytes) -> bytes:
    message = (ICMPv6ND_NS if data[:1] == _SOLICITATION else ICMPv6ND_NA)(data)
    return ipaddress.IPv6Address(message.tgt).packed


def _offered(data: bytes) -> Offered:
    message = DNS(data)
    names: list[str] = []
    services: list[str] = []
    for record in _records(message) if message.qr else ():
        owner = _text(record.rrname)
        if record.type in _ADDRESSES and owner.endswith(".local"):
            names.append(owner.removesuffix(".local"))
        elif record.type == _SRV:
            names.append(_text(record.target).removesuffix(".local"))
        elif record.type == _PTR:
            service = _SERVICE.match(_text(record.rdata) if owner == _LISTING else owner)
            services += [service[1]] if service else []
    named = (name for name in names if _HOST.match(name))
    return Offered(names=tuple(dict.fromkeys(named)), services=tuple(dict.fromkeys(services)))


def _led(data: bytes) -> Led:
    message = DNS(data)
    if not message.qr or message.rcode or len(message.qd) != 1:
        return Led()
    names = [_text(message.qd[0].qname)]
    records = _records(message)
    aliases = {_text(each.rrname): _text(each.rdata) for each in records if each.type == _CNAME}
    for each in records:
        if each.type == _HTTPS and not each.svc_priority:
            aliases.setdefault(_text(each.rrname), _text(each.target_name))
    while (following := aliases.get(names[-1], "")) and following not in names and len(names) < 17:
        names.append(following)
    if not all(_HOST.match(name) for name in names):
        return Led()
    addresses: list[str] = []
    for each in records:
        if each.type == _HTTPS and _text(each.rrname) in names:
            for parameter in each.svc_params[:16]:
                if getattr(parameter, "key", 0) in (_IPV4_HINT, _IPV6_HINT):
                    addresses += map(str, parameter.value[:8])
    return Led(names=tuple(names), addresses=tuple(filter(_is_address, addresses)))


def _records(message: Any) -> list[Any]:
    """Answers and additional records, as far as scapy has read them whole."""
    found = [*list(message.an or ())[:MAX_RECORDS], *list(message.ar or ())[:MAX_RECORDS]]
    return [record for record in found if _is_whole(record)]


def _is_whole(record: Any) -> bool:
    needed = {_SRV: "target", _HTTPS: "svc_params"}.get(getattr(record, "type", 0), "rdata")
    return hasattr(record, "type") and hasattr(record, "rrname") and hasattr(record, needed)


def _text(name: object) -> str:
    """A name in lower case without its final dot."""
    text = name.decode("utf-8", "replace") if isinstance(name, bytes) else str(name)
    return text.lower().rstrip(".")


def _is_address(text: str) -> bool:
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return True
