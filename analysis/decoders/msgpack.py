"""MessagePack: declared, or a map with text keys (or a list with texts in it) that fills the bytes exactly.

Source: msgpack/msgpack, spec.md. An extension is given as the bytes in it, a timestamp as text (UTC).
"""

from __future__ import annotations

import struct
from datetime import UTC, datetime, timedelta
from typing import Final

from analysis.binary_values import Malformed, ValueReader
from analysis.media_class import may_be_unmarked
from analysis.packed_numbers import shortest_float
from analysis.units import Decoder, Opened, Part, Tree

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_TIMESTAMP: Final = 255  # extension type -1
_MIN_UNDECLARED: Final = 6  # bytes
_MIN_LETTERS: Final = 3  # characters in keys and texts of an undeclared map
_MIN_LETTERS_LIST: Final = 6
_MIN_FLOATS: Final = 3  # floats of an undeclared list without texts
_MAPS: Final = frozenset([*range(0x81, 0x90), 0xDE, 0xDF])
_LISTS: Final = frozenset([*range(0x92, 0xA0), 0xDC, 0xDD])
_MAX_SEQUENCE: Final = 10_000


def _open(part: Part, limit: int) -> Opened | None:
    data = part.data
    if isinstance(data, str) or not data or len(data) > limit:
        return None
    declared = "msgpack" in part.media_type or "messagepack" in part.media_type
    if declared:
        return _declared(data, part)
    first = data[0]
    if first < 0x81 or (first not in _MAPS and first not in _LISTS):
        return None
    if len(data) < _MIN_UNDECLARED or not may_be_unmarked(part.media_type):
        return None
    if first in _MAPS and not _is_text(data[{0xDE: 3, 0xDF: 5}.get(first, 1) :][:1]):
        return None
    reader = _Reader(data, cut=not part.complete)
    try:
        tree = reader.value()
    except Malformed:
        return None
    if (reader.at != len(data) and not reader.over) or reader.odd or not _was_meant(tree, reader):
        return None
    return Opened(label="msgpack", tree=tree, truncated=reader.truncated)


def _declared(data: bytes, part: Part) -> Opened | None:
    """One value, or several one after the other, as a list."""
    reader = _Reader(data, cut=not part.complete)
    values: list[Tree] = []
    try:
        while reader.at < len(data) and not reader.over and len(values) < _MAX_SEQUENCE:
            values.append(reader.value())
    except Malformed:
        if part.complete or not values:
            return None
    tree = values[0] if len(values) == 1 else values
    if tree is None:
        return None
    truncated = reader.truncated or len(values) == _MAX_SEQUENCE
    return Opened(label="msgpack", tree=tree, truncated=truncated)


def _is_text(head: bytes) -> bool:
    return b"\xa1" <= head <= b"\xbf" or b"\xd9" <= head <= b"\xdb"


def _was_meant(tree: Tree, reader: _Reader) -> bool:
    if isinstance(tree, dict):
        named = all(key and key.isprintable() for key in tree)
        return named and reader.letters >= _MIN_LETTERS
    return reader.letters >= _MIN_LETTERS_LIST or reader.numbers >= _MIN_FLOATS


class _Reader(ValueReader):
    """``odd`` says that something stood there which a sender of today does not write."""

    odd = False

    def value(self) -> Tree:
        code = self.take(1)[0]
        if code < 0x80:
            return code
        if code < 0x90:
            return self.map(code & 15)
        if code < 0xA0:
            return self.array(code & 15)
        if code < 0xC0:
            return self._text(code & 31)
        if code >= 0xE0:
            return code - 256
        return self._long(code)

    def stops(self) -> bool:
        return False

    def _long(self, code: int) -> Tree:
        if code == 0xC1:
            raise Malformed
        if code < 0xC4:
            return (None, None, False, True)[code - 0xC0]
        if code < 0xC7:
            return self.piece(self.unsigned(1 << (code - 0xC4)))
        if code < 0xCA:
            return self._extension(self.unsigned(1 << (code - 0xC7)))
        if code < 0xCC:
            self.numbers += 1
            size, form = (4, ">f") if code == 0xCA else (8, ">d")
            number: float = struct.unpack(form, self.take(size))[0]
            return shortest_float(number) if size == 4 else number
        if code < 0xD0:
            return self.unsigned(1 << (code - 0xCC))
        if code < 0xD4:
            return int.from_bytes(self.take(1 << (code - 0xD0)), "big", signed=True)
        if code < 0xD9:
            return self._extension(1 << (code - 0xD4))
        if code < 0xDC:
            return self._text(self.unsigned(1 << (code - 0xD9)))
        if code < 0xDE:
            return self.array(self.unsigned(2 << (code - 0xDC)))
        return self.map(self.unsigned(2 << (code - 0xDE)))

    def _text(self, size: int) -> str | bytes:
        text = self.text(size)
        if isinstance(text, bytes):
            self.odd = True
        return text

    def _extension(self, size: int) -> Tree:
        kind, data = self.unsigned(1), self.take(size)
        if kind != _TIMESTAMP or size not in (4, 8, 12):
            return data
        if size == 12:
            nanoseconds, seconds = struct.unpack(">Iq", data)
        else:
            number = int.from_bytes(data, "big")
            nanoseconds, seconds = number >> 34, number & (1 << 34) - 1
        try:
            moment = _EPOCH + timedelta(seconds=seconds, microseconds=nanoseconds // 1000)
        except OverflowError:
            return data
        return moment.isoformat().replace("+00:00", "Z")


DECODER = Decoder(name="msgpack", order=62, open=_open, takes="bytes")
