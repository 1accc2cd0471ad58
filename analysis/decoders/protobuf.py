"""Protocol buffers without a schema: fields by number, declared, or plain to see by the weight of their evidence.

Sources: protobuf.dev, "Encoding"; the media types that clients declare (application/x-protobuf, application/protobuf,
application/vnd.google.protobuf, application/x-protobuffer).
"""

from __future__ import annotations

from typing import Final

from analysis.media_class import GENERIC_TYPES, is_plain_text, may_be_unmarked
from analysis.protobuf_wire import WireReader
from analysis.units import Decoder, Opened, Part

_DECLARED_BITS: Final = -8.0
_GENERIC_BITS: Final = 14.0
_UNDECLARED_BITS: Final = 22.0
_MIN_UNDECLARED: Final = 8  # bytes
_FIRST_BYTES: Final = frozenset(byte for byte in range(8, 256) if byte & 7 in (0, 1, 2, 5))


def _open(part: Part, limit: int) -> Opened | None:
    data = part.data
    if isinstance(data, str) or not 2 <= len(data) <= limit:
        return None
    declared = "protobuf" in part.media_type or part.media_type.endswith("+proto")
    if not declared and not (
        data[0] in _FIRST_BYTES
        and len(data) >= _MIN_UNDECLARED
        and may_be_unmarked(part.media_type)
        and not is_plain_text(data)
    ):
        return None
    reader = WireReader(groups=declared, cut=not part.complete)
    message = reader.read(data)
    if message is None or message.bits < _needed(part.media_type, declared):
        return None
    return Opened(label="protobuf", tree=message.fields, style="fields", truncated=reader.truncated)


def _needed(media_type: str, declared: bool) -> float:
    if declared:
        return _DECLARED_BITS
    return _GENERIC_BITS if media_type in GENERIC_TYPES else _UNDECLARED_BITS


DECODER = Decoder(name="protobuf", order=70, open=_open, takes="bytes")
