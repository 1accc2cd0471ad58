"""gzip (RFC 1952), declared or by its magic number, in one or several members."""

from __future__ import annotations

import zlib

from analysis.units import Decoder, Opened, OpenedPart, Part

_MAGIC = b"\x1f\x8b\x08"
_MAX_MEMBERS = 10_000
_PIECE = 1 << 14  # bytes


def _open(part: Part, limit: int) -> Opened | None:
    data = part.data
    if isinstance(data, str) or not data.startswith(_MAGIC):
        return None
    output, truncated = _members(data, limit)
    if not output:
        return None
    encodings = part.encodings[:-1] if part.encodings[-1:] in (("gzip",), ("x-gzip",)) else part.encodings
    child = OpenedPart(
        data=output, media_type=part.media_type, parameters=part.parameters, encodings=encodings
    )
    return Opened(label="gzip", parts=(child,), truncated=truncated)


def _members(data: bytes, limit: int) -> tuple[bytes, bool]:
    """What all members hold, and whether there is more. A damaged member ends it: what came out before it stays."""
    output = bytearray()
    start, members = 0, 0
    while data.startswith(_MAGIC, start):
        if members == _MAX_MEMBERS:
            return bytes(output), True
        members += 1
        stream = zlib.decompressobj(wbits=31)
        while not stream.eof and start < len(data):
            # in pieces: zlib copies what follows a member, which for many small ones would be quadratic
            piece = data[start : start + _PIECE]
            try:
                output += stream.decompress(piece, max(1, limit - len(output)))
            except zlib.error:
                return bytes(output), False
            if stream.unconsumed_tail:
                return bytes(output), True
            start += len(piece) - len(stream.unused_data)
    return bytes(output), False


DECODER = Decoder(name="gzip", order=10, open=_open, takes="bytes")
