"""What readers of binary JSON-like formats (MessagePack, CBOR) have in common: a place in the bytes, and bounds."""

from __future__ import annotations

from typing import Final

from analysis.cut_values import LONG, CutBytes, CutText
from analysis.units import Tree

__all__ = ("EndOfData", "Malformed", "ValueReader")

_MAX_VALUES: Final = 100_000
_MAX_LEVELS: Final = 64
_MAX_KEY: Final = 256  # characters


class Malformed(Exception):
    """The bytes are not of the format."""


class EndOfData(Malformed):
    """The bytes end inside a value."""


class ValueReader:
    """Reads values one after the other; a format says in ``value`` how one is written.

    ``cut`` says that the end of the data is missing: a list or map then keeps what was read of it. ``letters`` counts the
    characters of the texts and ``numbers`` the floats that were read, as evidence that the bytes were meant.
    """

    def __init__(self, data: bytes, *, cut: bool = False) -> None:
        self.data = data
        self.at = 0
        self.letters = 0
        self.numbers = 0
        self.over = False
        self.truncated = False
        self._cut = cut
        self._level = 0
        self._values_left = _MAX_VALUES

    def value(self) -> Tree:
        """The value at ``at``. Raises ``Malformed``."""
        raise NotImplementedError

    def take(self, size: int) -> bytes:
        """The next bytes. Raises ``EndOfData``."""
        start, self.at = self.at, self.at + size
        if self.at > len(self.data):
            raise EndOfData
        return self.data[start : self.at]

    def piece(self, size: int) -> bytes:
        """The next bytes as a value: of many whose end is missing those that are there. Raises ``EndOfData``."""
        there = len(self.data) - self.at
        if size <= there or there < LONG or not self._cut:
            return self.take(size)
        self.over = True
        return CutBytes(self.take(there))

    def unsigned(self, size: int) -> int:
        """The next bytes as a number, the highest byte first."""
        return int.from_bytes(self.take(size), "big")

    def text(self, size: int) -> str | bytes:
        """The next bytes as text; bytes where they are no UTF-8, as older senders do not tell the two apart."""
        data = self.piece(size)
        if isinstance(data, CutBytes):
            return CutText(data.decode("utf-8", "ignore"))
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError:
            return data
        if text.isprintable():
            self.letters += size
        return text

    def array(self, count: int | None) -> list[Tree]:
        """``count`` values; None: up to where ``stops``."""
        values: list[Tree] = []
        self._enter()
        while (count is None and not self.stops()) or (count is not None and len(values) < count):
            value = self._next()
            if self.over and value is None:
                break
            values.append(value)
            if self.over:
                break
        self._level -= 1
        return values

    def map(self, count: int | None) -> dict[str, Tree]:
        """``count`` pairs; None: up to where ``stops``. Keys become text; a later one replaces an earlier."""
        pairs: dict[str, Tree] = {}
        read = 0
        self._enter()
        while (count is None and not self.stops()) or (count is not None and read < count):
            key = self._next()
            if self.over:
                break
            value = self._next()
            if not self.over or value is not None:
                pairs[_key_text(key)] = value
            if self.over:
                break
            read += 1
        self._level -= 1
        return pairs

    def stops(self) -> bool:
        """Whether a list or map of unknown length ends here; if so, the mark is passed."""
        raise NotImplementedError

    def _enter(self) -> None:
        self._level += 1
        if self._level > _MAX_LEVELS:
            raise Malformed

    def _next(self) -> Tree:
        if self._values_left <= 0:
            self.over = self.truncated = True
            return None
        self._values_left -= 1
        if not self._cut:
            return self.value()
        level = self._level
        try:
            return self.value()
        except EndOfData:
            self._level = level
            self.over = True
            return None


def _key_text(key: Tree) -> str:
    if isinstance(key, str):
        return key[:_MAX_KEY]
    if isinstance(key, bytes):
        return key[: _MAX_KEY // 2].hex()
    if isinstance(key, list | dict):
        raise Malformed
    return str(key)
