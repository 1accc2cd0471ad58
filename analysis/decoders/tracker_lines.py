"""Lines that trackers of cars, people and pets send as text over TCP: their number, where they are, the cells they hear.

Frames as in the tests of github.com/traccar/traccar, src/test/java/org/traccar/protocol (Gps103, H02, Tk103, Xexun,
Gl200Text, Meitrack, Suntech, Wialon; read 2026-11-26 where the corpus says so, else from memory), and those of Narodmon's
weather stations. A frame is known by how it begins; within it a position is known by its own form.
"""

from __future__ import annotations

from typing import Final

from analysis.identifier_shapes import passes_luhn
from analysis.lazy_patterns import lazy_pattern
from analysis.units import Decoder, Opened, OpenedPart, Part, Tree

_FRAMES: Final = (
    r"imei:[0-9]{15},[A-Za-z0-9 ]{1,20},",  # GPS103
    r"\*[A-Z]{2},[0-9]{8,16},[A-Z][A-Z0-9]{0,7},",  # H02
    r"\([0-9]{11,15}[A-Z]{2}[0-9]{2}",  # TK103
    r"#(?:SD|D|B)#[^#]",  # Wialon IPS, with data
    r"#L#(?:[0-9.]{1,4};)?[0-9]{15};",  # Wialon IPS, log-in
    r"\+(?:RESP|BUFF):GT[A-Z]{3},",  # Queclink
    r"\$\$[A-Za-z][0-9]{1,4},[0-9]{15},",  # Meitrack
    r"[0-9]{12},\+?[0-9]{0,16},G[PN]RMC,",  # Xexun
    r"S[AT][0-9]{3}[A-Z]{3};",  # Suntech
    r"#[0-9A-Fa-f]{2}(?:[:-]?[0-9A-Fa-f]{2}){5}(?:#[^\n#]{0,64})?\r?\n#",  # Narodmon
)
_HINT: Final = r"\A\s{0,4}(?:" + "|".join(_FRAMES) + ")"
_START: Final = lazy_pattern(_HINT)
_MAX_LINES: Final = 2_000
_LONGEST: Final = 1_024  # characters of a line in which positions are looked for
_NUMBER: Final = lazy_pattern(r"(?<![0-9A-Za-z.])[0-9]{15}(?![0-9A-Za-z.])")
_MINUTES: Final = lazy_pattern(
    r"(?<![0-9.])([0-9]{2,3})([0-5][0-9]\.[0-9]{2,7})[,;]?([NS])[,;]?([0-9]{2,3})([0-5][0-9]\.[0-9]{2,7})[,;]?([EW])(?![A-Z])"
)
_DEGREES: Final = lazy_pattern(
    r"(?<=[,;])([+-]?[0-9]{1,3}\.[0-9]{5,7})[,;]([+-]?[0-9]{1,3}\.[0-9]{5,7})(?=[,;])"
)
_NO_FIX: Final = lazy_pattern(r"(?:[,;]|^)V[,;](?=[0-9]{4}\.)")
_CELL_ONLY: Final = lazy_pattern(r",L,,,([0-9A-Fa-f]{1,4}),,([0-9A-Fa-f]{1,8}),")
_PICTURE: Final = lazy_pattern(r"imei:([0-9]{15}),vr,([0-9A-Fa-f]{64,2000000});?\s{0,4}\Z")
_READING: Final = lazy_pattern(
    r"#([A-Za-z]{1,8}[0-9]{0,2})#(-?[0-9]{1,6}(?:\.[0-9]{1,8})?)(?:#[^\n]{0,64})?\r?"
)
_STATION: Final = lazy_pattern(r"#([0-9A-Fa-f]{2}(?:[:-]?[0-9A-Fa-f]{2}){5})(?:#|\r|\Z)")
# Narodmon's codes (narodmon.ru/#protocol); a number after a code counts sensors of one kind.
_CODES: Final = {
    "T": "air_temperature", "TEMP": "air_temperature", "RH": "humidity", "H": "humidity", "P": "pressure_mmhg",
    "PRESS": "pressure_mmhg", "LUX": "illuminance", "L": "illuminance", "LAT": "lat", "LON": "lon", "LNG": "lon",
    "ALT": "altitude",
}  # fmt: skip

Members = dict[str, Tree]


def _open(part: Part, limit: int) -> Opened | None:
    text = part.data
    if not isinstance(text, str) or len(text) > limit or not _START.match(text):
        return None
    if picture := _PICTURE.match(text.strip()):
        hexadecimal = picture[2][: len(picture[2]) // 2 * 2]
        return Opened(
            label="tracker",
            tree={"tracker": {"imei": picture[1]}},
            parts=(OpenedPart(data=bytes.fromhex(hexadecimal), step="picture", name="picture"),),
        )
    lines = [line for line in text.split("\n", _MAX_LINES)[:_MAX_LINES] if line.strip()]
    if _STATION.match(lines[0].strip()):
        read = _station(lines)
        return Opened(label="tracker", tree={"station": read}, keeps_text=True) if read else None
    frames: list[Tree] = [frame for line in lines if (frame := _frame(line.strip()[:_LONGEST]))]
    if not frames:
        return None
    return Opened(label="tracker", tree={"tracker": frames}, keeps_text=True)


def _frame(line: str) -> Members:
    """What one line tells; nothing where it has neither a tracker's number nor a position."""
    frame: Members = {}
    number = next((found[0] for found in _NUMBER.finditer(line) if passes_luhn(found[0])), None)
    if number is not None:
        frame["imei"] = number
    if cell := _CELL_ONLY.search(line):
        frame["cells"] = [{"lac": int(cell[1], 16), "cid": int(cell[2], 16), "radio": "gsm"}]
    position = None if _NO_FIX.search(line) else _position(line)
    if position is not None:
        frame["lat"], frame["lon"] = position
    return frame


def _position(line: str) -> tuple[float, float] | None:
    """Degrees of latitude and longitude (WGS 84); None where there are none, or where they are the 0,0 of no fix."""
    if found := _MINUTES.search(line):
        north, east = int(found[1]) + float(found[2]) / 60, int(found[4]) + float(found[5]) / 60
        latitude = round(-north if found[3] == "S" else north, 6)
        longitude = round(-east if found[6] == "W" else east, 6)
    elif found := _DEGREES.search(line):
        latitude, longitude = float(found[1]), float(found[2])
        if line.startswith("+"):  # Queclink gives the longitude first
            latitude, longitude = longitude, latitude
    else:
        return None
    if abs(latitude) > 90 or abs(longitude) > 180 or (latitude == 0 and longitude == 0):
        return None
    return latitude, longitude


def _station(lines: list[str]) -> Members:
    """What a weather station tells: its hardware address, and readings by their codes."""
    station = _STATION.match(lines[0].strip())
    read: Members = {}
    for line in lines[1:]:
        found = _READING.fullmatch(line.strip())
        name = _CODES.get(found[1].upper().rstrip("0123456789")) if found else None
        if found and name:
            read.setdefault(name, float(found[2]))
    return {"deviceId": station[1], **read} if station and read else {}


DECODER = Decoder(name="tracker_lines", order=37, open=_open, takes="text", hint=_HINT)
