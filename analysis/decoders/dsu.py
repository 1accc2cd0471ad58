"""Motion of a game's controller over UDP (DSU, also called Cemuhook): a phone that serves as one sends its sensors so.

Source, from memory: v1993.github.io/cemuhook-protocol: ``DSUS``, version 1001, length, CRC-32, sender, type; of the type
0x100002 the slot with the hardware address, buttons, a time in microseconds, acceleration in g, turning in degrees a second;
everything little-endian. A packet opens only where its length and its checksum are right.
"""

from __future__ import annotations

import math
import struct
import zlib
from typing import Final

from analysis.units import Decoder, Opened, Part, Tree

_HEAD: Final = 20  # bytes, with the type
_PAD: Final = 0x100002
_WHOLE: Final = 100  # bytes of a packet of that type
_MOTION: Final = struct.Struct("<Q6f")
_MOTION_AT: Final = 68


def _open(part: Part, limit: int) -> Opened | None:
    data = part.data
    if (
        isinstance(data, str)
        or data[:4] not in (b"DSUS", b"DSUC")
        or not _HEAD <= len(data) <= min(limit, 1024)
    ):
        return None
    version, length, checksum, sender, kind = struct.unpack_from("<HHIII", data, 4)
    if version != 1001 or length != len(data) - 16 or zlib.crc32(data[:8] + bytes(4) + data[12:]) != checksum:
        return None
    tree: dict[str, Tree] = {"sender": sender, "type": f"0x{kind:06x}"}
    if kind == _PAD and data[:4] == b"DSUS" and len(data) == _WHOLE:
        tree |= _pad(data)
    return Opened(label="dsu", tree=tree)


def _pad(data: bytes) -> dict[str, Tree]:
    micros, *values = _MOTION.unpack_from(data, _MOTION_AT)
    address = data[24:30]
    found: dict[str, Tree] = (
        {"slot": data[20], "mac": address.hex(":")} if any(address) else {"slot": data[20]}
    )
    if any(values) and all(map(math.isfinite, values)):
        found["timestamp_us"] = micros
        found["accelerometer"] = dict(zip("xyz", values[:3], strict=True))
        found["gyroscope"] = dict(zip("xyz", values[3:], strict=True))
    return found


DECODER = Decoder(name="dsu", order=24, open=_open, takes="bytes")
