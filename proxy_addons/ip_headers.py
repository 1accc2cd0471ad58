"""Reads IPv4 and IPv6 headers out of the ordinary: with options, extension headers, fragments, cut off in capture.

RFC 791, RFC 8200. Every length is checked against the bytes that are there.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from proxy_addons.ip_fragments import Key

_MAX_EXTENSIONS: Final = 8
_HOP_BY_HOP, _ROUTING, _FRAGMENT, _AUTHENTICATION, _DESTINATION, _MOBILITY = 0, 43, 44, 51, 60, 135
_SKIPPED: Final = frozenset({_HOP_BY_HOP, _ROUTING, _DESTINATION, _MOBILITY, 139, 140})


class Header(NamedTuple):
    """``start`` and ``end``: where the transport's bytes stand; ``end`` may lie past what was captured.

    ``ends``: both packed addresses, the sender's first. ``fragment``: key, offset, bytes, whether more follow; None for
    a whole packet.
    """

    protocol: int
    ends: bytes
    start: int
    end: int
    fragment: tuple[Key, int, bytes, bool] | None = None

    def whole(self, size: int) -> Header:
        """For the content that was put together from fragments."""
        return Header(self.protocol, self.ends, 0, size)


def read_ipv4(data: bytes, start: int) -> Header | None:
    """The header at ``start``; None where it is none. Never raises."""
    if len(data) < start + 20 or data[start] >> 4 != 4:
        return None
    size = (data[start] & 15) * 4
    if size < 20 or len(data) < start + size:
        return None
    total = data[start + 2] << 8 | data[start + 3]
    end = (
        start + total if total else len(data)
    )  # 0: cut into packets by the network card after it was captured
    if total and total < size:
        return None
    ends = data[start + 12 : start + 20]
    flags = data[start + 6] << 8 | data[start + 7]
    protocol = data[start + 9]
    if flags & 0x3FFF:
        key = (ends[:4], ends[4:], data[start + 4] << 8 | data[start + 5], protocol)
        content = data[start + size : end]
        return Header(
            protocol, ends, start + size, end, (key, (flags & 0x1FFF) * 8, content, bool(flags & 0x2000))
        )
    return Header(protocol, ends, start + size, end)


def read_ipv6(data: bytes, start: int) -> Header | None:
    """The header at ``start`` with its extensions passed over; None where it is none. Never raises."""
    if len(data) < start + 40 or data[start] >> 4 != 6:
        return None
    length = data[start + 4] << 8 | data[start + 5]
    end = start + 40 + length if length else len(data)
    ends = data[start + 8 : start + 40]
    protocol, place = data[start + 6], start + 40
    for _ in range(_MAX_EXTENSIONS):
        if protocol in _SKIPPED:
            if len(data) < place + 2:
                return None
            protocol, place = data[place], place + 8 + 8 * data[place + 1]
        elif protocol == _AUTHENTICATION:
            if len(data) < place + 2:
                return None
            protocol, place = data[place], place + 8 + 4 * data[place + 1]
        elif protocol == _FRAGMENT:
            if len(data) < place + 8:
                return None
            following, offset = data[place], data[place + 2] << 8 | data[place + 3]
            if offset & 0xFFF9:
                number = int.from_bytes(data[place + 4 : place + 8], "big")
                content = data[place + 8 : end] if place + 8 < end else b""
                key = (ends[:16], ends[16:], number, following)
                return Header(
                    following, ends, place + 8, end, (key, offset & 0xFFF8, content, bool(offset & 1))
                )
            protocol, place = following, place + 8
        else:
            break
    return Header(protocol, ends, place, max(end, place)) if place <= len(data) else None
