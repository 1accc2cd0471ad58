"""Finds addresses of a network within other text: in URLs and multiaddresses of where a device can be reached, SIP, SSDP.

Forms: RFC 3261 (Via and Contact), UPnP Device Architecture (LOCATION), libp2p's addressing (``/ip4/…/tcp/…``), Syncthing's
announcements (``tcp://…``), Plex's connections, network error logging (``server_ip``).
"""

from __future__ import annotations

import ipaddress
from collections.abc import Iterator
from typing import Final

from analysis.field_names import words
from analysis.lazy_patterns import lazy_pattern
from analysis.name_tables import picking
from analysis.needs import Needs
from analysis.payload import Leaf, Payload
from analysis.surroundings import Surroundings, surroundings
from analysis.texts import LONG, TextShape, texts_like
from analysis.value_paths import generic

# Where a device says that it can be reached: the plain names of lists and fields.
_REACHED: Final = frozenset({
    "addresses", "addrs", "address", "addr", "endpoints", "endpoint", "multiaddrs", "multiaddresses", "multiaddr",
    "listenaddrs",
    "announce", "announceaddrs", "uri", "localuri", "location", "connections", "connection", "reachableat", "localurl",
    "lanurl",
    "internalurl", "localendpoints", "callbackurl", "deviceurl", "baseurl", "contact", "via",
})  # fmt: skip
_HOST: Final = r"(?:(?P<v4>[0-9]{1,3}(?:\.[0-9]{1,3}){3})|\[(?P<v6>[0-9A-Fa-f:.]{3,45})\])"
_URL: Final = lazy_pattern(
    r"(?i)(?P<scheme>[a-z][a-z0-9+.-]{1,11})://" + _HOST + r"(?::[0-9]{1,5})?(?:[/?#].{0,2000})?"
)
_MULTI: Final = lazy_pattern(r"/ip[46]/(?P<address>[0-9A-Fa-f:.]{3,45})/(?:tcp|udp)/[0-9]{1,5}(?:/.{0,200})?")
_SOCKET: Final = lazy_pattern(_HOST + r":[0-9]{1,5}")
# The headers of a SIP message that was opened.
_HEADER: Final = lazy_pattern(
    r"(?:SIP/2\.0/[A-Z]{2,4} |[^@\r\n]{0,100}<?sips?:[^@\s]{0,80}@)"
    + _HOST
    + r"(?=[:;>,\s]|\Z)[^\r\n]{0,2000}"
)
_RELAYED: Final = frozenset({"relay", "stun", "turn", "stuns", "turns"})
_WEB: Final = frozenset({"http", "https", "ws", "wss"})
_SIP: Final = lazy_pattern(
    r"(?im)^(?:via|v|contact|m)[ \t]{0,2}:[^\r\n]{0,200}?[ @]([0-9]{1,3}(?:\.[0-9]{1,3}){3})(?=[:;>,\s])"
)
_SSDP: Final = lazy_pattern(
    r"(?im)^location[ \t]{0,2}:[ \t]{0,2}https?://([0-9]{1,3}(?:\.[0-9]{1,3}){3})(?=[:/\s])"
)
_LISTS: Final = picking(lambda name: "".join(words(name)) in _REACHED, spelled=_REACHED)
_OF_SERVERS: Final = frozenset({"serverip", "serveripaddress"})
_SERVERS: Final = picking(lambda name: "".join(words(name)) in _OF_SERVERS, spelled=_OF_SERVERS)
_SAID: Final = TextShape(
    lambda text: len(text) >= LONG and ("SIP/2.0" in text[:400] or text[:8] in ("NOTIFY *", "M-SEARCH")),
    shortest=LONG,
)
# What a message with such an address holds one of.
WITHIN: Final = Needs(names=(_LISTS, _SERVERS), texts=(_SAID,))
_MOST: Final = 64  # addresses of one message
# Addresses of documentation (RFC 5737, RFC 3849), as tests and guides send them in the place of a real one.
_DOCUMENTED: Final = tuple(
    ipaddress.ip_network(block)
    for block in ("192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24", "2001:db8::/32")
)


def is_documented(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> bool:
    """Whether an address stands for a real one on the internet; Python counts these among the private ones."""
    return any(address.version == block.version and address in block for block in _DOCUMENTED)


def addresses_within(payload: Payload) -> Iterator[tuple[Leaf, str]]:
    """Values that hold an address of the device or of its home, each with the address."""
    place = surroundings(payload)
    found = list(_of_fields(place))
    for leaf, value in texts_like(payload, _SAID):
        head = value[:8_192]
        pattern = _SIP if "SIP/2.0" in head[:400] else _SSDP if head[:8] in ("NOTIFY *", "M-SEARCH") else None
        if pattern is not None:
            found += [(leaf, match[1]) for match in pattern.finditer(head)]
    yield from dict.fromkeys(found[:_MOST])


def _of_fields(place: Surroundings) -> Iterator[tuple[Leaf, str]]:
    lists: dict[str, list[tuple[Leaf, str, bool]]] = {}
    for leaf in place.leaves_of(_LISTS):
        value = leaf.value
        if isinstance(value, str) and leaf.context in ("body", "query") and 9 <= len(value) <= 2_048:
            read = _address(value)
            if read is not None:
                lists.setdefault(generic(leaf.path), []).append((leaf, *read))
    for entries in lists.values():
        # Beside an address of the home, one on the internet is the same device's; alone it may be anybody's.
        at_home = any(_is_private(address) for _, address, _ in entries)
        for leaf, address, told in entries:
            if _is_private(address) or (at_home and told and not _is_nobodys(address)):
                yield leaf, address
    for leaf in place.leaves_of(_SERVERS):
        if isinstance(leaf.value, str) and leaf.context == "body" and _is_private(leaf.value[:64]):
            yield leaf, leaf.value


def _address(value: str) -> tuple[str, bool] | None:
    """The address in a URL, a multiaddress or before a port, and whether it can be the device's own on the internet."""
    if multi := _MULTI.fullmatch(value):
        return multi["address"], "p2p-circuit" not in value
    if header := _HEADER.fullmatch(value):
        return header["v4"] or header["v6"], False
    if socket := _SOCKET.fullmatch(value):
        return socket["v4"] or socket["v6"], True
    url = _URL.fullmatch(value)
    if url is None or url["scheme"].lower() in _RELAYED:
        return None
    return url["v4"] or url["v6"], url["scheme"].lower() not in _WEB


def _is_nobodys(address: str) -> bool:
    try:
        read = ipaddress.ip_address(address)
    except ValueError:
        return True
    return read.is_loopback or read.is_unspecified or read.is_link_local or read.is_multicast


def _is_private(address: str) -> bool:
    try:
        read = ipaddress.ip_address(address)
    except ValueError:
        return False
    return read.is_private and not (
        read.is_loopback
        or read.is_unspecified
        or read.is_reserved
        or read.is_link_local
        or is_documented(read)
    )
