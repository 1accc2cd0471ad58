"""Reads places and routes that are written as codes: geohashes, Plus Codes, encoded polylines.

Sources: the geohash description of G. Niemeyer (geohash.org); the Open Location Code specification
(google/open-location-code); the encoded polyline algorithm format (developers.google.com/maps).
"""

from __future__ import annotations

import re
from typing import Final

import msgspec

from analysis.lazy_patterns import lazy_pattern

_GEOHASH_LETTERS: Final = "0123456789bcdefghjkmnpqrstuvwxyz"
_GEOHASH: Final = lazy_pattern(rf"[{_GEOHASH_LETTERS}]{{4,12}}")
_PLUS_LETTERS: Final = "23456789CFGHJMPQRVWX"
_PLUS: Final = lazy_pattern(
    rf"(?<![\w+/=-])([2-9C][2-9CFGHJMPQRV](?:[{_PLUS_LETTERS}]{{2}}){{1,3}}(?:00){{0,2}})([+ ])([{_PLUS_LETTERS}]{{2,7}})?"
    r"(?![\w+/=-])"
)
_POLYLINE_LIMIT: Final = 10_000  # positions
_PAIRS_LIMIT: Final = 10_000
_PAIR: Final = lazy_pattern(
    r"\s{0,2}([+-]?[0-9]{1,3}(?:\.[0-9]{1,20})?)[,\s]\s{0,2}([+-]?[0-9]{1,3}(?:\.[0-9]{1,20})?)\s{0,2}"
)
Points = list[tuple[float, float]]


class Cell(msgspec.Struct, frozen=True, kw_only=True):
    """The rectangle that a code stands for: its middle, and its height and width, all in degrees."""

    text: str
    latitude: float
    longitude: float
    height: float
    width: float


def geohash(value: str) -> Cell | None:
    """The rectangle of a geohash of 4 to 12 characters; None for other texts and for the one that starts at 0,0."""
    if not _GEOHASH.fullmatch(value) or value.strip("0") in ("", "s"):
        return None
    south, west, height, width = -90.0, -180.0, 180.0, 360.0
    even = True
    for letter in value:
        number = _GEOHASH_LETTERS.index(letter)
        for bit in (16, 8, 4, 2, 1):
            if even:
                width /= 2
                west += width if number & bit else 0.0
            else:
                height /= 2
                south += height if number & bit else 0.0
            even = not even
    return Cell(
        text=value, latitude=south + height / 2, longitude=west + width / 2, height=height, width=width
    )


def plus_code(value: str, *, named: bool = False) -> Cell | None:
    """The rectangle of the first full Plus Code in a text; in a field ``named`` so, its ``+`` may have become a space."""
    found = _PLUS.search(value, 0, 256)
    while found is not None and ((found[2] == " " and not named) or not _is_whole(found)):
        found = _PLUS.search(value, found.end(), 256)
    if found is None:
        return None
    digits = found[1].rstrip("0") + (found[3] or "")
    south, west, height, width = -90.0, -180.0, 400.0, 400.0
    for at in range(0, min(len(digits), 10), 2):
        height, width = height / 20, width / 20
        south += _PLUS_LETTERS.index(digits[at]) * height
        west += _PLUS_LETTERS.index(digits[at + 1]) * width
    for digit in digits[10:]:
        row, column = divmod(_PLUS_LETTERS.index(digit), 4)
        height, width = height / 5, width / 4
        south, west = south + row * height, west + column * width
    text = found[0].replace(" ", "+")
    return Cell(
        text=text, latitude=south + height / 2, longitude=west + width / 2, height=height, width=width
    )


def _is_whole(found: re.Match[str]) -> bool:
    """Eight characters before the ``+``; behind it nothing where they are padded with zeros."""
    return len(found[1]) == 8 and not ("0" in found[1] and found[3])


def polyline(value: str, decimals: int = 5) -> Points | None:
    """The positions of an encoded polyline of so many decimals; None where it is none, or leaves the globe."""
    points: Points = []
    at, sums = 0, [0, 0]
    while at < len(value) and len(points) < _POLYLINE_LIMIT:
        for axis in (0, 1):
            step, at = _varint(value, at)
            if step is None:
                return None
            sums[axis] += step
        latitude, longitude = sums[0] / 10**decimals, sums[1] / 10**decimals
        if abs(latitude) > 90 or abs(longitude) > 180:
            return None
        points.append((latitude, longitude))
    return points


def _varint(value: str, at: int) -> tuple[int | None, int]:
    """One signed step and the place behind it; None where the text ends inside it or holds another character."""
    total = 0
    for shift in range(0, 35, 5):
        chunk = ord(value[at]) - 63 if at < len(value) else -1
        if not 0 <= chunk < 64:
            return None, at
        total |= (chunk & 31) << shift
        at += 1
        if chunk < 32:
            return ~(total >> 1) if total & 1 else total >> 1, at
    return None, at


def pairs_of_text(value: str) -> tuple[Points, int] | None:
    """Latitudes and longitudes of ``52.1,10.5|52.2,10.6`` or ``LINESTRING(10.5 52.1, 10.6 52.2)``, and their decimals.

    None for fewer than three pairs and for anything else between them.
    """
    body, separator, swapped = value.strip(), "|", False
    if body[:10].upper() == "LINESTRING":
        start = body.find("(")
        body, separator, swapped = body[start + 1 :].rstrip(") "), ",", True
    elif "|" not in body:
        separator = ";"
    found = [_PAIR.fullmatch(part) for part in body.split(separator, _PAIRS_LIMIT)]
    pairs = [match for match in found if match is not None]
    if len(pairs) < 3 or len(pairs) != len(found):
        return None
    decimals = max(len(number.partition(".")[2]) for match in pairs[:50] for number in match.groups())
    points = [(float(match[1]), float(match[2])) for match in pairs]
    return ([(second, first) for first, second in points] if swapped else points), decimals
