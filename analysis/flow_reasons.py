"""Writes and reads a flow's ``reason`` where it comes from packets: the protocol, how that is known, the names seen in it.

``TLS; named by the DNS answer that led to this address`` or ``DNS; names: a.example, b.example``. Parts are separated by
``; ``; what would break that in a name is written as ``\\DDD``, as in a DNS zone file (RFC 1035 section 5.1).
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from analysis.lazy_patterns import lazy_pattern

LABELS: Final = {
    "dhcp": "DHCP", "dhcpv6": "DHCPv6", "dns": "DNS", "doh": "DNS over HTTPS", "doq": "DNS over QUIC",
    "dot": "DNS over TLS", "dtls": "DTLS", "gre": "GRE", "h2": "HTTP/2", "http/1.1": "HTTP/1.1", "icmp": "ICMP",
    "icmpv6": "ICMPv6", "igmp": "IGMP", "ipsec": "IPsec", "llmnr": "LLMNR", "mdns": "mDNS", "mqtt": "MQTT",
    "nbns": "NetBIOS", "ntp": "NTP", "openvpn": "OpenVPN", "quic": "QUIC", "relay": "iCloud Private Relay", "rtp": "RTP",
    "sctp": "SCTP", "sip": "SIP", "ssdp": "SSDP", "stun": "STUN", "tls": "TLS", "tor": "Tor", "turn": "TURN",
    "websocket": "WebSocket", "wireguard": "WireGuard",
}  # fmt: skip
TOGETHER: Final = "connections without content, counted together"
TO_THIS_BOX: Final = "to this box"
WITHIN_HOME: Final = "within the home"
PLACES: Final = (TO_THIS_BOX, WITHIN_HOME)  # what a part says of a flow that stayed in the house
_KEYS: Final = {label: key for key, label in reversed(LABELS.items())}
_NAMES: Final = "names: "
_ESCAPED: Final = lazy_pattern(r"\\(\d{3})")


def write_reason(protocol: str, parts: Iterable[str], names: Iterable[str] = ()) -> str:
    """The reason of a flow. ``protocol`` is a key of ``LABELS`` or ""."""
    said = [LABELS.get(protocol, protocol), *parts]
    listed = ", ".join(_escape(name) for name in names)
    if listed:
        said.append(_NAMES + listed)
    return "; ".join(part for part in said if part)


@lru_cache(1024)  # a page asks it of thousands of connections, next to all of which say the same
def protocol_of(reason: str) -> str:
    """The protocol that a reason begins with, as a key of ``LABELS``; "" where it names none."""
    return _KEYS.get(reason.partition(";")[0], "")


def place_in(reason: str) -> str:
    """Where in the house a flow went, one of ``PLACES``; "" where it left the house."""
    parts = reason.split("; ")
    return next((place for place in PLACES if place in parts), "")


def names_in(reason: str) -> tuple[str, ...]:
    """The names that were seen in a flow."""
    listed = next((part[len(_NAMES) :] for part in reason.split("; ") if part.startswith(_NAMES)), "")
    return tuple(_unescape(name) for name in listed.split(", ") if name)


def _escape(name: str) -> str:
    if name.isprintable() and not any(letter in name for letter in "\\,;"):
        return name
    return "".join(
        letter
        if letter.isprintable() and letter not in "\\,;"
        else "".join(f"\\{byte:03}" for byte in letter.encode("utf-8", "replace"))
        for letter in name
    )


def _unescape(name: str) -> str:
    if "\\" not in name:
        return name
    raw = bytearray()
    place = 0
    for match in _ESCAPED.finditer(name):
        raw += name[place : match.start()].encode()
        raw.append(min(int(match[1]), 255))
        place = match.end()
    raw += name[place:].encode()
    return raw.decode("utf-8", "replace")
