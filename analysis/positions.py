"""Finds the single positions of a payload: named coordinates, pairs in a text, pairs in a list."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

import msgspec

from analysis.coordinates import (
    AxisName,
    Coordinate,
    axis_name,
    coordinate,
    decimals_of,
    is_position,
    pair_of_text,
    pairs_in_text,
)
from analysis.field_names import all_words, is_named, words
from analysis.payload import Group, Leaf
from analysis.readings import text
from analysis.records import Confidence
from analysis.surroundings import Surroundings, outer

PLACE_NAMES: Final = (
    "ll", "geo", "location", "loc", "coords", "coord", "coordinates", "coordinate", "lat lng", "lat lon", "lat long",
    "geolocation", "geo location", "geo position", "geo point", "gps", "position", "icbm", "lng lat", "lon lat",
    "gps position", "geo coordinates", "geo loc", "latitude longitude", "location point",
)  # fmt: skip
_WEAK_NAMES: Final = (
    "center", "centre", "origin", "destination", "near", "q", "query", "point", "start", "end", "from", "to", "sll",
    "cbll", "daddr", "saddr", "at", "place",
)  # fmt: skip
_AROUND: Final = frozenset({
    "user", "device", "my", "x", "current", "last", "known", "data", "str", "string", "value", "start", "end", "home",
    "client", "phone", "visitor", "raw", "gps", "geo", "location",
})  # fmt: skip
_LONGITUDE_FIRST: Final = ("lng lat", "lon lat", "coordinates")
BOUNDS: Final = frozenset({
    "bounds", "bbox", "viewport", "northeast", "southwest", "northwest", "southeast", "ne", "sw", "nw", "se", "north",
    "south", "east", "west", "top", "bottom", "topleft", "bottomright", "corner", "boundingbox", "tile", "tiles",
})  # fmt: skip
_LEAST_E7: Final = 10_000_000  # one degree: smaller integers in fields named lat and lon are something else
_LIST_ITEM: Final = re.compile(r"(.{1,4096})\[(\d{1,9})\]\Z", re.S)
_AT: Final = re.compile(r"@(-?\d{1,2}\.\d{3,20}),(-?\d{1,3}\.\d{3,20})(?:,|\Z)")


class Position(msgspec.Struct, frozen=True, kw_only=True):
    """A latitude and a longitude that belong together."""

    latitude: Coordinate
    longitude: Coordinate
    altitude: Coordinate | None = None
    rule: str
    confidence: Confidence
    reasoning: str

    @property
    def decimals(self) -> int:
        """Decimals of the pair: the more of the two, as the other may end in zeros."""
        return max(self.latitude.decimals, self.longitude.decimals)


def find_positions(place: Surroundings) -> Iterator[Position]:
    """Every single position, in the order of the rules; a leaf may stand in one position only."""
    taken: set[str] = set()
    for position in _all(place):
        paths = {position.latitude.path, position.longitude.path}
        if taken.isdisjoint(paths):
            taken |= paths
            yield position


def _all(place: Surroundings) -> Iterator[Position]:
    for group in place.payload.groups:
        yield from _named(group)
    for leaf in place.payload.leaves:
        found = _in_text(leaf) if isinstance(leaf.value, str) and len(leaf.value) >= 6 else None
        if found is not None:
            yield found
    yield from _in_lists(place)


def _named(group: Group) -> Iterator[Position]:
    """Latitude and longitude as two members whose other words agree (``startLat``, ``startLng``)."""
    axes = [(named, leaf) for key, leaf in group.members.items() if (named := axis_name(key)) is not None]
    if not axes or not BOUNDS.isdisjoint(all_words(group.names[-2:])):
        return
    longitudes = {named.prefix: (named, leaf) for named, leaf in axes if named.axis == "lon"}
    for named, leaf in axes:
        partner = longitudes.get(named.prefix) if named.axis == "lat" else None
        if partner and BOUNDS.union({"min", "max"}).isdisjoint(named.prefix):
            found = _pair(named, leaf, partner[0], partner[1], group)
            if found is not None:
                yield found


def _pair(lat_name: AxisName, lat: Leaf, lon_name: AxisName, lon: Leaf, group: Group) -> Position | None:
    by_name = bool(lat_name.scale and lon_name.scale)
    scale = 0 if not by_name else lat_name.scale
    plain_e7 = not by_name and _looks_e7(lat.value, lon.value)
    latitude = coordinate(lat.path, lat.value, 7 if plain_e7 else scale)
    longitude = coordinate(lon.path, lon.value, 7 if plain_e7 else scale)
    if latitude is None or longitude is None or not is_position(latitude.degrees, longitude.degrees):
        return None
    decimals = max(latitude.decimals, longitude.decimals)
    if plain_e7 or decimals == 1:
        confidence = Confidence.LIKELY
    else:
        confidence = Confidence.CERTAIN if decimals else Confidence.POSSIBLE
    written = f"E{scale} integers" if by_name else ("integers of 1e-7 degrees" if plain_e7 else "degrees")
    return Position(
        latitude=latitude,
        longitude=longitude,
        altitude=_altitude(lat_name.prefix, group),
        rule="coordinates.e7" if by_name or plain_e7 else "coordinates.named",
        confidence=confidence,
        reasoning=f"{lat.name[:40]!r} and {lon.name[:40]!r} stand in one object and hold {written} in range",
    )


def _looks_e7(lat: object, lon: object) -> bool:
    whole = [int(text(v)) for v in (lat, lon) if isinstance(v, int | str) and _is_integer(v)]
    return (
        len(whole) == 2
        and abs(whole[0]) <= 900_000_000
        and abs(whole[1]) <= 1_800_000_000
        and max(map(abs, whole)) >= _LEAST_E7
        and min(map(abs, whole)) >= 1000
    )


def _is_integer(value: int | str) -> bool:
    return (
        not isinstance(value, bool)
        and re.fullmatch(r"[+-]?[0-9]{1,10}", str(text(value)).strip()) is not None
    )


def _altitude(prefix: tuple[str, ...], group: Group) -> Coordinate | None:
    for key, leaf in group.members.items():
        spoken = words(key)
        if spoken in [(*prefix, word) for word in ("altitude", "alt", "elevation")]:
            found = coordinate(leaf.path, leaf.value)
            if found is not None and -500 <= found.degrees <= 20_000 and found.degrees != 0:
                return found
    return None


def _in_text(leaf: Leaf) -> Position | None:
    value = str(leaf.value)
    name = next((step for step in reversed(leaf.names[-2:]) if words(step) not in ((), ("value",))), "")
    if BOUNDS.isdisjoint(words(name)) and (numbers := pair_of_text(value)):
        found = _named_text(leaf, name, numbers)
        if found is not None:
            return found
    labelled = pairs_in_text(value)
    if labelled:
        lat, lon, rule = labelled
        sure = (
            Confidence.CERTAIN
            if rule == "coordinates.geo_uri" and decimals_of(lat) >= 3
            else Confidence.LIKELY
        )
        return _text_position(leaf, lat, lon, rule, sure, "a position written out in the text")
    at = _AT.search(value[:2048]) if "@" in value else None
    if at:
        reasoning = "a map's centre in a URL (@latitude,longitude)"
        return _text_position(leaf, at[1], at[2], "coordinates.pair_text", Confidence.POSSIBLE, reasoning)
    return None


def _named_text(leaf: Leaf, name: str, numbers: tuple[str, str, bool]) -> Position | None:
    first, second, fixed = numbers
    least, most = sorted((decimals_of(first), decimals_of(second)))
    if is_named(name, PLACE_NAMES, _AROUND) or fixed:
        confidence = Confidence.CERTAIN if most >= 3 else Confidence.LIKELY
        if most == 0 or (fixed and most < 3):
            return None
    elif is_named(name, _WEAK_NAMES, _AROUND) or leaf.context == "path":
        confidence = Confidence.LIKELY if leaf.context == "path" and least >= 3 else Confidence.POSSIBLE
        if least < 3:
            return None
    else:
        return None
    if is_named(name, _LONGITUDE_FIRST[:2], _AROUND) or (abs(float(first)) > 90 and not fixed):
        first, second = second, first
    reasoning = f"two numbers in range in a text named {name[:40]!r}"
    return _text_position(leaf, first, second, "coordinates.pair_text", confidence, reasoning)


def _text_position(
    leaf: Leaf, lat: str, lon: str, rule: str, confidence: Confidence, reasoning: str
) -> Position | None:
    latitude, longitude = coordinate(leaf.path, lat), coordinate(leaf.path, lon)
    if latitude is None or longitude is None or not is_position(latitude.degrees, longitude.degrees):
        return None
    return Position(
        latitude=latitude, longitude=longitude, rule=rule, confidence=confidence, reasoning=reasoning
    )


def _in_lists(place: Surroundings) -> Iterator[Position]:
    """``location: [52.2, 10.5]`` and GeoJSON's ``coordinates: [10.5, 52.2]``."""
    lists: dict[str, list[Leaf]] = {}
    for leaf in place.payload.leaves:
        found = _LIST_ITEM.fullmatch(leaf.path) if leaf.path.endswith("]") else None
        if found and len(lists.setdefault(found[1], [])) <= 3:
            lists[found[1]].append(leaf)
    for path, leaves in lists.items():
        if len(leaves) in (2, 3):
            position = _of_list(path, leaves, place)
            if position is not None:
                yield position


def _of_list(path: str, leaves: list[Leaf], place: Surroundings) -> Position | None:
    name = next((step for step in reversed(leaves[0].names[-2:]) if words(step) not in ((), ("data",))), "")
    holder = place.group(outer(path))
    kind = holder.members.get("type") if holder else None
    is_point = name == "coordinates" and kind is not None and kind.value == "Point"
    if not is_point and not is_named(name, PLACE_NAMES, _AROUND):
        return None
    numbers = [coordinate(leaf.path, leaf.value) for leaf in leaves[:2]]
    first, second = numbers
    if first is None or second is None or max(first.decimals, second.decimals) < 2:
        return None
    if not is_point and all(0 <= item.degrees <= 1 for item in (first, second)):
        return None  # a share of the screen
    reversed_order = is_point or is_named(name, _LONGITUDE_FIRST, _AROUND) or abs(first.degrees) > 90
    latitude, longitude = (second, first) if reversed_order else (first, second)
    if not is_position(latitude.degrees, longitude.degrees):
        return None
    order = "longitude first, as GeoJSON has it" if reversed_order else "latitude taken to come first"
    return Position(
        latitude=latitude,
        longitude=longitude,
        rule="coordinates.geojson" if is_point else "coordinates.list",
        confidence=Confidence.CERTAIN if is_point else Confidence.LIKELY,
        reasoning=f"two numbers in range in a list named {name[:40]!r}, {order}",
    )
