"""Writes packets to a ring of pcapng files: bounded in time and size, private, with a SHA-256 of each finished one.

A file is written as ``.part`` and gets its name when its record is in the journal. What a sudden end has left half written
is closed at the next start: whole blocks stay, the rest goes. Source: the IETF draft "PCAP Next Generation Capture File
Format".
"""

from __future__ import annotations

import io
import os
import secrets
import struct
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final, NamedTuple

import msgspec

from analysis.packet_segments import BY_AGE, BY_SIZE, NAME, PacketSegment, sha256_of
from proxy_addons.talk_flows import moment

SEGMENT_BYTES: Final = 64 << 20
SEGMENT_TIME: Final = timedelta(minutes=30)
SNAP: Final = 1 << 18
BUFFER: Final = 1 << 18
MAX_LINKS: Final = 64  # link types of one file
_NANO: Final = 9  # if_tsresol: 10^-9 s
_SECTION: Final = struct.pack("<IIIHHqI", 0x0A0D0D0A, 28, 0x1A2B3C4D, 1, 0, -1, 28)
_HEAD: Final = struct.Struct("<II")
_BLOCKS: Final = frozenset({0x0A0D0D0A, 1, 6})


class Kept(NamedTuple):
    """A packet to be written: Unix seconds, link type, bytes, length on the wire, the device's id."""

    at: float
    link: int
    data: bytes
    size: int
    device: str


class PacketRing:
    """The files below ``folder`` (mode 0700), for one thread; each is kept for ``lasts``, all together are ``most`` bytes.

    Raises ``OSError`` where the folder or a file cannot be written.
    """

    def __init__(self, folder: Path, lasts: timedelta, most: int) -> None:
        self._folder, self._lasts, self._most = folder, lasts, most
        self._file: _Part | None = None
        folder.mkdir(mode=0o700, exist_ok=True)
        folder.chmod(0o700)

    def salvage(self) -> list[PacketSegment]:
        """What an earlier run has left unfinished, closed: to be journalled, then ``named``."""
        found = []
        for path in sorted(self._folder.glob("*.part")):
            whole = path.with_suffix(".pcapng").name
            segment = _salvaged(path) if NAME.fullmatch(whole) else None
            if segment is None:
                path.unlink()
            else:
                found.append(segment)
        return found

    def write(self, packets: Iterable[Kept], now: datetime) -> list[PacketSegment]:
        """Append packets; the segments that were finished by that."""
        finished = []
        for packet in packets:
            if self._file is None:
                self._file = _Part(self._folder, now)
            self._file.add(packet)
            if self._file.size >= min(SEGMENT_BYTES, max(self._most // 4, 1)):
                finished += self.finish()
        if self._file is not None:
            self._file.flush()
            if not timedelta(0) <= now - self._file.began < min(SEGMENT_TIME, self._lasts / 4):
                finished += self.finish()
        return finished

    def finish(self) -> list[PacketSegment]:
        """Close the file that is being written, if there is one: to be journalled, then ``named``."""
        file, self._file = self._file, None
        return [] if file is None else [file.close()]

    def rescue(self) -> list[PacketSegment]:
        """The file could not be written on: what of it is whole is kept, as after a sudden end."""
        file, self._file = self._file, None
        if file is None:
            return []
        file.abandon()
        segment = _salvaged(file.path)
        if segment is None:
            file.path.unlink(missing_ok=True)
        return [] if segment is None else [segment]

    def drop(self) -> None:
        """The file that is being written goes, unrecorded: somebody is not to be in it any more."""
        file, self._file = self._file, None
        if file is not None:
            file.abandon()
            file.path.unlink(missing_ok=True)

    def named(self, segment: PacketSegment) -> None:
        """A segment is in the journal: it gets its name."""
        path = self._folder / segment.name
        part = path.with_suffix(".part")
        if part.exists():
            part.rename(path)

    def too_much(self, known: Iterable[PacketSegment], now: datetime) -> list[PacketSegment]:
        """Which of the segments that are there have to go, oldest first, as records that they are gone."""
        there = sorted((one for one in known if not one.gone), key=lambda one: one.name)
        size, found = sum(one.size for one in there), []
        for one in there:
            why = BY_AGE if now - (one.last_at or now) > self._lasts else BY_SIZE if size > self._most else ""
            if why:
                size -= one.size
                found.append(msgspec.structs.replace(one, gone=why))
        return found


class _Part:
    """A file that is being written."""

    def __init__(self, folder: Path, now: datetime) -> None:
        self.began = now
        self.path = folder / f"{now.astimezone(UTC):%Y%m%dT%H%M%SZ}-{secrets.token_hex(4)}.part"
        handle = os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        self._raw = io.FileIO(handle, "w")
        self._stream = io.BufferedWriter(self._raw, buffer_size=BUFFER)
        self._links: dict[int, int] = {}
        self._devices: set[str] = set()
        self._first = self._last = 0.0
        self._packets = self.size = 0
        self._put(_SECTION)

    def add(self, packet: Kept) -> None:
        """One packet, with its interface before the first of a link type."""
        number = self._links.get(packet.link)
        if number is None:
            if len(self._links) >= MAX_LINKS:
                return
            number = self._links[packet.link] = len(self._links)
            options = struct.pack("<HHBxxxHH", 9, 1, _NANO, 0, 0)
            self._put(_block(1, struct.pack("<HHI", packet.link, 0, SNAP) + options))
        nano = int(packet.at * 1e9)
        padding = bytes(-len(packet.data) % 4)
        head = struct.pack("<IIIII", number, nano >> 32, nano & 0xFFFFFFFF, len(packet.data), packet.size)
        self._put(_block(6, head + packet.data + padding))
        self._first = min(self._first or packet.at, packet.at)
        self._last = max(self._last, packet.at)
        self._packets += 1
        self._devices.add(packet.device)

    def flush(self) -> None:
        """To the kernel: what is there survives a sudden end of this process."""
        self._stream.flush()

    def abandon(self) -> None:
        """Let go of the file without writing what is still to be written."""
        self._raw.close()  # the stream would write first

    def close(self) -> PacketSegment:
        """On the disk, and its record."""
        self._stream.flush()
        os.fsync(self._stream.fileno())
        self._stream.close()
        return PacketSegment(
            name=self.path.with_suffix(".pcapng").name, sha256=sha256_of(self.path), size=self.size, packets=self._packets,
            first_at=moment(self._first), last_at=moment(self._last), devices=tuple(sorted(self._devices)),
        )  # fmt: skip

    def _put(self, block: bytes) -> None:
        self._stream.write(block)
        self.size += len(block)


def _block(kind: int, content: bytes) -> bytes:
    size = len(content) + 12
    return _HEAD.pack(kind, size) + content + struct.pack("<I", size)


def _salvaged(path: Path) -> PacketSegment | None:
    """A file that was cut off, without its last half block; None where no whole packet is in it."""
    packets = size = 0
    times: list[float] = []
    with path.open("r+b") as file:
        while True:
            head = file.read(_HEAD.size)
            if len(head) < _HEAD.size:
                break
            kind, length = _HEAD.unpack(head)
            rest = file.read(length - _HEAD.size) if 12 <= length <= 2 * SNAP and length % 4 == 0 else b""
            if kind not in _BLOCKS or len(rest) != length - _HEAD.size or rest[-4:] != head[4:]:
                break
            size += length
            if kind == 6:
                packets += 1
                _, high, low = struct.unpack_from("<III", rest)
                times = [*times[:1], (high << 32 | low) / 1e9]
        file.truncate(size)
        os.fsync(file.fileno())
    if not packets:
        return None
    return PacketSegment(
        name=path.with_suffix(".pcapng").name, sha256=sha256_of(path), size=size, packets=packets,
        first_at=moment(times[0]), last_at=moment(times[-1]), salvaged=True,
    )  # fmt: skip
