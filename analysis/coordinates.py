"""Reads geographic coordinates from scalars and texts, and tells how precise their digits are."""

from __future__ import annotations

import math
import re
import struct
from decimal import Decimal
from typing import Final

import msgspec

from analysis.field_names import words
from analysis.lazy_patterns import lazy_pattern
from analysis.payload import Scalar
from analysis.position_texts import may_be_written, position_in
from analysis.readings import text

METRES_PER_DEGREE: Final = 111_320.0  # of latitude; of longitude at the equator
FINEST_DECIMALS: Final = (
    7  # about a centimetre; further digits come from the number format, not from the receiver
)
_NUMBER: Final = r"[+-]?[0-9]{1,3}(?:\.[0-9]{1,20})?"
_DEGREES: Final = lazy_pattern(rf"\s{{0,4}}({_NUMBER})\s?°?\s?([NSEWnsew]?)\s{{0,4}}")
_ONE_ANGLE: Final = lazy_pattern(
    r"\s{0,2}([0-9]{1,3})(?:°|º|,|\s?deg)\s{0,2}([0-9]{1,2}(?:\.[0-9]{1,8})?)['′’]?\s{0,2}"
    r"(?:([0-9]{1,2}(?:\.[0-9]{1,8})?)(?:\"|″|''|”))?\s{0,2}([NSEWnsew])\s{0,2}"
)
# What Android and Core Location print: Location[gps 48.85,2.35 hAcc=11 …], <+37.33,-122.03> +/- 5.00m
_PRINTED: Final = lazy_pattern(
    r"(?:Location\[[a-z]{2,16},? |<)([+-]?[0-9]{1,2}\.[0-9]{3,20}),([+-]?[0-9]{1,3}\.[0-9]{3,20})(?=[ ,>])"
)
_COMMA: Final = lazy_pattern(
    r"\s{0,2}([+-]?[0-9]{1,3}),([0-9]{4,9})°?\s{0,2}"
)  # as most of Europe writes decimals
_INTEGER: Final = lazy_pattern(r"[+-]?[0-9]{1,10}")
_PAIR: Final = lazy_pattern(
    rf"\s{{0,4}}[\[(]?\s{{0,4}}({_NUMBER})°?\s{{0,4}}(?:[,;|]|%2C|\s)\s{{0,4}}({_NUMBER})°?"
    r"(?:\s{0,4}[,;]\s{0,4}-?[0-9]{1,5}(?:\.[0-9]{0,20})?|(?:[; ]\s?[A-Za-z_]{1,12}=[^;\s]{1,24}){1,4})?\s{0,4}[\])]?\s{0,4}"
)
_WKT: Final = lazy_pattern(
    rf"\s{{0,4}}(?:SRID=\d{{1,6}};)?POINT\s?Z?\s?\(\s?({_NUMBER})\s({_NUMBER})(?:\s[^)]{{1,30}})?\)", re.I
)
_ISO_6709: Final = lazy_pattern(
    r"([+-][0-9]{2}\.[0-9]{1,20})([+-][0-9]{3}\.[0-9]{1,20})(?:[+-][0-9.]{1,12})?(?:CRS.{1,20})?/?"
)
_FIRST_OF_PAIR: Final = frozenset("0123456789+-[( \t\r\n\f\vPpSs")
_SEPARATED: Final = lazy_pattern(r"[,;|\s%+-]")
_GEO_URI: Final = lazy_pattern(rf"(?<![A-Za-z0-9])geo:({_NUMBER}),({_NUMBER})(?![0-9])")
_LABELLED: Final = lazy_pattern(
    r"(?i)(?<![a-z])lat(?:itude)?[\"']{0,2}\s{0,4}[:=]\s{0,4}[\"']?([+-]?[0-9]{1,3}\.[0-9]{1,20})(?![0-9.])[^\n]{0,40}?"
    r"(?<![a-z])(?:lon|lng|long|longitude)[\"']{0,2}\s{0,4}[:=]\s{0,4}[\"']?([+-]?[0-9]{1,3}\.[0-9]{1,20})(?![0-9.])"
)
# A link to a map within a text, as people send where they are.
_LINKED: Final = lazy_pattern(
    r"[?&](?:q|ll|loc|query|center|destination|daddr|cp|pt)=(?:loc:)?"
    r"([+-]?[0-9]{1,2}\.[0-9]{4,20})(?:,|%2C|~)([+-]?[0-9]{1,3}\.[0-9]{4,20})(?![0-9.])"
)
# An address or a point in the location ids of HAFAS, as planners of journeys write them: millionths of a degree.
_OF_A_JOURNEY: Final = lazy_pattern(
    r"(?:\A|@)A=(?:2|16)@(?:[A-WZ]=[^@]{0,120}@){0,4}X=(-?[0-9]{6,9})@Y=(-?[0-9]{6,8})(?:@|\Z)"
)
_LINKS: Final = ("q=", "ll=", "loc=", "query=", "center=", "addr=", "destination=", "cp=", "pt=")
_ANGLE: Final = (
    r"([0-9]{1,3})°\s?([0-9]{1,2}(?:\.[0-9]{1,6})?)['′]\s?(?:([0-9]{1,2}(?:\.[0-9]{1,6})?)(?:\"|″|''))?\s?"
)
_DEGREES_MINUTES: Final = lazy_pattern(rf"(?<![0-9.]){_ANGLE}([NSns]),?\s{{0,3}}{_ANGLE}([EWew])(?![A-Za-z])")
_TURNED_ANGLE: Final = (
    r"([0-9]{1,3})°\s?([0-9]{1,2}(?:\.[0-9]{1,6})?)['′]?\s?(?:([0-9]{1,2}(?:\.[0-9]{1,6})?)(?:\"|″|''))?"
)
_SIDE_FIRST: Final = lazy_pattern(
    rf"(?<![A-Za-z])([NSns])\s?{_TURNED_ANGLE}[,;]?\s{{0,3}}([EWew])\s?{_TURNED_ANGLE}"
)
_SHORTEST_LABELLED: Final = 13  # characters: lat=1.2lon=3.4, with what must stand between them
_SCALES: Final = (
    (("1", "e", "7"), 7), (("1", "e", "6"), 6), (("e", "7"), 7), (("e", "6"), 6), (("micro", "degrees"), 6),
    (("microdegrees",), 6), (("micro",), 6), (("micros",), 6),
)  # fmt: skip
_LATENCY: Final = frozenset({"ms", "latency", "millis", "ping"})  # what else lat stands for
_LATITUDE: Final = frozenset({"lat", "latitude", "latitud", "latitudine", "breitengrad"})
_LONGITUDE: Final = frozenset(
    {"lon", "lng", "long", "longitude", "longitud", "longitudine", "laengengrad", "längengrad"}
)
AXIS_WORDS: Final = _LATITUDE | _LONGITUDE  # every name that says an axis holds one


# The first word of the prefix of an axis that only such a name calls one, and of one of a single letter.
SHORT: Final = "short"
LETTER: Final = "letter"
_LEAST_DECIMALS: Final = {
    SHORT: 4,
    LETTER: 5,
}  # of one of the two numbers; of the other one fewer, which may end in 0


class Coordinate(msgspec.Struct, frozen=True, kw_only=True):
    """One number of a position: where it stands, as what text, in degrees, with how many given decimals."""

    path: str
    text: str
    degrees: float
    decimals: int


class AxisName(msgspec.Struct, frozen=True, kw_only=True):
    """What a field's name says: ``axis`` is lat or lon, ``prefix`` its other words, ``scale`` the degrees of one unit."""

    axis: str
    prefix: tuple[str, ...]
    scale: int  # decimals that an integer holds: 7 for E7, 0 where the name does not tell


def axis_name(name: str) -> AxisName | None:
    """``gpsLatitudeE7`` → lat, ``("gps",)``, 7; None for a name that says neither or both axes."""
    spoken = list(words(name))
    latitude, longitude = _LATITUDE.intersection(spoken), _LONGITUDE.intersection(spoken)
    if len(latitude) + len(longitude) != 1 or not _LATENCY.isdisjoint(spoken):
        return None
    scale = 0
    for ending, digits in _SCALES:
        if tuple(spoken[-len(ending) :]) == ending:
            scale, spoken = digits, spoken[: -len(ending)]
            break
    found = next(iter(latitude or longitude))
    spoken.remove(found)
    if found in spoken:
        return None
    return AxisName(axis="lat" if latitude else "lon", prefix=tuple(spoken), scale=scale)


def decimals_of(value: Scalar) -> int:
    """Decimals that a number really gives: trailing zeros count as not given, widened single precision as single."""
    if isinstance(value, float):
        value = _shortest(value)
    elif not isinstance(value, str):
        return 0
    fraction = value.strip().partition(".")[2]
    digits = re.match(r"[0-9]{0,40}", fraction)
    return len(digits.group().rstrip("0")) if digits else 0


def _shortest(value: float) -> str:
    """The shortest text of a number: in single precision where it came from there, without the residue of sums."""
    settled, exact = f"{Decimal(f'{value:.13g}'):f}", f"{Decimal(repr(value)):f}"
    if len(exact) - len(settled) >= 5:
        return settled
    try:
        single = struct.unpack("f", struct.pack("f", value))[0] == value
    except OverflowError:
        single = False
    for digits in range(1, 10) if single else ():
        short = f"{value:.{digits}g}"
        if struct.unpack("f", struct.pack("f", float(short)))[0] == value:
            return f"{Decimal(short):f}"
    return exact


def coordinate(path: str, value: Scalar, scale: int = 0) -> Coordinate | None:
    """Degrees from a number, decimal text or text with a hemisphere (``52.2 N``); with ``scale`` 7 from an E7 integer."""
    if isinstance(value, bool) or value is None:
        return None
    shown = text(value)
    if len(shown) > 64:
        return None
    if scale:
        whole = shown.strip()  # int() leaves some of the white space that this takes
        if not _INTEGER.fullmatch(whole):
            return None
        given = len(whole) - len(whole.rstrip("0"))
        return Coordinate(
            path=path, text=shown, degrees=int(whole) / 10**scale, decimals=max(scale - given, 0)
        )
    if isinstance(value, str):
        found = _DEGREES.fullmatch(value)
        if found is None:
            comma = _COMMA.fullmatch(value)
            return _angle(path, value) if comma is None else coordinate(path, f"{comma[1]}.{comma[2]}")
        degrees = float(found[1])
        if found[2] and found[2] in "SWsw":
            degrees = -abs(degrees)
        return Coordinate(path=path, text=value, degrees=degrees, decimals=decimals_of(found[1]))
    if not math.isfinite(value) or abs(value) > 1e12:
        return None
    return Coordinate(path=path, text=shown, degrees=float(value), decimals=decimals_of(value))


def _angle(path: str, value: str) -> Coordinate | None:
    """``59 deg 19' 46.21" N``, ``59°19'46.21"N`` and XMP's ``59,19.7702N``."""
    found = _ONE_ANGLE.fullmatch(value)
    if found is None or float(found[2]) >= 60 or float(found[3] or 0) >= 60:
        return None
    shown = _decimal(found[1], found[2], found[3], found[4])
    return Coordinate(path=path, text=shown, degrees=float(shown), decimals=decimals_of(shown))


def is_position(latitude: float, longitude: float) -> bool:
    """Whether both are in range and not a placeholder (0,0 or -1,-1 or the corner of the map)."""
    if not (abs(latitude) <= 90 and abs(longitude) <= 180):
        return False
    corner = abs(latitude) == 90 and abs(longitude) in (0, 180)
    return not corner and (latitude, longitude) not in ((0, 0), (-1, -1))


def says_enough(named: AxisName, latitude: Coordinate, longitude: Coordinate) -> bool:
    """Whether two numbers have the decimals that the shortness of their names asks for."""
    least = _LEAST_DECIMALS.get(named.prefix[0], 0) if named.prefix else 0
    fewer, more = sorted((latitude.decimals, longitude.decimals))
    return more >= least and fewer >= least - 1


def may_hold_position(value: str) -> bool:
    """Whether ``pair_of_text``, ``pairs_in_text`` or a URL's ``@lat,lon`` may find something: a cheap look at the text."""
    if value[0] in _FIRST_OF_PAIR and ("." in value or "," in value):
        return True
    return (
        "geo:" in value
        or "@" in value
        or "°" in value
        or "Location[" in value
        or "> +/- " in value
        or ("://" in value and any(name in value for name in _LINKS))
        or may_be_written(value)
        or (len(value) >= _SHORTEST_LABELLED and "lat" in value[:4096].lower())
    )


def pair_of_text(value: str) -> tuple[str, str, bool] | None:
    """Two numbers out of ``52.2,10.5``, ``(52.2; 10.5)``, ``POINT(10.5 52.2)`` or ISO 6709 text.

    Gives latitude and longitude as text, and whether the notation itself fixes their order.
    """
    if len(value) > 120 or value[:1] not in _FIRST_OF_PAIR or _SEPARATED.search(value, 1) is None:
        return None
    if found := _WKT.fullmatch(value):
        return found[2], found[1], True
    if found := _ISO_6709.fullmatch(value):
        return found[1], found[2], True
    found = _PAIR.fullmatch(value)
    return (found[1], found[2], value.count("°") == 2) if found else None


def pairs_in_text(value: str) -> tuple[str, str, str] | None:
    """Latitude, longitude and rule of a ``geo:`` URI or a labelled pair (``lat: 52.2, lon: 10.5``) within a text."""
    head = value[:4096]
    if "geo:" in head and (found := _GEO_URI.search(head)):
        return found[1], found[2], "coordinates.geo_uri"
    if ("Location[" in head or "> +/- " in head) and (found := _PRINTED.search(head)):
        return found[1], found[2], "coordinates.labelled_text"
    if "°" in head and (found := _DEGREES_MINUTES.search(head)):
        return _decimal(*found.groups()[:4]), _decimal(*found.groups()[4:]), "coordinates.dms"
    if "°" in head and (found := _SIDE_FIRST.search(head)):
        latitude = _decimal(found[2], found[3], found[4], found[1])
        return latitude, _decimal(found[6], found[7], found[8], found[5]), "coordinates.dms"
    if len(head) >= _SHORTEST_LABELLED and "lat" in head.lower() and (found := _LABELLED.search(head)):
        return found[1], found[2], "coordinates.labelled_text"
    if "@X=" in head and (found := _OF_A_JOURNEY.search(head)):
        return f"{int(found[2]) / 1e6:.6f}", f"{int(found[1]) / 1e6:.6f}", "coordinates.labelled_text"
    if "://" in head and (found := _LINKED.search(head)):
        return found[1], found[2], "coordinates.labelled_text"
    if may_be_written(head) and (written := position_in(head)):
        return *written, "coordinates.labelled_text"
    return None


def _decimal(degrees: str, minutes: str, seconds: str | None, hemisphere: str) -> str:
    """Degrees, minutes and seconds as decimal degrees, with about as many digits as were given."""
    angle = int(degrees) + float(minutes) / 60 + float(seconds or 0) / 3600
    digits = 4 + len(seconds.partition(".")[2]) if seconds else 2 + len(minutes.partition(".")[2])
    return f"{-angle if hemisphere in 'SWsw' else angle:.{digits}f}"


def precision_m(decimals: int, latitude: float | None = None) -> float:
    """Metres that the last given decimal stands for: of latitude, or of longitude at ``latitude``.

    111,320 m / 10^decimals, times the cosine of the latitude for a longitude; not below 7 decimals (1.1 cm).
    """
    metres = METRES_PER_DEGREE / float(10 ** min(decimals, FINEST_DECIMALS))
    return float(f"{metres * (1.0 if latitude is None else abs(math.cos(math.radians(latitude)))):.4g}")
