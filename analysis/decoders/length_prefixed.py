"""Frames of a socket, each behind its length in four bytes, most significant first: what is in them, one part each.

Only where the frames fill the bytes to the last one, and nothing else could read them: Cast's channel, Thrift's framed
transport, and many a protocol of an app's own.
"""

from __future__ import annotations

from typing import Final

from analysis.units import Decoder, Opened, OpenedPart, Part

_WIDTH: Final = 4
_LEAST: Final = 4  # bytes of a frame
_MOST: Final = 256  # frames


def _open(part: Part, limit: int) -> Opened | None:
    data = part.data
    if (
        isinstance(data, str)
        or not _WIDTH + _LEAST <= len(data) <= limit
        or part.path != "body"
        or part.media_type
    ):
        return None
    frames: list[OpenedPart] = []
    at = 0
    while at + _WIDTH <= len(data) and len(frames) < _MOST:
        size = int.from_bytes(data[at : at + _WIDTH])
        if size < _LEAST or at + _WIDTH + size > len(data):
            return None
        frames.append(OpenedPart(data=data[at + _WIDTH : at + _WIDTH + size], step=str(len(frames))))
        at += _WIDTH + size
    return Opened(label="frames", parts=tuple(frames)) if at == len(data) else None


DECODER = Decoder(name="length_prefixed", order=95, open=_open, takes="bytes")
