"""Finds the tracks of a payload: lists of positions, parallel lists, matrices, encoded polylines and route texts."""

from __future__ import annotations

import statistics
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

import msgspec

from analysis.coordinates import decimals_of, is_position
from analysis.field_names import all_words, is_named, naming, words
from analysis.gazetteers import is_timetabled
from analysis.lazy_patterns import lazy_pattern
from analysis.moving_rows import moving_series
from analysis.name_tables import picking
from analysis.needs import Needs
from analysis.no_places import (
    is_outline,
)
from analysis.payload import Leaf, Series
from analysis.place_codes import pairs_of_text, polyline
from analysis.place_names import BOUNDS, PLACE_NAMES
from analysis.positions import Position
from analysis.quantity_kinds import telling_words
from analysis.records import Confidence
from analysis.remembered import Remembered
from analysis.surroundings import Surroundings, generic
from analysis.text_rows import rows_in_texts
from analysis.track_columns import named_columns

TRACK_FROM: Final = 3
_PATH_NAMES: Final = ("track", "path", "route", "trajectory", "trace", "points", "breadcrumbs", "polyline", "waypoints",
                      "locations", "positions", "latlngs", "lat lngs", "latlng", "stream", "line", "strecke", "ruta",
                      "trasa", "percorso", "recorrido", "trajet", "parcours", "rota", "reitti", "rute", "spur",
                      "guiji")  # fmt: skip
_CODE_NAMES: Final = ("polyline", "encoded path", "encoded points", "path encoded", "poly line")
_TEXT_NAMES: Final = ("path", "route", "track", "waypoints", "trace", "trajectory", "locations", "line", "geometry",
                      "linestring", "wkt", "the geom", "geom", "shape", "strecke", "ruta", "trasa", "percorso", "recorrido",
                      "trajet", "parcours", "rota", "reitti", "rute", "spur", "traza", "percurso", "traject",
                      "guiji", "poly", "encoded", "weg", "camino", "chemin", "caminho", "cammino", "cesta", "droga", "vag",
                      "vej", "yol")  # fmt: skip
_CODE_AROUND: Final = frozenset({
    "summary", "encoded", "overview", "map", "route", "track", "full", "detailed", "activity", "geo", "points", "string",
    "gps", "user", "trip", "5", "6", "simplified",
})  # fmt: skip
_FAR: Final = 0.3  # degrees, some 33 km: nobody's usual step from one position to the next
_WIDEST: Final = 5.0  # degrees from one position to the next in a field that is named polyline
# That may be an encoded polyline.
_ENCODED: Final = frozenset({
    "geometry", "shape", "points", "route", "path", "track", "strecke", "ruta", "trasa", "percorso", "recorrido", "trajet",
    "parcours", "rota", "reitti", "rute", "spur", "traza", "percurso", "traject", "vonal", "guiji", "poly", "encoded", "weg",
    "camino", "chemin", "caminho", "cammino", "cesta", "droga", "vag", "vej", "yol",
})  # fmt: skip
_MARKED: Final = lazy_pattern(r"[`@?\[\]{}|~^\\]")  # signs that an encoded polyline has, and a word has not
_KML_LIMIT: Final = 20_000
_SHORTEST_CODE: Final = 12  # characters of an encoded polyline that counts: of three positions at least


class Track(msgspec.Struct, frozen=True, kw_only=True):
    """Positions in the order of the message; ``seconds`` from the first to the last, where times stand beside them."""

    path: str
    points: Sequence[tuple[float, float]]
    decimals: int
    seconds: float | None
    confidence: Confidence
    reasoning: str
    rule: str = "track.positions"


def track_of_positions(path: str, positions: list[Position], place: Surroundings) -> Track:
    """The track that three positions or more of one list make."""
    seconds = place.times([position.latitude.path for position in positions])
    sure = seconds is not None and all(item.confidence is not Confidence.POSSIBLE for item in positions)
    return Track(
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


# -- texts --------------------------------------------------------------------------------------------------------


def _text_kind(name: str) -> str:
    if is_named(name, _CODE_NAMES, _CODE_AROUND):
        return "polyline"
    return "pairs" if is_named(name, _TEXT_NAMES, _CODE_AROUND) else ""


_TEXT_KINDS: Final = Remembered(_text_kind)
# Of a field's own name: whether it is looked for by that name.
NAMED_CODES: Final = Remembered[str, bool](lambda name: bool(_TEXT_KINDS[name]) or name == "points")
_TEXT_NAMES_OF: Final = picking(
    lambda name: NAMED_CODES[name], telling_words(_CODE_NAMES, _TEXT_NAMES, ("points",))
)


def text_tracks(place: Surroundings) -> Iterator[Track]:
    """Routes that are written into one text, in a field whose name says so."""
    yield from _of_kml(place)
    yield from _of_rows(place)
    for leaf in place.leaves_of(_TEXT_NAMES_OF):
        value = leaf.value
        if (
            isinstance(value, str)
            and len(value) >= _SHORTEST_CODE
            and (kind := _TEXT_KINDS[leaf.name] or _outer_kind(leaf))
            and not is_timetabled(leaf.path, place)
        ):
            found = _text_track(leaf, value, kind)
            if found is not None:
                yield found


def _outer_kind(leaf: Leaf) -> str:
    """``{"overview_polyline": {"points": "…"}}``, and ``{"line": {"points": "…"}}``."""
    return _TEXT_KINDS[leaf.names[-2]] if leaf.name == "points" and len(leaf.names) > 1 else ""


def _of_rows(place: Surroundings) -> Iterator[Track]:
    """The rows of a text that hold more than the two numbers."""
    for rows in rows_in_texts(place):
        if len(rows.pairs) >= TRACK_FROM and rows.leaf.names[:1] != ("kml",):
            yield Track(
                path=rows.leaf.path, points=[(lat.degrees, lon.degrees) for lat, lon in rows.pairs],
                decimals=max(axis.decimals for pair in rows.pairs[:50] for axis in pair), seconds=rows.seconds,
                confidence=Confidence.LIKELY,
                reasoning=f"rows of two numbers in range that move by small steps{naming(rows.leaf.name)}",
            )  # fmt: skip


_KML_NAMES: Final = picking(lambda name: name in ("coordinates", "coord"), ("coordinates", "coord"))
TRACKS: Final = Needs(names=(_KML_NAMES, _TEXT_NAMES_OF), series=True)
_TRIPLE: Final = lazy_pattern(
    r"(-?[0-9]{1,3}(?:\.[0-9]{1,20})?)[, ](-?[0-9]{1,2}(?:\.[0-9]{1,20})?)(?:[, ]-?[0-9.]{1,20})?"
)


def _of_kml(place: Surroundings) -> Iterator[Track]:
    """The coordinates of a LineString, and the positions of a gx:Track: longitude, latitude, altitude."""
    lists: dict[str, list[str]] = {}
    for leaf in place.leaves_of(_KML_NAMES):
        if (
            leaf.names[:1] != ("kml",)
            or not isinstance(leaf.value, str)
            or not BOUNDS.isdisjoint(all_words(leaf.names[-3:]))
        ):
            continue
        if "Polygon" not in leaf.names:
            spelled = (
                leaf.value.split(None, _KML_LIMIT)[:_KML_LIMIT]
                if leaf.name == "coordinates"
                else [leaf.value.strip()]
            )
            lists.setdefault(generic(leaf.path), []).extend(spelled)
    for path, spelled in lists.items():
        found = [_TRIPLE.fullmatch(item) for item in spelled]
        points = [(float(match[2]), float(match[1])) for match in found if match is not None]
        if len(points) == len(spelled) and plausible(points) and median_step(points) <= _FAR:
            yield Track(
                path=path, points=points, decimals=_decimals(points), seconds=None, confidence=Confidence.LIKELY,
                reasoning="positions of a line or track in KML",
            )  # fmt: skip


def _text_track(leaf: Leaf, value: str, kind: str) -> Track | None:
    spelled = pairs_of_text(value)
    if spelled is not None:
        points, decimals = spelled
        reasoning = "pairs of two numbers in range that move by small steps, in one text"
    elif kind == "polyline" or (leaf.name in _ENCODED and _MARKED.search(value) and " " not in value):
        points, decimals = _decoded(leaf.name, value, widest=_WIDEST if kind == "polyline" else 0.1)
        reasoning = "an encoded polyline whose positions are in range and move by small steps"
        if decimals:
            return _track_of(leaf, points, decimals, reasoning)
        return None
    else:
        return None
    if decimals < 3 or not plausible(points) or median_step(points) > 0.1:
        return None
    return _track_of(leaf, points, decimals, reasoning)


def _decoded(name: str, value: str, widest: float) -> tuple[list[tuple[float, float]], int]:
    """The positions of an encoded polyline of five decimals, else of six, and their decimals; 0 where it is none."""
    for decimals in (6, 5) if "6" in words(name) else (5, 6):
        points = polyline(value, decimals) or []
        if plausible(points) and median_step(points) <= (widest if decimals == 5 else 0.1):
            return points, decimals
    return [], 0


def _track_of(leaf: Leaf, points: list[tuple[float, float]], decimals: int, reasoning: str) -> Track:
    return Track(
        path=leaf.path, points=points, decimals=decimals, seconds=None, confidence=Confidence.LIKELY,
        reasoning=f"{reasoning}{naming(leaf.name)}",
    )  # fmt: skip


# -- series -------------------------------------------------------------------------------------------------------


def series_track(series: Series, place: Surroundings) -> Track | None:
    """A matrix ``[[lat, lon], …]`` or an object of parallel lists ``{"lat": […], "lon": […]}``."""
    columns = tuple(series.columns)
    if columns == ("",) or not BOUNDS.isdisjoint(all_words(series.names[-2:])):
        return None
    if is_outline(series.names, series.path, place) or is_timetabled(series.path, place):
        return None
    named = named_columns(series)
    if named is None and "0" in columns and 2 <= len(columns) <= 4:
        return _matrix_track(series, place)
    if named is None or not plausible(named) or median_step(named) > _WIDEST:
        return None  # also degrees, minutes and seconds in two lists of three
    return Track(
        path=series.path,
        points=named,
        decimals=_decimals(named),
        seconds=place.series_seconds(series),
        confidence=Confidence.CERTAIN,
        reasoning="lists of latitudes and longitudes of one length in one object",
    )


def moving_tracks(place: Surroundings, claimed: set[str]) -> Iterator[Track]:
    """Rows that nothing names, of which two columns move as positions do; not those that are known by their names."""
    for found in moving_series(place):
        if found.path not in claimed and not is_timetabled(found.path, place):
            yield Track(
                path=found.path, points=found.points, decimals=found.decimals, seconds=found.seconds,
                confidence=Confidence.LIKELY if found.seconds else Confidence.POSSIBLE,
                reasoning="two columns of rows without names that move by small steps, in range of a position",
                rule="track.rows",
            )  # fmt: skip


def _matrix_track(series: Series, place: Surroundings) -> Track | None:
    spoken = [name for name in series.names[-2:] if words(name) != ("data",)]
    strong = any(is_named(name, PLACE_NAMES) for name in spoken)
    if not strong and not any(is_named(name, _PATH_NAMES) for name in spoken):
        return None
    if not {"0", "1"} <= set(series.columns):  # objects may have a member named "0"
        return None
    first, second = series.columns["0"], series.columns["1"]
    swap = "coordinates" in spoken or max(map(abs, first)) > 90
    points = list(zip(second, first, strict=True)) if swap else list(zip(first, second, strict=True))
    if not plausible(points) or _decimals(points) < 3 or median_step(points) > (1.0 if strong else 0.01):
        return None
    return Track(
        path=series.path,
        points=points,
        decimals=_decimals(points),
        seconds=place.series_seconds(series),
        confidence=Confidence.LIKELY,
        reasoning=f"rows of two numbers in range that move by small steps{naming(spoken[-1])}",
    )


def plausible(points: list[tuple[float, float]]) -> bool:
    """Whether they are enough, on the globe, and not all shares of a screen."""
    unit_square = all(0 <= value <= 1 for point in points for value in point)
    return len(points) >= TRACK_FROM and not unit_square and all(is_position(*point) for point in points)


def median_step(points: list[tuple[float, float]]) -> float:
    """The usual step from one position to the next, in degrees."""
    return statistics.median(max(abs(a[0] - b[0]), abs(a[1] - b[1])) for a, b in pairwise(points))


def _decimals(points: list[tuple[float, float]]) -> int:
    return max(decimals_of(float(value)) for point in points[:50] for value in point)
