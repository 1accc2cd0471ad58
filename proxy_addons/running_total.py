"""Keeps a day's running total in a file, so that a sudden end costs seconds of it and not a quarter of an hour.

The file is written over in its place, so that it holds the last number alone, and nothing that tells when anybody was here:
its own time is the day's beginning. Nothing waits for the disk: the kernel writes on its own, once in about half a minute.
"""

from __future__ import annotations

import contextlib
import os
import zlib
from datetime import datetime
from pathlib import Path
from typing import Final

import msgspec

SIZE: Final = 256  # bytes: always the same, and within one sector


class Total(msgspec.Struct, frozen=True):
    """The bytes of a day, from devices and to them, and the flow in which they are told."""

    day: datetime
    flow_id: str
    bytes_out: int
    bytes_in: int


class RunningTotal:
    """``trouble`` says why the file cannot be written, "" while it can. Never raises."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self.trouble = ""

    def read(self) -> Total | None:
        """What was kept last; None where nothing was, or it is damaged."""
        try:
            content, _, check = self._path.read_bytes()[:SIZE].rstrip().rpartition(b" ")
            if int(check, 16) != zlib.crc32(content):
                return None
            total = msgspec.json.decode(content, type=Total)
        except (OSError, ValueError, msgspec.DecodeError):
            return None
        is_one = (
            total.day.tzinfo is not None
            and total.flow_id.isalnum()
            and min(total.bytes_out, total.bytes_in) >= 0
        )
        return total if is_one else None

    def keep(self, total: Total) -> None:
        """Write it over the last one."""
        content = msgspec.json.encode(total)
        line = content + b" %08x" % zlib.crc32(content)
        try:
            handle = os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_NOFOLLOW, 0o600)
            try:
                os.pwrite(handle, line.ljust(SIZE - 1) + b"\n", 0)
                with contextlib.suppress(OverflowError):
                    os.utime(handle, (total.day.timestamp(), total.day.timestamp()))
            finally:
                os.close(handle)
        except OSError as error:
            self.trouble = str(error)
        else:
            self.trouble = ""
