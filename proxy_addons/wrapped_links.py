"""Takes off what some captures put around or into the frame: NFLOG, Apple's PKTAP, tags of switches, pf and IPsec of BSD.

What is left is of a link type that ``link_layers`` reads, and its length on the wire is right again. Layouts: the registry
at tcpdump.org ("Link-layer header types"), Linux ``nfnetlink_log.h`` and ``net/dsa``, xnu ``bsd/net/pktap.h``.
"""

from __future__ import annotations

import struct
from collections.abc import Callable
from typing import Final

_ETHERNET, _RAW, _WIFI = 1, 101, 105
_NFLOG, _PKTAP, _PKTAP_OF_APPLE = 239, 258, 149  # 149 is anybody's; Apple's own tcpdump writes it for PKTAP
_PAYLOAD, _HARDWARE_ADDRESS, _HARDWARE_HEADER = 9, 8, 16
_V2: Final = 0x2000
_MAX_ATTRIBUTES: Final = 64

Frame = tuple[int, bytes, int]
"""Link type, bytes, length on the wire."""


def unwrapped(link: int, data: bytes, size: int) -> Frame:
    """The frame within; nothing of raw IP where there is none, or it is damaged. Never raises."""
    unwrap = WRAPPED.get(link)
    if unwrap is None:
        return link, data, size
    try:
        inner, frame = unwrap(data)
    except (IndexError, struct.error, ValueError):
        return (link, data, size) if link == _PKTAP_OF_APPLE else (_RAW, b"", size)
    return inner, frame, max(len(frame), size - len(data) + len(frame))


def _nflog(data: bytes) -> tuple[int, bytes]:
    for order in "<>":  # that of the machine that captured
        found = _attributes(data, order)
        if _PAYLOAD in found:
            break
    else:
        raise ValueError("no packet in it")
    if len(header := found.get(_HARDWARE_HEADER, b"")) == 14:
        return _ETHERNET, header + found[_PAYLOAD]
    packet, hardware = found[_PAYLOAD], found.get(_HARDWARE_ADDRESS, b"")
    kind = {4: b"\x08\0", 6: b"\x86\xdd"}.get(packet[0] >> 4)
    if kind is None:
        raise ValueError("no IP")
    if hardware[:2] == b"\0\6" and len(hardware) >= 10:  # the sender's, as Ethernet has it
        return _ETHERNET, bytes(6) + hardware[4:10] + kind + packet
    return _RAW, packet


def _attributes(data: bytes, order: str) -> dict[int, bytes]:
    found: dict[int, bytes] = {}
    place = 4
    for _ in range(_MAX_ATTRIBUTES):
        if place + 4 > len(data):
            break
        length, kind = struct.unpack_from(f"{order}HH", data, place)
        if length < 4:
            break
        found.setdefault(kind & 0x7FFF, data[place + 4 : place + length])
        if place + length > len(data):  # the capture cuts packets off
            break
        place += (length + 3) // 4 * 4
    return found


def _pktap(data: bytes) -> tuple[int, bytes]:
    (flags,) = struct.unpack_from("<I", data, 36)
    if flags & _V2:
        length = data[0]
        link, before = struct.unpack_from("<HH", data, 6)
        least = 40
    else:
        length, kind, link = struct.unpack_from("<III", data)
        (before,) = struct.unpack_from("<I", data, 44)
        least = 108
        if kind != 1:
            raise ValueError("no packet in it")
    if not least <= length <= len(data) or link in WRAPPED:
        raise ValueError("not PKTAP")
    if link in _READ:
        return link, data[length:]
    return _RAW, data[length + before :]  # of a link that only Apple knows: behind its header


def _without(place: int, length: int) -> Callable[[bytes], tuple[int, bytes]]:
    def unwrap(data: bytes) -> tuple[int, bytes]:
        if len(data) < place + length:
            raise ValueError("cut off")
        return _ETHERNET, data[:place] + data[place + length :]

    return unwrap


def _pflog(data: bytes) -> tuple[int, bytes]:
    if data[0] < 44:
        raise ValueError("no header of pf")
    return _RAW, data[(data[0] + 3) // 4 * 4 :]


def _avs(data: bytes) -> tuple[int, bytes]:
    version, length = struct.unpack_from("!II", data)
    if version >> 8 != 0x802110 or not 8 <= length <= len(data):
        raise ValueError("no header of AVS")
    return _WIFI, data[length:]


def _cisco(data: bytes) -> tuple[int, bytes]:
    if data[2:4] not in (b"\x08\0", b"\x86\xdd"):
        raise ValueError("no IP")
    return _RAW, data[4:]


_READ: Final = frozenset({0, 1, 9, 12, 14, 50, 101, 105, 108, 113, 127, 228, 229, 276})
WRAPPED: Final[dict[int, Callable[[bytes], tuple[int, bytes]]]] = {
    104: _cisco, 109: lambda data: (_RAW, data[12:]), 117: _pflog, _PKTAP_OF_APPLE: _pktap, 163: _avs, _NFLOG: _nflog,
    _PKTAP: _pktap, 281: _without(12, 4), 282: _without(0, 4), 284: _without(12, 4), 285: _without(12, 8),
}  # fmt: skip
