"""Snappy: its framing format by the magic number, the bare block only where it is declared as content encoding.

Source: google/snappy, framing_format.txt and format_description.txt.
"""

from __future__ import annotations

from typing import Final

import cramjam

from analysis.units import Decoder, Opened, OpenedPart, Part

_MAGIC: Final = b"\xff\x06\x00\x00sNaPpY"
_COMPRESSED, _PLAIN, _IDENTIFIER = 0x00, 0x01, 0xFF
_SKIPPABLE: Final = 0x80  # chunks of this type and above may be passed over
_CHECKSUM: Final = 4  # bytes before the data of a chunk
_MAX_CHUNK: Final = 1 << 16  # bytes that a chunk may hold


def _open(part: Part, limit: int) -> Opened | None:
    data = part.data
    if isinstance(data, str):
        return None
    declared = part.encodings[-1:] in (("snappy",), ("x-snappy-framed",))
    if data.startswith(_MAGIC):
        output, truncated = _chunks(data, max(1, limit))
    elif declared:
        output, truncated = _block(data, max(1, limit)), False
    else:
        return None
    if not output:
        return None
    child = OpenedPart(
        data=output,
        media_type=part.media_type,
        parameters=part.parameters,
        encodings=part.encodings[:-1] if declared else part.encodings,
    )
    return Opened(label="snappy", parts=(child,), truncated=truncated)


def _chunks(data: bytes, limit: int) -> tuple[bytes, bool]:
    """What the chunks hold, and whether there is more. A damaged chunk ends it: what came out before it stays."""
    output = bytearray()
    at = 0
    while at + 4 <= len(data):
        kind, size = data[at], int.from_bytes(data[at + 1 : at + 4], "little")
        content = data[at + 4 : at + 4 + size]
        at += 4 + size
        if len(content) < size:
            break
        if kind == _PLAIN:
            output += content[_CHECKSUM:]
        elif kind == _COMPRESSED:
            piece = _block(content[_CHECKSUM:], _MAX_CHUNK)
            if not piece:
                break
            output += piece
        elif kind < _SKIPPABLE:
            break
        if len(output) > limit:
            return bytes(output[:limit]), True
    return bytes(output), False


def _block(data: bytes, limit: int) -> bytes:
    """One block, b"" where it is damaged or says that it is larger than ``limit``."""
    try:
        if not 0 < cramjam.snappy.decompress_raw_len(data) <= limit:
            return b""
        return bytes(cramjam.snappy.decompress_raw(data))
    except (cramjam.DecompressionError, ValueError, OverflowError):
        return b""


DECODER = Decoder(name="snappy", order=15, open=_open, takes="bytes")
