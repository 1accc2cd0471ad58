"""Reads a TLS ClientHello: the name it asks for, the protocols it offers, its JA4, whether it has Encrypted Client Hello.

RFC 8446 section 4.1.2, RFC 6066 section 3 (server name), RFC 7301 (ALPN), RFC 9849 (ECH); JA4: FoxIO's "JA4: TLS Client
Fingerprinting", technical details.
"""

from __future__ import annotations

import hashlib
import re
import struct
from functools import lru_cache
from typing import Final

import msgspec

LIMIT: Final = 1 << 15  # bytes; a longer hello is not read
_RECORD_LIMIT: Final = (1 << 14) + 256
_RECORDS: Final = 64
_EXTENSIONS: Final = 128
_PROTOCOLS: Final = 8
_EXTENSION: Final = struct.Struct("!HH")
_SERVER_NAME, _SIGNATURES, _ALPN, _VERSIONS, _ECH = 0, 13, 16, 43, 0xFE0D
_GREASE: Final = frozenset(number << 8 | number for number in range(0x0A, 0x100, 0x10))
_JA4_VERSIONS: Final = {0x0304: "13", 0x0303: "12", 0x0302: "11", 0x0301: "10", 0x0300: "s3", 0x0002: "s2"}
_HOST: Final = re.compile(
    rb"[A-Za-z0-9_.-]{1,253}(?::\d{1,5})?"
)  # a port is not allowed, and some clients send one
_PROTOCOL: Final = re.compile(rb"[!-+.-~-]{1,32}")  # printable and no comma; GREASE is neither


class NotClientHello(ValueError):
    """What stands there is no TLS ClientHello, or one that breaks its own lengths."""


class ClientHello(msgspec.Struct, frozen=True, kw_only=True):
    """``sni`` is lower case, None where no host name was sent; ``alpn``: what is offered; ``ech``: extension present.

    ``ja4`` is the client's fingerprint, equal for every connection of one TLS library with the same settings.
    """

    sni: str | None = None
    alpn: tuple[str, ...] = ()
    ech: bool = False
    ja4: str | None = None


def begins_hello(data: bytes) -> bool:
    """True where a TCP stream that begins so may be TLS."""
    return data[:1] == b"\x16" and data[1:2] in (b"", b"\x03") and data[5:6] in (b"", b"\x01")


def read(stream: bytes) -> ClientHello | None:
    """The hello at the start of a TCP stream; None while it is not whole. Raises ``NotClientHello``."""
    message = _handshake(stream)
    return None if message is None else read_body(message, "t")


def read_crypto(stream: bytes) -> ClientHello | None:
    """The hello at the start of QUIC's CRYPTO stream, which has no records; None while it is not whole.

    Raises ``NotClientHello``.
    """
    if len(stream) < 4:
        return None
    size = int.from_bytes(stream[1:4], "big")
    if stream[0] != 1 or size > LIMIT:
        raise NotClientHello("no ClientHello, or too long a one")
    return read_body(stream[4 : 4 + size], "q") if len(stream) >= 4 + size else None


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


def read_body(message: bytes, transport: str) -> ClientHello:
    """The hello in a message's body. ``transport`` is JA4's letter: "t" TCP, "q" QUIC. Raises ``NotClientHello``."""
    place = 2 + 32  # version and random
    suites = b""
    for width in (1, 2, 1):  # session id, cipher suites, compression methods
        if len(message) < place + width:
            raise NotClientHello("cut off")
        length = int.from_bytes(message[place : place + width], "big")
        if width == 2:
            suites = message[place + 2 : place + 2 + length]
        place += width + length
    if place > len(message):
        raise NotClientHello("cut off")
    sni: str | None = None
    alpn: tuple[str, ...] = ()
    ech = False
    extensions = _extensions(message[place : place + 2 + LIMIT])
    for kind, content in extensions:
        if kind == _SERVER_NAME:
            sni = _server_name(content)
        elif kind == _ALPN:
            alpn = _protocols(content)
        elif kind == _ECH:
            ech = True
    return ClientHello(sni=sni, alpn=alpn, ech=ech, ja4=_ja4(transport, message[:2], suites, extensions))


def _ja4(transport: str, version: bytes, suites: bytes, extensions: list[tuple[int, bytes]]) -> str:
    contents = dict(extensions)
    offered = [number for number in _numbers(contents.get(_VERSIONS, b"")[1:]) if number not in _GREASE]
    newest = max(offered, default=int.from_bytes(version, "big"))
    first = contents.get(_ALPN, b"")[3:]
    first = first[: contents[_ALPN][2]] if first else b""
    shown = "00"
    if first:
        plain = first[:1].isalnum() and first[-1:].isalnum()
        shown = f"{chr(first[0])}{chr(first[-1])}" if plain else f"{first[0]:02x}"[0] + f"{first[-1]:02x}"[1]
    ciphers, digest = _suites(suites)
    kinds, extended = _extended(tuple(kind for kind, _ in extensions), contents.get(_SIGNATURES, b"")[2:])
    named = "d" if _SERVER_NAME in contents else "i"
    head = f"{transport}{_JA4_VERSIONS.get(newest, '00')}{named}{ciphers:02}{kinds:02}{shown}"
    return f"{head}_{digest}_{extended}"


@lru_cache(maxsize=512)
def _suites(suites: bytes) -> tuple[int, str]:
    """How many cipher suites, at most 99, and their digest; one client's are the same in every hello."""
    ciphers = [number for number in _numbers(suites) if number not in _GREASE]
    return min(len(ciphers), 99), _digest(",".join(sorted(f"{number:04x}" for number in ciphers)))


@lru_cache(maxsize=512)
def _extended(kinds: tuple[int, ...], signatures: bytes) -> tuple[int, str]:
    """How many extensions, at most 99, and the digest of their kinds and of the signature algorithms."""
    known = [kind for kind in kinds if kind not in _GREASE]
    listed = ",".join(sorted(f"{kind:04x}" for kind in known if kind not in (_SERVER_NAME, _ALPN)))
    if signed := [f"{number:04x}" for number in _numbers(signatures) if number not in _GREASE]:
        listed += "_" + ",".join(signed)
    return min(len(known), 99), _digest(listed)


def _numbers(content: bytes) -> list[int]:
    return [content[place] << 8 | content[place + 1] for place in range(0, len(content) - 1, 2)]


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:12] if text else "0" * 12


def _extensions(block: bytes) -> list[tuple[int, bytes]]:
    """The extensions up to the first that breaks its length."""
    end = min(len(block), 2 + int.from_bytes(block[:2], "big"))
    found: list[tuple[int, bytes]] = []
    place = 2
    unpack = _EXTENSION.unpack_from
    while place + 4 <= end and len(found) < _EXTENSIONS:
        kind, length = unpack(block, place)
        begin, place = place + 4, place + 4 + length
        if place > end:
            break
        found.append((kind, block[begin:place]))
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
