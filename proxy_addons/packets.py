"""Reads the headers of a packet: IPv4 or IPv6, then TCP or UDP, from the network header on."""

from __future__ import annotations

import socket
import struct
from typing import Final, NamedTuple

TCP: Final = 6
UDP: Final = 17
FIN: Final = 0x01
SYN: Final = 0x02
RST: Final = 0x04
_IPV4: Final = struct.Struct("!BBHHHBBH4s4s")
_IPV6: Final = struct.Struct("!IHBB16s16s")
_TCP: Final = struct.Struct("!HHIIBB")
_UDP: Final = struct.Struct("!HHH")


class Packet(NamedTuple):
    """One TCP segment or UDP datagram. ``flags`` and ``seq`` are 0 for UDP; ``payload`` may have been cut off in capture."""

    protocol: int
    source: str
    source_port: int
    target: str
    target_port: int
    flags: int
    seq: int
    payload: bytes

    @property
    def ends(self) -> tuple[str, int, str, int]:
        """Both ends, the sender's first."""
        return self.source, self.source_port, self.target, self.target_port


def parse(data: bytes) -> Packet | None:
    """The packet; None where it is neither TCP nor UDP over IP, a later fragment, or cut off within its headers.

    IPv6 extension headers are not followed. Never raises.
    """
    version = data[0] >> 4 if data else 0
    if version == 4 and len(data) >= _IPV4.size:
        first, _, length, _, fragment, _, protocol, _, source, target = _IPV4.unpack_from(data)
        start = (first & 15) * 4
        if start < _IPV4.size or fragment & 0x1FFF:
            return None
        family = socket.AF_INET
    elif version == 6 and len(data) >= _IPV6.size:
        _, length, protocol, _, source, target = _IPV6.unpack_from(data)
        start = _IPV6.size
        length += start
        family = socket.AF_INET6
    else:
        return None
    segment = data[start:length]  # without the padding of a short frame
    read = _tcp(segment) if protocol == TCP else _udp(segment) if protocol == UDP else None
    if read is None:
        return None
    source_port, target_port, flags, seq, payload = read
    return Packet(
        protocol,
        socket.inet_ntop(family, source),
        source_port,
        socket.inet_ntop(family, target),
        target_port,
        flags,
        seq,
        payload,
    )


def _tcp(segment: bytes) -> tuple[int, int, int, int, bytes] | None:
    if len(segment) < 20:
        return None
    source_port, target_port, seq, _, offset, flags = _TCP.unpack_from(segment)
    start = (offset >> 4) * 4
    if start < 20 or start > len(segment):
        return None
    return source_port, target_port, flags, seq, segment[start:]


def _udp(segment: bytes) -> tuple[int, int, int, int, bytes] | None:
    if len(segment) < 8:
        return None
    source_port, target_port, length = _UDP.unpack_from(segment)
    if length < 8:
        return None
    return source_port, target_port, 0, 0, segment[8:length]
