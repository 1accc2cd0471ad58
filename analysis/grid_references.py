"""Places written as grid references: UTM and MGRS coordinates, Maidenhead locators, H3 and S2 cells.

Sources: NGA, The Universal Grids (NGA.SIG.0012, transverse Mercator on WGS 84); the IARU locator system; h3geo.org, the
bits of an index and the table of cell statistics; s2geometry.io, the bits and tokens of cells and their table.
"""

from __future__ import annotations

import math
from typing import Final

from analysis.lazy_patterns import lazy_pattern
from analysis.place_codes import Cell

_BANDS: Final = "CDEFGHJKLMNPQRSTUVWX"
_COLUMNS: Final = ("ABCDEFGH", "JKLMNPQR", "STUVWXYZ")
_ROWS: Final = "ABCDEFGHJKLMNPQRSTUV"
_MGRS: Final = lazy_pattern(r"(\d{1,2})\s?([C-HJ-NP-X])\s?([A-HJ-NP-Z])([A-HJ-NP-V])\s?(\d{1,5})\s?(\d{1,5})")
_MAIDENHEAD: Final = lazy_pattern(r"([A-Ra-r])([A-Ra-r])(\d)(\d)(?:([A-Xa-x])([A-Xa-x])(?:(\d)(\d))?)?")
_H3: Final = lazy_pattern(r"8([0-9a-f])[0-9a-f]{13}")
_S2_TOKEN: Final = lazy_pattern(r"[0-9ab][0-9a-f]{3,15}")
_S2_NUMBER: Final = lazy_pattern(r"-?[0-9]{17,20}")
_FACE_EDGE: Final = 9_220_000.0  # metres along the edge of one of the six faces, on average
_LEAST_LEVEL: Final = 6  # cells larger than a region are nobody's place
_SEMI_MAJOR, _FLATTENING, _SCALE = 6_378_137.0, 1 / 298.257_223_563, 0.9996
_METRES: Final = 111_320.0  # of a degree of latitude
# Mean edge of a hexagon in metres, by resolution from 0.
_EDGES: Final = (
    1_281_256, 483_057, 182_513, 68_979, 26_072, 9_854, 3_725, 1_406, 531, 201, 76, 28.7, 10.8, 4.1, 1.5, 0.58,
)  # fmt: skip


def utm(zone: int, south: bool, easting: float, northing: float) -> tuple[float, float] | None:
    """Latitude and longitude of UTM metres; None for what lies outside a zone."""
    if not (1 <= zone <= 60 and 100_000 <= easting <= 900_000 and 0 <= northing <= 10_000_000):
        return None
    n = _FLATTENING / (2 - _FLATTENING)
    radius = _SEMI_MAJOR / (1 + n) * (1 + n**2 / 4 + n**4 / 64)
    up = (northing - (10_000_000 if south else 0)) / (_SCALE * radius)
    across = (easting - 500_000) / (_SCALE * radius)
    beta = (n / 2 - 2 * n**2 / 3 + 37 * n**3 / 96, n**2 / 48 + n**3 / 15, 17 * n**3 / 480)
    xi = up - sum(b * math.sin(2 * k * up) * math.cosh(2 * k * across) for k, b in enumerate(beta, 1))
    eta = across - sum(b * math.cos(2 * k * up) * math.sinh(2 * k * across) for k, b in enumerate(beta, 1))
    chi = math.asin(max(-1.0, min(1.0, math.sin(xi) / math.cosh(eta))))
    delta = (2 * n - 2 * n**2 / 3 - 2 * n**3, 7 * n**2 / 3 - 8 * n**3 / 5, 56 * n**3 / 15)
    latitude = math.degrees(chi + sum(d * math.sin(2 * k * chi) for k, d in enumerate(delta, 1)))
    longitude = math.degrees(math.atan2(math.sinh(eta), math.cos(xi))) + zone * 6 - 183
    return (latitude, longitude) if abs(latitude) <= 84.5 and abs(longitude) <= 180 else None


def mgrs(value: str) -> Cell | None:
    """The square of an MGRS reference of 10 km to 1 m; None for other texts."""
    found = _MGRS.fullmatch(value.strip().upper()) if 6 <= len(value) <= 24 else None
    if found is None:
        return None
    digits = found[5] + found[6]
    zone, half = int(found[1]), len(digits) // 2
    column = _COLUMNS[(zone - 1) % 3].find(found[3])
    if len(digits) % 2 or not 1 <= zone <= 60 or column < 0:
        return None
    size = 10.0 ** (5 - half)
    easting = (column + 1) * 100_000 + int(digits[:half]) * size
    row = (_ROWS.index(found[4]) - (5 if zone % 2 == 0 else 0)) % 20
    northing = row * 100_000 + int(digits[half:]) * size
    south = found[2] < "N"
    floor = _BANDS.index(found[2]) * 8 - 80  # degrees where the band begins
    for turn in range(5):
        place = utm(zone, south, easting + size / 2, northing + turn * 2_000_000 + size / 2)
        if place is not None and floor - 1 <= place[0] <= floor + (13 if found[2] == "X" else 9):
            return Cell(
                text=value.strip(),
                latitude=place[0],
                longitude=place[1],
                height=size / _METRES,
                width=size / _METRES,
            )
    return None


def maidenhead(value: str) -> Cell | None:
    """The field of a locator of 4 to 8 characters (JN58td); None for other texts."""
    found = _MAIDENHEAD.fullmatch(value.strip())
    if found is None:
        return None
    west, south = (ord(found[1].upper()) - 65) * 20 - 180.0, (ord(found[2].upper()) - 65) * 10 - 90.0
    west, south, width, height = west + int(found[3]) * 2, south + int(found[4]), 2.0, 1.0
    if found[5]:
        width, height = width / 24, height / 24
        west, south = (
            west + (ord(found[5].upper()) - 65) * width,
            south + (ord(found[6].upper()) - 65) * height,
        )
    if found[7]:
        width, height = width / 10, height / 10
        west, south = west + int(found[7]) * width, south + int(found[8]) * height
    return Cell(
        text=value.strip(),
        latitude=south + height / 2,
        longitude=west + width / 2,
        height=height,
        width=width,
    )


def h3_edge(value: str) -> float | None:
    """Metres along the edge of the cell of an H3 index; None for other texts."""
    found = _H3.fullmatch(value.strip().lower())
    return _EDGES[int(found[1], 16)] if found is not None else None


def s2_edge(value: str) -> float | None:
    """Metres along the edge of the cell of an S2 token, or of its number of 64 bits; None for others and large cells."""
    said = value.strip().lower()
    if _S2_NUMBER.fullmatch(said):
        cell = int(said) & (1 << 64) - 1
    elif _S2_TOKEN.fullmatch(said):
        cell = int(said.ljust(16, "0"), 16)
    else:
        return None
    lowest = (cell & -cell).bit_length() - 1  # the bit that ends the position along the curve
    level = 30 - lowest // 2
    if cell == 0 or cell >> 61 > 5 or lowest % 2 or level < _LEAST_LEVEL:
        return None
    return float(f"{_FACE_EDGE / 2**level:.3g}")
