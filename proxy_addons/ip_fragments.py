"""Puts fragmented IP datagrams together: bounded in datagrams, bytes and time; one with overlaps is dropped (RFC 5722)."""

from __future__ import annotations

from collections import OrderedDict
from typing import Final

MAX_DATAGRAMS: Final = 256
MAX_HELD: Final = 4 << 20
MAX_FRAGMENTS: Final = 128  # of one datagram
PATIENCE: Final = 30.0  # seconds

Key = tuple[bytes, bytes, int, int]


class _Datagram:
    __slots__ = ("began", "end", "held", "pieces", "size", "spoilt")

    def __init__(self, began: float) -> None:
        self.began = began
        self.pieces: dict[int, bytes] = {}
        self.end = -1
        self.held = self.size = 0
        self.spoilt = False


class Fragments:
    """``unread`` counts datagrams that were given up: incomplete, overlapping, too big, too many."""

    def __init__(self) -> None:
        self._open: OrderedDict[Key, _Datagram] = OrderedDict()
        self._held = 0
        self.unread = 0

    def add(
        self, key: Key, offset: int, data: bytes, more: bool, at: float, size: int
    ) -> tuple[bytes, int, int] | None:
        """A fragment of ``size`` bytes on the wire; the whole payload, its fragments and their size, once it is whole."""
        self._expire(at)
        datagram = self._open.get(key)
        if datagram is None:
            datagram = self._open[key] = _Datagram(at)
        if self._spoils(datagram, offset, data, more):
            datagram.spoilt = True
        if datagram.spoilt:
            self._held -= datagram.held
            datagram.pieces, datagram.held = {}, 0
            return None
        if offset not in datagram.pieces:
            datagram.pieces[offset] = data
            datagram.held += len(data)
            self._held += len(data)
        datagram.size += size
        if not more:
            datagram.end = offset + len(data)
        if datagram.end >= 0 and datagram.held == datagram.end:
            self._forget(key)
            pieces = datagram.pieces
            return b"".join(pieces[place] for place in sorted(pieces)), len(pieces), datagram.size
        while len(self._open) > MAX_DATAGRAMS or self._held > MAX_HELD:
            self._forget(next(iter(self._open)))
            self.unread += 1
        return None

    def end(self) -> None:
        """Nothing more will come: what is not whole is given up."""
        self.unread += len(self._open)
        self._open.clear()
        self._held = 0

    def _spoils(self, datagram: _Datagram, offset: int, data: bytes, more: bool) -> bool:
        end = offset + len(data)
        if end > 65_535 or (more and len(data) % 8) or not data or len(datagram.pieces) >= MAX_FRAGMENTS:
            return True
        if datagram.end >= 0 and (end > datagram.end or (not more and end != datagram.end)):
            return True
        if offset in datagram.pieces:
            return datagram.pieces[offset] != data  # a repetition is none
        return any(start < end and offset < start + len(piece) for start, piece in datagram.pieces.items())

    def _expire(self, at: float) -> None:
        while self._open:
            key, datagram = next(iter(self._open.items()))
            if 0 <= at - datagram.began <= PATIENCE:
                break
            self._forget(key)
            self.unread += 1

    def _forget(self, key: Key) -> None:
        self._held -= self._open.pop(key).held
