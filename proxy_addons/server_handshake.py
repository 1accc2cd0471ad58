"""Reads the first bytes that a TLS server sends, up to its certificate; of TLS 1.3, which encrypts it, none.

RFC 5246 sections 6.2.1 and 7.4, RFC 8446 section 4.1.3 (the version of a ServerHello).
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final

from analysis.records import Certificate
from proxy_addons.certificate_chain import MAX_CHAIN, certificate_of
from proxy_addons.stream_bodies import Room, Said

LIMIT: Final = 1 << 16  # bytes of handshake messages up to the certificates, these included
_RECORD_LIMIT: Final = (1 << 14) + 2048
_RECORDS: Final = 256  # of one handshake
_HANDSHAKE, _HELLO, _CERTIFICATES = 22, 2, 11
_SUPPORTED_VERSIONS: Final = b"\0\x2b\0\x02\x03\x04"  # as an extension: TLS 1.3 was chosen
_MAX_ONE: Final = 1 << 15  # bytes of one certificate


class ServerHandshake:
    """One direction, fed in order. ``done`` once there is a ``certificate`` or there will be none. Never raises."""

    def __init__(self, room: Room) -> None:
        self.found: list[Said] = []  # a server's messages are not read
        self.done = False
        self.certificate: Certificate | None = None
        self._room = room
        self._records, self._messages = bytearray(), bytearray()
        self._held = self._count = 0
        self._at = 0.0

    def feed(self, data: bytes, at: float, /) -> ServerHandshake:
        """The next bytes; ``at`` in Unix seconds."""
        if not self.done:
            self._at = at
            if self._held + len(data) > 2 * LIMIT or not self._room.take(len(data)):
                self.gap()
                return self
            self._held += len(data)
            self._records += data
            if not self._unwrap() or not self._look():
                self.gap()
        return self

    def gap(self) -> None:
        """Nothing more can be read; what there is of the first certificate may be enough."""
        if not self.done:
            self._read(self._cut_off(), whole=False)
            self._end()

    def close(self) -> None:
        """The connection has ended."""
        self.gap()

    def _end(self) -> None:
        self.done = True
        self._room.give(self._held)
        self._records, self._messages, self._held = bytearray(), bytearray(), 0

    def _unwrap(self) -> bool:
        """Take the messages out of all records that have begun; False where what follows is no handshake."""
        records, place = self._records, 0
        while len(records) >= place + 5:
            length = records[place + 3] << 8 | records[place + 4]
            self._count += 1
            plain = records[place] == _HANDSHAKE and records[place + 1] == 3 and 0 < length <= _RECORD_LIMIT
            if not plain or self._count > _RECORDS:
                return False
            if len(records) < place + 5 + length:
                self._count -= 1
                break
            self._messages += records[place + 5 : place + 5 + length]
            place += 5 + length
        del records[:place]
        return not records or records[0] == _HANDSHAKE

    def _look(self) -> bool:
        """Go through the messages; False where there is no use in more of them."""
        messages = self._messages
        while len(messages) >= 4:
            kind, size = messages[0], int.from_bytes(messages[1:4], "big")
            if size > LIMIT or kind not in (_HELLO, _CERTIFICATES):
                return False
            if len(messages) < 4 + size:
                return True
            if kind == _CERTIFICATES:
                self._read(_listed(messages[4 : 4 + size]), whole=True)
                self._end()
                return True
            if _chooses_13(messages[4 : 4 + size]):
                return False
            del messages[: 4 + size]
        return True

    def _cut_off(self) -> list[bytes]:
        """What there is of the first certificate, where they have begun."""
        begun = bytes(self._messages)
        if self._records[:1] == bytes([_HANDSHAKE]):
            begun += self._records[5:]
        if len(begun) < 11 or begun[0] != _CERTIFICATES:
            return []
        size = int.from_bytes(begun[7:10], "big")
        return [begun[10 : 10 + size]] if size <= _MAX_ONE else []

    def _read(self, chain: list[bytes], *, whole: bool) -> None:
        if chain:
            self.certificate = certificate_of(
                chain, datetime.fromtimestamp(max(self._at, 0.0), UTC), whole=whole
            )


def _chooses_13(hello: bytearray) -> bool:
    """Whether a ServerHello chooses TLS 1.3: by an extension, behind the session, the cipher suite and a zero byte."""
    place = 2 + 32
    if len(hello) <= place:
        return False
    place += 1 + hello[place] + 3
    end = min(len(hello), place + 2 + int.from_bytes(hello[place : place + 2], "big"))
    place += 2
    while place + 4 <= end:
        if hello.startswith(_SUPPORTED_VERSIONS, place):
            return True
        place += 4 + int.from_bytes(hello[place + 2 : place + 4], "big")
    return False


def _listed(message: bytearray) -> list[bytes]:
    """The certificates of a message, up to the first that breaks its length."""
    found: list[bytes] = []
    place, end = 3, min(len(message), 3 + int.from_bytes(message[:3], "big"))
    while place + 3 <= end and len(found) <= MAX_CHAIN:
        size = int.from_bytes(message[place : place + 3], "big")
        if not size or size > _MAX_ONE or place + 3 + size > end:
            break
        found.append(bytes(message[place + 3 : place + 3 + size]))
        place += 3 + size
    return found
