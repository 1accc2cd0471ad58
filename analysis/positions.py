"""Finds the single positions of a payload: named coordinates, pairs in a text, pairs in a list."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import msgspec

from analysis.beside_positions import altitude_beside, radius_beside
from analysis.coordinates import (
    AXIS_WORDS,
    AxisName,
    Coordinate,
    axis_name,
    coordinate,
    decimals_of,
    is_position,
    may_hold_position,
    pair_of_text,
    pairs_in_text,
    says_enough,
)
from analysis.field_names import all_words, is_named, naming, words
from analysis.headed_rows import headed_rows
from analysis.lazy_patterns import lazy_pattern
from analysis.minute_fields import MINUTE_PARTS, minute_fields, minute_parts
from analysis.name_tables import picking
from analysis.national_grids import EASTINGS, national_positions
from analysis.needs import Needs
from analysis.no_places import is_drawn, is_no_place, is_outline, is_published
from analysis.payload import Group, Leaf
from analysis.place_names import (
    AROUND_PLACE,
    BOUNDS,
    LONGITUDE_FIRST,
    NO_POINT,
    PLACE_NAMES,
    WEAK_NAMES,
    is_called_a_place,
    is_circle,
    is_laid_out,
)
from analysis.public_movers import is_broadcast
from analysis.records import Confidence
from analysis.remembered import Remembered
from analysis.scaled_axes import in_semicircles, plain_scale
from analysis.short_axes import SHORT_AXES, is_short_axis, short_axes
from analysis.surroundings import Surroundings, outer
from analysis.text_rows import ROWS_IN_TEXTS, TRACK_ROWS, rows_in_texts
from analysis.texts import TextShape, texts_like
from analysis.timed_rows import timed_rows
from analysis.written_positions import WRITTEN, Written, written_positions

_AT: Final = lazy_pattern(r"@(-?\d{1,2}\.\d{3,20}),(-?\d{1,3}\.\d{3,20})(?:,|\Z)")


class Position(msgspec.Struct, frozen=True, kw_only=True):
    """A latitude and a longitude that belong together."""

    latitude: Coordinate
    longitude: Coordinate
    altitude: Coordinate | None = None
    radius_m: float | None = None  # the error that the message itself gives, in metres
    rule: str
    confidence: Confidence
    reasoning: str

    @property
    def decimals(self) -> int:
        """Decimals of the pair: the more of the two, as the other may end in zeros."""
        return max(self.latitude.decimals, self.longitude.decimals)


def _may_hold(text: str) -> object:
    if len(text) < 6 or not may_hold_position(text):
        return False
    return pair_of_text(text) or pairs_in_text(text) or ("@" in text and _AT.search(text[:2048]))


_DEGREES: Final = ("d",)  # of latD beside latM, which is none of its own
_MINUTES: Final = ("m",)
_MAY_HOLD: Final = TextShape(_may_hold, shortest=6)


def find_positions(place: Surroundings) -> Iterator[Position]:
    """Every single position, in the order of the rules; a leaf may stand in one position only."""
    taken: set[str] = set()
    for position in _all(place):
        paths = {position.latitude.path, position.longitude.path}
        if taken.isdisjoint(paths):
            taken |= paths
            yield position


def _all(place: Surroundings) -> Iterator[Position]:
    for minutes in minute_parts(place):  # before their degrees are taken for whole ones
        yield _written(minutes)
    for group, axes in axes_of(place):
        if not is_no_place(group, place):
            yield from _named(group, axes)
    for written in (*written_positions(place), *minute_fields(place), *national_positions(place)):
        yield _written(written)
    for leaf, value in texts_like(place.payload, _MAY_HOLD):
        found = _in_text(leaf, value)
        holder = place.around(leaf.path) if found is not None and leaf.context == "body" else None
        if found is not None and (
            holder is None or not (is_laid_out(holder.members) or is_broadcast(holder, place))
        ):
            yield found
    yield from _in_lists(place)
    few = [pair for rows in rows_in_texts(place) if len(rows.pairs) < TRACK_ROWS for pair in rows.pairs]
    for latitude, longitude in (*timed_rows(place), *few):
        yield Position(
            latitude=latitude, longitude=longitude, rule="coordinates.row", confidence=Confidence.LIKELY,
            reasoning="two numbers in range in a row with a time, under a name for places",
        )  # fmt: skip
    for latitude, longitude in headed_rows(place):
        yield Position(
            latitude=latitude, longitude=longitude, rule="coordinates.row", confidence=Confidence.LIKELY,
            reasoning="two numbers in range in a row with a time, whose columns a list beside it names",
        )  # fmt: skip


def _written(found: Written) -> Position:
    return Position(
        latitude=found.latitude, longitude=found.longitude, rule=found.rule, confidence=Confidence.LIKELY,
        reasoning=found.reasoning,
    )  # fmt: skip


def _axes(names: tuple[str, ...]) -> tuple[tuple[str, AxisName], ...]:
    told = tuple((name, named) for name in names if (named := axis_name(name)) is not None)
    return told or short_axes(names)


_AXIS_NAMES: Final = picking(lambda name: axis_name(name) or is_short_axis(name), AXIS_WORDS | SHORT_AXES)
POSITIONS: Final = WRITTEN.or_else(MINUTE_PARTS).or_else(
    Needs(names=(_AXIS_NAMES, EASTINGS), texts=(_MAY_HOLD, ROWS_IN_TEXTS), lists=True)
)
AXES: Final = Remembered(_axes)  # of the names of an object: those that say an axis, with what they say


def axes_of(place: Surroundings) -> Iterator[tuple[Group, tuple[tuple[str, AxisName], ...]]]:
    """The objects that have members named after an axis, with these."""
    for group, names in place.shapes if place.picked(_AXIS_NAMES) else ():
        if axes := AXES[names]:
            yield group, axes


def _named(group: Group, axes: tuple[tuple[str, AxisName], ...]) -> Iterator[Position]:
    """Latitude and longitude as two members whose other words agree (``startLat``, ``startLng``)."""
    if not BOUNDS.isdisjoint(all_words(group.names[-2:])):
        return
    longitudes = {named.prefix: (named, group.members[key]) for key, named in axes if named.axis == "lon"}
    for key, named in axes:
        partner = longitudes.get(named.prefix) if named.axis == "lat" else None
        if named.prefix == _MINUTES and _DEGREES in longitudes:
            continue
        if partner and NO_POINT.isdisjoint(named.prefix):
            found = _pair(named, group.members[key], partner[0], partner[1], group)
            if found is not None:
                yield found


def _pair(lat_name: AxisName, lat: Leaf, lon_name: AxisName, lon: Leaf, group: Group) -> Position | None:
    by_name = bool(lat_name.scale and lon_name.scale)
    plain = 0 if by_name else plain_scale(lat.value, lon.value)
    scale = lat_name.scale if by_name else plain
    semicircles = plain and lat_name.prefix == ("position",)
    latitude = in_semicircles(lat) if semicircles else coordinate(lat.path, lat.value, scale)
    longitude = in_semicircles(lon) if semicircles else coordinate(lon.path, lon.value, scale)
    if latitude is None or longitude is None or not is_position(latitude.degrees, longitude.degrees):
        return None
    if not says_enough(lat_name, latitude, longitude):
        return None
    decimals = max(latitude.decimals, longitude.decimals)
    if plain or decimals == 1:
        confidence = Confidence.LIKELY
    else:
        confidence = Confidence.CERTAIN if decimals else Confidence.POSSIBLE
    written = (
        f"E{scale} integers"
        if by_name
        else "semicircles"
        if semicircles
        else (f"integers of 1e-{plain} degrees" if plain else "degrees")
    )
    return Position(
        latitude=latitude,
        longitude=longitude,
        altitude=altitude_beside(lat_name.prefix, group),
        radius_m=radius_beside(group),
        rule="coordinates.e7" if by_name or plain else "coordinates.named",
        confidence=confidence,
        reasoning=f"{lat.name[:40]!r} and {lon.name[:40]!r} stand in one object and hold {written} in range",
    )


def _in_text(leaf: Leaf, value: str) -> Position | None:
    numbers = pair_of_text(value)
    if numbers:
        name = next((step for step in reversed(leaf.names[-2:]) if words(step) not in ((), ("value",))), "")
        found = _named_text(leaf, name, numbers) if BOUNDS.isdisjoint(words(name)) else None
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
    if leaf.context == "path":
        least = min(
            len(given.partition(".")[2]) for given in (first, second)
        )  # zeros count: nobody asks for them
    if is_named(name, PLACE_NAMES, AROUND_PLACE) or fixed:
        confidence = Confidence.CERTAIN if most >= 3 else Confidence.LIKELY
        if most == 0 or (fixed and most < 3):
            return None
    elif is_named(name, WEAK_NAMES, AROUND_PLACE) or leaf.context == "path":
        confidence = Confidence.LIKELY if leaf.context == "path" and least >= 3 else Confidence.POSSIBLE
        if least < 3:
            return None
    else:
        return None
    if (
        is_named(name, LONGITUDE_FIRST[:2], AROUND_PLACE)
        or leaf.names[:1] == ("kml",)
        or (abs(float(first)) > 90 and not fixed)
    ):
        first, second = second, first
    reasoning = f"two numbers in range in a text{naming(name)}"
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
    for path, leaves in place.lists.items():
        if len(leaves) in (2, 3):
            position = _of_list(path, leaves, place)
            if position is not None:
                yield position


def _of_list(path: str, leaves: list[Leaf], place: Surroundings) -> Position | None:
    name = next((step for step in reversed(leaves[0].names[-2:]) if words(step) not in ((), ("data",))), "")
    holder = place.group(outer(path))
    kind = holder.members.get("type") if holder else None
    is_point = name == "coordinates" and kind is not None and kind.value == "Point"
    named = is_named(name, PLACE_NAMES, AROUND_PLACE) or (
        holder and (is_circle(name, holder.members) or is_called_a_place(name, holder.members, leaves))
    )
    if not is_point and (not named or is_drawn(leaves[0], place)):
        return None
    if is_outline(leaves[0].names, path, place) or (holder is not None and is_published(holder, place)):
        return None
    numbers = [coordinate(leaf.path, leaf.value) for leaf in leaves[:2]]
    first, second = numbers
    if first is None or second is None or max(first.decimals, second.decimals) < 2:
        return None
    if not is_point and all(0 <= item.degrees <= 1 for item in (first, second)):
        return None  # a share of the screen
    reversed_order = is_point or is_named(name, LONGITUDE_FIRST, AROUND_PLACE) or abs(first.degrees) > 90
    latitude, longitude = (second, first) if reversed_order else (first, second)
    if not is_position(latitude.degrees, longitude.degrees):
        return None
    order = "longitude first, as GeoJSON has it" if reversed_order else "latitude taken to come first"
    return Position(
        latitude=latitude,
        longitude=longitude,
        rule="coordinates.geojson" if is_point else "coordinates.list",
        confidence=Confidence.CERTAIN if is_point else Confidence.LIKELY,
        reasoning=f"two numbers in range in a list{naming(name)}, {order}",
    )
