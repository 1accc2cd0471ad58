"""IGC flight recordings of gliders: the position at each time, and what the header says of pilot and glider.

Source: FAI, technical specification for IGC-approved GNSS flight recorders, records A, B and H.
"""

from __future__ import annotations

import re
from typing import Final

from analysis.lazy_patterns import lazy_pattern
from analysis.units import Decoder, Opened, Part, Tree

_START: Final = lazy_pattern(rb"A[A-Z0-9]{3}[^\n]{0,80}+\n(?:[A-Z][^\n]{0,100}+\n){0,24}?HF?DTE")
_FIX: Final = lazy_pattern(
    r"B([0-2]\d)([0-5]\d)([0-5]\d)(\d\d)([0-5]\d{4})([NS])(\d{3})([0-5]\d{4})([EW])[AV](-?\d{4,5})(-?\d{4,5})"
)
_DATE: Final = lazy_pattern(r"H[FO]?DTE(?:DATE:)?(\d\d)(\d\d)(\d\d)")
_HEADER: Final = lazy_pattern(r"H[FOP]([A-Z]{3})([A-Z0-9 ]{0,40}):([^\n]{1,80})")
_NAMES: Final = {
    "PLT": "pilot",
    "CM2": "second_pilot",
    "GTY": "glider_type",
    "GID": "glider_id",
    "CID": "competition_id",
}
_MAX_LINES: Final = 40_000


def _open(part: Part, limit: int) -> Opened | None:
    if isinstance(part.data, str) or len(part.data) > limit or not _START.match(part.data):
        return None
    data = part.data.decode("latin-1", "replace")
    lines = data.split("\n", _MAX_LINES)
    found: dict[str, Tree] = {}
    day = ""
    fixes: list[Tree] = []
    for line in lines[:_MAX_LINES]:
        if fix := _FIX.match(line):
            fixes.append(_fix(fix, day))
        elif date := _DATE.match(line):
            day = f"20{date[3]}-{date[2]}-{date[1]}"
        elif (said := _HEADER.match(line)) and said[1] in _NAMES and said[3].strip():
            found[_NAMES[said[1]]] = said[3].strip()
    if not fixes:
        return None
    return Opened(label="igc", tree={**found, "track": fixes}, truncated=len(lines) > _MAX_LINES)


def _fix(found: re.Match[str], day: str) -> Tree:
    north = int(found[4]) + int(found[5]) / 60_000
    east = int(found[7]) + int(found[8]) / 60_000
    clock = f"{found[1]}:{found[2]}:{found[3]}"
    return {
        "time": f"{day}T{clock}Z" if day else clock,
        "lat": round(-north if found[6] == "S" else north, 6),
        "lon": round(-east if found[9] == "W" else east, 6),
        "altitude": int(found[11]) or int(found[10]),
    }


DECODER = Decoder(name="igc", order=41, open=_open, takes="bytes")
