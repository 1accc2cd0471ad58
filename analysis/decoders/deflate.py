"""zlib (RFC 1950), declared or by its header, and raw deflate (RFC 1951) where it is declared."""

from __future__ import annotations

import zlib

from analysis.units import Decoder, Opened, OpenedPart, Part

_HEADERS = (b"\x78\x01", b"\x78\x5e", b"\x78\x9c", b"\x78\xda")
_MIN_UNDECLARED = 24  # bytes; shorter, the two header bytes are too often a coincidence


def _open(part: Part, limit: int) -> Opened | None:
    data = part.data
    if isinstance(data, str):
        return None
    declared = part.encodings[-1:] == ("deflate",)
    if data.startswith(_HEADERS) and (declared or len(data) >= _MIN_UNDECLARED):
        wbits = zlib.MAX_WBITS
    elif declared:
        wbits = -zlib.MAX_WBITS
    else:
        return None
    stream = zlib.decompressobj(wbits=wbits)
    try:
        output = stream.decompress(data, max(1, limit))
    except zlib.error:
        return None
    if not output or (not declared and not stream.eof and part.complete and not stream.unconsumed_tail):
        return None
    child = OpenedPart(
        data=output,
        media_type=part.media_type,
        parameters=part.parameters,
        encodings=part.encodings[:-1] if declared else part.encodings,
    )
    return Opened(label="deflate", parts=(child,), truncated=bool(stream.unconsumed_tail))


DECODER = Decoder(name="deflate", order=11, open=_open, takes="bytes")
