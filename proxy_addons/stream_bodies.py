"""What readers of TCP streams give out, and how they hold a body: whole up to the limit, else its head, size and hash."""

from __future__ import annotations

import hashlib
from typing import Final, Protocol

import msgspec

from analysis.import_records import Body
from analysis.records import BODY_LIMIT, HEAD_SAMPLE, Visibility

MAX_HELD: Final = 32 << 20  # bytes of all bodies and of all stream pieces that wait, together


class Said(msgspec.Struct, frozen=True, kw_only=True):
    """One message of a client, read from a stream. ``whole`` is False where bytes of it are missing in the capture.

    ``host`` is what the message itself names ("" where it names none), ``target`` path and query; ``at`` Unix seconds.
    """

    protocol: str
    at: float
    body: Body
    method: str = ""
    host: str = ""
    port: int = 0
    target: str = ""
    headers: tuple[tuple[str, str], ...] = ()
    whole: bool = True


class Room:
    """How many bytes may still be held, for all streams together."""

    def __init__(self, size: int = MAX_HELD) -> None:
        self.left = size
        self.refused = 0

    def take(self, size: int) -> bool:
        """Whether there is room for so many more bytes; they are then taken."""
        if size > self.left:
            self.refused += 1
            return False
        self.left -= size
        return True

    def give(self, size: int) -> None:
        """Bytes are no longer held."""
        self.left += size


class Reader(Protocol):
    """Reads one direction of a stream, in order. Never raises."""

    found: list[Said]
    done: bool  # nothing more is wanted of this direction

    def feed(self, data: bytes, at: float, /) -> Reader:
        """The next bytes; the reader that goes on, which may be another one."""

    def gap(self) -> None:
        """Bytes are missing here."""

    def close(self) -> None:
        """The stream has ended: give out what is begun, and free its room."""


class BodyCollector:
    """A body that comes in pieces. ``close`` must be called once, also where it is not wanted."""

    __slots__ = ("_hash", "_held", "_kept", "_room", "missing", "size")

    def __init__(self, room: Room) -> None:
        self._room = room
        self._kept = bytearray()  # many small pieces would take many times their bytes
        self._held = self.size = 0
        self._hash: hashlib._Hash | None = None
        self.missing = False

    def add(self, data: bytes) -> None:
        """The next bytes."""
        if self._hash is None:
            self._hash = hashlib.sha256(data)
        else:
            self._hash.update(data)
        if self._held == self.size and self.size + len(data) <= BODY_LIMIT and self._room.take(len(data)):
            self._kept += data
            self._held += len(data)
        elif self._held > HEAD_SAMPLE:
            self._shorten()
        elif self._held == self.size and self._held < HEAD_SAMPLE:
            head = data[: HEAD_SAMPLE - self._held]
            if self._room.take(len(head)):
                self._kept += head
                self._held += len(head)
        self.size += len(data)

    def close(self, readable: Visibility, declared: int | None = None) -> Body:
        """The body. ``declared``: its size where the message states it, for one of which bytes are missing."""
        data = bytes(self._kept)
        self._room.give(self._held)
        self._kept, self._held = bytearray(), 0
        if self.missing:
            size = max(declared or 0, self.size)
            visibility = Visibility.SAMPLED if data else Visibility.BODY_ABSENT if size else readable
            return Body(data=data[:BODY_LIMIT] or None, size=size, sha256=None, visibility=visibility)
        if not self.size or self._hash is None:
            return Body(data=None, size=0, sha256=None, visibility=readable)
        whole = len(data) == self.size
        visibility = readable if whole else Visibility.SAMPLED if data else Visibility.BODY_ABSENT
        return Body(data=data or None, size=self.size, sha256=self._hash.hexdigest(), visibility=visibility)

    def _shorten(self) -> None:
        del self._kept[HEAD_SAMPLE:]
        self._room.give(self._held - len(self._kept))
        self._held = len(self._kept)
