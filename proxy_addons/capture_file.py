"""Reads packets out of capture files: pcap and pcapng in every byte order and resolution, plain, gzip or zstd.

The file is read in pieces and never held whole, so memory does not grow with it. Sources: the IETF drafts
"PCAP Capture File Format" and "PCAP Next Generation Capture File Format".
"""

from __future__ import annotations

import contextlib
import shutil
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, Final

from analysis.units import UnreadableFile
from proxy_addons.capture_pieces import DAMAGED, PIECE, UNPACKED, Pieces, begin, unpacked
from proxy_addons.wrapped_links import WRAPPED, unwrapped

MAX_PACKET: Final = 1 << 18  # bytes; libpcap's own limit
MAX_BLOCK: Final = 1 << 24
MAX_INTERFACES: Final = 4096
MAX_UNPACKED: Final = 4 << 30  # bytes of an unpacked copy; and at most half of what its disk has free
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
_SECTION, _INTERFACE, _OLD_PACKET, _SIMPLE, _PACKET, _SECRETS = 0x0A0D0D0A, 1, 2, 3, 6, 0xA
_ORDER: Final = {b"\x4d\x3c\x2b\x1a": "<", b"\x1a\x2b\x3c\x4d": ">"}
_TLS_KEY_LOG: Final = 0x544C534B
_LOOKED_AT: Final = 100_000  # packets before which secrets must stand; they are written before what they open

Captured = tuple[float, int, bytes, int]
"""Unix seconds, link type (LINKTYPE_…), the bytes that were kept, the length on the wire."""


class TooLarge(Exception):
    """A capture is not unpacked for the helper that opens TLS; the text is one line that says why."""


def is_capture(head: bytes) -> bool:
    """True where a file that begins so is a capture, compressed or not."""
    start = begin(head)[:4]
    return start in _PCAP or start in _MODIFIED or start == _PCAPNG


def has_secrets(path: Path) -> bool:
    """Whether a block with TLS secrets stands within the first blocks of a pcapng file. Raises ``OSError``."""
    capture = CaptureFile(path)
    with path.open("rb") as file:
        if begin(file.read(PIECE))[:4] != _PCAPNG:
            return False
    try:
        for _ in zip(range(_LOOKED_AT), capture.packets(), strict=False):
            if capture.has_secrets:
                return True
    except UnreadableFile:
        return False
    return capture.has_secrets


def unpack_to(path: Path, folder: Path) -> Path:
    """The file itself, or a copy that is not compressed in a folder. Raises ``TooLarge`` and ``OSError``."""
    with path.open("rb") as file:
        stream = unpacked(file)
        if stream is file:
            return path
        target = folder / "capture"
        # where it is damaged, the pass over the file says so
        with target.open("wb") as copy, contextlib.suppress(*DAMAGED):
            _copy(stream, copy, min(MAX_UNPACKED, shutil.disk_usage(folder).free // 2))
        return target


def _copy(stream: BinaryIO, copy: BinaryIO, room: int) -> None:
    """All of a stream. Raises ``TooLarge`` before more than ``room`` bytes are written: a small archive may hold much."""
    left = room
    while piece := stream.read(UNPACKED):  # as many are lost where it is damaged
        left -= len(piece)
        if left < 0:
            raise TooLarge(
                f"unpacked it is larger than {room >> 20:,} MB, so HTTPS stays unread; unpack it where there is room, and"
                " read that"
            )
        copy.write(piece)


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
        file, stream, start = self._opened()
        if start == _PCAPNG:
            return self._pcapng(file, stream)
        records = Records(self, file, stream, start)
        found = self._pcap(records)
        if records.link in WRAPPED:
            return ((at, *unwrapped(link, data, size)) for at, link, data, size in found)
        return found

    def records(self) -> Records | None:
        """The records of a classic capture; None for pcapng. Raises as ``packets`` does."""
        file, stream, start = self._opened()
        if start != _PCAPNG:
            return Records(self, file, stream, start)
        file.close()
        return None

    def _opened(self) -> tuple[BinaryIO, Pieces, bytes]:
        file = self._path.open("rb")
        try:
            stream = Pieces(file)
            start = stream.peek(4)
            if start in _PCAP or start in _MODIFIED or start == _PCAPNG:
                return file, stream, start
            raise UnreadableFile(stream.trouble or "no capture file: neither pcap nor pcapng")
        except BaseException:
            file.close()
            raise

    def _pcap(self, records: Records) -> Iterator[Captured]:
        fixed, unit, link = records.fixed, records.unit, records.link
        unpack = struct.Struct(f"{records.order}IIII").unpack_from
        while True:
            data, place, end = records.data, records.place, records.end
            while end - place >= fixed:
                seconds, fraction, kept, length = unpack(data, place)
                following = place + fixed + kept
                if following > end or kept > MAX_PACKET:
                    break
                yield seconds + fraction * unit, link, data[place + fixed : following], length
                place = following
            if not records.more(place):
                return

    def _pcapng(self, file: BinaryIO, stream: Pieces) -> Iterator[Captured]:
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


class Records:
    """The records of a classic capture: they stand one after the other in ``data`` from ``place`` to ``end``.

    ``order`` is the byte order, ``unit`` the fraction of a second that is counted, ``fixed`` the bytes before each packet.
    Behind ``end`` stand ``PADDING`` bytes that mean nothing.
    """

    def __init__(self, capture: CaptureFile, file: BinaryIO, stream: Pieces, start: bytes) -> None:
        self._capture, self._file, self._stream = capture, file, stream
        self.order, self.unit = _PCAP.get(start) or (_MODIFIED[start], 1e-6)
        self.fixed = 24 if start in _MODIFIED else 16
        head = stream.take(24)
        if head is None:
            file.close()
            raise UnreadableFile("the capture is cut short within its header")
        self.link = int(struct.unpack_from(f"{self.order}I", head, 20)[0] & 0xFFFF)
        self.data, self.place, self.end = stream.data, stream.place, stream.end

    def more(self, place: int) -> bool:
        """Read on, from the first record that is not whole here; False at the end, or where nothing can be read on."""
        wanted = self.fixed
        if self.end - place >= wanted:
            (kept,) = struct.unpack_from(f"{self.order}I", self.data, place + 8)
            wanted += kept
        if wanted > self.fixed + MAX_PACKET:
            self._end("a record's length is impossible; what follows it cannot be read")
            return False
        self._stream.more(place, wanted)
        self.data, self.place, self.end = self._stream.data, 0, self._stream.end
        if self.end >= wanted:
            return True
        cut = "the capture is cut short within a record" if self.end else ""
        self._end(self._stream.trouble or cut, unread=bool(self.end))
        return False

    def _end(self, trouble: str, *, unread: bool = True) -> None:
        self._file.close()
        self._capture.trouble = trouble
        self._capture.unread += unread


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
    data = block[start : start + kept]
    return at, *(
        unwrapped(interface.link, data, length)
        if interface.link in WRAPPED
        else (interface.link, data, length)
    )
