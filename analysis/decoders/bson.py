"""BSON documents, as MongoDB's services and clients send them.

Source: bsonspec.org, version 1.1: a length of four bytes (little-endian), elements of a type, a name and a value, a zero.
It is opened only if the length is that of the whole and every element reads; an identifier of an object is given in
hexadecimal, a time in ISO 8601.
"""

from __future__ import annotations

import struct
from datetime import UTC, datetime, timedelta
from typing import Final

from analysis.units import Decoder, Opened, Part, Tree

_SHORTEST: Final = 12  # bytes: a document with one member
_MAX_DEPTH: Final = 32
_MAX_VALUES: Final = 50_000
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_FIXED: Final = {0x01: "<d", 0x10: "<i", 0x11: "<Q", 0x12: "<q"}
_NOTHING: Final = frozenset({0x06, 0x0A, 0x7F, 0xFF})  # undefined, null, the greatest and the least key
_TEXTS: Final = frozenset({0x02, 0x0D, 0x0E})  # text, code, symbol


class _NotBson(Exception):
    """The bytes are something else."""


class _Reader:
    """Reads one document and those within it; raises ``_NotBson`` where a byte cannot stand."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self._left = _MAX_VALUES

    def document(self, at: int, end: int, depth: int, *, listed: bool = False) -> Tree:
        """The document at ``at``, which must end at or before ``end``."""
        size = self._number(at, end)
        if depth > _MAX_DEPTH or not 5 <= size <= end - at or self.data[at + size - 1]:
            raise _NotBson
        last = at + size - 1
        at += 4
        members: dict[str, Tree] = {}
        while at < last:
            kind = self.data[at]
            name, at = self._name(at + 1, last)
            if name in members or self._left <= 0:
                raise _NotBson
            self._left -= 1
            members[name], at = self._value(kind, at, last, depth)
        if at != last:
            raise _NotBson
        return list(members.values()) if listed else members

    def _name(self, at: int, end: int) -> tuple[str, int]:
        stop = self.data.find(b"\0", at, end)
        if stop < 0:
            raise _NotBson
        try:
            return self.data[at:stop].decode(), stop + 1
        except UnicodeDecodeError:
            raise _NotBson from None

    def _number(self, at: int, end: int) -> int:
        return int.from_bytes(self._take(at, 4, end), "little", signed=True)

    def _take(self, at: int, size: int, end: int) -> bytes:
        if size < 0 or at + size > end:
            raise _NotBson
        return self.data[at : at + size]

    def _value(self, kind: int, at: int, end: int, depth: int) -> tuple[Tree, int]:
        if kind in _FIXED:
            form = _FIXED[kind]
            size = struct.calcsize(form)
            value: int | float = struct.unpack(form, self._take(at, size, end))[0]
            return value, at + size
        if kind in _TEXTS:
            size = self._number(at, end)
            data = self._take(at + 4, size, end)
            if not data or data[-1]:
                raise _NotBson
            try:
                return data[:-1].decode(), at + 4 + size
            except UnicodeDecodeError:
                raise _NotBson from None
        if kind in (0x03, 0x04):
            return self.document(at, end, depth + 1, listed=kind == 0x04), at + self._number(at, end)
        if kind == 0x05:
            size = self._number(at, end)
            return self._take(at + 5, size, end), at + 5 + size
        if kind in _NOTHING:
            return None, at
        return self._other(kind, at, end)

    def _other(self, kind: int, at: int, end: int) -> tuple[Tree, int]:
        if kind == 0x07:
            return self._take(at, 12, end).hex(), at + 12
        if kind == 0x08 and self._take(at, 1, end) in (b"\0", b"\1"):
            return self.data[at] == 1, at + 1
        if kind == 0x09:
            millis = int.from_bytes(self._take(at, 8, end), "little", signed=True)
            return _moment(millis), at + 8
        if kind == 0x13:
            return self._take(at, 16, end).hex(), at + 16
        if kind == 0x0B:
            pattern, at = self._name(at, end)
            return pattern, self._name(at, end)[1]
        raise _NotBson


def _moment(millis: int) -> Tree:
    try:
        return (_EPOCH + timedelta(milliseconds=millis)).isoformat().replace("+00:00", "Z")
    except OverflowError:
        return millis


def _open(part: Part, limit: int) -> Opened | None:
    data = part.data
    if isinstance(data, str) or not _SHORTEST <= len(data) <= limit or not part.complete:
        return None
    if int.from_bytes(data[:4], "little") != len(data) or data[-1]:
        return None
    try:
        tree = _Reader(data).document(0, len(data), 0)
    except _NotBson:
        return None
    return Opened(label="bson", tree=tree) if tree else None


DECODER = Decoder(name="bson", order=24, open=_open, takes="bytes")
