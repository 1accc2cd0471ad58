"""Reads a file piece by piece, unpacked where it is gzip or zstd: a window of bytes that moves on, never the whole."""

from __future__ import annotations

import gzip
import zlib
from typing import BinaryIO, Final, cast

import zstandard

PIECE: Final = 1 << 20  # bytes read at a time
UNPACKED: Final = 1 << 16  # bytes unpacked at a time; as many are lost where an archive is damaged
PADDING: Final = 80  # bytes behind a piece, so that headers can be looked at that its end cuts
DAMAGED: Final = (EOFError, gzip.BadGzipFile, zlib.error, zstandard.ZstdError)
_GZIP, _ZSTD = b"\x1f\x8b", b"\x28\xb5\x2f\xfd"


class Pieces:
    """A file as a window that moves on: ``data`` from ``place`` to ``end``, then ``PADDING`` bytes that mean nothing.

    ``trouble`` says why it ended early.
    """

    def __init__(self, file: BinaryIO) -> None:
        self._stream = unpacked(file)
        self._step = PIECE if self._stream is file else UNPACKED
        self.data = b""
        self.place = self.end = 0
        self.trouble = ""

    def more(self, place: int, wanted: int) -> None:
        """Drop what was read, and read on until ``wanted`` bytes stand there, and a piece, or the stream ends."""
        kept = [self.data[place : self.end]]
        size, wanted = len(kept[0]), max(wanted, PIECE)
        while size < wanted:
            try:
                piece = self._stream.read(min(self._step, wanted - size))
            except DAMAGED as error:
                self.trouble = f"the compressed file is damaged or cut short ({type(error).__name__})"
                piece = b""
            if not piece:
                break
            kept.append(piece)
            size += len(piece)
        kept.append(bytes(PADDING))
        self.data, self.place, self.end = b"".join(kept), 0, size

    def peek(self, size: int) -> bytes | None:
        """The next bytes; None at the end."""
        if self.end - self.place < size:
            self.more(self.place, size)
        return self.data[self.place : self.place + size] if self.end - self.place >= size else None

    def take(self, size: int) -> bytes | None:
        """The next bytes, passed over; None where there are not so many."""
        found = self.peek(size)
        if found is not None:
            self.place += size
        return found

    def left(self) -> bool:
        """Whether bytes are left that are too few for what was asked for."""
        return self.place < self.end


def unpacked(file: BinaryIO) -> BinaryIO:
    """What is in an archive; the file itself where it is none."""
    head = file.read(4)
    file.seek(0)
    if head[:2] == _GZIP:
        return cast(BinaryIO, gzip.GzipFile(fileobj=file))
    if head == _ZSTD:
        return cast(BinaryIO, zstandard.ZstdDecompressor().stream_reader(file, read_across_frames=True))
    return file


def begin(head: bytes) -> bytes:
    """The first bytes of what is packed; as they are where nothing is."""
    try:
        if head[:2] == _GZIP:
            return zlib.decompressobj(31).decompress(head, 64)
        if head[:4] == _ZSTD:
            return zstandard.ZstdDecompressor().stream_reader(head).read(64)
    except (zlib.error, zstandard.ZstdError):
        return b""
    return head
