"""Unpacks what bodies hide: by the coding that they name, and what stands packed within, in Base64 as well.

Sources: RFC 9110, 8.4.1 (content codings), RFC 1950 and 1952 (how zlib's and gzip's data begins), RFC 8878 (Zstandard).
"""

from __future__ import annotations

import binascii
import re
import zlib
from collections.abc import Callable, Iterable, Iterator
from typing import Final

import brotli
import zstandard

MAX_UNPACKED: Final = 8 << 20  # bytes; of what is larger no more is looked at, and it is not kept
_MAX_TRIES: Final = 256  # of what begins like something packed, within one body
_ZLIB: Final = (b"\x78\x01", b"\x78\x5e", b"\x78\x9c", b"\x78\xda")
_ZLIB_CODED: Final = tuple(  # what that is in Base64: three letters, too few to be looked for but where a value begins
    head + bytes([last]) for head, lasts in ((b"eA", b"EFGH"), (b"eF", b"4567"), (b"eJ", b"wxyz"), (b"eN", b"opqr"))
    for last in lasts
)  # fmt: skip
_ANYWHERE: Final = (
    b"\x1f\x8b\x08",
    b"H4sI",
    b"\x28\xb5\x2f\xfd",
    b"KLUv",
)  # gzip, gzip in Base64, Zstandard, it in Base64
_GLANCE: Final = 400  # characters of Base64 by which it is told whether the rest is worth decoding
_LETTERS: Final = b"eHK"  # with which those in Base64 begin
_BEFORE: Final = (b'"', b"=", b"%22")
_HEADS: Final = _ANYWHERE + tuple(before + head for before in _BEFORE for head in _ZLIB_CODED)
HEADS: Final = tuple(head.lower() for head in _HEADS)
_CODED_RUN: Final = re.compile(rb"(?:[A-Za-z0-9+/_\-\r\n]|\\[/nr]|%(?:25)?(?:2[BbFf]|0[AaDd])|\\u002[bBfF])+")
_WIDE: Final = re.compile(
    rb"(\\/|%(?:25)?2[Ff]|\\u002[fF]|_)|(%(?:25)?2[Bb]|\\u002[bB]|-)|\\[nr]|%(?:25)?0[AaDd]|[^A-Za-z0-9+/]"
)


class TooMuch(ValueError):
    """More than is unpacked."""


def unpacked(body: bytes, coding: str) -> bytes | None:
    """What a body's coding hides, as far as it can be unpacked; None for none that is known. Raises ``TooMuch``."""
    known = [one for one in coding.lower().replace(" ", "").split(",") if one not in ("", "identity")]
    if not known:
        return None
    for one in reversed(known):
        unpack = _CODINGS.get(one)
        found = _tried(unpack, body) if unpack is not None else None
        if found is None:
            return None  # then it is searched as it is
        body = found
    return body


def packed_within(body: bytes, heads: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int, bytes]]:
    """Where something packed begins and ends, and what is in it; the end is the body's where it is not known.

    ``heads``: the numbers of those of ``HEADS`` that stand in the body's lower case, and where. Raises ``TooMuch``.
    """
    room, tries = MAX_UNPACKED, 0
    for place, start, unpack in _starts(body, heads):
        data, end = memoryview(body)[start:], len(body)
        if body[start] in _LETTERS and (run := _CODED_RUN.match(body, start, start + _GLANCE)):
            data, end = memoryview(_decoded(run[0])), run.end()
            if (
                end == start + _GLANCE
                and _tried(unpack, data) is not None
                and (run := _CODED_RUN.match(body, start))
            ):
                data, end = memoryview(_decoded(run[0])), run.end()
        found = _tried(unpack, data)
        room -= len(found or b"")
        tries += place == start
        if room < 0 or tries > _MAX_TRIES:
            raise TooMuch
        if found:
            yield start, end, found


_Unpack = Callable[[bytes | memoryview], bytes]


def _starts(body: bytes, heads: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int, _Unpack]]:
    """Where a head stands as it must, where what is packed begins behind it, and how it is unpacked."""
    if body.startswith(_ZLIB + _ZLIB_CODED):
        yield 0, 0, _inflate
    for number, place in heads:
        if body.startswith(_HEADS[number], place):
            behind = next((len(before) for before in _BEFORE if body.startswith(before, place)), 0)
            yield place, place + behind, _zstd if _HEADS[number] in _ANYWHERE[2:] else _inflate


def _decoded(run: bytes) -> bytes:
    plain = _WIDE.sub(lambda found: b"/" if found[1] else b"+" if found[2] else b"", run)
    plain = plain[: len(plain) - (len(plain) % 4 == 1)]
    return binascii.a2b_base64(plain + b"=" * (-len(plain) % 4))


def _tried(unpack: _Unpack, body: bytes | memoryview) -> bytes | None:
    """None for what is damaged from its beginning, or empty. Raises ``TooMuch``."""
    try:
        found = unpack(body)
    except (zlib.error, brotli.error, zstandard.ZstdError):
        return None
    if len(found) > MAX_UNPACKED:
        raise TooMuch
    return found or None


def _inflate(body: bytes | memoryview, window: int = 47) -> bytes:
    """All members, one after the other."""
    found = bytearray()
    while body and len(found) <= MAX_UNPACKED:
        unpacker = zlib.decompressobj(window)
        try:
            found += unpacker.decompress(body, MAX_UNPACKED + 1 - len(found))
        except zlib.error:
            if not found:
                raise
            break
        body = unpacker.unused_data
    return bytes(found)


def _inflate_short(body: bytes) -> bytes:
    """Of what only might be packed: its beginning has three letters."""
    return _inflate(body)


def _deflate(body: bytes | memoryview) -> bytes:
    """With zlib's header, as it should be, or without, as it often is."""
    try:
        return _inflate(body)
    except zlib.error:
        return _inflate(body, -15)


def _brotli(body: bytes | memoryview) -> bytes:
    unpacker = brotli.Decompressor()
    found = bytearray(unpacker.process(body, output_buffer_limit=MAX_UNPACKED + 1))
    while not unpacker.can_accept_more_data() and len(found) <= MAX_UNPACKED:
        found += unpacker.process(b"", output_buffer_limit=MAX_UNPACKED + 1 - len(found))
    return bytes(found)


def _zstd(body: bytes | memoryview) -> bytes:
    with zstandard.ZstdDecompressor().stream_reader(body, read_across_frames=True) as reader:
        return reader.read(MAX_UNPACKED + 1)


_CODINGS: Final[dict[str, _Unpack]] = {
    "gzip": _inflate, "x-gzip": _inflate, "deflate": _deflate, "br": _brotli, "zstd": _zstd,
}  # fmt: skip
