"""Positions in notations of their own: angles in lists, UTM fields, two segments of a URL's path."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Final

import msgspec

from analysis.coordinates import Coordinate, axis_name, coordinate, is_position
from analysis.field_names import words
from analysis.grid_references import utm
from analysis.lazy_patterns import lazy_pattern
from analysis.name_tables import picking
from analysis.needs import Needs
from analysis.payload import Group, Leaf
from analysis.place_names import NO_POINT
from analysis.readings import number, text
from analysis.remembered import Remembered
from analysis.surroundings import Surroundings, outer
from analysis.texts import TextShape, texts_like

_SEGMENT: Final = lazy_pattern(r"-?[0-9]{1,3}\.[0-9]{4,12}")
_WRAPPED: Final = frozenset({"value"})
_LONGEST_NAME: Final = 120  # characters around a value, steps with dots (vehicle.….latitude) among them
_MOST_BESIDE: Final = 4  # members of such a value, itself among them: its unit, its time
_PAIR_IN_PATH: Final = r"-?[0-9]{1,3}\.[0-9]{4,12},-?[0-9]{1,3}\.[0-9]{4,12}"
_ROW_IN_PATH: Final = lazy_pattern(
    rf"({_PAIR_IN_PATH})(?:;{_PAIR_IN_PATH}){{1,99}}|({_PAIR_IN_PATH})(?::{_PAIR_IN_PATH}){{1,99}}"
)
_SYSTEMS: Final = ("crs", "srs", "srid", "epsg", "wkid", "SRID", "CRS", "srsName")
_RATIONALS: Final = lazy_pattern(r"\s?(\d{1,3})/1[,; ]\s?(\d{1,6})/(\d{1,5})[,; ]\s?(\d{1,9})/(\d{1,7})\s?")
_ZONE: Final = lazy_pattern(r"\s?(\d{1,2})\s?([C-HJ-NP-Xc-hj-np-x]|[NS]|north|south)?\s?")
_EASTINGS: Final = picking(
    lambda name: words(name)[-1:] == ("easting",) or words(name)[-2:] == ("utm", "x"), ("easting", "utm")
)
_ANGLES: Final = frozenset({("gps", "latitude"), ("latitude",), ("gps", "lat"), ("lat",)})
_RATIONAL_NAMES: Final = picking(lambda name: words(name) in _ANGLES, ("latitude", "lat"))
_OF_XY: Final = picking(lambda name: name in ("x", "y", "value"), ("x", "y", "value"))
_IN_PATH: Final = TextShape(
    lambda text: _SEGMENT.fullmatch(text), shortest=6, longest=17, begins="-0123456789"
)
_ROWS: Final = TextShape(
    lambda text: 27 <= len(text) <= 4096 and text[:1] in "-0123456789" and _ROW_IN_PATH.fullmatch(text),
    headers=False, shortest=27, begins="-0123456789",
)  # fmt: skip
# What a message with such a position holds one of.
WRITTEN: Final = Needs(names=(_RATIONAL_NAMES, _EASTINGS, _OF_XY), texts=(_IN_PATH, _ROWS), lists=True)


class Written(msgspec.Struct, frozen=True, kw_only=True):
    """A position in degrees, with what was written."""

    latitude: Coordinate
    longitude: Coordinate
    rule: str
    reasoning: str


def written_positions(place: Surroundings) -> Iterator[Written]:
    """Every position that is written in one of these ways."""
    yield from _of_path(place)
    yield from _of_rows(place)
    yield from _of_angles(place)
    yield from _of_rationals(place)
    yield from _of_utm(place)
    yield from _of_wrapped(place)


def _of_path(place: Surroundings) -> Iterator[Written]:
    """``/almanac/52.37403/4.88969/today``, ``/lat/52.374/lon/4.889``."""
    if len(texts_like(place.payload, _IN_PATH)) < 2:
        return
    segments = [(leaf, leaf.value) for leaf in place.by_name.get("", ()) if leaf.context == "path"]
    numbers = [
        (at, leaf, value)
        for at, (leaf, value) in enumerate(segments)
        if isinstance(value, str) and _SEGMENT.fullmatch(value)
    ]
    for (at, one, north), (then, other, east) in pairwise(numbers):
        between = str(segments[at + 1][1]).lower() if then == at + 2 else ""
        if (then == at + 1 or between in ("lon", "lng", "long", "longitude")) and is_position(
            float(north), float(east)
        ):
            yield Written(
                latitude=_axis(one, north, float(north)), longitude=_axis(other, east, float(east)),
                rule="coordinates.path", reasoning="two numbers in range in the path of the address, one after the other",
            )  # fmt: skip


def _of_rows(place: Surroundings) -> Iterator[Written]:
    """``/route/v1/driving/13.3889,52.5170;13.3976,52.5294`` (longitude first), ``/52.50931,13.42936:52.50274,13.43872/``.

    The first of the places: where a way begins is where somebody is, or will be. Sources of the order: project-osrm.org/docs
    and docs.mapbox.com (semicolons), developer.tomtom.com (colons), from memory.
    """
    for leaf, value in texts_like(place.payload, _ROWS):
        row = _ROW_IN_PATH.fullmatch(value) if leaf.context == "path" else None
        if row is None:
            continue
        first, second = (row[1] or row[2]).split(",")
        north, east = (second, first) if row[1] else (first, second)
        if (
            is_position(float(north), float(east)) and max(abs(float(north)), abs(float(east))) > 1
        ):  # no shares
            yield Written(
                latitude=_axis(leaf, north, float(north)), longitude=_axis(leaf, east, float(east)),
                rule="coordinates.path", reasoning="the first of several places in one segment of the path of the address",
            )  # fmt: skip


def _axis(leaf: Leaf, shown: str, degrees: float, decimals: int | None = None) -> Coordinate:
    given = len(shown.partition(".")[2]) if decimals is None else decimals
    return Coordinate(path=leaf.path, text=shown, degrees=degrees, decimals=given)


def _of_angles(place: Surroundings) -> Iterator[Written]:
    """``GPSLatitude: [59, 19, 46.21]`` with ``GPSLatitudeRef``, as EXIF has it."""
    threes = [(path, leaves) for path, leaves in place.lists.items() if len(leaves) == 3]
    northern = [(path, leaves) for path, leaves in threes if words(leaves[0].name) in _ANGLES]
    eastern: dict[str, list[list[Leaf]]] = {}
    for path, leaves in threes if northern else ():
        if (named := axis_name(leaves[0].name)) is not None and named.axis == "lon":
            eastern.setdefault(outer(path), []).append(leaves)
    for path, leaves in northern:
        for members in eastern.get(outer(path), ()):
            if (found := _pair_of_angles(leaves, members, place)) is not None:
                yield found


def _pair_of_angles(north: list[Leaf], east: list[Leaf], place: Surroundings) -> Written | None:
    latitude, longitude = _degrees(north, place, "S"), _degrees(east, place, "W")
    if latitude is None or longitude is None or not is_position(latitude.degrees, longitude.degrees):
        return None
    return Written(
        latitude=latitude, longitude=longitude, rule="coordinates.dms",
        reasoning="degrees, minutes and seconds in two lists that are named latitude and longitude",
    )  # fmt: skip


def _degrees(leaves: list[Leaf], place: Surroundings, negative: str) -> Coordinate | None:
    values = [number(leaf.value) for leaf in leaves]
    degrees, minutes, seconds = values
    if degrees is None or minutes is None or seconds is None:
        return None
    if not (0 <= degrees <= 180 and degrees == int(degrees) and 0 <= minutes < 60 and 0 <= seconds < 60):
        return None
    around = place.around(leaves[0].path)
    ref = around.members.get(f"{leaves[0].name}Ref") if around is not None else None
    sign = -1 if ref is not None and text(ref.value)[:1].upper() == negative else 1
    angle = sign * (degrees + minutes / 60 + seconds / 3600)
    return Coordinate(path=leaves[0].path, text=f"{angle:.6f}", degrees=angle, decimals=5)


def _of_rationals(place: Surroundings) -> Iterator[Written]:
    """``GPSLatitude: "48/1,12/1,2956/100"``, as EXIF tags are printed."""
    for leaf in place.leaves_of(_RATIONAL_NAMES):
        around = place.around(leaf.path)
        if not isinstance(leaf.value, str) or "/" not in leaf.value or around is None:
            continue
        for name, other in around.members.items():
            named = axis_name(name)
            if (
                named is not None
                and named.axis == "lon"
                and isinstance(other.value, str)
                and "/" in other.value
            ):
                north, east = _of_rational(leaf, around, "S"), _of_rational(other, around, "W")
                if north is not None and east is not None and is_position(north.degrees, east.degrees):
                    yield Written(
                        latitude=north, longitude=east, rule="coordinates.dms",
                        reasoning="degrees, minutes and seconds as fractions",
                    )  # fmt: skip


def _of_rational(leaf: Leaf, around: Group, negative: str) -> Coordinate | None:
    found = _RATIONALS.fullmatch(text(leaf.value))
    if found is None or int(found[3]) == 0 or int(found[5]) == 0:
        return None
    minutes, seconds = int(found[2]) / int(found[3]), int(found[4]) / int(found[5])
    ref = around.members.get(f"{leaf.name}Ref")
    if minutes >= 60 or seconds >= 60:
        return None
    sign = -1 if ref is not None and text(ref.value)[:1].upper() == negative else 1
    angle = sign * (int(found[1]) + minutes / 60 + seconds / 3600)
    return _axis(leaf, f"{angle:.6f}", angle, 5)


def _of_utm(place: Surroundings) -> Iterator[Written]:
    """``utm_zone: 32T``, ``easting`` and ``northing`` in one object."""
    for leaf in place.leaves_of(_EASTINGS):
        around = place.around(leaf.path)
        members = around.members if around is not None and len(around.members) <= 256 else {}
        northing = next(
            (item for name, item in members.items() if words(name)[-1:] in (("northing",), ("y",))), None
        )
        zone = next((item for name, item in members.items() if "zone" in words(name)), None)
        found = _ZONE.fullmatch(text(zone.value)) if zone is not None else None
        east, north = number(leaf.value), number(northing.value) if northing is not None else None
        if northing is None or found is None or east is None or north is None:
            continue
        band = (found[2] or "N").upper()
        south = band in ("S", "SOUTH") if len(text(zone.value if zone else "").strip()) > 3 else band < "N"
        degrees = utm(int(found[1]), south, east, north)
        if degrees is not None:
            yield Written(
                latitude=_axis(northing, f"{degrees[0]:.6f}", degrees[0], 5),
                longitude=_axis(leaf, f"{degrees[1]:.6f}", degrees[1], 5), rule="coordinates.grid",
                reasoning="easting and northing in metres of a UTM zone",
            )  # fmt: skip


_AXIS_AROUND: Final = Remembered(lambda name: axis_name(name) if 3 <= len(name) <= _LONGEST_NAME else None)


def _is_geographic(group: Group) -> bool:
    """Whether an object says that its x and y are degrees of WGS 84."""
    said = (group.members[name].value for name in _SYSTEMS if name in group.members)
    return any(text(value).upper().removeprefix("EPSG:") in ("4326", "CRS84", "WGS84") for value in said)


def _millionths(group: Group) -> Written | None:
    x, y = group.members["x"], group.members["y"]
    north, east = coordinate(y.path, y.value, 6), coordinate(x.path, x.value, 6)
    if north is None or east is None:
        return None
    least, most = sorted((abs(north.degrees), abs(east.degrees)))
    if least < 0.001 or most < 1:
        return None  # positions on a screen
    if not is_position(north.degrees, east.degrees):
        return None
    return Written(
        latitude=north, longitude=east, rule="coordinates.e7", reasoning="x and y in millionths of a degree, named crd",
    )  # fmt: skip


def _of_wrapped(place: Surroundings) -> Iterator[Written]:
    """``{"lat": {"value": 52.5}, "lng": {"value": 13.4}}``, and ESRI's ``x`` and ``y`` with ``wkid: 4326``."""
    if not {"x", "y"} <= place.by_name.keys() and not _WRAPPED & place.by_name.keys():
        return
    wrapped: dict[tuple[str, ...], dict[str, Leaf]] = {}
    for group in place.payload.groups:
        named = _AXIS_AROUND[group.name] if "value" in group.members else None
        if named is not None and len(group.members) <= _MOST_BESIDE and NO_POINT.isdisjoint(named.prefix):
            wrapped.setdefault((outer(group.path), *named.prefix), {})[named.axis] = group.members["value"]
        elif words(group.name)[-1:] == ("crd",) and {"x", "y"} <= group.members.keys():
            crd = _millionths(group)  # HAFAS, the timetables of many railways
            if crd is not None:
                yield crd
        elif {"x", "y"} <= group.members.keys() and _is_geographic(group):
            wrapped[(group.path,)] = {"lat": group.members["y"], "lon": group.members["x"]}
        elif group.name == "spatialReference" and number(
            getattr(group.members.get("wkid"), "value", None)
        ) in (4326, 4269):
            holder = place.group(outer(group.path))
            if holder is not None and {"x", "y"} <= holder.members.keys():
                wrapped[(holder.path,)] = {"lat": holder.members["y"], "lon": holder.members["x"]}
    for axes in wrapped.values():
        if len(axes) == 2:
            north, east = (
                coordinate(axes["lat"].path, axes["lat"].value),
                coordinate(axes["lon"].path, axes["lon"].value),
            )
            if (
                north
                and east
                and max(north.decimals, east.decimals) >= 3
                and is_position(north.degrees, east.degrees)
            ):
                yield Written(
                    latitude=north, longitude=east, rule="coordinates.named",
                    reasoning="latitude and longitude, each with its value",
                )  # fmt: skip


_BODIES: Final = frozenset({
    "mars", "moon", "luna", "venus", "mercury", "jupiter", "saturn", "titan", "europa", "ceres", "pluto", "phobos", "vesta",
})  # fmt: skip
_BODY_NAMES: Final = (
    "body",
    "planet",
    "celestial_body",
    "celestialBody",
    "world",
    "frame",
    "target_body",
    "targetBody",
)


def is_elsewhere(group: Group) -> bool:
    """Whether an object says that it is about another world than the earth."""
    members = group.members
    said = (members[name].value for name in _BODY_NAMES if name in members)
    return any(
        isinstance(value, str) and not _BODIES.isdisjoint(words(value[:64])) for value in said
    ) or not (_BODIES.isdisjoint(word for name in group.names[-2:] for word in words(name)))
