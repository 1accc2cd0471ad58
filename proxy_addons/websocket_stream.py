"""Reads the messages that a client sends over a WebSocket: frames put together, unmasked. RFC 6455 section 5, RFC 7692."""

from __future__ import annotations

import zlib
from typing import Final

from analysis.records import BODY_LIMIT, Visibility
from proxy_addons.stream_bodies import BodyCollector, Reader, Room, Said

MAX_FRAME: Final = 1 << 40
_TEXT, _BINARY, _CONTINUED, _CLOSE = 1, 2, 0, 8


class WebSocketStream:
    """``handshake`` is the request that opened it: its place stands for that of each message."""

    def __init__(self, room: Room, readable: Visibility, handshake: Said) -> None:
        self.found: list[Said] = []
        self.done = False
        self._room, self._readable, self._handshake = room, readable, handshake
        self._held = b""
        self._body: BodyCollector | None = None
        self._packed = False
        self._left = 0
        self._mask = b""
        self._place = 0
        self._final = self._control = False
        self._at = 0.0
        self._inflate: zlib._Decompress | None = None
        agreed = (value for key, value in handshake.headers if key.lower() == "sec-websocket-extensions")
        self._may_be_packed = "permessage-deflate" in next(agreed, "")

    def feed(self, data: bytes, at: float) -> Reader:
        """Read on."""
        self._held = self._held + data if self._held else data
        while not self.done and self._step(at):
            continue
        return self

    def gap(self) -> None:
        """Without the bytes that are missing no frame can be told from another."""
        self.close()
        self.done = True

    def close(self) -> None:
        """Give out what is begun."""
        if self._body is not None:
            self._body.missing = True
            self._give_out()
        self._held = b""

    def _step(self, at: float) -> bool:
        if self._left:
            data, self._held = self._held[: self._left], self._held[self._left :]
            self._left -= len(data)
            if data and not self._control and self._body is not None:
                self._body.add(_unmasked(data, self._mask, self._place))
            self._place += len(data)
            if self._left:
                return False
            self._end_of_frame()
            return True
        return self._frame(at)

    def _frame(self, at: float) -> bool:
        if len(self._held) < 2:
            return False
        first, second = self._held[0], self._held[1]
        code, width = first & 15, {126: 2, 127: 8}.get(second & 127, 0)
        start = 2 + width + 4
        known = code in (_CONTINUED, _TEXT, _BINARY, _CLOSE, 9, 10)
        if not second & 0x80 or not known or first & 0x30 or (first & 0x40 and not self._may_be_packed):
            self.close()
            self.done = True  # no client's frame: whatever this is, it is no WebSocket
            return False
        if len(self._held) < start:
            return False
        length = int.from_bytes(self._held[2 : 2 + width], "big") if width else second & 127
        self._control = code >= 8
        if length > MAX_FRAME or (self._control and length > 125 and code != _CLOSE):
            self.done = True
            return False
        self._mask, self._place = self._held[start - 4 : start], 0
        self._held, self._left = self._held[start:], length
        self._final = bool(first & 0x80)
        if code in (_TEXT, _BINARY):
            if self._body is not None:
                self._body.close(self._readable)
            self._body, self._packed, self._at = BodyCollector(self._room), bool(first & 0x40), at
        if not length:
            self._end_of_frame()
        return True

    def _end_of_frame(self) -> None:
        if self._final and not self._control and self._body is not None:
            self._give_out()

    def _give_out(self) -> None:
        assert self._body is not None
        whole = not self._body.missing
        body = self._body.close(self._readable)
        self._body = None
        if self._packed and body.data is not None and whole and body.visibility is self._readable:
            plain = self._unpacked(body.data)
            if plain is not None:
                collector = BodyCollector(Room(BODY_LIMIT))
                collector.add(plain)
                body = collector.close(self._readable)
        said = self._handshake
        self.found.append(
            Said(
                protocol="websocket", at=self._at, body=body, host=said.host, port=said.port,
                target=said.target.partition("?")[0], whole=whole,
            )
        )  # fmt: skip

    def _unpacked(self, data: bytes) -> bytes | None:
        """A compressed message (RFC 7692 section 7.2.2); None where it cannot be unpacked, or is too big."""
        if self._inflate is None:
            self._inflate = zlib.decompressobj(-15)
        try:
            plain = self._inflate.decompress(data + b"\0\0\xff\xff", BODY_LIMIT)
        except zlib.error:
            return None
        if self._inflate.unconsumed_tail:
            self._may_be_packed = False
            return None
        return plain


def _unmasked(data: bytes, mask: bytes, place: int) -> bytes:
    turned = mask[place % 4 :] + mask[: place % 4]
    stream = (turned * (len(data) // 4 + 1))[: len(data)]
    return (int.from_bytes(data, "big") ^ int.from_bytes(stream, "big")).to_bytes(len(data), "big")
