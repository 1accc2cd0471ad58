"""Puts one direction of a TCP connection in order: bounded in pieces and bytes; what is missing is said, not guessed.

Where segments overlap, what came first stands (RFC 9293 leaves it open; a capture cannot tell what the receiver took).
"""

from __future__ import annotations

from typing import Final

from proxy_addons.stream_bodies import Room

MAX_PIECES: Final = 128  # of one direction
MAX_AHEAD: Final = 1 << 20  # bytes
_HALF: Final = 1 << 31
_ALL: Final = (1 << 32) - 1


class Segments:
    """``add`` gives the bytes that have become contiguous; ``gap`` is True where bytes before them are missing."""

    __slots__ = ("_held", "_pieces", "_room", "following", "gap")

    def __init__(self, following: int, room: Room) -> None:
        self.following = following & _ALL  # the sequence number of the next byte
        self.gap = False
        self._room = room
        self._pieces: dict[int, bytes] = {}
        self._held = 0

    def add(self, seq: int, data: bytes, missing: int = 0) -> bytes:
        """A segment; ``missing`` bytes at its end were not captured. Set ``gap`` back to False once it was seen."""
        ahead = (seq - self.following) & _ALL
        if ahead >= _HALF:  # begins with what is known
            old = -(ahead - (1 << 32))
            if old >= len(data) + missing:
                return b""
            missing -= max(0, old - len(data))
            data, ahead = data[old:], 0
        if ahead == 0:
            self.following = (self.following + len(data) + missing) & _ALL
            if missing:
                self.gap = True
                return b""
            return data + self._ready() if self._pieces else data
        self._keep(seq, data, ahead)
        if len(self._pieces) > MAX_PIECES or ahead > MAX_AHEAD:
            return self.skip()
        return b""

    def skip(self) -> bytes:
        """Give up what is missing: the bytes behind the first gap."""
        if not self._pieces:
            return b""
        self.following = min(self._pieces, key=lambda seq: (seq - self.following) & _ALL)
        self.gap = True
        return self._ready()

    @property
    def waiting(self) -> bool:
        """Whether pieces wait for what is before them."""
        return bool(self._pieces)

    def close(self) -> None:
        """Free the room."""
        self._room.give(self._held)
        self._pieces, self._held = {}, 0

    def _keep(self, seq: int, data: bytes, ahead: int) -> None:
        earlier = self._pieces.get(seq)
        if earlier is not None and len(earlier) >= len(data):
            return
        if ahead > MAX_AHEAD and self._pieces:
            return
        grown = len(data) - len(earlier or b"")
        if data and self._room.take(grown):
            self._pieces[seq] = data
            self._held += grown

    def _ready(self) -> bytes:
        joined: list[bytes] = []
        for _ in range(MAX_PIECES + 2):
            reached = [seq for seq in self._pieces if (self.following - seq) & _ALL < _HALF]
            if not reached:
                break
            for seq in sorted(reached, key=lambda seq: (self.following - seq) & _ALL, reverse=True):
                data = self._pieces.pop(seq)
                self._held -= len(data)
                self._room.give(len(data))
                new = data[(self.following - seq) & _ALL :]
                if new:
                    joined.append(new)
                    self.following = (self.following + len(new)) & _ALL
        return b"".join(joined)
