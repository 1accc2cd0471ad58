"""Positions whose degrees and minutes stand in one number, each with its hemisphere in a field of its own, as in NMEA 0183.

``{"lat": "4812.5478", "ns": "N", "lon": "01622.3470", "ew": "E"}``: what a receiver's sentence holds, taken apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import Final

from analysis.coordinates import Coordinate, axis_name
from analysis.payload import Group
from analysis.position_texts import position_in
from analysis.readings import text
from analysis.remembered import Remembered
from analysis.surroundings import Surroundings
from analysis.written_positions import Written

_FEW: Final = 32  # members of such an object
_DECIMALS: Final = 6
_LATITUDE: Final = re.compile(r"[0-9]{3,4}\.[0-9]{2,6}")
_LONGITUDE: Final = re.compile(r"[0-9]{3,5}\.[0-9]{2,6}")


def _axes(names: tuple[str, ...]) -> tuple[str, str] | None:
    """The names of latitude and longitude, where an object has one of each."""
    if len(names) > _FEW:
        return None
    told = [(name, named.axis) for name in names if (named := axis_name(name)) is not None]
    north = [name for name, axis in told if axis == "lat"]
    east = [name for name, axis in told if axis == "lon"]
    return (north[0], east[0]) if north and east else None


_AXES: Final = Remembered(_axes)


def minute_fields(place: Surroundings) -> Iterator[Written]:
    """Those of the objects that hold both numbers and both hemispheres."""
    for group, names in place.shapes:
        if len(names) >= 4 and (axes := _AXES[names]) is not None:
            found = _of(group, *axes)
            if found is not None:
                yield found


def _of(group: Group, north: str, east: str) -> Written | None:
    lat, lon = group.members[north], group.members[east]
    first, second = text(lat.value), text(lon.value)
    if not _LATITUDE.fullmatch(first) or not _LONGITUDE.fullmatch(second):
        return None
    sides = {
        str(leaf.value).upper() for leaf in islice(group.members.values(), _FEW) if str(leaf.value) in _SIDES
    }
    norths, easts = sides & {"N", "S"}, sides & {"E", "W"}
    if len(norths) != 1 or len(easts) != 1:
        return None
    whole, other = first.partition(".")[0], second.partition(".")[0]
    written = f"{first.rjust(len(first) + 4 - len(whole), '0')},{norths.pop()},"
    written += f"{second.rjust(len(second) + 5 - len(other), '0')},{easts.pop()}"
    degrees = position_in(written)
    if degrees is None:
        return None
    axes = [
        Coordinate(path=leaf.path, text=shown, degrees=float(shown), decimals=_DECIMALS)
        for leaf, shown in zip((lat, lon), degrees, strict=True)
    ]
    return Written(
        latitude=axes[0], longitude=axes[1], rule="coordinates.dms",
        reasoning="degrees and minutes in one number, with their hemispheres beside them",
    )  # fmt: skip


_SIDES: Final = frozenset("NSEWnsew")
