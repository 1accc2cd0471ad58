"""Reads packets out of capture files: pcap and pcapng in every byte order and resolution, plain, gzip or zstd.

The file is read in pieces and never held whole, so memory does not grow with it. Sources: the IETF drafts
"PCAP Capture File Format" and "PCAP Next Generation Capture File Format".
"""

from __future__ import annotations

import contextlib
import gzip
import shutil
import struct
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, Final, cast

import zstandard

from analysis.units import UnreadableFile

PIECE: Final = 1 << 18  # bytes read at a time
MAX_PACKET: Final = 1 << 18  # bytes; libpcap's own limit
MAX_BLOCK: Final = 1 << 24
MAX_INTERFACES: Final = 4096
_PCAP: Final = {
    b"\xd4\xc3\xb2\xa1": ("<", 1e-6),
    b"\xa1\xb2\xc3\xd4": (">", 1e-6),
    b"\x4d\x3c\xb2\xa1": ("<", 1e-9),
    b"\xa1\xb2\x3c\x4d": (">", 1e-9),
}
_MODIFIED: Final = {
    b"\x34\xcd\xb2\xa1": "<",
    b"\xa1\xb2\xcd\x34": ">",
}  # Kuznetzov's, with 8 more bytes a record
_PCAPNG: Final = b"\x0a\x0d\x0d\x0a"
_GZIP, _ZSTD = b"\x1f\x8b", b"\x28\xb5\x2f\xfd"
_SECTION, _INTERFACE, _OLD_PACKET, _SIMPLE, _PACKET, _SECRETS = 0x0A0D0D0A, 1, 2, 3, 6, 0xA
_ORDER: Final = {b"\x4d\x3c\x2b\x1a": "<", b"\x1a\x2b\x3c\x4d": ">"}
_TLS_KEY_LOG: Final = 0x544C534B
_LOOKED_AT: Final = 100_000  # packets before which secrets must stand; they are written before what they open
_DAMAGED: Final = (EOFError, gzip.BadGzipFile, zlib.error, zstandard.ZstdError)

Captured = tuple[float, int, bytes, int]
"""Unix seconds, link type (LINKTYPE_…), the bytes that were kept, the length on the wire."""


def is_capture(head: bytes) -> bool:
    """True where a file that begins so is a capture, compressed or not."""
    start = _begin(head)[:4]
    return start in _PCAP or start in _MODIFIED or start == _PCAPNG


def has_secrets(path: Path) -> bool:
    """Whether a block with TLS secrets stands within the first blocks of a pcapng file. Raises ``OSError``."""
    capture = CaptureFile(path)
    with path.open("rb") as file:
        if _begin(file.read(PIECE))[:4] != _PCAPNG:
            return False
    try:
        for _ in zip(range(_LOOKED_AT), capture.packets(), strict=False):
            if capture.has_secrets:
                return True
    except UnreadableFile:
        return False
    return capture.has_secrets


def unpack_to(path: Path, folder: Path) -> Path:
    """The file itself, or a copy that is not compressed in a folder. Raises ``OSError``."""
    with path.open("rb") as file:
        stream = _unpacked(file)
        if stream is file:
            return path
        target = folder / "capture"
        # where it is damaged, the pass over the file says so
        with target.open("wb") as copy, contextlib.suppress(*_DAMAGED):
            shutil.copyfileobj(stream, copy, PIECE)
        return target


class CaptureFile:
    """One pass over a capture. ``trouble`` says afterwards what was wrong with its end, ``unread`` counts bad records.

    ``has_secrets`` is True once a block with TLS secrets was seen (pcapng only).
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self.trouble = ""
        self.unread = 0
        self.has_secrets = False

    def packets(self) -> Iterator[Captured]:
        """Every packet. Raises ``UnreadableFile`` where not even the beginning can be read, and ``OSError``."""
        file = self._path.open("rb")
        try:
            stream = _Pieces(_unpacked(file))
            start = stream.peek(4)
        except BaseException:
            file.close()
            raise
        if start in _PCAP or start in _MODIFIED:
            return self._pcap(file, stream, start)
        if start == _PCAPNG:
            return self._pcapng(file, stream)
        file.close()
        raise UnreadableFile(stream.trouble or "no capture file: neither pcap nor pcapng")

    def _pcap(self, file: BinaryIO, stream: _Pieces, start: bytes) -> Iterator[Captured]:
        order, unit = _PCAP.get(start) or (_MODIFIED[start], 1e-6)
        more = 8 if start in _MODIFIED else 0
        head = stream.take(24)
        if head is None:
            raise UnreadableFile("the capture is cut short within its header")
        link = struct.unpack_from(f"{order}I", head, 20)[0] & 0xFFFF
        record = struct.Struct(f"{order}IIII")
        fixed, unpack = record.size + more, record.unpack_from
        data, place, end = stream.data, stream.place, len(stream.data)
        while True:
            if end - place < fixed:
                data, place, end = stream.more(place, fixed)
                if end - place < fixed:
                    break
            seconds, fraction, kept, length = unpack(data, place)
            if kept > MAX_PACKET:
                self.trouble = "a record's length is impossible; what follows it cannot be read"
                self.unread += 1
                file.close()
                return
            following = place + fixed + kept
            if following > end:
                data, place, end = stream.more(place, fixed + kept)
                following = place + fixed + kept
                if following > end:
                    break
            yield seconds + fraction * unit, link, data[place + fixed : following], length
            place = following
        file.close()
        self.trouble = stream.trouble
        if end > place:
            self.trouble = self.trouble or "the capture is cut short within a record"
            self.unread += 1

    def _pcapng(self, file: BinaryIO, stream: _Pieces) -> Iterator[Captured]:
        order = "<"
        interfaces: list[_Interface] = []
        while (head := stream.peek(12)) is not None:
            if head[:4] == _PCAPNG:
                order, interfaces = _ORDER.get(head[8:12], ""), []
            if not order:
                break
            kind, size = struct.unpack_from(f"{order}II", head)
            if size < 12 or size % 4 or size > MAX_BLOCK:
                break
            block = stream.take(size)
            if block is None:
                break
            try:
                if kind == _INTERFACE and len(interfaces) < MAX_INTERFACES:
                    interfaces.append(_Interface(order, block))
                elif kind == _SECRETS:
                    self.has_secrets |= struct.unpack_from(f"{order}I", block, 8)[0] == _TLS_KEY_LOG
                elif kind in (_PACKET, _SIMPLE, _OLD_PACKET):
                    yield _packet(order, kind, block, interfaces)
            except (struct.error, IndexError, ValueError):
                self.unread += 1
        else:
            if not stream.left():
                file.close()
                self.trouble = stream.trouble
                return
        file.close()
        self.trouble = (
            stream.trouble
            or "the capture is cut short or damaged within a block; what follows cannot be read"
        )
        self.unread += 1


class _Interface:
    """Link type, length limit and clock of one interface of a section."""

    def __init__(self, order: str, block: bytes) -> None:
        self.link, _, self.limit = struct.unpack_from(f"{order}HHI", block, 8)
        self.unit, self.offset = 1e-6, 0
        place = 16
        while place + 4 <= len(block) - 4:
            code, length = struct.unpack_from(f"{order}HH", block, place)
            value = block[place + 4 : place + 4 + length]
            if code == 0 or len(value) != length:
                break
            if code == 9 and length == 1:
                self.unit = 2.0 ** -(value[0] & 127) if value[0] & 128 else 10.0 ** -value[0]
            elif code == 14 and length == 8:
                (self.offset,) = struct.unpack(f"{order}q", value)
            place += 4 + (length + 3) // 4 * 4


def _packet(order: str, kind: int, block: bytes, interfaces: list[_Interface]) -> Captured:
    """The packet of a block. Raises ``ValueError``, ``IndexError`` or ``struct.error`` for one that breaks its lengths."""
    if kind == _SIMPLE:
        (length,) = struct.unpack_from(f"{order}I", block, 8)
        interface = interfaces[0]
        kept = min(length, interface.limit or length)
        at, start = 0.0, 12
    else:
        shape = f"{order}IIIII" if kind == _PACKET else f"{order}HxxIIII"
        number, high, low, kept, length = struct.unpack_from(shape, block, 8)
        interface = interfaces[number]
        at, start = (high << 32 | low) * interface.unit + interface.offset, 28
    if start + kept > len(block) - 4 or not 0 <= at < 1e11:
        raise ValueError("a packet that is longer than its block, or of no time")
    return at, interface.link, block[start : start + kept], length


class _Pieces:
    """A stream as a window of bytes that moves on. ``trouble`` says why the stream ended early."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self.data = b""
        self.place = 0
        self.trouble = ""

    def more(self, place: int, wanted: int) -> tuple[bytes, int, int]:
        """Drop what was read and read on until ``wanted`` bytes stand there or the stream ends; data, place, end."""
        kept = [self.data[place:]]
        size = len(kept[0])
        while size < wanted:
            try:
                piece = self._stream.read(max(PIECE, wanted - size))
            except _DAMAGED as error:
                self.trouble = f"the compressed file is damaged or cut short ({type(error).__name__})"
                piece = b""
            if not piece:
                break
            kept.append(piece)
            size += len(piece)
        self.data, self.place = b"".join(kept), 0
        return self.data, 0, len(self.data)

    def peek(self, size: int) -> bytes | None:
        """The next bytes; None at the end."""
        if len(self.data) - self.place < size:
            self.more(self.place, size)
        found = self.data[self.place : self.place + size]
        return found if len(found) == size else None

    def take(self, size: int) -> bytes | None:
        """The next bytes, passed over; None where there are not so many."""
        found = self.peek(size)
        if found is not None:
            self.place += size
        return found

    def left(self) -> bool:
        """Whether bytes are left that are too few for what was asked for."""
        return self.place < len(self.data)


def _unpacked(file: BinaryIO) -> BinaryIO:
    head = file.read(4)
    file.seek(0)
    if head[:2] == _GZIP:
        return cast(BinaryIO, gzip.GzipFile(fileobj=file))
    if head == _ZSTD:
        return cast(BinaryIO, zstandard.ZstdDecompressor().stream_reader(file, read_across_frames=True))
    return file


def _begin(head: bytes) -> bytes:
    """The first bytes of what is packed; as they are where nothing is."""
    try:
        if head[:2] == _GZIP:
            return zlib.decompressobj(31).decompress(head, 64)
        if head[:4] == _ZSTD:
            return zstandard.ZstdDecompressor().stream_reader(head).read(64)
    except (zlib.error, zstandard.ZstdError):
        return b""
    return head
