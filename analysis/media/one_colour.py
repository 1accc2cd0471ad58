"""Tells a PNG of one single colour: a placeholder or a dot of a page, that shows nothing.

Only small files are looked into, and of their rows only those that differ. Source: W3C, Portable Network Graphics (Third
Edition), filter types 0 to 2 and 4; a row that needs averages (3) is of no single colour, as far as this can tell.
"""

from __future__ import annotations

import struct
import zlib
from typing import Final

_SIGNATURE: Final = b"\x89PNG\r\n\x1a\n"
_LARGEST: Final = (
    8192  # bytes of a file: one colour compresses to next to nothing, a screen of it to some 6,000
)
_MOST: Final = 8 << 20  # bytes of its samples
_CHANNELS: Final = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
_HEAD: Final = struct.Struct(">IIBBBBB")


def is_of_one_colour(data: bytes) -> bool:
    """Whether every point of a whole PNG of eight bits a channel has the same colour."""
    if len(data) > _LARGEST or not data.startswith(_SIGNATURE) or data[12:16] != b"IHDR" or len(data) < 33:
        return False
    width, height, depth, kind, _, _, interlaced = _HEAD.unpack_from(data, 16)
    channels = _CHANNELS.get(kind, 0)
    row = 1 + width * channels
    if depth != 8 or not channels or interlaced or not width or not height or row * height > _MOST:
        return False
    inflater = zlib.decompressobj()
    try:
        samples = inflater.decompress(_image_data(data), row * height + 1)
    except zlib.error:
        return False
    if len(samples) != row * height:
        return False
    rest = bytes(width * channels)
    first, point = samples[:row], samples[1 : 1 + channels]
    plain, turned = point * width, point + rest[channels:]
    if first[1:] != (plain if first[0] in (0, 2) else turned) or first[0] not in (0, 1, 2, 4):
        return False
    follow = {b"\0" + plain, b"\1" + turned, b"\2" + rest, b"\4" + rest}
    return follow.issuperset({samples[at : at + row] for at in range(row, len(samples), row)})


def _image_data(data: bytes) -> bytes:
    """The contents of all IDAT chunks, one behind the other."""
    found: list[bytes] = []
    at = 8
    while at + 12 <= len(data):
        size = int.from_bytes(data[at : at + 4])
        if data[at + 4 : at + 8] == b"IDAT":
            found.append(data[at + 8 : at + 8 + size])
        at += 12 + size
    return b"".join(found)
