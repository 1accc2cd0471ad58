"""Apple's binary property lists, and the object archives (NSKeyedArchiver) that are written in them.

Sources: the format as Python's ``plistlib`` documents and reads it (CoreFoundation's CFBinaryPList.c); the members of an
archive ($archiver, $objects, $top, $class, NS.keys, NS.objects and the like) as Foundation writes them. It is read here
because objects may overlap and hold one another: what a small file can ask for has no bound of its own.
"""

from __future__ import annotations

import struct
from datetime import UTC, datetime, timedelta
from typing import Final
from uuid import UUID

from analysis.units import Decoder, Opened, Part, Tree

_MAGIC: Final = b"bplist00"
_TRAILER: Final = 32  # bytes
_MAX_VALUES: Final = 100_000  # an object counts each time it is referred to
_MAX_LEVELS: Final = 64
_MAX_KEY: Final = 256  # characters
_EPOCH: Final = datetime(2001, 1, 1, tzinfo=UTC)


class _Malformed(Exception):
    """The bytes are no property list."""


def _open(part: Part, limit: int) -> Opened | None:
    data = part.data
    if isinstance(data, str) or not data.startswith(_MAGIC):
        return None
    if not len(_MAGIC) + _TRAILER < len(data) <= limit:
        return None
    try:
        reader = _Reader(data, limit)
        tree = reader.root()
    except (_Malformed, IndexError, struct.error, OverflowError):
        return None
    return Opened(label="bplist", tree=tree, truncated=reader.truncated) if tree is not None else None


class _Reader:
    """Objects of one file by their number; bounded in values, levels and bytes, with no object inside itself."""

    def __init__(self, data: bytes, limit: int) -> None:
        trailer = struct.unpack(">6xBBQQQ", data[-_TRAILER:])
        self._offset_size, self._reference_size, self._count, self._top, self._table = trailer
        if not (1 <= self._offset_size <= 8 and 1 <= self._reference_size <= 8):
            raise _Malformed
        if self._table + self._count * self._offset_size > len(data) - _TRAILER:
            raise _Malformed
        self._data = data
        self._values_left = _MAX_VALUES
        self._bytes_left = limit
        self._inside: set[int] = set()
        self._archived: tuple[int, int] | None = None  # place and length of $objects
        self.truncated = False

    def root(self) -> Tree:
        """The outermost object; of an archive that which it archives."""
        kind, size, at = self._marker(self._top)
        if kind != 0xD:
            return self.read(self._top)
        members = self._members(size, at)
        if "$archiver" not in members or "$objects" not in members or "$top" not in members:
            return self.read(self._top)
        kind, size, at = self._marker(members["$objects"])
        if kind != 0xA:
            return self.read(self._top)
        self._archived = (at, size)
        tops = self.read(members["$top"])
        return tops["root"] if isinstance(tops, dict) and list(tops) == ["root"] else tops

    def read(self, number: int) -> Tree:
        """One object and what it holds."""
        if self._values_left <= 0:
            self.truncated = True
            return None
        self._values_left -= 1
        kind, size, at = self._marker(number)
        if kind not in (0x8, 0xA, 0xC, 0xD):
            return self._scalar(kind, size, at)
        if kind == 0x8 and self._archived is None:
            return int.from_bytes(self._take(at, size), "big")
        if number in self._inside or len(self._inside) >= _MAX_LEVELS:
            return None
        self._inside.add(number)
        tree = self._container(kind, size, at)
        self._inside.discard(number)
        return tree

    def _container(self, kind: int, size: int, at: int) -> Tree:
        if kind == 0x8:
            return self._referred(int.from_bytes(self._take(at, size), "big"))
        if kind != 0xD:
            return self._items(size, at)
        members = self._members(size, at)
        if self._archived is not None and "$class" in members:
            return self._archived_object(members)
        return {key: self.read(number) for key, number in members.items() if not self.truncated}

    def _referred(self, index: int) -> Tree:
        at, size = self._archived or (0, 0)
        if not 0 < index < size:
            return None  # 0 is "$null"
        return self.read(self._reference(at, index))

    def _archived_object(self, members: dict[str, int]) -> Tree:
        """Foundation's own classes as what they hold, any other as its members."""
        if "NS.objects" in members:
            items = self.read(members["NS.objects"])
            keys = self.read(members["NS.keys"]) if "NS.keys" in members else None
            if not isinstance(keys, list) or not isinstance(items, list):
                return items
            return {str(key)[:_MAX_KEY]: item for key, item in zip(keys, items, strict=False)}
        for name in ("NS.string", "NS.bytes", "NS.data"):
            if name in members:
                value = self.read(members[name])
                return _as_text(value) if name != "NS.data" else value
        if "NS.time" in members:
            seconds = self.read(members["NS.time"])
            return _moment(seconds) if isinstance(seconds, int | float) else seconds
        if "NS.uuidbytes" in members:
            value = self.read(members["NS.uuidbytes"])
            return str(UUID(bytes=value)).upper() if isinstance(value, bytes) and len(value) == 16 else value
        return {
            key: self.read(number)
            for key, number in members.items()
            if key != "$class" and not self.truncated
        }

    def _items(self, size: int, at: int) -> list[Tree]:
        items: list[Tree] = []
        for index in range(size):
            if self.truncated:
                break
            items.append(self.read(self._reference(at, index)))
        return items

    def _members(self, size: int, at: int) -> dict[str, int]:
        """Keys, and the numbers of the objects under them."""
        members: dict[str, int] = {}
        for index in range(size):
            if self._values_left <= 0:
                self.truncated = True
                break
            self._values_left -= 1
            kind, length, start = self._marker(self._reference(at, index))
            if kind not in (0x1, 0x5, 0x6):
                raise _Malformed
            key = str(self._scalar(kind, length, start))[:_MAX_KEY]
            members[key] = self._reference(at, size + index)
        return members

    # -- bytes ----------------------------------------------------------------------------------------------------

    def _marker(self, number: int) -> tuple[int, int, int]:
        """Kind of an object, its size (of a container in objects, else in bytes) and where its content starts."""
        if number >= self._count:
            raise _Malformed
        start = self._table + number * self._offset_size
        at = int.from_bytes(self._data[start : start + self._offset_size], "big")
        marker = self._data[at]
        kind, low = marker >> 4, marker & 15
        at += 1
        if kind in (0x0, 0x1, 0x2, 0x3):
            return kind, low if kind == 0 else 1 << low, at
        if kind == 0x8:
            return kind, low + 1, at
        if low == 15:
            width = 1 << (self._data[at] & 3)
            low = int.from_bytes(self._take(at + 1, width), "big")
            at += 1 + width
        return kind, low * 2 if kind == 0x6 else low, at

    def _scalar(self, kind: int, size: int, at: int) -> Tree:
        if kind == 0x0:
            return {8: False, 9: True}.get(size)
        content = self._take(at, size)
        if kind == 0x1:
            return int.from_bytes(content, "big", signed=size >= 8)
        if kind == 0x2 and size in (4, 8):
            return float(struct.unpack(">f" if size == 4 else ">d", content)[0])
        if kind == 0x3 and size == 8:
            return _moment(struct.unpack(">d", content)[0])
        if kind == 0x4:
            return content
        if kind == 0x5:
            return content.decode("ascii", "replace")
        if kind == 0x6:
            return content.decode("utf-16-be", "replace")
        raise _Malformed

    def _take(self, at: int, size: int) -> bytes:
        self._bytes_left -= size
        if at + size > len(self._data) or self._bytes_left < 0:
            raise _Malformed
        return self._data[at : at + size]

    def _reference(self, at: int, index: int) -> int:
        start = at + index * self._reference_size
        return int.from_bytes(self._data[start : start + self._reference_size], "big")


def _as_text(value: Tree) -> Tree:
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else value


def _moment(seconds: float) -> Tree:
    try:
        moment = _EPOCH + timedelta(seconds=seconds)
    except (OverflowError, ValueError):
        return seconds
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")


DECODER = Decoder(name="bplist", order=18, open=_open, takes="bytes")
