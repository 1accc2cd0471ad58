"""Brotli (RFC 7932), only where it is declared: it has no magic number."""

from __future__ import annotations

import brotli

from analysis.units import Decoder, Opened, OpenedPart, Part

_CHUNK = 1 << 16


def _open(part: Part, limit: int) -> Opened | None:
    if isinstance(part.data, str) or part.encodings[-1:] != ("br",):
        return None
    stream = brotli.Decompressor()
    output = bytearray()
    for start in range(0, len(part.data), _CHUNK):
        data = part.data[start : start + _CHUNK]
        try:
            # one byte more than is given, for it does not say that it holds more; it gives whole pieces of its own
            output += stream.process(data, output_buffer_limit=limit + 1 - len(output))
            while not stream.can_accept_more_data() and len(output) <= limit:
                output += stream.process(b"", output_buffer_limit=limit + 1 - len(output))
        except brotli.error:
            break  # damaged or cut short: what came out before it stays
        if len(output) > limit:
            break
    if not output:
        return None
    child = OpenedPart(
        data=bytes(output[:limit]),
        media_type=part.media_type,
        parameters=part.parameters,
        encodings=part.encodings[:-1],
    )
    return Opened(label="br", parts=(child,), truncated=len(output) > limit)


DECODER = Decoder(name="brotli", order=12, open=_open, takes="bytes")
