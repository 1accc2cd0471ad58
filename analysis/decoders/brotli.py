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
    truncated = False
    for start in range(0, len(part.data), _CHUNK):
        try:
            output += stream.process(
                part.data[start : start + _CHUNK], output_buffer_limit=max(1, limit - len(output))
            )
            while not stream.can_accept_more_data() and len(output) < limit:
                output += stream.process(b"", output_buffer_limit=max(1, limit - len(output)))
        except brotli.error:
            break  # damaged or cut short: what came out before it stays
        if not stream.can_accept_more_data():
            truncated = True
            break
    if not output:
        return None
    child = OpenedPart(
        data=bytes(output),
        media_type=part.media_type,
        parameters=part.parameters,
        encodings=part.encodings[:-1],
    )
    return Opened(label="br", parts=(child,), truncated=truncated)


DECODER = Decoder(name="brotli", order=12, open=_open, takes="bytes")
