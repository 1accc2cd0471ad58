"""Zstandard (RFC 8878), declared or by its magic number."""

from __future__ import annotations

import io

import zstandard

from analysis.units import Decoder, Opened, OpenedPart, Part

_MAGIC = b"\x28\xb5\x2f\xfd"
_WINDOW = 8 << 20  # bytes; RFC 8878 asks decoders for at least 8 MiB, and a larger one is a memory bomb


def _open(part: Part, limit: int) -> Opened | None:
    data = part.data
    if isinstance(data, str) or not data.startswith(_MAGIC):
        return None
    reader = zstandard.ZstdDecompressor(max_window_size=_WINDOW).stream_reader(
        io.BytesIO(data), read_across_frames=True
    )
    output = bytearray()
    try:
        while len(output) <= limit and (chunk := reader.read(1 << 16)):
            output += chunk
    except zstandard.ZstdError:
        if not output:
            return None  # damaged from the start; otherwise what came out before it stays
    if not output:
        return None
    declared = part.encodings[-1:] == ("zstd",)
    child = OpenedPart(
        data=bytes(output[:limit]),
        media_type=part.media_type,
        parameters=part.parameters,
        encodings=part.encodings[:-1] if declared else part.encodings,
    )
    return Opened(label="zstd", parts=(child,), truncated=len(output) > limit)


DECODER = Decoder(name="zstd", order=13, open=_open, takes="bytes")
