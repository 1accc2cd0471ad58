"""Which messages are kept beyond their days, and whose media for a while: as somebody decided it, read from the journal.

A pin copies nothing: the body stays where it is in the journal, under the same hash, and is passed over when others are
erased for their age. So whatever reads bodies reads it, and whatever erases a device, or the home, erases it.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Final, Self

import msgspec

from analysis.devices import OWNER
from analysis.journal import Entry
from analysis.journal_format import Position
from analysis.journal_reading import tail
from analysis.records import Record
from analysis.settings import Home

PIN: Final = "pin"
MEDIA: Final = "keep_media"
_LOCK: Final = "pins.lock"


class Pin(Record, frozen=True, kw_only=True, omit_defaults=True):
    """That a message is kept, or with ``let_go`` no longer, as it is journalled. It holds nothing of what was sent.

    ``event`` is the message's id, ``bodies`` where its body stands, of a joined message those of its parts. ``by`` is who
    decided ("" the owner, else a person's name).
    """

    at: datetime
    event: str
    bodies: tuple[Position, ...] = ()
    by: str = ""
    let_go: bool = False


class KeepMedia(Record, frozen=True, kw_only=True, omit_defaults=True):
    """That photos and sound which a device sends from ``at`` to ``until`` are kept as long as other messages.

    ``devices`` are its id and those of what is merged into it. A later decision takes the place of an earlier one;
    ``until`` = ``at`` ends it.
    """

    at: datetime
    devices: tuple[str, ...]
    until: datetime
    by: str = ""


class Pins:
    """What is pinned; ``refresh`` reads on from where it stopped."""

    def __init__(self, root: Path) -> None:
        self._root, self._read_to = root, 0
        self.now: dict[str, Pin] = {}  # by event, in the order in which they were pinned
        self.let_go: list[Pin] = []
        self.media: list[KeepMedia] = []

    def refresh(self) -> Self:
        """Take what was decided since. Raises ``msgspec.DecodeError`` for a record that is none."""
        while records := tail(self._root, OWNER, self._read_to, limit=1000, bodies=False):
            for record in records:
                if record.content is not None and record.kind == PIN:
                    self._take(msgspec.json.decode(record.content, type=Pin))
                elif record.content is not None and record.kind == MEDIA:
                    self.media.append(msgspec.json.decode(record.content, type=KeepMedia))
            self._read_to = records[-1].position.seq
        return self

    def _take(self, pin: Pin) -> None:
        before = self.now.pop(pin.event, None)
        if not pin.let_go:
            self.now[pin.event] = pin
        elif before is not None:
            self.let_go.append(msgspec.structs.replace(pin, bodies=before.bodies))

    def bodies(self, but: str = "") -> frozenset[Position]:
        """Where the bodies stand that are pinned, those of the event ``but`` alone left out."""
        return frozenset(place for event, pin in self.now.items() if event != but for place in pin.bodies)

    def keeps_media(self, device: str, seen_at: datetime) -> bool:
        """Whether the media that a device (its id) sent at a time are kept as long as other messages."""
        window = self.media_of(device, seen_at)
        return window is not None and seen_at < window.until

    def media_of(self, device: str, at: datetime) -> KeepMedia | None:
        """What was last decided, by a time, of a device's media."""
        decided = (item for item in reversed(self.media) if device in item.devices and item.at <= at)
        return next(decided, None) if device else None


@contextmanager
def settled(home: Home, known: Pins | None = None) -> Iterator[Pins]:
    """What is pinned (``known`` read on, else all of it anew).

    Until it is left nobody pins, lets go, or erases bodies for their age or as media. Whoever also writes to the owner's
    journal opens that first.
    """
    handle = os.open(home.run_dir / _LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield (known or Pins(home.journal_dir)).refresh()
    finally:
        os.close(handle)


def spared(positions: Iterable[Position], pins: Pins) -> list[Position]:
    """Those of some bodies that may be erased: the pinned ones are left out."""
    pinned = pins.bodies()
    return [position for position in positions if position not in pinned]


def entry(decision: Pin | KeepMedia) -> Entry:
    """A decision as an entry of the owner's journal."""
    kind = PIN if isinstance(decision, Pin) else MEDIA
    return Entry(kind=kind, content=msgspec.json.encode(decision, order="deterministic"))
