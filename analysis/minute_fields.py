"""Positions whose degrees and minutes stand in one number, each with its hemisphere in a field of its own, as in NMEA 0183.

``{"lat": "4812.5478", "ns": "N", "lon": "01622.3470", "ew": "E"}``: what a receiver's sentence holds, taken apart.
Also degrees, minutes and seconds, each in a field or in an object of the axis (``{"lat": {"deg": 48, "min": 12.5478}}``).
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Final

from analysis.coordinates import Coordinate, axis_name, is_position
from analysis.field_names import words
from analysis.lazy_patterns import lazy_pattern
from analysis.name_tables import SAID_BY
from analysis.needs import Needs
from analysis.no_places import is_no_place
from analysis.payload import Group
from analysis.position_texts import position_in
from analysis.readings import number, text
from analysis.remembered import Remembered
from analysis.surroundings import Surroundings, outer
from analysis.written_positions import Written

_FEW: Final = 32  # members of such an object
_DECIMALS: Final = 6
_LATITUDE: Final = lazy_pattern(r"[0-9]{3,4}\.[0-9]{2,6}")
_LONGITUDE: Final = lazy_pattern(r"[0-9]{3,5}\.[0-9]{2,6}")


def _axes(names: tuple[str, ...]) -> tuple[str, str] | None:
    """The names of latitude and longitude, where an object has one of each."""
    if len(names) > _FEW:
        return None
    told = [(name, named.axis) for name in names if (named := axis_name(name)) is not None]
    north = [name for name, axis in told if axis == "lat"]
    east = [name for name, axis in told if axis == "lon"]
    return (north[0], east[0]) if north and east else None


_AXES: Final = Remembered(_axes)


_DEGREE: Final = frozenset(
    {"d", "deg", "degree", "degrees", "grad", "gradi", "grados", "graus", "degres", "stopnie"}
)
_MINUTE: Final = frozenset(
    {"m", "min", "mins", "minute", "minutes", "minuten", "minuti", "minutos", "minuty"}
)
_SECOND: Final = frozenset(
    {"s", "sec", "secs", "second", "seconds", "sekunden", "secondi", "segundos", "secondes"}
)
_PARTED: Final = (_DEGREE, _MINUTE, _SECOND)
Parts = tuple[str, str, str]  # the names of degrees, minutes and seconds; "" where there are none of the last


def _part(spoken: tuple[str, ...]) -> int | None:
    """Whether the one word beside an axis says degrees, minutes or seconds."""
    return next((at for at, said in enumerate(_PARTED) if len(spoken) == 1 and spoken[0] in said), None)


def _parts(names: tuple[str, ...]) -> dict[str, Parts]:
    """By axis ("" where the names say none): what its degrees and its minutes are called, where an object has both."""
    found: dict[str, list[str]] = {}
    told = (
        len(names) <= _FEW and not _DEGREE.isdisjoint(said := SAID_BY[names]) and not _MINUTE.isdisjoint(said)
    )
    for name in names if told else ():
        named = axis_name(name)
        spoken, axis = (words(name), "") if named is None else (named.prefix, named.axis)
        at = _part(spoken)
        if at is not None:
            found.setdefault(axis, ["", "", ""])[at] = name
    return {axis: (part[0], part[1], part[2]) for axis, part in found.items() if part[0] and part[1]}


_PARTS: Final = Remembered(_parts)
MINUTE_PARTS: Final = Needs(objects=(_PARTS,))


def minute_parts(place: Surroundings) -> Iterator[Written]:
    """Positions whose degrees and minutes stand in two fields of each axis."""
    nested: dict[str, dict[str, tuple[Group, Parts]]] = {}
    for group, names in place.shapes:
        parts = _PARTS[names]
        if not parts:
            continue
        if "lat" in parts and "lon" in parts:
            yield from _from_parts((group, parts["lat"]), (group, parts["lon"]), place)
        elif "" in parts and (named := axis_name(group.name)) is not None:
            nested.setdefault(outer(group.path), {})[named.axis] = group, parts[""]
    for axes in nested.values():
        if len(axes) == len(("lat", "lon")):
            yield from _from_parts(axes["lat"], axes["lon"], place)


def _from_parts(
    north: tuple[Group, Parts], east: tuple[Group, Parts], place: Surroundings
) -> Iterator[Written]:
    latitude, longitude = _from_part(*north, "NS"), _from_part(*east, "EWO")
    if latitude is None or longitude is None or not is_position(latitude.degrees, longitude.degrees):
        return
    if not is_no_place(north[0], place):
        yield Written(
            latitude=latitude, longitude=longitude, rule="coordinates.dms",
            reasoning="degrees and minutes, each in a field of its own",
        )  # fmt: skip


def _from_part(group: Group, parts: Parts, sides: str) -> Coordinate | None:
    """An angle out of its fields; None where the minutes are none, or nothing is finer than they are."""
    leaf = group.members[parts[0]]
    degrees, minutes = number(leaf.value), number(group.members[parts[1]].value)
    seconds = number(group.members[parts[2]].value) if parts[2] else 0.0
    if degrees is None or minutes is None or seconds is None or degrees != int(degrees) or abs(degrees) > 180:
        return None
    if not (0 <= minutes < 60 and 0 <= seconds < 60) or (minutes == int(minutes) and not parts[2]):
        return None
    said = {str(other.value).upper() for other in islice(group.members.values(), _FEW)}
    negative = degrees < 0 or not said.isdisjoint({sides[1]})
    angle = abs(degrees) + minutes / 60 + seconds / 3600
    shown = f"{-angle if negative else angle:.{_DECIMALS}f}"
    return Coordinate(path=leaf.path, text=shown, degrees=float(shown), decimals=_DECIMALS - 1)


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
