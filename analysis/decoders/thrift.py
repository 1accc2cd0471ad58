"""Calls of Apache Thrift in its compact or binary protocol: the method by name, its arguments by number.

Sources: thrift/doc/specs/thrift-compact-protocol.md and thrift-binary-protocol.md. A message begins with 82 and a version of
1 (compact) or 80 01 (binary, strict); four bytes of its length may stand before it (framed transport). It is opened only if
it reads to its last byte.
"""

from __future__ import annotations

import struct
from typing import Final

from analysis.lazy_patterns import lazy_pattern
from analysis.units import Decoder, Opened, Part, Tree

_COMPACT, _BINARY = 0x82, 0x80
_KINDS: Final = {1: "call", 2: "reply", 3: "exception", 4: "oneway"}
_METHOD: Final = lazy_pattern(r"[A-Za-z_][\w.:$]{0,127}")
_MAX_DEPTH: Final = 24  # structs, lists and maps in one another
_MAX_VALUES: Final = 20_000
_SHORTEST: Final = 6  # bytes
# The types of both protocols by one name; compact has its own numbers, and two for true and false.
_COMPACT_TYPES: Final = {
    1: "true", 2: "false", 3: "i8", 4: "i16", 5: "i32", 6: "i64", 7: "double", 8: "binary", 9: "list", 10: "list", 11: "map",
    12: "struct", 13: "uuid",
}  # fmt: skip
_BINARY_TYPES: Final = {
    2: "bool", 3: "i8", 4: "double", 6: "i16", 8: "i32", 10: "i64", 11: "binary", 12: "struct", 13: "map", 14: "list",
    15: "list", 16: "uuid",
}  # fmt: skip
_SIZES: Final = {"i16": ">h", "i32": ">i", "i64": ">q"}


class _NotThrift(Exception):
    """The bytes are something else."""


class _Reader:
    """Reads values of one message; raises ``_NotThrift`` where a byte cannot stand."""

    def __init__(self, data: bytes, at: int, *, compact: bool) -> None:
        self.data = data
        self.at = at
        self.compact = compact
        self._left = _MAX_VALUES

    def take(self, size: int) -> bytes:
        if size < 0 or self.at + size > len(self.data):
            raise _NotThrift
        self.at += size
        return self.data[self.at - size : self.at]

    def varint(self) -> int:
        value = shift = 0
        while shift < 70:
            byte = self.take(1)[0]
            value |= (byte & 0x7F) << shift
            if byte < 0x80:
                return value
            shift += 7
        raise _NotThrift

    def integer(self, size: str) -> int:
        if not self.compact:
            form = _SIZES[size]
            return int(struct.unpack(form, self.take(struct.calcsize(form)))[0])
        value = self.varint()
        return (value >> 1) ^ -(value & 1)

    def size(self) -> int:
        return self.varint() if self.compact else self.integer("i32")

    def text(self) -> str | bytes:
        data = self.take(self.size())
        try:
            return data.decode()
        except UnicodeDecodeError:
            return data

    def fields(self, depth: int) -> dict[str, Tree]:
        """A struct to its end, its fields by their numbers."""
        if depth > _MAX_DEPTH:
            raise _NotThrift
        found: dict[str, Tree] = {}
        number = 0
        while (head := self.take(1)[0]) != 0:
            if self.compact:
                step = head >> 4
                number = number + step if step else self.integer("i16")
                kind = _COMPACT_TYPES.get(head & 0x0F)
            else:
                number, kind = self.integer("i16"), _BINARY_TYPES.get(head)
            if kind is None or not 0 < number < 1 << 15 or str(number) in found:
                raise _NotThrift
            found[str(number)] = self.value(kind, depth)
        return found

    def value(self, kind: str, depth: int, *, within: bool = False) -> Tree:
        self._left -= 1
        if self._left < 0:
            raise _NotThrift
        if kind in ("true", "false", "bool"):
            if self.compact and not within:
                return kind == "true"
            return self.take(1)[0] == 1
        if kind in _SIZES:
            return self.integer(kind)
        if kind == "i8":
            return int.from_bytes(self.take(1), "big", signed=True)
        if kind == "double":
            return float(struct.unpack("<d" if self.compact else ">d", self.take(8))[0])
        if kind == "uuid":
            return self.take(16).hex()
        if kind == "binary":
            return self.text()
        if kind == "struct":
            return self.fields(depth + 1)
        return self._list(depth + 1) if kind == "list" else self._map(depth + 1)

    def _kind(self, number: int) -> str:
        kind = (_COMPACT_TYPES if self.compact else _BINARY_TYPES).get(number)
        if kind is None:
            raise _NotThrift
        return kind

    def _list(self, depth: int) -> Tree:
        head = self.take(1)[0]
        count = (head >> 4 if head >> 4 != 15 else self.varint()) if self.compact else self.integer("i32")
        kind = self._kind(head & 0x0F if self.compact else head)
        if depth > _MAX_DEPTH or not 0 <= count <= self._left:
            raise _NotThrift
        return [self.value(kind, depth, within=True) for _ in range(count)]

    def _map(self, depth: int) -> Tree:
        if self.compact:
            count = self.varint()
            kinds = self.take(1)[0] if count else 0x88
            key, kind = self._kind(kinds >> 4), self._kind(kinds & 0x0F)
        else:
            key, kind = self._kind(self.take(1)[0]), self._kind(self.take(1)[0])
            count = self.integer("i32")
        if depth > _MAX_DEPTH or not 0 <= count <= self._left or key in ("struct", "list", "map"):
            raise _NotThrift
        found: dict[str, Tree] = {}
        for _ in range(count):
            name = self.value(key, depth, within=True)
            found[name.hex() if isinstance(name, bytes) else str(name)] = self.value(kind, depth, within=True)
        return found


def _open(part: Part, limit: int) -> Opened | None:
    data = part.data
    if isinstance(data, str) or not _SHORTEST <= len(data) <= limit or not part.complete:
        return None
    start = 4 if data[:1] == b"\0" and int.from_bytes(data[:4], "big") == len(data) - 4 else 0
    if len(data) < start + 4 or data[start] not in (_COMPACT, _BINARY):
        return None
    try:
        return _message(data, start)
    except (_NotThrift, struct.error):
        return None


def _message(data: bytes, start: int) -> Opened | None:
    compact = data[start] == _COMPACT
    if compact:
        version, kind = data[start + 1] & 0x1F, data[start + 1] >> 5
    else:
        version, kind = data[start + 1], data[start + 3]
    if version != 1 or kind not in _KINDS or (not compact and data[start + 2]):
        return None
    reader = _Reader(data, start + (2 if compact else 4), compact=compact)
    if compact:
        reader.varint()  # the number of the call
    method = reader.text()
    if not isinstance(method, str) or not _METHOD.fullmatch(method):
        return None
    if not compact:
        reader.take(4)
    arguments = reader.fields(0)
    if reader.at != len(data):
        return None
    return Opened(label="thrift", tree={"method": method, "kind": _KINDS[kind], "arguments": arguments})


DECODER = Decoder(name="thrift", order=24, open=_open, takes="bytes")
