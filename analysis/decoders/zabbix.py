"""Zabbix: the head before the JSON that agents and senders give to a monitoring server, plain or compressed with zlib.

Source, from memory: Zabbix documentation, appendix "Header and data length": ``ZBXD``, flags (1, 2 compressed, 4 long), the
length of what follows and the length before compression, each in four bytes (eight where long), little-endian.
"""

from __future__ import annotations

import zlib
from typing import Final

from analysis.units import Decoder, Opened, OpenedPart, Part

_MARK: Final = b"ZBXD"
_COMPRESSED, _LONG = 2, 4


def _open(part: Part, limit: int) -> Opened | None:
    data = part.data
    if isinstance(data, str) or data[:4] != _MARK or len(data) < 14 or not data[4] & 1 or data[4] & ~7:
        return None
    wide = 8 if data[4] & _LONG else 4
    start = 5 + 2 * wide
    length = int.from_bytes(data[5 : 5 + wide], "little")
    content = data[start : start + length]
    if not content or (part.complete and len(content) != length) or len(data) > start + length:
        return None
    truncated = False
    if data[4] & _COMPRESSED:
        inflater = zlib.decompressobj()
        try:
            content = inflater.decompress(content, max(1, limit))
        except zlib.error:
            return None
        truncated = bool(inflater.unconsumed_tail)
    return Opened(label="zabbix", parts=(OpenedPart(data=content),), truncated=truncated)


DECODER = Decoder(name="zabbix", order=21, open=_open, takes="bytes")
