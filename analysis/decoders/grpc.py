"""gRPC and gRPC-Web: the messages of a body, each behind a flag and its length, compressed or not.

Sources: grpc/grpc, doc/PROTOCOL-HTTP2.md and doc/PROTOCOL-WEB.md. Which compression the flag means stands in a header
(``grpc-encoding``); nearly always it is gzip, which shows itself, and else deflate is tried.
"""

from __future__ import annotations

import base64
import binascii
from typing import Final

from analysis.lazy_patterns import lazy_pattern
from analysis.media_class import may_be_unmarked
from analysis.units import Decoder, Opened, OpenedPart, Part

_HEAD: Final = 5  # bytes: a flag and the length
_COMPRESSED, _TRAILERS = 0x01, 0x80
_MAX_MESSAGES: Final = 1_000
_MIN_MESSAGE: Final = 2  # bytes; less proves no framing where none is declared
_FLAGS: Final = (b"\x00\x00", b"\x01\x00")  # and the first byte of a length below 16 MiB
_GZIP: Final = b"\x1f\x8b"
_BASE64_RUN: Final = lazy_pattern(rb"[A-Za-z0-9+/]{2,67108864}={0,2}")
_INSIDE: Final = {"json": "application/json", "thrift": "application/x-thrift", "flatbuffers": ""}


def _open(part: Part, limit: int) -> Opened | None:
    data = part.data
    if isinstance(data, str) or len(data) < _HEAD or len(data) > limit:
        return None
    declared = part.media_type.startswith("application/grpc")
    if not declared and not (data.startswith(_FLAGS) and may_be_unmarked(part.media_type)):
        return None
    if part.media_type.startswith("application/grpc-web-text"):
        data = _from_text(data)
    frames, truncated = _frames(data, declared, part.complete)
    if not frames:
        return None
    inside = _INSIDE.get(part.media_type.partition("+")[2], "application/x-protobuf")
    several = sum(not flag & _TRAILERS for flag, _ in frames) > 1
    children = [
        _child(flag, content, str(index) if several else "", inside if declared else "")
        for index, (flag, content) in enumerate(frames)
        if content
    ]
    return Opened(label="grpc", parts=tuple(children), truncated=truncated)


def _frames(data: bytes, declared: bool, complete: bool) -> tuple[list[tuple[int, bytes]], bool]:
    """(flag, content) of each message, and whether there are more; none where the framing does not hold to the end."""
    frames: list[tuple[int, bytes]] = []
    at = 0
    while at < len(data):
        if len(frames) == _MAX_MESSAGES:
            return frames, True
        flag, size = data[at], int.from_bytes(data[at + 1 : at + _HEAD], "big")
        content = data[at + _HEAD : at + _HEAD + size]
        if flag & ~(_COMPRESSED | _TRAILERS) or not (declared or size >= _MIN_MESSAGE):
            return (frames, False) if declared else ([], False)
        if len(content) < size or at + _HEAD > len(data):
            return (frames if declared or not complete else []) + _rest(flag, content, declared), False
        frames.append((flag, content))
        at += _HEAD + size
    return frames, False


def _rest(flag: int, content: bytes, declared: bool) -> list[tuple[int, bytes]]:
    """A message that the body ends in is worth its beginning where it is known to be one."""
    return [(flag, content)] if declared and content else []


def _child(flag: int, content: bytes, step: str, media_type: str) -> OpenedPart:
    if flag & _TRAILERS:
        return OpenedPart(data=content, step="trailers", media_type="text/plain")
    compressed = flag & _COMPRESSED and not content.startswith(_GZIP)
    return OpenedPart(
        data=content, step=step, media_type=media_type, encodings=("deflate",) if compressed else ()
    )


def _from_text(data: bytes) -> bytes:
    """gRPC-Web's text form: base64, in pieces of which each may be padded."""
    pieces: list[bytes] = []
    for run in _BASE64_RUN.finditer(data.translate(None, b" \t\r\n")):
        text = run.group().rstrip(b"=")
        try:
            pieces.append(
                base64.b64decode(text[: len(text) - (len(text) % 4 == 1)] + b"=" * (-len(text) % 4))
            )
        except binascii.Error:
            break
    return b"".join(pieces)


DECODER = Decoder(name="grpc", order=21, open=_open, takes="bytes")
