"""What an interface counted, minute by minute, so that what is said of single flows can be held against it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

import msgspec

from analysis.records import CaptureCount

INTERVAL: Final = timedelta(minutes=1)
ALL: Final = "all"  # the interface where it is none in particular


class Counted(msgspec.Struct, frozen=True):
    """Running numbers: frames of enrolled devices, their bytes each way, packets of anybody that the kernel lost."""

    packets: int = 0
    out: int = 0
    into: int = 0
    lost: int = 0


class CaptureCounts:
    """``due`` gives what was counted since the last time."""

    def __init__(self, writer: str, interface: str, now: datetime) -> None:
        self._writer, self._interface = writer, interface or ALL
        self._since, self._before = now, Counted()

    def due(self, now: datetime, counted: Counted, *, final: bool = False) -> CaptureCount | None:
        """The last minute's record where it is time for one. A clock that was set back begins anew."""
        if now < self._since:
            self._since = now
        if not final and now - self._since < INTERVAL:
            return None
        before, since = self._before, self._since
        self._before, self._since = counted, now
        return CaptureCount(
            since=since,
            until=now,
            writer=self._writer,
            interface=self._interface,
            packets=counted.packets - before.packets,
            bytes_out=counted.out - before.out,
            bytes_in=counted.into - before.into,
            packets_lost=counted.lost - before.lost,
        )
