"""NMEA 0183 sentences of satellite receivers ($GPGGA, $GNRMC, …) with a right checksum: positions in degrees.

The place of the own ship in AIS's VDO sentences as well.
Source of the fields: Dale DePriest, "NMEA data" (gpsinformation.org/dale/nmea.htm).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import reduce
from operator import xor
from typing import Final

from analysis.ais_reports import read_report
from analysis.lazy_patterns import lazy_pattern
from analysis.units import Decoder, Opened, Part, Tree

_MAX_LINES: Final = 20_000
_HINT: Final = r"\A\s{0,64}[$!][A-Z]{4,5},"
_START: Final = lazy_pattern(_HINT)
_SENTENCE: Final = lazy_pattern(
    r"\s{0,8}[$!](([A-Z]{2})([A-Z]{2,3}),([!-~ ]{0,160}))\*([0-9A-Fa-f]{2})\s{0,8}\Z", re.ASCII
)
_ANGLE: Final = lazy_pattern(r"(\d{1,3})(\d\d(?:\.\d{1,8})?)\Z", re.ASCII)
_CLOCK: Final = lazy_pattern(r"(\d\d)(\d\d)(\d\d)((?:\.\d{1,6})?)\Z", re.ASCII)
_DATE: Final = lazy_pattern(r"(\d\d)(\d\d)(\d\d)\Z", re.ASCII)
_NUMBER: Final = lazy_pattern(r"-?\d{1,9}(?:\.\d{1,9})?\Z", re.ASCII)
_FIRST_YEAR: Final = 80  # of GPS: a year below it is one of this century

Members = dict[str, Tree]


def _open(part: Part, limit: int) -> Opened | None:
    text = part.data
    if not isinstance(text, str) or len(text) > limit or not _START.match(text):
        return None
    lines = text.split("\n", _MAX_LINES)
    truncated = len(lines) > _MAX_LINES
    lines = [line for line in lines[:_MAX_LINES] if line.strip()]
    found: list[Tree] = [sentence for line in lines if (sentence := _sentence(line)) is not None]
    if not found or len(found) * 2 < len(lines):
        return None
    whole = len(found) == len(lines)
    return Opened(label="nmea", tree={"nmea": found}, keeps_text=not whole, truncated=truncated)


def _sentence(line: str) -> Members | None:
    found = _SENTENCE.match(line)
    if found is None or reduce(xor, found[1].encode("ascii")) != int(found[5], 16):
        return None
    name, fields = found[3], found[4].split(",")
    if name == "VDO" and (own := _own_ship(fields)) is not None:
        return {"sentence": name, **own}
    read = _READERS.get(name)
    if read is None:
        return {"sentence": name, "fields": found[4]}
    values = read([*fields, *[""] * 12])
    return {"sentence": name, **{key: value for key, value in values.items() if value is not None}}


def _gga(fields: list[str]) -> Members:
    return {
        "time": _time(fields[0]),
        "lat": _degrees(fields[1], fields[2]),
        "lon": _degrees(fields[3], fields[4]),
        "satellites": _number(fields[6]),
        "hdop": _number(fields[7]),
        "altitude": _number(fields[8]),
    }


def _rmc(fields: list[str]) -> Members:
    return {
        "time": _time(fields[0], fields[8]),
        "lat": _degrees(fields[2], fields[3]),
        "lon": _degrees(fields[4], fields[5]),
        "speed_knots": _number(fields[6]),
        "course": _number(fields[7]),
    }


def _gll(fields: list[str]) -> Members:
    return {
        "time": _time(fields[4]),
        "lat": _degrees(fields[0], fields[1]),
        "lon": _degrees(fields[2], fields[3]),
    }


def _vtg(fields: list[str]) -> Members:
    return {"course": _number(fields[0]), "speed_knots": _number(fields[4])}


_READERS: Final[dict[str, Callable[[list[str]], Members]]] = {
    "GGA": _gga,
    "GNS": _gga,
    "RMC": _rmc,
    "GLL": _gll,
    "VTG": _vtg,
}


def _own_ship(fields: list[str]) -> Members | None:
    """The place of the ship that sends, in one sentence; VDM would be what it hears of others."""
    report = read_report(fields[4]) if len(fields) > 5 and fields[0] == "1" else None
    if report is None:
        return None
    return {
        key: value
        for key, value in (("mmsi", report.mmsi), ("lat", report.latitude), ("lon", report.longitude))
        if value is not None
    }


def _degrees(angle: str, side: str) -> float | None:
    """``4807.038``, ``N`` → 48.1173; None where it is no angle of that side."""
    found = _ANGLE.match(angle)
    if found is None or side not in ("N", "S", "E", "W") or not side:
        return None
    degrees = int(found[1]) + float(found[2]) / 60
    if float(found[2]) >= 60 or degrees > (90 if side in "NS" else 180):
        return None
    return round(-degrees if side in "SW" else degrees, 8)


def _time(clock: str, date: str = "") -> str | None:
    """ISO 8601 in UTC, only the time of day where there is no date."""
    found, day = _CLOCK.match(clock), _DATE.match(date)
    if found is None:
        return None
    time = f"{found[1]}:{found[2]}:{found[3]}{found[4]}"
    if day is None:
        return time
    century = "19" if int(day[3]) >= _FIRST_YEAR else "20"
    return f"{century}{day[3]}-{day[2]}-{day[1]}T{time}Z"


def _number(text: str) -> float | None:
    return float(text) if _NUMBER.match(text) else None


DECODER = Decoder(name="nmea", order=38, open=_open, takes="text", hint=_HINT)
