"""Reads a TLS ClientHello: the name it asks for, the protocols it offers, whether it carries Encrypted Client Hello.

RFC 8446 section 4.1.2, RFC 6066 section 3 (server name), RFC 7301 (ALPN), RFC 9849 (ECH).
"""

from __future__ import annotations

import re
from typing import Final

import msgspec

LIMIT: Final = 1 << 15  # bytes; a longer hello is not read
_RECORD_LIMIT: Final = (1 << 14) + 256
_RECORDS: Final = 64
_EXTENSIONS: Final = 128
_PROTOCOLS: Final = 8
_SERVER_NAME, _ALPN, _ECH = 0, 16, 0xFE0D
_HOST: Final = re.compile(rb"[A-Za-z0-9_.-]{1,253}")
_PROTOCOL: Final = re.compile(rb"[!-+.-~-]{1,32}")  # printable and no comma; GREASE is neither


class NotClientHello(ValueError):
    """What stands there is no TLS ClientHello, or one that breaks its own lengths."""


class ClientHello(msgspec.Struct, frozen=True, kw_only=True):
    """``sni`` is lower case, None where no host name was sent; ``alpn``: what is offered; ``ech``: extension present."""

    sni: str | None = None
    alpn: tuple[str, ...] = ()
    ech: bool = False


def begins_hello(data: bytes) -> bool:
    """True where a TCP stream that begins so may be TLS."""
    return data[:1] == b"\x16" and data[1:2] in (b"", b"\x03") and data[5:6] in (b"", b"\x01")


def read(stream: bytes) -> ClientHello | None:
    """The hello at the start of a TCP stream; None while it is not whole. Raises ``NotClientHello``."""
    message = _handshake(stream)
    return None if message is None else _hello(message)


def _handshake(stream: bytes) -> bytes | None:
    """The first handshake message's body, put together from its records."""
    if stream and not begins_hello(stream):
        raise NotClientHello("no handshake record of a client")
    message, place = b"", 0
    for _ in range(_RECORDS):
        if len(stream) < place + 5:
            return None
        length = int.from_bytes(stream[place + 3 : place + 5], "big")
        if stream[place] != 22 or stream[place + 1] != 3 or not 0 < length <= _RECORD_LIMIT:
            raise NotClientHello("no handshake record")
        message += stream[place + 5 : place + 5 + length]
        if len(message) >= 4:
            size = int.from_bytes(message[1:4], "big")
            if message[0] != 1 or size > LIMIT:
                raise NotClientHello("no ClientHello, or too long a one")
            if len(message) >= 4 + size:
                return message[4 : 4 + size]
        place += 5 + length
        if place > len(stream):
            return None
    raise NotClientHello("in too many records")


def _hello(message: bytes) -> ClientHello:
    place = 2 + 32  # version and random
    for width in (1, 2, 1):  # session id, cipher suites, compression methods
        if len(message) < place + width:
            raise NotClientHello("cut off")
        place += width + int.from_bytes(message[place : place + width], "big")
    if place > len(message):
        raise NotClientHello("cut off")
    sni: str | None = None
    alpn: tuple[str, ...] = ()
    ech = False
    for kind, content in _extensions(message[place : place + 2 + LIMIT]):
        if kind == _SERVER_NAME:
            sni = _server_name(content)
        elif kind == _ALPN:
            alpn = _protocols(content)
        elif kind == _ECH:
            ech = True
    return ClientHello(sni=sni, alpn=alpn, ech=ech)


def _extensions(block: bytes) -> list[tuple[int, bytes]]:
    """The extensions up to the first that breaks its length."""
    end = min(len(block), 2 + int.from_bytes(block[:2], "big"))
    found: list[tuple[int, bytes]] = []
    place = 2
    while place + 4 <= end and len(found) < _EXTENSIONS:
        kind = int.from_bytes(block[place : place + 2], "big")
        length = int.from_bytes(block[place + 2 : place + 4], "big")
        if place + 4 + length > end:
            break
        found.append((kind, block[place + 4 : place + 4 + length]))
        place += 4 + length
    return found


def _server_name(content: bytes) -> str | None:
    """The first entry of the list where it is a host name (type 0)."""
    length = int.from_bytes(content[3:5], "big")
    name = content[5 : 5 + length]
    if len(content) < 6 or content[2] != 0 or len(name) != length or not _HOST.fullmatch(name):
        return None
    return name.decode("ascii").lower().rstrip(".") or None


def _protocols(content: bytes) -> tuple[str, ...]:
    found: list[str] = []
    place = 2
    while place < len(content) and len(found) < _PROTOCOLS:
        name = content[place + 1 : place + 1 + content[place]]
        if len(name) != content[place]:
            break
        if _PROTOCOL.fullmatch(name):
            found.append(name.decode("ascii"))
        place += 1 + content[place]
    return tuple(found)
