"""Reads what a ship says of itself by radio (AIS): its number, and where it is, out of the six-bit letters of a sentence.

Source, from memory: ITU-R M.1371, messages 1 to 3, 18, 19 (positions in 1/10,000 of a minute) and 27 (in 1/10 of a minute);
IEC 61162-1 on the letters. 181 and 91 degrees say that there is no position.
"""

from __future__ import annotations

from typing import Final

import msgspec

from analysis.lazy_patterns import lazy_pattern

_LONGITUDES: Final = {
    1: 61,
    2: 61,
    3: 61,
    18: 57,
    19: 57,
    27: 44,
}  # the bit at which the longitude begins, by message
_WIDE: Final = (28, 27, 600_000)  # bits of longitude and latitude, parts of a degree
_NARROW: Final = (18, 17, 600)
_LEAST_BITS: Final = 96
_LETTERS: Final = lazy_pattern(r"[0-W`-w]{16,82}")


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """A ship's number, and its place where it tells one."""

    mmsi: str
    latitude: float | None = None
    longitude: float | None = None


def read_report(letters: str) -> Report | None:
    """The report in the letters of one sentence; None for messages of other kinds, and for what is none."""
    if _LETTERS.fullmatch(letters) is None:
        return None
    bits = 0
    for letter in letters:
        code = ord(letter) - 48
        bits = bits << 6 | (code - 8 if code > 40 else code)
    width = 6 * len(letters)

    def part(at: int, size: int) -> int:
        return bits >> (width - at - size) & ((1 << size) - 1)

    kind = part(0, 6)
    at = _LONGITUDES.get(kind)
    if at is None or width < _LEAST_BITS:
        return None
    report = Report(mmsi=f"{part(8, 30):09d}")
    of_longitude, of_latitude, parts = _NARROW if kind == 27 else _WIDE
    if at + of_longitude + of_latitude > width:
        return report
    east = _signed(part(at, of_longitude), of_longitude) / parts
    north = _signed(part(at + of_longitude, of_latitude), of_latitude) / parts
    if abs(north) > 90 or abs(east) > 180:
        return report
    digits = 3 if kind == 27 else 6
    return Report(mmsi=report.mmsi, latitude=round(north, digits), longitude=round(east, digits))


def _signed(value: int, size: int) -> int:
    return value - (1 << size) if value >> (size - 1) else value
