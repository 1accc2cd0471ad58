"""Reads a client's HTTP/2 requests out of a stream that begins with the preface: prior knowledge in clear, or decrypted.

RFC 9113 (frames), RFC 7541 (headers, by the hpack library).
"""

from __future__ import annotations

from typing import Final

from hpack import Decoder
from hpack.exceptions import HPACKError

from analysis.records import Visibility
from proxy_addons.http_stream import authority, text_of
from proxy_addons.stream_bodies import BodyCollector, Reader, Room, Said

PREFACE: Final = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"
MAX_FRAME: Final = 1 << 20  # bytes; 16 KiB is usual, and few servers allow more than this
MAX_STREAMS: Final = 256  # requests of one connection that are under way
MAX_HEADERS: Final = 1 << 16
_DATA, _HEADERS, _RESET, _CONTINUATION = 0, 1, 3, 9
_END_STREAM, _END_HEADERS, _PADDED, _PRIORITY = 1, 4, 8, 32


class _Request:
    __slots__ = ("at", "body", "headers")

    def __init__(self, at: float, headers: list[tuple[str, str]], room: Room) -> None:
        self.at, self.headers = at, headers
        self.body = BodyCollector(room)


class Http2Stream:
    """Requests, each given out when its stream ends, or with the connection."""

    def __init__(self, room: Room, readable: Visibility) -> None:
        self.found: list[Said] = []
        self.done = False
        self._room, self._readable = room, readable
        self._held = bytearray()
        self._begun = False
        self._decoder = Decoder(max_header_list_size=MAX_HEADERS)
        self._requests: dict[int, _Request] = {}
        self._block: tuple[int, int, bytes] | None = None  # stream, flags and header bytes that go on

    def feed(self, data: bytes, at: float) -> Reader:
        """Read on."""
        self._held += data
        if not self._begun:
            if len(self._held) < len(PREFACE):
                self.done = not PREFACE.startswith(bytes(self._held))
                return self
            self._begun, self.done = True, not self._held.startswith(PREFACE)
            del self._held[: len(PREFACE)]
        while not self.done and len(self._held) >= 9:
            size = int.from_bytes(self._held[:3], "big")
            if size > MAX_FRAME:
                self.gap()
            if len(self._held) < 9 + size:
                break
            frame = bytes(self._held[: 9 + size])
            del self._held[: 9 + size]
            self._frame(frame, at)
        return self

    def gap(self) -> None:
        """Headers are compressed with what came before: nothing can be read behind a gap."""
        self.close()
        self.done = True

    def close(self) -> None:
        """Give out what is begun."""
        for number in list(self._requests):
            self._finish(number, whole=False)
        self._held, self._block = bytearray(), None

    def _frame(self, frame: bytes, at: float) -> None:
        kind, flags = frame[3], frame[4]
        stream = int.from_bytes(frame[5:9], "big") & 0x7FFFFFFF
        content = frame[9:]
        if self._block is not None and kind != _CONTINUATION:
            self.gap()
        elif kind == _HEADERS:
            self._headers(stream, flags, _bare(content, flags, priority=bool(flags & _PRIORITY)), at)
        elif kind == _CONTINUATION and self._block is not None and self._block[0] == stream:
            self._headers(stream, self._block[1] | flags & _END_HEADERS, self._block[2] + content, at)
        elif kind == _DATA and stream in self._requests:
            self._requests[stream].body.add(_bare(content, flags, priority=False))
            if flags & _END_STREAM:
                self._finish(stream, whole=True)
        elif kind == _RESET and stream in self._requests:
            self._finish(stream, whole=False)

    def _headers(self, stream: int, flags: int, block: bytes, at: float) -> None:
        self._block = None
        if not flags & _END_HEADERS:
            self._block = (stream, flags, block)
            if len(block) > MAX_HEADERS:
                self.gap()
            return
        try:
            pairs = [
                (text_of(bytes(name)), text_of(bytes(value)))
                for name, value, *_ in self._decoder.decode(block, raw=True)
            ]
        except (HPACKError, ValueError, IndexError):
            self.gap()
            return
        if stream not in self._requests:  # otherwise these are trailers
            if len(self._requests) >= MAX_STREAMS:
                self._finish(next(iter(self._requests)), whole=False)
            self._requests[stream] = _Request(at, pairs, self._room)
        if flags & _END_STREAM:
            self._finish(stream, whole=True)

    def _finish(self, stream: int, *, whole: bool) -> None:
        request = self._requests.pop(stream)
        pseudo = {name: value for name, value in request.headers if name[:1] == ":"}
        plain = tuple((name, value) for name, value in request.headers if name[:1] != ":")
        request.body.missing = not whole
        length = dict(plain).get("content-length", "")
        declared = int(length) if length.isascii() and length.isdigit() and len(length) < 16 else None
        body = request.body.close(self._readable, declared)
        if ":method" not in pseudo:
            return
        host, port = authority(pseudo.get(":authority", "") or dict(plain).get("host", ""))
        self.found.append(
            Said(
                protocol="h2", at=request.at, body=body, method=pseudo[":method"].upper()[:32], host=host, port=port,
                target=pseudo.get(":path", "/"), headers=plain, whole=whole,
            )
        )  # fmt: skip


def _bare(content: bytes, flags: int, *, priority: bool) -> bytes:
    """A frame's content without padding and priority."""
    start, end = 0, len(content)
    if flags & _PADDED and content:
        start, end = 1, max(1, end - content[0])
    return content[start + (5 if priority else 0) : end]
