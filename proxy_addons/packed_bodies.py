"""Unpacks what bodies hide: by the coding that they name, and what stands packed within, in Base64 as well.

Sources: RFC 9110, 8.4.1 (content codings), RFC 1950 and 1952 (how zlib's and gzip's data begins), RFC 8878 (Zstandard).
"""

from __future__ import annotations

import binascii
import contextlib
import re
import zlib
from collections.abc import Callable, Iterable, Iterator
from typing import Final

import brotli
import zstandard

MAX_UNPACKED: Final = 8 << 20  # bytes; of what is larger no more is looked at, and it is not kept
_MAX_TRIES: Final = 256  # of what begins like something packed, within one message
_MAX_STEPS: Final = (
    1 << 14
)  # of those, of values that begin with three letters of it, and of members, together
_MAX_CODINGS: Final = 8  # that a message names, one over the other
_PIECE: Final = 1 << 14  # bytes
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


class Effort:
    """What looking into one message may still cost, in all its depths together: bytes that come out, and beginnings.

    Each method raises ``TooMuch`` where that is used up: what is packed in what is packed would double with every depth.
    """

    def __init__(self) -> None:
        self.room = MAX_UNPACKED
        self._tries = _MAX_TRIES
        self._steps = _MAX_STEPS

    def try_one(self) -> None:
        """Something begins as what is packed does, wherever it stands."""
        self._tries -= 1
        if self._tries < 0:
            raise TooMuch

    def step(self) -> None:
        """A member of an archive, or a value that begins with the letters of one."""
        self._steps -= 1
        if self._steps < 0:
            raise TooMuch

    def came_out(self, size: int) -> None:
        """So many bytes."""
        self.room -= size
        if self.room < 0:
            raise TooMuch


def unpacked(body: bytes, coding: str) -> bytes | None:
    """What a body's coding hides, as far as it can be unpacked; None for none that is known. Raises ``TooMuch``."""
    known = [one for one in coding.lower().replace(" ", "").split(",") if one not in ("", "identity")]
    if not known:
        return None
    if len(known) > _MAX_CODINGS:
        raise TooMuch
    for one in reversed(known):
        unpack = _CODINGS.get(one)
        found = _tried(unpack, body, Effort()) if unpack is not None else None
        if found is None:
            return None  # then it is searched as it is
        body = found
    return body


def packed_within(
    body: bytes, heads: Iterable[tuple[int, int]], effort: Effort
) -> Iterator[tuple[int, int, bytes]]:
    """Where something packed begins and ends, and what is in it; the end is the body's where it is not known.

    ``heads``: the numbers of those of ``HEADS`` that stand in the body's lower case, and where. Raises ``TooMuch``.
    """
    for place, start, unpack in _starts(body, heads):
        effort.step()
        if place == start:
            effort.try_one()
        data, end = memoryview(body)[start:], len(body)
        if body[start] in _LETTERS and (run := _CODED_RUN.match(body, start, start + _GLANCE)):
            data, end = memoryview(_decoded(run[0])), run.end()
            if (
                end == start + _GLANCE
                and _tried(unpack, data, effort) is not None
                and (run := _CODED_RUN.match(body, start))
            ):
                data, end = memoryview(_decoded(run[0])), run.end()
        found = _tried(unpack, data, effort)
        if found:
            yield start, end, found


_Unpack = Callable[[bytes | memoryview, Effort], bytes]


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


def _tried(unpack: _Unpack, body: bytes | memoryview, effort: Effort) -> bytes | None:
    """None for what is damaged from its beginning, or empty. Raises ``TooMuch``."""
    try:
        found = unpack(body, effort)
    except zlib.error:
        return None
    return found or None


def _inflate(body: bytes | memoryview, effort: Effort, window: int = 47) -> bytes:
    """All members, one after the other; what came out before damage stays."""
    found, place = bytearray(), 0
    while place < len(body):
        effort.step()
        unpacker = zlib.decompressobj(window)
        try:
            while not unpacker.eof and place < len(body):
                # in pieces: zlib copies what follows a member, which for many small ones would be quadratic
                data = body[place : place + _PIECE]
                place += len(data)
                found += _came_out(unpacker.decompress(data, _PIECE), effort)
                while unpacker.unconsumed_tail and not unpacker.eof:
                    found += _came_out(unpacker.decompress(unpacker.unconsumed_tail, _PIECE), effort)
                place -= len(unpacker.unused_data)
            if not unpacker.eof:
                found += _came_out(unpacker.flush(), effort)
        except zlib.error:
            if not found:
                raise
            break
    return bytes(found)


def _deflate(body: bytes | memoryview, effort: Effort) -> bytes:
    """With zlib's header, as it should be, or without, as it often is."""
    try:
        return _inflate(body, effort)
    except zlib.error:
        return _inflate(body, effort, -15)


def _brotli(body: bytes | memoryview, effort: Effort) -> bytes:
    unpacker, found = brotli.Decompressor(), bytearray()
    with contextlib.suppress(brotli.error):  # what came out before damage stays
        for place in range(0, len(body), _PIECE):
            data = bytes(body[place : place + _PIECE])
            found += _came_out(unpacker.process(data, output_buffer_limit=effort.room + 1), effort)
            while not unpacker.can_accept_more_data():
                found += _came_out(unpacker.process(b"", output_buffer_limit=effort.room + 1), effort)
    return bytes(found)


def _zstd(body: bytes | memoryview, effort: Effort) -> bytes:
    found = bytearray()
    if not body:
        return b""  # of nothing zstandard's read1 would wait for ever
    reader = zstandard.ZstdDecompressor().stream_reader(body, read_across_frames=True)
    # damage, or something else behind it: what came out stays
    with contextlib.suppress(zstandard.ZstdError), reader:
        while data := reader.read1(_PIECE):
            found += _came_out(data, effort)
    return bytes(found)


def _came_out(data: bytes, effort: Effort) -> bytes:
    effort.came_out(len(data))
    return data


_CODINGS: Final[dict[str, _Unpack]] = {
    "gzip": _inflate, "x-gzip": _inflate, "deflate": _deflate, "br": _brotli, "zstd": _zstd,
}  # fmt: skip
