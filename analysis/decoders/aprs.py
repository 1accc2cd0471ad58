"""APRS frames of amateur radio as text (TNC2): who sends, by what way, and where from.

Source: APRS Protocol Reference 1.0.1, chapters 6, 8 and 9 (positions with and without time, compressed positions).
"""

from __future__ import annotations

from typing import Final

from analysis.lazy_patterns import lazy_pattern
from analysis.units import Decoder, Opened, Part, Tree

_HINT: Final = r"\A\s{0,4}[A-Z0-9]{3,7}(?:-[A-Z0-9]{1,2})?>[A-Z0-9]{1,9}(?:-[0-9]{1,2})?[,:]"
_START: Final = lazy_pattern(_HINT)
_FRAME: Final = lazy_pattern(r"([A-Z0-9]{3,7}(?:-[A-Z0-9]{1,2})?)>([A-Za-z0-9*,-]{1,100}):([^\n]{1,512})")
_TIMED: Final = lazy_pattern(r"[/@][0-9]{6}[zh/]")
_PLAIN: Final = lazy_pattern(
    r"(\d\d)([0-5][0-9]\.[0-9 ]{2})([NS])[!-~](\d{3})([0-5][0-9]\.[0-9 ]{2})([EW])[!-~]"
)
_PACKED: Final = lazy_pattern(r"[/\\A-Za-j]([!-{]{4})([!-{]{4})[!-~]")
_COURSE: Final = lazy_pattern(r"(\d{3})/(\d{3})")
_HEIGHT: Final = lazy_pattern(r"/A=(\d{6})")
_MAX_LINES: Final = 5_000
_FOOT: Final = 0.3048  # m


def _open(part: Part, limit: int) -> Opened | None:
    text = part.data
    if not isinstance(text, str) or len(text) > limit or not _START.match(text):
        return None
    lines = [
        line.strip() for line in text.split("\n", _MAX_LINES) if line.strip() and not line.startswith("#")
    ]
    frames: list[Tree] = [frame for line in lines[:_MAX_LINES] if (frame := _frame(line)) is not None]
    if not frames or len(frames) * 2 < len(lines):
        return None
    whole = len(frames) == len(lines)
    return Opened(
        label="aprs", tree={"aprs": frames}, keeps_text=not whole, truncated=len(lines) > _MAX_LINES
    )


def _frame(line: str) -> dict[str, Tree] | None:
    found = _FRAME.fullmatch(line)
    if found is None:
        return None
    frame: dict[str, Tree] = {"callsign": found[1], "via": found[2]}
    said = found[3]
    timed = _TIMED.match(said)
    start = timed.end() if timed else 1
    position = _position(said, start) if timed or said[0] in "!=" else None
    if position is None:
        frame["text"] = said
        return frame
    latitude, longitude, end = position
    frame.update(lat=latitude, lon=longitude)
    if course := _COURSE.match(said, end):
        frame.update(course=int(course[1]), speed_knots=int(course[2]))
        end = course.end()
    if height := _HEIGHT.search(said, end, end + 120):
        frame["altitude"] = round(int(height[1]) * _FOOT, 1)
    if rest := said[end:].strip():
        frame["comment"] = rest
    return frame


def _position(said: str, at: int) -> tuple[float, float, int] | None:
    """Latitude, longitude and where they end; blanks stand for digits that were left out."""
    if plain := _PLAIN.match(said, at):
        north = int(plain[1]) + float(plain[2].replace(" ", "0")) / 60
        east = int(plain[4]) + float(plain[5].replace(" ", "0")) / 60
        if north > 90 or east > 180:
            return None
        digits = 5 - plain[2].count(" ")
        return (
            round(-north if plain[3] == "S" else north, digits),
            round(-east if plain[6] == "W" else east, digits),
            plain.end(),
        )
    if packed := _PACKED.match(said, at):
        north, east = 90 - _base91(packed[1]) / 380_926, -180 + _base91(packed[2]) / 190_463
        if abs(north) <= 90 and abs(east) <= 180:
            return round(north, 5), round(east, 5), packed.end()
    return None


def _base91(digits: str) -> int:
    total = 0
    for digit in digits:
        total = total * 91 + ord(digit) - 33
    return total


DECODER = Decoder(name="aprs", order=40, open=_open, takes="text", hint=_HINT)
