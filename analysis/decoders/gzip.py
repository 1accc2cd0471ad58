"""gzip (RFC 1952), declared or by its magic number, in one or several members."""

from __future__ import annotations

import zlib

from analysis.units import Decoder, Opened, OpenedPart, Part

_MAGIC = b"\x1f\x8b\x08"


def _open(part: Part, limit: int) -> Opened | None:
    data = part.data
    if isinstance(data, str) or not data.startswith(_MAGIC):
        return None
    output = bytearray()
    truncated = False
    while data.startswith(_MAGIC):
        member = zlib.decompressobj(wbits=31)
        try:
            output += member.decompress(data, max(1, limit - len(output)))
        except zlib.error:
            break  # a damaged member: what came out before it stays
        if member.unconsumed_tail:
            truncated = True
            break
        data = member.unused_data
    if not output:
        return None
    encodings = part.encodings[:-1] if part.encodings[-1:] in (("gzip",), ("x-gzip",)) else part.encodings
    child = OpenedPart(
        data=bytes(output), media_type=part.media_type, parameters=part.parameters, encodings=encodings
    )
    return Opened(label="gzip", parts=(child,), truncated=truncated)


DECODER = Decoder(name="gzip", order=10, open=_open)
