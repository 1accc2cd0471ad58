"""Recognises the part of a map that somebody looks at: tiles and bounding boxes. It need not be where the device is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain
from typing import Final

import msgspec

from analysis.coordinates import (
    AXIS_WORDS,
    METRES_PER_DEGREE,
    axis_name,
    coordinate,
    decimals_of,
    is_position,
)
from analysis.field_names import is_named, words
from analysis.lazy_patterns import lazy_pattern
from analysis.map_tiles import LOOKED_AT, OF_TILES, TILE_FIELDS, tile_in, tile_of_fields, tile_of_path
from analysis.name_tables import picking
from analysis.needs import Needs
from analysis.payload import Group, Payload
from analysis.positions import AXES
from analysis.quantity_kinds import telling_words
from analysis.readings import number, rounded
from analysis.records import Confidence, Measures, Observation
from analysis.remembered import Remembered
from analysis.surroundings import Surroundings, outer, surroundings
from analysis.units import Detector, Mapped

_BOX_NAMES: Final = ("bbox", "bounding box", "map bounds", "bounds", "viewport", "visible region", "map extent", "extent",
                     "visible bounds", "map viewport", "geo bounds", "lat lng bounds", "viewbox")  # fmt: skip
_CORNERS: Final = {
    "northeast": "ne", "north east": "ne", "ne": "ne", "top right": "ne", "upper right": "ne", "max": "ne",
    "southwest": "sw", "south west": "sw", "sw": "sw", "bottom left": "sw", "lower left": "sw", "min": "sw",
    "northwest": "nw", "north west": "nw", "nw": "nw", "top left": "nw", "upper left": "nw",
    "southeast": "se", "south east": "se", "se": "se", "bottom right": "se", "lower right": "se",
}  # fmt: skip
_TRACK_FILES: Final = frozenset({"gpx", "TrainingCenterDatabase", "session"})
_OPPOSITE: Final = (("sw", "ne"), ("nw", "se"))
_LEAST_AND_MOST: Final = tuple(("minlat", f"min{east}", "maxlat", f"max{east}") for east in ("lon", "lng"))
_SIDES: Final = (("south", "west", "north", "east"), *_LEAST_AND_MOST)
_FOUR: Final = lazy_pattern(r"\s{0,2}([+-]?[0-9]{1,3}(?:\.[0-9]{1,20})?)\s{0,2}")


class _Box(msgspec.Struct, frozen=True, kw_only=True):
    path: str
    south: float
    west: float
    north: float
    east: float
    confidence: Confidence


def _detect(payload: Payload) -> Iterator[Observation]:
    place = surroundings(payload)
    yield from tile_of_path(payload.transmission)
    boxes: dict[str, _Box] = {}
    for found in (*_text_boxes(place), *_list_boxes(place), *_object_boxes(place)):
        boxes.setdefault(found.path, found)
    yield from map(_box_observation, boxes.values())
    for group, names in place.shapes if len(place.picked(OF_TILES)) > 2 else ():
        if fields := TILE_FIELDS[names]:
            yield from tile_of_fields(group, fields, payload.transmission)


# -- boxes --------------------------------------------------------------------------------------------------------


def _is_box(name: str) -> bool:
    return is_named(name, _BOX_NAMES, frozenset({"map", "geo", "current", "visible", "user", "search", "x"}))


_BOXES: Final = Remembered(_is_box)
_BOX_FIELDS: Final = picking(_is_box, telling_words(_BOX_NAMES))


def _text_boxes(place: Surroundings) -> Iterator[_Box]:
    """``bbox=10.1,52.1,10.2,52.2``."""
    for leaf in place.leaves_of(_BOX_FIELDS):
        value = leaf.value
        if not isinstance(value, str) or not 7 <= len(value) <= 160:
            continue
        found = [_FOUR.fullmatch(part) for part in re.split(r"[,;|]", value, maxsplit=4)]
        numbers = [match[1] for match in found if match is not None]
        if len(numbers) == 4 == len(found):
            box = _box_of_four(leaf.path, [float(item) for item in numbers], min(map(decimals_of, numbers)))
            if box is not None:
                yield box


def _list_boxes(place: Surroundings) -> Iterator[_Box]:
    """``bbox: [10.1234, 52.1234, 10.2345, 52.2345]``; fewer decimals are those of a box in a picture."""
    for path, leaves in place.lists.items() if place.picked(_BOX_FIELDS) else ():
        if len(leaves) == 4 and leaves[0].names and _BOXES[leaves[0].name]:
            numbers = [amount for leaf in leaves if (amount := number(leaf.value)) is not None]
            given = sorted(decimals_of(leaf.value) for leaf in leaves)
            box = _box_of_four(path, numbers, given[1]) if len(numbers) == 4 and given[1] >= 3 else None
            if box is not None:
                yield box


def _box_of_four(path: str, numbers: list[float], decimals: int) -> _Box | None:
    """West, south, east, north (GeoJSON, WMS) or south, west, north, east: told by the range where it can be."""
    first, second, third, fourth = numbers
    if decimals < 2 or not (first < third and second < fourth) or max(map(abs, numbers)) <= 1:
        return None
    if max(third - first, fourth - second) > 60:
        return None
    latitude_first = max(abs(second), abs(fourth)) > 90
    south, west, north, east = (
        (first, second, third, fourth) if latitude_first else (second, first, fourth, third)
    )
    return _checked(path, south, west, north, east, Confidence.LIKELY)


def _checked(
    path: str, south: float, west: float, north: float, east: float, confidence: Confidence
) -> _Box | None:
    usual = is_position(south, west) and is_position(north, east) and south < north
    return (
        _Box(path=path, south=south, west=west, north=north, east=east, confidence=confidence)
        if usual
        else None
    )


def _corner(name: str) -> str:
    return _CORNERS.get(" ".join(words(name)), "")


_CORNER: Final = Remembered(_corner)


def _object_boxes(place: Surroundings) -> Iterator[_Box]:
    """Two opposite corners, each an object; corners or sides as members of one object."""
    corners: dict[str, dict[str, tuple[float, float]]] = {}
    for group, names in place.shapes if place.picked(_OF_BOXES) else ():
        axes = AXES[names]
        if not _TRACK_FILES.isdisjoint(group.names):
            continue  # the extent of a track that is there itself
        if axes and (corner := _CORNER[group.name]):
            plain = {named.axis: key for key, named in axes if not named.prefix}
            if len(plain) == 2:
                _add(corners, outer(group.path), corner, group, plain["lat"], plain["lon"])
        elif axes:
            east = {named.prefix: key for key, named in axes if named.axis == "lon"}
            for key, named in axes:
                corner = (
                    _CORNER[" ".join(named.prefix)] if named.axis == "lat" and named.prefix in east else ""
                )
                if corner:
                    _add(corners, group.path, corner, group, key, east[named.prefix])
        if sides := _SIDE_FIELDS[names]:
            yield from _of_sides(group, sides)
    for path, found in corners.items():
        for low, high in _OPPOSITE:
            if low in found and high in found:
                latitudes = sorted((found[low][0], found[high][0]))
                box = _checked(
                    path, latitudes[0], found[low][1], latitudes[1], found[high][1], Confidence.CERTAIN
                )
                if box is not None:
                    yield box


def _add(
    corners: dict[str, dict[str, tuple[float, float]]],
    path: str,
    corner: str,
    group: Group,
    lat: str,
    lon: str,
) -> None:
    north, east = (coordinate("", group.members[key].value) for key in (lat, lon))
    if north is not None and east is not None and max(north.decimals, east.decimals) >= 2:
        corners.setdefault(path, {}).setdefault(corner, (north.degrees, east.degrees))


def _sides(names: tuple[str, ...]) -> tuple[str, ...]:
    plain = {"".join(words(name)): name for name in names}
    return next(
        (tuple(plain[side] for side in sides) for sides in _SIDES if all(side in plain for side in sides)), ()
    )


_SIDE_FIELDS: Final = Remembered(_sides)
_OF_BOXES: Final = picking(
    lambda name: axis_name(name) or any("".join(words(name)) in sides for sides in _SIDES),
    AXIS_WORDS,
    {*chain(*_SIDES)},
)


def _of_sides(group: Group, sides: tuple[str, ...]) -> Iterator[_Box]:
    found = [coordinate("", group.members[side].value) for side in sides]
    given = [item for item in found if item is not None]
    if len(given) == 4 and sorted(item.decimals for item in given)[1] >= 2:
        south, west, north, east = (item.degrees for item in given)
        box = _checked(group.path, south, west, north, east, Confidence.LIKELY)
        if box is not None:
            yield box


def _box_observation(box: _Box) -> Observation:
    metres = rounded((box.north - box.south) * METRES_PER_DEGREE)
    return Observation(
        category="usage.map_tile",
        property="x_mapArea",
        path=box.path,
        value=f"{box.south:.7g},{box.west:.7g},{box.north:.7g},{box.east:.7g}",
        reasoning=f"the bounds of a map area about {metres:.3g} m high: {LOOKED_AT}",
        rule="map.bounds",
        confidence=box.confidence,
        measures=Measures(precision_m=metres),
    )


DETECTOR: Final = Detector(
    name="map_view",
    version=1,
    categories={
        "usage.map_tile": Mapped(
            google="App interactions",
            apple="Product Interaction",
            dpv="pd:ServiceConsumptionBehaviour",
            tcf="6",
        )
    },
    rules={
        "map.tile": "Zoom (3 and more, as wider ones are loaded at every start), column and row of a tile in the address.",
        "map.bounds": "Four numbers in range under a name for bounds, or two opposite corners or four sides of an area.",
    },
    detect=_detect,
    needs=Needs(names=(_BOX_FIELDS, _OF_BOXES, OF_TILES), sent=(tile_in,)),
)
