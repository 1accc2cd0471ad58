"""Raw deflate (RFC 1951) and Brotli (RFC 7932) that nobody declared: tried last, on bytes that nothing else opened.

Neither has a magic number. What is taken is one stream to its last byte, and gives a text: chance makes neither.
"""

from __future__ import annotations

from typing import Final

import brotli

from analysis.meaningful_bytes import inflated_whole, is_readable
from analysis.units import Decoder, Opened, OpenedPart, Part

_MIN_INPUT: Final = 20  # bytes
_MIN_OUTPUT: Final = 24  # characters
_HEAD: Final = 512  # bytes of Brotli that are tried before the rest is


def _open(part: Part, limit: int) -> Opened | None:
    data = part.data
    if isinstance(data, str) or len(data) < _MIN_INPUT or limit < _MIN_OUTPUT or not part.complete:
        return None
    # one byte more than is given, so that it shows whether there is more
    for label, open_up in (("deflate", inflated_whole), ("br", _unbrotlied)):
        if output := open_up(data, limit + 1):
            return Opened(
                label=label, parts=(OpenedPart(data=output[:limit]),), truncated=len(output) > limit
            )
    return None


def _unbrotlied(data: bytes, limit: int) -> bytes:
    """The text that came out of one whole stream, at most ``limit`` bytes; empty where it is anything else."""
    stream = brotli.Decompressor()
    try:
        output = bytearray(stream.process(data[:_HEAD], output_buffer_limit=limit))
        if stream.can_accept_more_data() and not stream.is_finished() and len(data) > _HEAD:
            output += stream.process(data[_HEAD:], output_buffer_limit=max(1, limit - len(output)))
        while not stream.can_accept_more_data() and len(output) < limit:
            output += stream.process(b"", output_buffer_limit=max(1, limit - len(output)))
    except brotli.error:
        return b""
    text = bytes(output[:limit])
    whole = stream.is_finished() or len(output) >= limit
    return text if whole and len(text) >= _MIN_OUTPUT and is_readable(text) else b""


DECODER = Decoder(name="undeclared_compression", order=95, open=_open, takes="bytes")
