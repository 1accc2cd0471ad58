"""Recognises positions and tracks: named coordinates, pairs, E7 integers, GeoJSON, geo URIs, geohashes, Plus Codes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from analysis.coordinates import METRES_PER_DEGREE, coordinate, precision_m
from analysis.courses_for_all import is_course_for_all
from analysis.encoded_ways import ENCODED_WAYS, encoded_ways
from analysis.field_names import all_words, words
from analysis.lists_of_places import are_named, is_list_of_places
from analysis.name_tables import picking
from analysis.needs import Needs
from analysis.payload import Group, Payload
from analysis.place_code_fields import CODES, PlaceCode, find_codes
from analysis.place_names import BOUNDS
from analysis.positions import POSITIONS, Position, axes_of, find_positions
from analysis.public_movers import is_sent_by_a_network
from analysis.readings import is_time_name, rounded
from analysis.records import Confidence, Measures, Observation
from analysis.sent_names import topic_steps
from analysis.surroundings import Surroundings, generic, outer, surroundings
from analysis.tracks import (
    TRACK_FROM,
    TRACKS,
    Track,
    moving_tracks,
    series_track,
    text_tracks,
    track_of_positions,
)
from analysis.units import Detector, Mapped

PRECISE_BELOW_M: Final = 500.0  # the line that the IAB TCF draws between precise and non-precise
_KEPT: Final = 1000  # positions that a track's value spells out


def _detect(payload: Payload) -> Iterator[Observation]:
    place = surroundings(payload)
    tracks = [track for series in place.series if (track := series_track(series, place)) is not None]
    tracks += (*text_tracks(place), *encoded_ways(place))
    tracks += moving_tracks(place, {track.path for track in tracks})
    claimed = {track.path for track in tracks}
    tracks = [
        track for track in tracks if track.seconds is not None or not is_course_for_all(track.path, place)
    ]
    lists: dict[str, list[Position]] = {}
    for position in find_positions(place):
        row = outer(position.latitude.path)
        if claimed.isdisjoint((row, outer(row))):
            lists.setdefault(generic(position.latitude.path), []).append(position)
    yield from map(_track_observation, tracks)
    for path, positions in lists.items():
        if is_list_of_places(positions, place) or _is_for_all(positions, place):
            continue  # the places of others, as a result list has them; not where the device was
        if len(positions) >= TRACK_FROM and not are_named(positions, place):
            yield _track_observation(track_of_positions(path, positions, place))
        else:
            for position in positions:
                yield from _position_observations(position)
    yield from _lone_latitudes(place)
    yield from map(_code_observation, find_codes(place))


def _is_for_all(positions: list[Position], place: Surroundings) -> bool:
    """Whether points are those of a published course: the first of them tells it, and none has a time."""
    if not is_course_for_all(positions[0].latitude.path, place):
        return False
    beside = place.around(positions[0].latitude.path)
    return beside is None or not any(map(is_time_name, beside.members))


# -- single positions ---------------------------------------------------------------------------------------------


def _position_observations(position: Position) -> Iterator[Observation]:
    metres = precision_m(position.decimals)
    why = f"{position.reasoning}; {position.decimals} decimals, to {metres:.3g} m of latitude"
    radius = position.radius_m or 0.0
    if radius > metres:
        why += f"; the message gives its error as {radius:.3g} m"
    category = _category(max(metres, radius))
    latitude = position.latitude.degrees
    axes = [("latitude", position.latitude, metres)]
    axes.append(("longitude", position.longitude, precision_m(position.decimals, latitude)))
    for name, axis, precision in axes:
        yield Observation(
            category=category,
            property=name,
            path=axis.path,
            value=axis.text,
            reasoning=why,
            rule=position.rule,
            confidence=position.confidence,
            measures=Measures(precision_m=max(precision, radius), unit="degrees"),
        )
    if position.altitude is not None:
        yield Observation(
            category=category,
            property="x_altitude",
            path=position.altitude.path,
            value=position.altitude.text,
            reasoning="an altitude beside a position",
            rule="altitude.beside_position",
            confidence=position.confidence,
            measures=Measures(unit="m"),
        )


def _category(metres: float) -> str:
    return "location.precise" if metres < PRECISE_BELOW_M else "location.coarse"


def _code_observation(code: PlaceCode) -> Observation:
    height = float(f"{code.cell.height * METRES_PER_DEGREE:.4g}")
    return Observation(
        category=_category(height),
        property=code.property,
        path=code.leaf.path,
        value=code.cell.text,
        reasoning=f"{code.reasoning}; it stands for a rectangle {height:.3g} m high",
        rule=code.rule,
        confidence=code.confidence,
        measures=Measures(precision_m=height),
    )


def _lone_latitudes(place: Surroundings) -> Iterator[Observation]:
    for group, named_axes in axes_of(place):
        axes = [named.axis for _, named in named_axes]
        if axes.count("lat") == 1 and "lon" not in axes and BOUNDS.isdisjoint(all_words(group.names[-2:])):
            yield from _lone_latitude(group)
    for leaf in place.leaves_of(_ALONE):  # a car or a tracker that publishes each value at a topic of its own
        published = len(leaf.names) == 1 and topic_steps(leaf.path)[-1:] == (leaf.name,)
        if published and not is_sent_by_a_network(leaf.path):
            found = coordinate(leaf.path, leaf.value)
            if found is not None and found.decimals >= 3:
                yield Observation(
                    category=_category(precision_m(found.decimals)), property=_ALONE_AXES[words(leaf.name)[-1]],
                    path=leaf.path, value=found.text, reasoning="a coordinate, published to a topic of that name",
                    rule="coordinates.topic", confidence=Confidence.LIKELY,
                    measures=Measures(precision_m=precision_m(found.decimals), unit="degrees"),
                )  # fmt: skip


_ALONE_AXES: Final = {
    "latitude": "latitude", "lat": "latitude", "longitude": "longitude", "lon": "longitude", "lng": "longitude",
}  # fmt: skip
_ALONE: Final = picking(lambda name: words(name)[-1:] and words(name)[-1] in _ALONE_AXES, _ALONE_AXES)


def _lone_latitude(group: Group) -> Iterator[Observation]:
    for key, leaf in group.members.items():
        found = coordinate(leaf.path, leaf.value) if words(key)[-1:] == ("latitude",) else None
        if found is not None and abs(found.degrees) <= 90 and found.decimals >= 2:
            yield Observation(
                category=_category(precision_m(found.decimals)),
                property="latitude",
                path=leaf.path,
                value=found.text,
                reasoning="named latitude, in range, but no longitude stands beside it",
                rule="coordinates.latitude_alone",
                confidence=Confidence.POSSIBLE,
                measures=Measures(precision_m=precision_m(found.decimals), unit="degrees"),
            )


# -- tracks -------------------------------------------------------------------------------------------------------


def _track_observation(track: Track) -> Observation:
    n = len(track.points)
    spelled = " ".join(f"{lat:.7g},{lon:.7g}" for lat, lon in track.points[:_KEPT])
    metres = precision_m(track.decimals)
    rate = (n - 1) / track.seconds if track.seconds else None
    return Observation(
        category="location.track",
        property="x_track",
        path=track.path,
        value=spelled,
        reasoning=f"{track.reasoning}; {n} positions, {track.decimals} decimals, to {metres:.3g} m of latitude",
        rule=track.rule,
        confidence=track.confidence,
        measures=Measures(
            n=n,
            rate_hz=rounded(rate) if rate else None,
            seconds=rounded(track.seconds) if track.seconds else None,
            precision_m=metres,
            unit="degrees",
        ),
    )


_PRECISE: Final = Mapped(google="Precise location", apple="Precise Location", dpv="pd:GPSCoordinate", tcf="9")

DETECTOR: Final = Detector(
    name="location",
    version=9,
    categories={
        "location.precise": _PRECISE,
        "location.coarse": Mapped(
            google="Approximate location", apple="Coarse Location", dpv="pd:Location", tcf="8"
        ),
        "location.track": _PRECISE,
    },
    rules={
        "coordinates.named": "Latitude and longitude, so named, in one object, both in range and not a placeholder.",
        "coordinates.e7": "Latitude and longitude as integers of ten-millionths of a degree (or E6, where so named).",
        "coordinates.pair_text": "Two numbers in range in one text under a name for places, or as WKT or ISO 6709.",
        "coordinates.labelled_text": "lat and lon written out with their numbers within a text, a link to a map, or a point "
        "of a journey planner (HAFAS).",
        "coordinates.dms": "Degrees, minutes and seconds with their hemispheres, latitude first.",
        "coordinates.path": "Two numbers in range with four decimals each, next to one another in the path of an address.",
        "coordinates.grid": "Easting and northing in metres beside a UTM zone, or under the name of the grid of a country "
        "(LV95, RD, SWEREF 99 TM, ETRS-TM35FIN).",
        "place_code.mgrs": "A reference of the Military Grid (MGRS) in a field named so.",
        "place_code.locator": "A Maidenhead locator of 4 to 8 characters in a field named so.",
        "place_code.words": "Three words with dots in a field named what3words, or behind three slashes (///) anywhere.",
        "place_code.hexagon": "An H3 index, or the token of an S2 cell, in a field named so.",
        "coordinates.geo_uri": "A geo: URI (RFC 5870).",
        "coordinates.list": "A list of two numbers in range, at least one with two decimals, under a name for places.",
        "coordinates.geojson": "A GeoJSON Point (RFC 7946): longitude, then latitude.",
        "coordinates.latitude_alone": "A number named latitude in full without a longitude beside it.",
        "coordinates.row": "Two numbers in range with four decimals next to one another in a list that also holds a time, "
        "under a name for places; or whose columns a list beside the rows names.",
        "coordinates.topic": "A number with three decimals, published to an MQTT topic whose last step names it.",
        "altitude.beside_position": "A number named altitude in the object of a position.",
        "place_code.geohash": "A geohash of 4 to 12 characters in a field named geohash, where letters are only possible; "
        "with digits and letters under a short name, or in a path, beside a radius or a word for places; or behind its name "
        "in a text or header.",
        "place_code.plus_code": "A full Plus Code (eight characters, a plus sign, and what follows).",
        "track.rows": "Four rows or more that nothing names, of which two columns next to one another have the digits of "
        "positions and move on by small steps, no faster than an airliner.",
        "track.positions": "Three positions or more in one list, in one text, or in an encoded polyline; a list of shops, "
        "stops or cities, or the course of a race that is published for all, without times, is none.",
    },
    detect=_detect,
    needs=POSITIONS.or_else(TRACKS).or_else(ENCODED_WAYS).or_else(CODES).or_else(Needs(names=(_ALONE,))),
)
