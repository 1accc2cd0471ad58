"""Reads names and records of DNS messages. It has no record of its own, so that it can be compiled.

RFC 1035 (names and their compression: section 4.1.4). Never follows a pointer that does not go back.
"""

from __future__ import annotations

import socket
import struct
from functools import lru_cache
from typing import Final

A, CNAME, AAAA = 1, 5, 28
MAX_RECORDS: Final = 512
_READ: Final = frozenset({A, CNAME, AAAA})
_MAX_NAME: Final = 255  # bytes, as RFC 1035 has it
_RECORD: Final = struct.Struct("!HHIH")

Read = tuple[str, int, str]  # name, type, and an address or a name, "" where the length does not fit


class NotDns(ValueError):
    """The bytes are no DNS message."""


def records_at(data: bytes, place: int, count: int, known: dict[int, str]) -> tuple[list[Read], bool]:
    """The records of a type that is read, and whether none was cut off; the others are passed over, without their names.

    ``known`` as of ``name_at``.
    """
    found: list[Read] = []
    unpack, total = _RECORD.unpack_from, len(data)
    try:
        for _ in range(min(count, MAX_RECORDS)):
            begin = place
            if data[place] >= 0xC0:
                place += 2
            else:
                place = _after_name(data, place)
            kind, _, _, length = unpack(data, place)
            place += 10
            if place + length > total:
                return found, False
            if kind in _READ:
                name = name_at(data, begin, known)[0]
                found.append((name.lower(), kind, _value(data, place, kind, length, known)))
            place += length
    except (NotDns, struct.error, IndexError):
        return found, False
    return found, count <= MAX_RECORDS


def _after_name(data: bytes, place: int) -> int:
    """The place after a name, which is not read. Raises ``IndexError`` where it is cut off."""
    while length := data[place]:
        if length >= 0xC0:
            return place + 2
        place += 1 + length
    return place + 1


def _value(data: bytes, place: int, kind: int, length: int, known: dict[int, str]) -> str:
    if kind == A and length == 4:
        return socket.inet_ntoa(data[place : place + 4])
    if kind == AAAA and length == 16:
        return socket.inet_ntop(socket.AF_INET6, data[place : place + 16])
    return name_at(data, place, known)[0].lower() if kind == CNAME else ""


def name_at(data: bytes, place: int, known: dict[int, str] | None = None) -> tuple[str, int]:
    """The name that stands at a place, without its final dot, and the place after it. Raises ``NotDns``.

    ``known`` remembers names of this message by the place to which pointers lead.
    """
    end = data.find(b"\0", place, place + _MAX_NAME)
    if end > place:
        plain = _plain(data[place:end])
        if plain is not None:
            return plain, end + 1
    labels: list[str] = []
    size = 0
    after = lowest = -1
    total = len(data)
    while True:
        if place >= total:
            raise NotDns("a name is cut off")
        length = data[place]
        if length == 0:
            name = ".".join(labels)
            return name, place + 1 if after < 0 else after
        if length >= 0xC0:
            if place + 1 >= total:
                raise NotDns("a pointer is cut off")
            target = (length & 0x3F) << 8 | data[place + 1]
            if target >= place or (0 <= lowest <= target):
                raise NotDns("a pointer that does not go back")
            after = place + 2 if after < 0 else after
            if known is not None:
                rest = known.get(target)
                if rest is None:
                    rest = known[target] = name_at(data, target)[0]
                if size + len(rest) > _MAX_NAME:
                    raise NotDns("a name is too long")
                return (f"{'.'.join(labels)}.{rest}" if labels and rest else rest or ".".join(labels)), after
            place = lowest = target
            continue
        if length > 63:
            raise NotDns("a label of no known kind")
        following = place + 1 + length
        size += length + 1
        if following > total or size > _MAX_NAME:
            raise NotDns("a name is cut off or too long")
        labels.append(data[place + 1 : following].decode("utf-8", "replace"))
        place = following


@lru_cache(maxsize=4096)
def _plain(wire: bytes) -> str | None:
    """A name without pointers as text; None where the bytes are not just that. The same names come again and again."""
    labels: list[str] = []
    place = 0
    while place < len(wire):
        length = wire[place]
        if not 0 < length < 64 or place + 1 + length > len(wire):
            return None
        labels.append(wire[place + 1 : place + 1 + length].decode("utf-8", "replace"))
        place += 1 + length
    return ".".join(labels)
