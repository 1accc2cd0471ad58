"""Frames of GPS trackers that speak GT06 (Concox and its many copies): the login with its IMEI, and positions.

Sources: traccar's decoder of the protocol, and twinfer/traccar kaitai/gt06/README.md (read 2026-11-26): 78 78, a length, a
type, data, a serial number, a checksum, 0d 0a; an IMEI in eight bytes of decimal digits; angles in 1/30000 of a minute; bit
10 of the course says north, bit 11 west. The checksum is not held against a frame: copies compute it otherwise.
"""

from __future__ import annotations

from typing import Final

from analysis.units import Decoder, Opened, Part, Tree

_LOGIN: Final = 0x01
_POSITIONS: Final = frozenset({0x10, 0x11, 0x12, 0x16, 0x22, 0x26, 0x27})
_PER_DEGREE: Final = 1_800_000
_NORTH: Final = 1 << 10
_WEST: Final = 1 << 11
_FIX: Final = 18  # bytes of time, satellites, two angles, speed and course
_MOST: Final = 2_000  # frames


def _open(part: Part, limit: int) -> Opened | None:
    data = part.data
    if isinstance(data, str) or not 10 <= len(data) <= limit or data[:2] != b"\x78\x78":
        return None
    said: list[Tree] = []
    at = frames = 0
    while at < len(data) and frames < _MOST:
        size = data[at + 2] if at + 2 < len(data) else 0
        frame = data[at : at + size + 5]
        if frame[:2] != b"\x78\x78" or size < 5 or len(frame) != size + 5 or frame[-2:] != b"\r\n":
            return None
        frames += 1
        content = _content(frame[3], frame[4:-6])
        if content:
            said.append(content)
        at += size + 5
    tree: dict[str, Tree] = {"frames": frames}
    if said:
        tree["messages"] = said
    return Opened(label="gt06", tree=tree, truncated=at < len(data))


def _content(kind: int, data: bytes) -> dict[str, Tree]:
    if kind == _LOGIN and len(data) >= 8:
        digits = data[:8].hex()
        return {"imei": digits.lstrip("0").rjust(15, "0")} if digits.isdecimal() else {}
    if kind not in _POSITIONS or len(data) < _FIX:
        return {}
    year, month, day, hour, minute, second, satellites = data[:7]
    latitude, longitude = (int.from_bytes(data[at : at + 4]) / _PER_DEGREE for at in (7, 11))
    course = int.from_bytes(data[16:18])
    if not (1 <= month <= 12 and 1 <= day <= 31 and latitude <= 90 and longitude <= 180):
        return {}
    return {
        "time": f"20{year:02d}-{month:02d}-{day:02d}T{hour:02d}:{minute:02d}:{second:02d}Z",
        "latitude": round(latitude if course & _NORTH else -latitude, 6),
        "longitude": round(-longitude if course & _WEST else longitude, 6),
        "satellites": satellites & 15, "speed": data[15], "course": course & 1023,
    }  # fmt: skip


DECODER = Decoder(name="gt06", order=24, open=_open, takes="bytes")
