"""Finds the network packet in a frame, whatever the link: Ethernet with VLAN tags, PPP, raw IP, Linux cooked, 802.11.

Link types are those of the registry at tcpdump.org ("Link-layer header types"). 802.11: IEEE Std 802.11, clause 9. The
tunnel in which mobile networks carry what phones send: 3GPP TS 29.281, section 5.1.
"""

from __future__ import annotations

import struct
from collections.abc import Callable
from typing import Final

ETHERNET: Final = 1
IPV4, IPV6, ARP, OTHER = 0x0800, 0x86DD, 0x0806, 0
_VLANS: Final = frozenset({0x8100, 0x88A8, 0x9100, 0x9200})
_PPPOE: Final = 0x8864
_WIFI: Final = frozenset({105, 119, 127})
_MAX_TAGS: Final = 4

Found = tuple[int, int, bytes]
"""Where the network packet starts, its EtherType (0: none that is read), the sender's MAC (empty: unknown)."""
NOTHING: Final[Found] = (0, OTHER, b"")


def network(link: int, data: bytes) -> Found:
    """The network packet of a frame. Never raises."""
    read = _LINKS.get(link)
    if read is None:
        return NOTHING
    try:
        found = read(data)
    except (IndexError, struct.error):
        return NOTHING
    return found if found[0] <= len(data) else NOTHING


def tunnelled(datagram: bytes) -> Found:
    """The packet of a phone in a datagram of GTP-U, and no MAC. Never raises."""
    if len(datagram) < 12 or datagram[0] & 0xF0 != 0x30 or datagram[1] != 0xFF:
        return NOTHING
    place = 8
    if datagram[0] & 7:
        following, place = datagram[11] if datagram[0] & 4 else 0, 12
        for _ in range(_MAX_TAGS):
            if not following or place >= len(datagram):
                break
            place += 4 * datagram[place] or len(datagram)
            following = datagram[place - 1] if place <= len(datagram) else 0
    return _version(datagram, place) if place < len(datagram) else NOTHING


def sender(link: int, data: bytes) -> bytes:
    """The MAC of a frame's sender; empty where the link has none."""
    return data[6:12] if link == ETHERNET else network(link, data)[2]


def is_known(link: int) -> bool:
    """Whether frames of this link type can be read."""
    return link in _LINKS


def not_read(link: int) -> str:
    """What a frame of this link type is called in which no network packet was found."""
    if link in _WIFI:
        return "packets of 802.11 that are encrypted, joined into one frame, or no IP"
    return "packets that are no IP" if is_known(link) else f"packets of link type {link}, which is not read"


def _ethernet(data: bytes) -> Found:
    return _within(data, data[12] << 8 | data[13], 14, data[6:12])


def _within(data: bytes, kind: int, place: int, mac: bytes) -> Found:
    """The packet behind an EtherType, and behind the tags and headers that it may announce."""
    for _ in range(_MAX_TAGS + 1):
        if kind in (IPV4, IPV6, ARP):
            return place, kind, mac
        if kind == _PPPOE:
            start, inner, _ = _ppp_protocol(data, place + 6)
            return start, inner, mac
        if kind == 0x8847:  # MPLS
            return _labels(data, place, mac)
        if kind <= 1500 and data[place : place + 6] == b"\xaa\xaa\x03\0\0\0":  # LLC and SNAP
            return place + 8, _known(data[place + 6] << 8 | data[place + 7]), mac
        if kind not in _VLANS:
            return 0, OTHER, mac
        kind, place = data[place + 2] << 8 | data[place + 3], place + 4
    return 0, OTHER, mac


def _labels(data: bytes, place: int, mac: bytes) -> Found:
    for _ in range(8):
        if data[place + 2] & 1:
            return _version(data, place + 4)[:2] + (mac,)
        place += 4
    return NOTHING


def _version(data: bytes, place: int = 0) -> Found:
    """An IP packet that says itself of which version it is."""
    version = data[place] >> 4
    return place, IPV4 if version == 4 else IPV6 if version == 6 else OTHER, b""


def _null(data: bytes) -> Found:
    """Four bytes of address family in the recorder's byte order, of which 2 is IPv4 and the others differ by system."""
    return _version(data, 4)


def _ppp(data: bytes) -> Found:
    return _ppp_protocol(data, 2 if data[:2] == b"\xff\x03" else 0)


def _ppp_protocol(data: bytes, place: int) -> Found:
    if data[place] & 1:  # compressed to one byte
        protocol, start = data[place], place + 1
    else:
        protocol, start = data[place] << 8 | data[place + 1], place + 2
    return start, {0x21: IPV4, 0x57: IPV6}.get(protocol, OTHER), b""


def _cooked(data: bytes) -> Found:
    length = data[4] << 8 | data[5]
    mac = data[6:12] if length == 6 and data[0] << 8 | data[1] != 4 else b""
    return _within(data, data[14] << 8 | data[15], 16, mac)


def _cooked_2(data: bytes) -> Found:
    mac = data[12:18] if data[11] == 6 and data[10] != 4 else b""
    return _within(data, data[0] << 8 | data[1], 20, mac)


def _known(kind: int) -> int:
    return kind if kind in (IPV4, IPV6, ARP) else OTHER


def _wifi(data: bytes, place: int = 0) -> Found:
    """A data frame that is not encrypted, or was decrypted without its flag being taken away."""
    control, flags = data[place], data[place + 1]
    if control & 0x0C != 0x08 or control & 0x40:  # no data, or a data frame without any
        return NOTHING
    ways = flags & 3
    start = place + (30 if ways == 3 else 24)
    sender = data[place + 24 : place + 30] if ways == 3 else data[place + (16 if ways == 2 else 10) :][:6]
    if control & 0x80:
        start += 2 + (4 if flags & 0x80 else 0)  # QoS, and HT control
        if data[start - 2 - (4 if flags & 0x80 else 0)] & 0x80:
            return NOTHING  # an aggregate of several
    if data[start : start + 6] != b"\xaa\xaa\x03\0\0\0":
        return NOTHING
    return start + 8, _known(data[start + 6] << 8 | data[start + 7]), sender


def _radiotap(data: bytes) -> Found:
    length, present = struct.unpack_from("<HI", data, 2)
    place, words = 8, present
    for _ in range(16):  # further words of what is present
        if not words & 1 << 31:
            break
        (words,) = struct.unpack_from("<I", data, place)
        place += 4
    if present & 1:
        place = (place + 7) // 8 * 8 + 8  # the time
    if present & 2 and data[place] & 0x20:  # padding behind the header, to four bytes
        found = _wifi(data, length)
        return found if found[1] != OTHER else _wifi_padded(data, length)
    return _wifi(data, length)


def _wifi_padded(data: bytes, place: int) -> Found:
    header = 30 if data[place + 1] & 3 == 3 else 24
    header += 2 if data[place] & 0x80 else 0
    missing = -header % 4
    cut = data[: place + header] + data[place + header + missing :]
    start, kind, mac = _wifi(cut, place)
    return (start + missing if kind else 0), kind, mac


def _ppi(data: bytes) -> Found:
    (length,) = struct.unpack_from("<H", data, 2)
    (inner,) = struct.unpack_from("<I", data, 4)
    return _wifi(data, length) if inner == 105 else NOTHING


def _prism(data: bytes) -> Found:
    return _wifi(data, int.from_bytes(data[4:8], "little") if data[:1] == b"\x44" else 144)


_LINKS: Final[dict[int, Callable[[bytes], Found]]] = {
    0: _null, 1: _ethernet, 9: _ppp, 12: _version, 14: _version, 50: _ppp, 51: lambda data: _ppp_protocol(data, 6),
    101: _version, 105: _wifi, 108: _null, 113: _cooked, 119: _prism, 127: _radiotap, 192: _ppi,
    204: lambda data: _ppp_protocol(data, 1), 228: _version, 229: _version, 276: _cooked_2,
}  # fmt: skip
