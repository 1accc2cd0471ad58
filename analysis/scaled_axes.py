"""Reads axes that are whole numbers of a fraction of a degree, where no name says of which."""

from __future__ import annotations

import re
from typing import Final

from analysis.coordinates import FINEST_DECIMALS, Coordinate
from analysis.payload import Leaf
from analysis.readings import text

_LEAST_SCALED: Final = 10_000_000  # ten degrees in millionths; smaller integers are something else


def in_semicircles(leaf: Leaf) -> Coordinate:
    """An angle of a FIT file (``position_lat``): 2^31 semicircles are 180 degrees, one is a centimetre."""
    shown = text(leaf.value)
    return Coordinate(
        path=leaf.path, text=shown, degrees=int(shown.strip()) * 180 / 2**31, decimals=FINEST_DECIMALS
    )


def plain_scale(lat: object, lon: object) -> int:
    """7 or 6 where two integers in fields that name no scale can only be ten-millionths or millionths; else 0.

    Where both readings are on the globe, millionths it is: ten-millionths would all lie in the Gulf of Guinea.
    """
    whole = [int(text(v).strip()) for v in (lat, lon) if isinstance(v, int | str) and _is_integer(v)]
    if len(whole) != 2 or max(map(abs, whole)) < _LEAST_SCALED or min(map(abs, whole)) < 1000:
        return 0
    if abs(whole[0]) <= 90_000_000 and abs(whole[1]) <= 180_000_000:
        return 6
    return 7 if abs(whole[0]) <= 1 << 30 and abs(whole[1]) <= 1 << 31 else 0


def _is_integer(value: int | str) -> bool:
    return (
        not isinstance(value, bool)
        and re.fullmatch(r"[+-]?[0-9]{1,10}", str(text(value)).strip()) is not None
    )
