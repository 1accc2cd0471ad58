"""LZ4 frames, in one or several, by their magic number.

Source: lz4/lz4, doc/lz4_Frame_format.md. A bare block has no mark of its own and stays closed.
"""

from __future__ import annotations

from typing import Final

import lz4.frame

from analysis.units import Decoder, Opened, OpenedPart, Part

_MAGIC: Final = b"\x04\x22\x4d\x18"
_MAX_FRAMES: Final = 10_000
_PIECE: Final = 1 << 14  # bytes


def _open(part: Part, limit: int) -> Opened | None:
    data = part.data
    if isinstance(data, str) or not data.startswith(_MAGIC):
        return None
    output, truncated = _frames(data, max(1, limit))
    if not output:
        return None
    declared = part.encodings[-1:] in (("lz4",), ("x-lz4",))
    child = OpenedPart(
        data=output,
        media_type=part.media_type,
        parameters=part.parameters,
        encodings=part.encodings[:-1] if declared else part.encodings,
    )
    return Opened(label="lz4", parts=(child,), truncated=truncated)


def _frames(data: bytes, limit: int) -> tuple[bytes, bool]:
    """What all frames hold, and whether there is more. A damaged frame ends it: what came out before it stays."""
    output = bytearray()
    start, frames = 0, 0
    while data.startswith(_MAGIC, start):
        if frames == _MAX_FRAMES:
            return bytes(output), True
        frames += 1
        stream = lz4.frame.LZ4FrameDecompressor()
        while not stream.eof and (start < len(data) or not stream.needs_input):
            # in pieces, so that a frame's end is found without copying all that follows it
            piece = data[start : start + _PIECE] if stream.needs_input else b""
            start += len(piece)
            try:
                output += stream.decompress(piece, max_length=limit - len(output))
            except (RuntimeError, MemoryError):
                return bytes(output), False
            if len(output) >= limit:
                return bytes(output), not stream.eof or start - len(stream.unused_data or b"") < len(data)
        start -= len(stream.unused_data or b"")
    return bytes(output), False


DECODER = Decoder(name="lz4", order=14, open=_open, takes="bytes")
