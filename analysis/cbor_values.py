"""Reads CBOR values, and tells a map with names that fills its bytes from other bytes.

Sources: RFC 8949 (the format), RFC 8746 (arrays of numbers). Other tags are passed over and what they stand before is given,
so that nothing is computed, shared or compiled for a stranger.
"""

from __future__ import annotations

import struct
from typing import Final

from analysis.binary_values import Malformed, ValueReader
from analysis.packed_numbers import shortest_float
from analysis.units import Tree

__all__ = ("CborReader", "read_named_map")

_MIN_MAP: Final = 6  # bytes
_MIN_LETTERS: Final = 3  # characters in keys and texts of a map that nothing declares
_MAPS: Final = frozenset([*range(0xA1, 0xBB), 0xBF])
_HEADS: Final = {0xB8: 2, 0xB9: 3, 0xBA: 5}  # bytes before the first key
_MAX_TAGS: Final = 8  # tags before one value
_MAX_PIECES: Final = 10_000  # of one text or bytes of unknown length
_MAX_NUMBERS: Final = 100_000  # of one array of numbers; a longer one stays bytes
_BREAK: Final = 0xFF
_BIG_NUMBER: Final = 16  # bytes; a larger whole number stays bytes
_ARRAYS: Final = {
    64: ">B", 65: ">H", 66: ">I", 67: ">Q", 68: ">B", 69: "<H", 70: "<I", 71: "<Q", 72: ">b", 73: ">h", 74: ">i", 75: ">q",
    77: "<h", 78: "<i", 79: "<q", 80: ">e", 81: ">f", 82: ">d", 84: "<e", 85: "<f", 86: "<d",
}  # fmt: skip


def read_named_map(data: bytes, *, cut: bool = False) -> tuple[Tree, bool] | None:
    """A map with text keys that fills the bytes, and whether it was cut short; None for any other bytes."""
    if len(data) < _MIN_MAP or data[0] not in _MAPS or not 0x61 <= data[_HEADS.get(data[0], 1)] <= 0x7B:
        return None
    reader = CborReader(data, cut=cut)
    try:
        tree = reader.value()
    except Malformed:
        return None
    if reader.at != len(data) and not reader.over:
        return None
    named = isinstance(tree, dict) and all(key and key.isprintable() for key in tree)
    if not named or reader.odd or reader.letters < _MIN_LETTERS:
        return None
    return tree, reader.truncated


class CborReader(ValueReader):
    """One value after the other. ``odd`` says that something stood there which no usual sender writes."""

    odd = False

    def value(self) -> Tree:
        code = self.take(1)[0]
        tag = None
        for _ in range(_MAX_TAGS):
            if code >> 5 != 6:
                break
            tag = self._size(code & 31)
            code = self.take(1)[0]
        value = self._untagged(code)
        return value if tag is None else _tagged(tag, value)

    def stops(self) -> bool:
        if self.data[self.at : self.at + 1] != bytes([_BREAK]):
            return False
        self.at += 1
        return True

    def _untagged(self, code: int) -> Tree:
        major, low = code >> 5, code & 31
        if major == 7:
            return self._simple(low)
        if low == 31:
            return self._of_unknown_length(major)
        size = self._size(low)
        if major < 2:
            return size if major == 0 else -1 - size
        if major == 2:
            return self.piece(size)
        if major == 3:
            text = self.text(size)
            self.odd |= isinstance(text, bytes)
            return text
        if major == 4:
            return self.array(size)
        if major == 5:
            return self.map(size)
        raise Malformed  # a tag after all the tags that are allowed

    def _size(self, low: int) -> int:
        if low < 24:
            return low
        if low > 27:
            raise Malformed
        return self.unsigned(1 << (low - 24))

    def _simple(self, low: int) -> Tree:
        if low < 20:
            self.odd = True
            return low
        if low < 24:
            return (False, True, None, None)[low - 20]
        if low == 24:
            self.odd = True
            return self.unsigned(1)
        if low > 27:
            raise Malformed
        self.numbers += 1
        size = 1 << (low - 24)
        number: float = struct.unpack((">e", ">f", ">d")[low - 25], self.take(size))[0]
        return shortest_float(number) if size == 4 else number

    def _of_unknown_length(self, major: int) -> Tree:
        if major == 4:
            return self.array(None)
        if major == 5:
            return self.map(None)
        if major not in (2, 3):
            raise Malformed
        pieces: list[bytes] = []
        while not self.stops():
            code = self.take(1)[0]
            if code >> 5 != major or len(pieces) == _MAX_PIECES:
                raise Malformed
            pieces.append(self.take(self._size(code & 31)))
        whole = b"".join(pieces)
        return whole if major == 2 else whole.decode("utf-8", "replace")


def _tagged(tag: int, value: Tree) -> Tree:
    """Whole numbers of many bytes, decimal fractions and arrays of numbers; anything else is what it is without its tag."""
    if isinstance(value, bytes):
        if tag in (2, 3) and len(value) <= _BIG_NUMBER:
            number = int.from_bytes(value, "big")
            return number if tag == 2 else -1 - number
        form = _ARRAYS.get(tag, ">s")
        count, rest = divmod(len(value), struct.calcsize(form))
        if tag in _ARRAYS and not rest and 0 < count <= _MAX_NUMBERS:
            return list(struct.unpack(f"{form[0]}{count}{form[1]}", value))
    elif tag == 4 and isinstance(value, list) and len(value) == 2:
        exponent, mantissa = value
        if isinstance(exponent, int) and isinstance(mantissa, int) and -30 <= exponent <= 30:
            return float(f"{mantissa}e{exponent}") if abs(mantissa) < 1 << 64 else value
    return value
