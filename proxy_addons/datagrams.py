"""Says what a UDP datagram is by its form: DNS, QUIC, calls (STUN, TURN, RTP, SIP), tunnels (WireGuard, OpenVPN, IPsec).

RFC 8489 (STUN), RFC 8656 (TURN), RFC 3550 (RTP), RFC 3261 (SIP), RFC 7296 and 3948 (IKE, ESP in UDP), RFC 9147 (DTLS), the
WireGuard paper (section 5.4), OpenVPN's protocol documentation (ssl_pkt.h).
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
    if first < 0x40 and len(data) >= 20 and data[4:8] == _COOKIE:
        method = (data[0] & 0x3E) << 2 | (data[1] & 0xE0) >> 1 | data[1] & 0x0F
        return "turn" if method in _TURN_METHODS else "stun"
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
    if first == 0x38 and (1194 in (port, other) or (len(data) == 14 and not any(data[9:14]))):
        return "openvpn"
    if data.startswith(_SIP):
        return "sip"
    return _by_port_alone(data, port, other)


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
    """Whether one direction of a conversation carries RTP: one source, one format, numbers that count up."""

    __slots__ = ("_expected", "_seen", "_source", "tries")

    def __init__(self) -> None:
        self._source = b""
        self._expected = self._seen = self.tries = 0

    def feed(self, data: bytes) -> bool:
        """True once that is clear. Never raises."""
        self.tries += 1
        if len(data) < 13 or data[0] & 0xC0 != 0x80 or 72 <= data[1] & 0x7F <= 95:
            self._source, self._seen = b"", 0
            return False
        number, source = data[2] << 8 | data[3], bytes([data[1] & 0x7F]) + data[8:12]
        if source == self._source and (number - self._expected) & 0xFFFF < 4:
            self._seen += 1
        else:
            self._source, self._seen = source, 1
        self._expected = number + 1
        return self._seen >= RTP_SEEN


def is_rtcp(data: bytes) -> bool:
    """Whether a datagram is RTCP, which goes with RTP."""
    return len(data) >= 8 and data[0] & 0xC0 == 0x80 and 200 <= data[1] <= 204 and (len(data) % 4 == 0)
