"""Teltonika's trackers over TCP: the IMEI that a connection begins with, and their records (Codec 8 and 8 Extended).

Source, from memory: wiki.teltonika-gps.com, "Teltonika Data Sending Protocols" and "Codec": two bytes of length and the IMEI
in ASCII; four zeros, a length, a codec, records, their number again, CRC-16/IBM over codec to number. Angles are in
ten-millionths of a degree, longitude first. A packet opens only where both numbers of records and the checksum are right.
"""

from __future__ import annotations

import struct
from typing import Final

from analysis.identifier_shapes import passes_luhn
from analysis.units import Decoder, Opened, Part, Tree

_LOGIN: Final = b"\x00\x0f"
_CODEC_8: Final = 0x08
_CODEC_8E: Final = 0x8E
_AROUND: Final = 12  # bytes: four zeros and the length before, the checksum behind
_FIX: Final = struct.Struct(
    ">QBiihHBH"
)  # time, priority, longitude, latitude, altitude, angle, satellites, speed
_SIZES: Final = (1, 2, 4, 8)  # bytes of the values of each group
_DEGREE: Final = 10_000_000


def _open(part: Part, limit: int) -> Opened | None:
    data = part.data
    if isinstance(data, str) or not 17 <= len(data) <= min(limit, 1 << 13):
        return None
    if data[:2] == _LOGIN:
        digits = data[2:].decode("latin-1")
        is_login = len(digits) == 15 and digits.isascii() and digits.isdecimal() and passes_luhn(digits)
        return Opened(label="teltonika", tree={"imei": digits}) if is_login else None
    if data[:4] != b"\0\0\0\0" or int.from_bytes(data[4:8]) != len(data) - _AROUND:
        return None
    content = data[8:-4]
    if content[0] not in (_CODEC_8, _CODEC_8E) or content[1] != content[-1] or not content[1]:
        return None
    if _crc(content) != int.from_bytes(data[-4:]):
        return None
    records = _records(content)
    return None if records is None else Opened(label="teltonika", tree={"records": records})


def _records(content: bytes) -> list[Tree] | None:
    """The positions of all records; None where they do not fill the packet to its end."""
    found: list[Tree] = []
    at, end = 2, len(content) - 1
    wide = 2 if content[0] == _CODEC_8E else 1
    for _ in range(content[1]):
        if at + _FIX.size > end:
            return None
        millis, _, east, north, altitude, angle, satellites, speed = _FIX.unpack_from(content, at)
        skipped = _skipped(content, at + _FIX.size, end, wide)
        if skipped is None or abs(east) > 180 * _DEGREE or abs(north) > 90 * _DEGREE:
            return None
        at = skipped
        found.append({
            "timestamp": millis, "latitude": north / _DEGREE, "longitude": east / _DEGREE, "altitude": altitude,
            "course": angle, "satellites": satellites, "speed": speed,
        })  # fmt: skip
    return found if at == end else None


def _skipped(content: bytes, at: int, end: int, wide: int) -> int | None:
    """Where a record ends behind its numbered inputs, whose meaning is the owner's setting; None where it does not."""
    at += 2 * wide  # what caused the record, and how many inputs there are
    for size in _SIZES:
        if at + wide > end:
            return None
        count = int.from_bytes(content[at : at + wide])
        at += wide + count * (wide + size)
    if wide == 2:  # values of any length
        if at + 2 > end:
            return None
        count, at = int.from_bytes(content[at : at + 2]), at + 2
        for _ in range(count):
            if at + 4 > end:
                return None
            at += 4 + int.from_bytes(content[at + 2 : at + 4])
    return at if at <= end else None


def _crc(data: bytes) -> int:
    """CRC-16/IBM (also called ARC)."""
    crc = 0
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = (crc >> 1) ^ 0xA001 if crc & 1 else crc >> 1
    return crc


DECODER = Decoder(name="teltonika", order=24, open=_open, takes="bytes")
