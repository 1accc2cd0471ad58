"""Says what a UDP datagram is by its form: DNS, QUIC, calls (STUN, TURN, RTP, SIP), tunnels (WireGuard, OpenVPN, IPsec).

RFC 8489 (STUN), RFC 8656 (TURN), RFC 3550 (RTP), RFC 3261 (SIP), RFC 7296 and 3948 (IKE, ESP in UDP), RFC 9147 (DTLS), the
WireGuard paper (section 5.4), OpenVPN's protocol documentation (ssl_pkt.h, tls_crypt.h).
"""

from __future__ import annotations

from typing import Final

from proxy_addons.quic_initials import is_initial

_BY_PORT: Final = {
    53: "dns", 67: "dhcp", 68: "dhcp", 123: "ntp", 137: "nbns", 138: "nbns", 546: "dhcpv6", 547: "dhcpv6", 1900: "ssdp",
    5353: "mdns", 5355: "llmnr",
}  # fmt: skip
_SIP: Final = (b"INVITE sip:", b"REGISTER sip:", b"OPTIONS sip:", b"SUBSCRIBE sip:", b"SIP/2.0 ", b"ACK sip:", b"BYE sip:",
               b"MESSAGE sip:", b"NOTIFY sip:", b"CANCEL sip:", b"PUBLISH sip:", b"INFO sip:")  # fmt: skip
_WIREGUARD: Final = {1: 148, 2: 92, 3: 64}  # bytes of a message by its type
_COOKIE: Final = b"\x21\x12\xa4\x42"
_TURN_METHODS: Final = frozenset({0x003, 0x004, 0x006, 0x007, 0x008, 0x009})
_RESET: Final = 0x38  # OpenVPN: P_CONTROL_HARD_RESET_CLIENT_V2 with key 0
_FIRST: Final = b"\0\0\0\1"  # and the number of its first packet
RTP_SOURCES: Final = 4  # in one conversation: sound, pictures, and what is sent again of each
RTP_SEEN: Final = 3  # packets in order until it is taken for RTP


def kind_of(data: bytes, port: int, other: int) -> str:
    """Protocol name, "" where the form says nothing. ``port`` and ``other``: both ends, in any order. Never raises."""
    known = _BY_PORT.get(port) or _BY_PORT.get(other)
    if known is not None:
        return known
    if len(data) < 8:
        return ""
    if is_initial(data):
        return "quic"
    first = data[0]
    if call := stun_kind(data):
        return call
    if first in _WIREGUARD and data[1:4] == b"\0\0\0" and len(data) == _WIREGUARD[first]:
        return "wireguard"
    if (
        first == 4
        and data[1:4] == b"\0\0\0"
        and len(data) % 16 == 0
        and len(data) >= 32
        and 51820 in (port, other)
    ):
        return "wireguard"
    if 500 in (port, other) or 4500 in (port, other):
        return _ipsec(data, 4500 in (port, other))
    if 20 <= first <= 25 and data[1] == 0xFE and data[2] in (0xFF, 0xFD, 0xFC):
        return "dtls"
    if openvpn_begins(data) or (first == _RESET and 1194 in (port, other)):
        return "openvpn"
    if data.startswith(_SIP):
        return "sip"
    return _by_port_alone(data, port, other)


def stun_kind(data: bytes) -> str:
    """ "stun" or "turn" for a message of these, "" for anything else. Never raises."""
    if len(data) < 20 or data[0] >= 0x40 or data[4:8] != _COOKIE:
        return ""
    method = (data[0] & 0x3E) << 2 | (data[1] & 0xE0) >> 1 | data[1] & 0x0F
    return "turn" if method in _TURN_METHODS else "stun"


def openvpn_begins(data: bytes) -> bool:
    """Whether a message is what an OpenVPN client sends first: a reset, plain, with an HMAC (tls-auth) or in tls-crypt.

    The first packet has the number 1. With an HMAC of 16 to 64 bytes it stands behind that, else behind the session.
    """
    if data[:1] != bytes([_RESET]):
        return False
    if len(data) == 14:
        return not any(data[9:])
    if len(data) == 54 and data[9:13] == _FIRST:
        return True
    return 38 <= len(data) <= 86 and data[-13:-9] == _FIRST and not any(data[-5:])


def _by_port_alone(data: bytes, port: int, other: int) -> str:
    """On UDP port 443, but no Initial: a connection whose beginning was not seen, or an old version of QUIC."""
    if 443 in (port, other) and (data[0] & 0x40 or data[0] & 0xC0 == 0x80 or data[0] < 0x40):
        return "quic"
    return ""


def _ipsec(data: bytes, translated: bool) -> str:
    if translated and data[:4] != b"\0\0\0\0":
        return "ipsec"
    message = data[4:] if translated else data
    whole = len(message) >= 28 and message[17] in (0x10, 0x20)
    return "ipsec" if whole and int.from_bytes(message[24:28], "big") == len(message) else ""


class RtpProbe:
    """Whether one direction of a conversation carries RTP: few sources, each with one format and numbers that count up."""

    __slots__ = ("_sources", "tries")

    def __init__(self) -> None:
        self._sources: dict[
            bytes, tuple[int, int]
        ] = {}  # the number that is expected next; how many came in order
        self.tries = 0

    def feed(self, data: bytes) -> bool:
        """True once that is clear. Never raises."""
        self.tries += 1
        if len(data) < 13 or data[0] & 0xC0 != 0x80 or 72 <= data[1] & 0x7F <= 95:
            self._sources.clear()
            return False
        number, source = data[2] << 8 | data[3], bytes([data[1] & 0x7F]) + data[8:12]
        expected, seen = self._sources.get(source, (number, 0))
        seen = seen + 1 if (number - expected) & 0xFFFF < 4 else 1
        self._sources[source] = ((number + 1) & 0xFFFF, seen)
        if len(self._sources) > RTP_SOURCES:
            self._sources.clear()
        return seen >= RTP_SEEN


def is_rtcp(data: bytes) -> bool:
    """Whether a datagram is RTCP, which goes with RTP."""
    return len(data) >= 8 and data[0] & 0xC0 == 0x80 and 200 <= data[1] <= 204 and (len(data) % 4 == 0)
