"""EXIF out of a TIFF block: place, time, camera, serial numbers, owner. Reads the named tags only, each bounded.

Tags: CIPA DC-008 (Exif 2.32). A general reader would follow every offset that the sender chose; this one cannot loop.
"""

from __future__ import annotations

import math
from typing import Final, Literal

import msgspec

from analysis.lazy_patterns import lazy_pattern
from analysis.media.integers import Truncated, number
from analysis.media.records import Position

METRES_PER_DEGREE: Final = 111_320.0
_ENTRY_LIMIT: Final = 512
_TEXT_LIMIT: Final = 256
_SIZES: Final = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4}
_TIME: Final = lazy_pattern(r"(\d{4}):(\d{2}):(\d{2}) (\d{2}):(\d{2}):(\d{2})")
_OFFSET: Final = lazy_pattern(r"[+-]\d{2}:\d{2}")
_FIRST: Final = {
    0x10E: "ImageDescription", 0x10F: "Make", 0x110: "Model", 0x131: "Software", 0x132: "DateTime", 0x13B: "Artist",
    0x13C: "HostComputer", 0x8298: "Copyright", 0x9C9B: "XPTitle", 0x9C9C: "XPComment", 0x9C9D: "XPAuthor",
    0x9C9E: "XPKeywords", 0xC62F: "CameraSerialNumber",
}  # fmt: skip
_DETAILS: Final = {
    0x829A: "ExposureTime", 0x829D: "FNumber", 0x8827: "ISO", 0x9003: "DateTimeOriginal", 0x9004: "DateTimeDigitized",
    0x9011: "OffsetTimeOriginal", 0x9209: "Flash", 0x920A: "FocalLength", 0x9214: "SubjectArea", 0x927C: "MakerNote",
    0x9286: "UserComment", 0x9291: "SubSecTimeOriginal", 0xA420: "ImageUniqueID", 0xA430: "CameraOwnerName",
    0xA431: "BodySerialNumber", 0xA433: "LensMake", 0xA434: "LensModel", 0xA435: "LensSerialNumber",
    0x9400: "AmbientTemperature", 0x9401: "Humidity", 0x9402: "Pressure", 0x9404: "Acceleration",
}  # fmt: skip
_GPS: Final = {
    2: "GPSLatitude", 4: "GPSLongitude", 6: "GPSAltitude", 7: "GPSTimeStamp", 13: "GPSSpeed", 15: "GPSTrack",
    17: "GPSImgDirection", 20: "GPSDestLatitude", 24: "GPSDestBearing", 27: "GPSProcessingMethod", 29: "GPSDateStamp",
    31: "GPSHPositioningError",
}  # fmt: skip

Directory = dict[int, tuple[int, int, int]]  # tag -> (type, count, offset of the value)


class Exif(msgspec.Struct, frozen=True, kw_only=True):
    """What the camera wrote. Texts are "" where absent; ``taken_at`` is ISO 8601, with a zone only where one was written.

    ``tags`` are the names of those present that tell of a person, a place, a time or a device; ``exposed`` says that an
    exposure is written down, as only a camera does.
    """

    make: str = ""
    model: str = ""
    taken_at: str = ""
    taken_at_tag: str = ""
    body_serial: str = ""
    lens_serial: str = ""
    owner: str = ""
    artist: str = ""
    width: int | None = None
    height: int | None = None
    position: Position | None = None
    is_dng: bool = False
    comment: str = ""
    software: str = ""
    exposed: bool = False
    tags: tuple[str, ...] = ()


class _Tiff:
    """A TIFF block with its byte order."""

    def __init__(self, data: bytes) -> None:
        magic = {b"II*\0": "little", b"MM\0*": "big"}.get(data[:4])
        if magic is None:
            raise Truncated
        self.data = data
        self.order: Literal["big", "little"] = "little" if magic == "little" else "big"

    def number(self, at: int, width: int) -> int:
        return number(self.data, at, width, self.order)

    def directory(self, at: int) -> Directory:
        """The entries of the directory at ``at``; those at hand where it is cut off."""
        found: Directory = {}
        try:
            for index in range(min(self.number(at, 2), _ENTRY_LIMIT)):
                entry = at + 2 + 12 * index
                tag, kind, count = self.number(entry, 2), self.number(entry + 2, 2), self.number(entry + 4, 4)
                inline = _SIZES.get(kind, 0) * count <= 4
                found.setdefault(tag, (kind, count, entry + 8 if inline else self.number(entry + 8, 4)))
        except Truncated:
            return found
        return found

    def text(self, directory: Directory, tag: int) -> str:
        """A text tag, printable characters only; "" where absent or cut off."""
        kind, count, at = directory.get(tag, (0, 0, 0))
        if kind not in (2, 7) or at + min(count, _TEXT_LIMIT) > len(self.data):
            return ""
        raw = self.data[at : at + min(count, _TEXT_LIMIT)].split(b"\0", 1)[0]
        text = raw.decode("utf-8", "replace") if raw.isascii() or _is_utf8(raw) else raw.decode("latin-1")
        return "".join(letter for letter in text if letter.isprintable()).strip()

    def integer(self, directory: Directory, tag: int) -> int | None:
        kind, count, at = directory.get(tag, (0, 0, 0))
        if kind not in (3, 4, 13) or count < 1:
            return None
        try:
            return self.number(at, _SIZES[kind])
        except Truncated:
            return None

    def rationals(self, directory: Directory, tag: int) -> list[tuple[int, int]]:
        """Up to three unsigned (numerator, denominator) pairs; [] where absent or cut off."""
        kind, count, at = directory.get(tag, (0, 0, 0))
        if kind not in (5, 10):
            return []
        try:
            steps = range(at, at + 8 * min(count, 3), 8)
            return [(self.number(step, 4), self.number(step + 4, 4)) for step in steps]
        except Truncated:
            return []


def _is_utf8(raw: bytes) -> bool:
    try:
        raw.decode()
    except UnicodeDecodeError:
        return False
    return True


def read_exif(block: bytes) -> Exif | None:
    """What the named tags of a TIFF block say; None where it is no TIFF block or its first directory is not at hand."""
    try:
        tiff = _Tiff(block)
        first = tiff.directory(tiff.number(4, 4))
    except Truncated:
        return None
    if not first:
        return None
    details = tiff.directory(tiff.integer(first, 0x8769) or len(block))
    gps = tiff.directory(tiff.integer(first, 0x8825) or len(block))
    taken_at, tag = _taken_at(tiff, first, details)
    return Exif(
        make=tiff.text(first, 0x10F),
        model=tiff.text(first, 0x110),
        artist=tiff.text(first, 0x13B),
        taken_at=taken_at,
        taken_at_tag=tag,
        owner=tiff.text(details, 0xA430),
        body_serial=tiff.text(details, 0xA431) or tiff.text(first, 0xC62F),
        lens_serial=tiff.text(details, 0xA435),
        width=tiff.integer(details, 0xA002) or tiff.integer(first, 0x100),
        height=tiff.integer(details, 0xA003) or tiff.integer(first, 0x101),
        position=_position(tiff, gps),
        is_dng=0xC612 in first,
        comment=_comment(tiff, details) or tiff.text(first, 0x10E),
        software=tiff.text(first, 0x131),
        exposed=not {0x829A, 0x829D, 0x8827}.isdisjoint(details),
        tags=tuple(
            name
            for directory, names in ((first, _FIRST), (details, _DETAILS), (gps, _GPS))
            for tag, name in names.items()
            if tag in directory
        ),
    )


def _comment(tiff: _Tiff, details: Directory) -> str:
    """UserComment behind its eight bytes of character code; "" for any code but ASCII."""
    kind, count, at = details.get(0x9286, (0, 0, 0))
    raw = tiff.data[at : at + min(count, _TEXT_LIMIT)] if kind in (1, 2, 7) and count > 8 else b""
    text = raw[8:].decode("ascii", "replace") if raw[:8] in (b"ASCII\0\0\0", bytes(8)) else ""
    return "".join(letter for letter in text if letter.isprintable()).strip()


def _taken_at(tiff: _Tiff, first: Directory, details: Directory) -> tuple[str, str]:
    """The time at which the picture was taken, and the tag that says so. File changes (DateTime) are the last resort."""
    sources = (
        ("DateTimeOriginal", details, 0x9003, 0x9011),
        ("DateTimeDigitized", details, 0x9004, 0x9012),
        ("DateTime", first, 0x132, 0x9010),
    )
    for name, directory, tag, zone in sources:
        match = _TIME.fullmatch(tiff.text(directory, tag))
        if match is not None and match[1] != "0000":
            offset = tiff.text(details, zone)
            suffix = offset if _OFFSET.fullmatch(offset) else ""
            return f"{match[1]}-{match[2]}-{match[3]}T{match[4]}:{match[5]}:{match[6]}{suffix}", name
    return "", ""


def _position(tiff: _Tiff, gps: Directory) -> Position | None:
    """The position in the GPS directory; None for a placeholder, a missing half or a missing hemisphere."""
    signs = {"N": 1, "E": 1, "S": -1, "W": -1}
    north, east = tiff.text(gps, 1).upper()[:1], tiff.text(gps, 3).upper()[:1]
    latitude, longitude = _degrees(tiff.rationals(gps, 2)), _degrees(tiff.rationals(gps, 4))
    if latitude is None or longitude is None or north not in ("N", "S") or east not in ("E", "W"):
        return None
    if latitude[0] > 90 or longitude[0] > 180 or (latitude[0] == 0 and longitude[0] == 0):
        return None
    told = tiff.rationals(gps, 0x1F)
    accuracy = told[0][0] / told[0][1] if told and told[0][1] else 0.0
    narrow = math.cos(math.radians(latitude[0]))
    return Position(
        latitude=signs[north] * latitude[0],
        longitude=signs[east] * longitude[0],
        latitude_precision_m=metres(latitude[1], accuracy),
        longitude_precision_m=metres(longitude[1] * narrow, accuracy),
        tag="GPSInfo",
    )


def metres(degrees: float, accuracy: float = 0.0) -> float:
    """A step of an angle on the ground, in metres, to the millimetre; at least the accuracy that the device gave."""
    return round(max(degrees * METRES_PER_DEGREE, accuracy, 0.001), 3)


def _degrees(parts: list[tuple[int, int]]) -> tuple[float, float] | None:
    """Degrees, and the finest step that the written fractions can express, from degrees, minutes and seconds."""
    if not parts or parts[0][1] == 0:
        return None
    total, step = 0.0, 1.0
    for (above, below), unit in zip(parts, (1.0, 1 / 60, 1 / 3600), strict=False):
        if below == 0 and above != 0:
            return None
        if above != 0:
            total += above / below * unit
            step = min(step, unit / below)
    return total, step
