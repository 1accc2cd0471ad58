"""Reduces the addresses of sensitive hosts in the bodies of messages to others: a tracker is told which page was read.

An address gives way to its host's category, byte for byte as long as it was, so that lengths within the body stay right.
"""

from __future__ import annotations

import hashlib
import re
import zlib
from collections.abc import Callable, Iterator
from typing import Final

import brotli
import msgspec
import zstandard
from ahocorasick_rs import BytesAhoCorasick

from analysis.records import Transmission, Visibility
from proxy_addons.never_intercept import Match, NeverIntercept, on_the_wire

MAX_UNPACKED: Final = 8 << 20  # bytes; of what is larger no more is looked at, and it is not kept
_MEDIA: Final = ("image/", "audio/", "video/", "font/")
_LABELS: Final = re.compile(rb"[a-z0-9._-]{0,253}\Z")  # what of a host stands before the name that is known
_ESCAPES: Final = re.compile(rb"(?:%(?:25)*[0-9a-f]{2}|\\[bfnrt])\Z")
_GOES_ON: Final = re.compile(rb"[a-z0-9-]|\.[a-z0-9]")
_TAIL: Final = re.compile(rb"(?:[a-z0-9/%?=._~:@!$()*+,;#-]|\\/){0,65536}")
_TAIL_JSON: Final = re.compile(rb"(?:[a-z0-9/%?=._~:@!$()*+,;#&-]|\\/){0,65536}")


class _TooMuch(ValueError):
    """More than is unpacked."""


class SensitiveBodies:
    """Knows the names. ``reduce`` runs in the writer thread, before anything is journalled."""

    def __init__(self, never_intercept: NeverIntercept) -> None:
        self._match = never_intercept.match
        names = [name for name in never_intercept.sensitive if name.isascii()]
        wires = [on_the_wire(name) for name in names]
        self._plain = len(names)
        self._names = BytesAhoCorasick([name.encode() for name in names] + wires) if names else None
        self._known = names

    def reduce(self, transmission: Transmission) -> Transmission:
        """The transmission without sensitive addresses in its body; the same object where there are none.

        Of a body that is packed, or holds a name as DNS writes it, only the size is kept.
        """
        body = transmission.body
        if not body or self._names is None:
            return transmission
        if (transmission.header("content-type") or "").strip().lower().startswith(_MEDIA):
            return transmission
        try:
            unpacked = _unpacked(body, transmission.header("content-encoding") or "")
        except _TooMuch:
            return _without_body(transmission)
        if unpacked is not None:
            spans = self._spans(unpacked)
            return _without_body(transmission) if next(spans, None) is not None else transmission
        found = list(self._spans(body))
        if not found:
            return transmission
        if any(match is None for _, _, match in found):
            return _without_body(transmission)
        return _masked(transmission, body, found)

    def _spans(self, body: bytes) -> Iterator[tuple[int, int, Match | None]]:
        """Where an address begins and ends, and what its host is; None where it is written as DNS does."""
        assert self._names is not None
        lowered = body.lower()
        tail = _TAIL_JSON if lowered.lstrip()[:1] in (b"{", b"[") else _TAIL
        until = 0
        for number, start, end in self._names.find_matches_as_indexes(lowered, overlapping=True):
            if number >= self._plain:
                yield start, end, None
                continue
            if _GOES_ON.match(lowered, end) or start < until:
                continue
            begin = _begin(lowered, start)
            if begin is None:
                continue
            rest = tail.match(lowered, end)
            until = rest.end() if rest is not None else end
            yield begin, until, self._match(self._known[number])


def _begin(lowered: bytes, start: int) -> int | None:
    """Where the host begins whose end is a known name; None where the name is the end of a longer label."""
    before = lowered[max(0, start - 253) : start]
    if before.endswith(b"."):
        labels = _LABELS.search(before)
        return start - (len(labels[0]) if labels is not None else 0)
    if _ESCAPES.search(before) or not re.search(rb"[a-z0-9_-]\Z", before):
        return start
    return None


def _masked(
    transmission: Transmission, body: bytes, found: list[tuple[int, int, Match | None]]
) -> Transmission:
    masked = bytearray(body)
    for start, end, match in found:
        alias = match.alias.encode() if match is not None else b""
        length = end - start
        masked[start:end] = (alias if len(alias) <= length else b"").ljust(length, b"*")
    changed = bytes(masked)
    digest = transmission.body_sha256
    if transmission.body_size == len(body):
        digest = hashlib.sha256(changed).hexdigest()
    return msgspec.structs.replace(transmission, body=changed, body_sha256=digest)


def _without_body(transmission: Transmission) -> Transmission:
    return msgspec.structs.replace(
        transmission, body=None, body_sha256=None, visibility=Visibility.PASSED_BY_CHOICE
    )


def _unpacked(body: bytes, coding: str) -> bytes | None:
    """What a body's coding (RFC 9110, 8.4.1) hides, as far as it can be unpacked; None for none that is known."""
    unpack = _CODINGS.get(coding.strip().lower())
    if unpack is None:
        return None
    try:
        found = unpack(body)
    except (zlib.error, brotli.error, zstandard.ZstdError):
        return None  # then it is searched as it is
    if len(found) > MAX_UNPACKED:
        raise _TooMuch
    return found


def _inflate(body: bytes) -> bytes:
    return zlib.decompressobj(47).decompress(body, MAX_UNPACKED + 1)


def _deflate(body: bytes) -> bytes:
    """With zlib's header, as it should be, or without, as it often is."""
    try:
        return _inflate(body)
    except zlib.error:
        return zlib.decompressobj(-15).decompress(body, MAX_UNPACKED + 1)


def _brotli(body: bytes) -> bytes:
    unpacker = brotli.Decompressor()
    found = bytearray(unpacker.process(body, output_buffer_limit=MAX_UNPACKED + 1))
    while not unpacker.can_accept_more_data() and len(found) <= MAX_UNPACKED:
        found += unpacker.process(b"", output_buffer_limit=MAX_UNPACKED + 1 - len(found))
    return bytes(found)


def _zstd(body: bytes) -> bytes:
    with zstandard.ZstdDecompressor().stream_reader(body, read_across_frames=True) as reader:
        return reader.read(MAX_UNPACKED + 1)


_CODINGS: Final[dict[str, Callable[[bytes], bytes]]] = {
    "gzip": _inflate, "x-gzip": _inflate, "deflate": _deflate, "br": _brotli, "zstd": _zstd,
}  # fmt: skip
