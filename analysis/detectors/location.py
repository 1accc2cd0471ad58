"""Recognises positions and tracks: named coordinates, pairs, E7 integers, GeoJSON, geo URIs."""

from __future__ import annotations

import statistics
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

import msgspec

from analysis.coordinates import axis_name, coordinate, decimals_of, is_position, precision_m
from analysis.field_names import all_words, is_named, words
from analysis.payload import Group, Payload, Series
from analysis.positions import BOUNDS, PLACE_NAMES, Position, find_positions
from analysis.readings import rounded
from analysis.records import Confidence, Measures, Observation
from analysis.surroundings import Surroundings, generic, outer
from analysis.units import Detector, Mapped

PRECISE_BELOW_M: Final = 500.0  # the line that the IAB TCF draws between precise and non-precise
_TRACK_FROM: Final = 3
_KEPT: Final = 1000  # positions that a track's value spells out
_PATH_NAMES: Final = ("track", "path", "route", "trajectory", "trace", "points", "breadcrumbs", "polyline", "waypoints",
                      "locations", "positions", "latlngs", "lat lngs", "latlng", "stream", "line")  # fmt: skip


class _Track(msgspec.Struct, frozen=True, kw_only=True):
    path: str
    points: Sequence[tuple[float, float]]
    decimals: int
    seconds: float | None
    confidence: Confidence
    reasoning: str


def _detect(payload: Payload) -> Iterator[Observation]:
    place = Surroundings(payload)
    tracks = [track for series in place.series if (track := _series_track(series, place)) is not None]
    claimed = {track.path for track in tracks}
    lists: dict[str, list[Position]] = {}
    for position in find_positions(place):
        row = outer(position.latitude.path)
        if claimed.isdisjoint((row, outer(row))):
            lists.setdefault(generic(position.latitude.path), []).append(position)
    yield from map(_track_observation, tracks)
    for path, positions in lists.items():
        if len(positions) >= _TRACK_FROM:
            yield _track_observation(_track_of(path, positions, place))
        else:
            for position in positions:
                yield from _position_observations(position)
    yield from _lone_latitudes(payload)


# -- single positions ---------------------------------------------------------------------------------------------


def _position_observations(position: Position) -> Iterator[Observation]:
    category = _category(position.decimals)
    metres = precision_m(position.decimals)
    why = f"{position.reasoning}; {position.decimals} decimals, to {metres:.3g} m of latitude"
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
            measures=Measures(precision_m=precision, unit="degrees"),
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


def _category(decimals: int) -> str:
    return "location.precise" if precision_m(decimals) < PRECISE_BELOW_M else "location.coarse"


def _lone_latitudes(payload: Payload) -> Iterator[Observation]:
    for group in payload.groups:
        axes = [named.axis for key in group.members if (named := axis_name(key)) is not None]
        if axes.count("lat") == 1 and "lon" not in axes and BOUNDS.isdisjoint(all_words(group.names[-2:])):
            yield from _lone_latitude(group)


def _lone_latitude(group: Group) -> Iterator[Observation]:
    for key, leaf in group.members.items():
        found = coordinate(leaf.path, leaf.value) if words(key)[-1:] == ("latitude",) else None
        if found is not None and abs(found.degrees) <= 90 and found.decimals >= 2:
            yield Observation(
                category=_category(found.decimals),
                property="latitude",
                path=leaf.path,
                value=found.text,
                reasoning="named latitude, in range, but no longitude stands beside it",
                rule="coordinates.latitude_alone",
                confidence=Confidence.POSSIBLE,
                measures=Measures(precision_m=precision_m(found.decimals), unit="degrees"),
            )


# -- tracks -------------------------------------------------------------------------------------------------------


def _track_of(path: str, positions: list[Position], place: Surroundings) -> _Track:
    seconds = place.times([position.latitude.path for position in positions])
    sure = seconds is not None and all(item.confidence is not Confidence.POSSIBLE for item in positions)
    return _Track(
        path=path,
        points=[(item.latitude.degrees, item.longitude.degrees) for item in positions],
        decimals=max(item.decimals for item in positions),
        seconds=seconds,
        confidence=Confidence.CERTAIN if sure else _least_sure(positions),
        reasoning=f"{len(positions)} positions in one list: {positions[0].reasoning}",
    )


def _least_sure(positions: list[Position]) -> Confidence:
    """``possible`` if one of the positions is, else ``likely``: a list without times may be a list of places."""
    doubtful = any(item.confidence is Confidence.POSSIBLE for item in positions)
    return Confidence.POSSIBLE if doubtful else Confidence.LIKELY


def _series_track(series: Series, place: Surroundings) -> _Track | None:
    """A matrix ``[[lat, lon], …]`` or an object of parallel lists ``{"lat": […], "lon": […]}``."""
    if not BOUNDS.isdisjoint(all_words(series.names[-2:])):
        return None
    named = _named_columns(series)
    if named is None and "0" in series.columns and 2 <= len(series.columns) <= 4:
        return _matrix_track(series, place)
    if named is None or not _plausible(named):
        return None
    return _Track(
        path=series.path,
        points=named,
        decimals=_decimals(named),
        seconds=place.series_seconds(series),
        confidence=Confidence.CERTAIN,
        reasoning="lists of latitudes and longitudes of one length in one object",
    )


def _named_columns(series: Series) -> list[tuple[float, float]] | None:
    found: dict[str, tuple[float, ...]] = {}
    for name, column in series.columns.items():
        axis = axis_name(name.removesuffix("s"))
        if axis is not None and BOUNDS.isdisjoint(axis.prefix):
            scale = 10.0 ** (axis.scale or (7 if _e7_column(column) else 0))
            found.setdefault(axis.axis, tuple(value / scale for value in column))
    return list(zip(found["lat"], found["lon"], strict=True)) if len(found) == 2 else None


def _e7_column(column: tuple[float, ...]) -> bool:
    return all(value == int(value) for value in column) and max(map(abs, column)) >= 1e7


def _matrix_track(series: Series, place: Surroundings) -> _Track | None:
    spoken = [name for name in series.names[-2:] if words(name) != ("data",)]
    strong = any(is_named(name, PLACE_NAMES) for name in spoken)
    if not strong and not any(is_named(name, _PATH_NAMES) for name in spoken):
        return None
    if not {"0", "1"} <= set(series.columns):  # objects may have a member named "0"
        return None
    first, second = series.columns["0"], series.columns["1"]
    swap = "coordinates" in spoken or max(map(abs, first)) > 90
    points = list(zip(second, first, strict=True)) if swap else list(zip(first, second, strict=True))
    if not _plausible(points) or _decimals(points) < 3 or _median_step(points) > (1.0 if strong else 0.01):
        return None
    return _Track(
        path=series.path,
        points=points,
        decimals=_decimals(points),
        seconds=place.series_seconds(series),
        confidence=Confidence.LIKELY,
        reasoning=f"rows of two numbers in range that move by small steps, named {spoken[-1][:40]!r}",
    )


def _plausible(points: list[tuple[float, float]]) -> bool:
    unit_square = all(0 <= value <= 1 for point in points for value in point)
    return len(points) >= _TRACK_FROM and not unit_square and all(is_position(*point) for point in points)


def _median_step(points: list[tuple[float, float]]) -> float:
    return statistics.median(max(abs(a[0] - b[0]), abs(a[1] - b[1])) for a, b in pairwise(points))


def _decimals(points: list[tuple[float, float]]) -> int:
    return max(decimals_of(float(value)) for point in points[:50] for value in point)


def _track_observation(track: _Track) -> Observation:
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
        rule="track.positions",
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
    version=1,
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
        "coordinates.labelled_text": "lat and lon written out with their numbers within a text.",
        "coordinates.geo_uri": "A geo: URI (RFC 5870).",
        "coordinates.list": "A list of two numbers in range, at least one with two decimals, under a name for places.",
        "coordinates.geojson": "A GeoJSON Point (RFC 7946): longitude, then latitude.",
        "coordinates.latitude_alone": "A number named latitude in full without a longitude beside it.",
        "altitude.beside_position": "A number named altitude in the object of a position.",
        "track.positions": "Three positions or more in one list.",
    },
    detect=_detect,
)
