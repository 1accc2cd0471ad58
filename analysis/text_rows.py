"""Finds positions in one text of several rows: ``48.20913,16.37245,1795766400,0;48.20951,16.37302,1795766430,4``.

Children's watches, dash cameras and loggers write them, each with its own signs between rows and between their fields. Two
columns next to one another hold the digits of positions; the others are times and numbers, and no words, as of shops.
"""

from __future__ import annotations

import statistics
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

import msgspec

from analysis.coordinates import Coordinate, coordinate, is_position
from analysis.field_names import all_words
from analysis.lazy_patterns import lazy_pattern
from analysis.moving_rows import LEAST_ROWS, moves
from analysis.payload import Leaf
from analysis.place_names import BOUNDS
from analysis.readings import instant
from analysis.surroundings import Surroundings
from analysis.texts import TextShape, texts_like
from analysis.translated_names import without_marks

Row = list[str]

_LONGEST: Final = 262_144  # characters of a text
_MOST_ROWS: Final = 10_000
_LOOKED_AT: Final = 64  # rows from which the columns are told
_WIDTHS: Final = range(3, 17)  # fields of a row
TRACK_ROWS: Final = 3  # rows
_BETWEEN_FIELDS: Final = (",", ":", "|", ";", "\t", " ", "_", "/", "*")
_BETWEEN_ROWS: Final = (";", "|", "\n", "#", "/", "!", "~", "$", "@", ",", " ", "&")
_BRACKETED: Final = ("],[", "),(", "},{", "], [", "), (")
_LONGEST_ROW: Final = 400  # characters
_AXIS: Final = lazy_pattern(r"\s{0,2}[+-]?[0-9]{1,3}\.[0-9]{4,9}\s{0,2}")
_OTHER: Final = lazy_pattern(r"\s{0,2}(?:[+-]?[0-9]{0,14}(?:\.[0-9]{1,6})?|[AVNSEW]|true|false|null)\s{0,2}")
_WRITTEN: Final = lazy_pattern(
    r"\s{0,2}(?:(?:19|20)[0-9]{2}-?[01][0-9]-?[0-3][0-9].{0,24}|[0-2]?[0-9]:[0-5][0-9](?::[0-5][0-9](?:\.[0-9]{1,6})?)?Z?)"
    r"\s{0,2}"
)
_OPENS: Final = lazy_pattern(
    r"[\s\[({]{0,3}(?:[^,;|\t ]{1,40}[,;|\t ]){0,3}?[+-]?[0-9]{1,3}\.[0-9]{4,9}[,:;|/_ \t]{1,2}(?:[NS][,:;|/_ \t])?"
    r"[+-]?[0-9]{1,3}\.[0-9]{4,9}(?![0-9.])"
)
_NAMED: Final = frozenset({
    "gps", "gnss", "pos", "position", "positions", "loc", "location", "locations", "geo", "coords", "coordinates", "fix",
    "fixes", "track", "trk", "trackpoints", "trail", "trace", "breadcrumbs", "points", "pts", "punkte", "spur", "puntos",
    "recorrido", "trayecto", "percorso", "trajet", "parcours", "ruta", "trasa", "rit", "rute", "reitti", "iz", "rota",
    "konumlar", "positionen", "positionlist", "gpslist", "gpsdata", "latlng", "latlngs", "lbsgps", "guiji",
    "zuobiao", "轨迹", "位置", "軌跡", "standorte", "ubicaciones", "posizioni", "posicoes", "posities", "polohy", "pozycje",
    "sijainnit", "waypoints", "path", "route", "strecke", "locs", "weg", "walk", "run", "ride", "trip", "fahrt", "tour",
    "journey",
})  # fmt: skip
_DRAWN: Final = BOUNDS | frozenset({
    "polygon", "fence", "geofence", "zone", "area", "ring", "outline", "shops", "stores", "stations", "stops", "cities",
})  # fmt: skip
_NORTH: Final = ("N", "S")
_EAST: Final = ("E", "W")
_FARTHEST_NORTH: Final = 85.0
_LEAST_ANGLE: Final = 3.0  # degrees of one of the two; shares and axes are smaller
_APART: Final = 0.5  # degrees between the two; bid and ask are nearer to one another
_USUAL_STEP: Final = 0.01  # degrees, a kilometre
_LONGITUDE_FIRST: Final = frozenset({"lnglat", "lonlat", "coordinates", "lnglats"})

ROWS_IN_TEXTS: Final = TextShape(
    lambda text: len(text) >= 19 and text.count(".", 0, 256) >= 2 and _OPENS.match(text[:256]),
    headers=False,
    shortest=19,
)


class TextRows(msgspec.Struct, frozen=True, kw_only=True):
    """The positions of a text in its order; ``seconds`` from the first to the last where its rows tell times."""

    leaf: Leaf
    pairs: list[tuple[Coordinate, Coordinate]]
    seconds: float | None


_last: tuple[Surroundings, tuple[TextRows, ...]] | None = None


def rows_in_texts(place: Surroundings) -> tuple[TextRows, ...]:
    """The texts whose rows hold positions: those with a name for places or ways, and ways whose rows have times.

    Those of the last message are kept, because single positions and ways are asked for one after the other.
    """
    global _last
    last = _last
    if last is None or last[0] is not place:
        last = _last = place, tuple(_all(place))
    return last[1]


def _all(place: Surroundings) -> Iterator[TextRows]:
    for leaf, value in texts_like(place.payload, ROWS_IN_TEXTS):
        if leaf.context in ("body", "query") and len(value) <= _LONGEST:
            found = _rows_of(leaf, value)
            if found is not None:
                yield found


def _rows_of(leaf: Leaf, value: str) -> TextRows | None:
    names = [without_marks(name).lower().replace("_", "").replace("-", "") for name in leaf.names[-2:]]
    if not _DRAWN.isdisjoint(all_words(leaf.names[-2:])):
        return None
    for bracketed in _BRACKETED:
        value = value.replace(bracketed, ";")
    rows = _split(value.strip().strip("[](){}"))
    at = _axes(rows[:_LOOKED_AT]) if rows else None
    if at is None:
        return None
    named = not _NAMED.isdisjoint(names) or not _NAMED.isdisjoint(all_words(leaf.names[-2:]))
    times = _times(rows, at)
    pairs = _pairs(leaf, rows, at, swapped=not _LONGITUDE_FIRST.isdisjoint(names))
    if len(pairs) < len(rows) or not (named or _is_a_way(pairs, times)):
        return None
    if len(pairs) >= TRACK_ROWS and not _goes_on(pairs):
        return None
    return TextRows(
        leaf=leaf, pairs=pairs, seconds=abs(times[-1] - times[0]) if times and len(times) > 1 else None
    )


def _split(text: str) -> list[Row]:
    """The rows of a text, all of one width, by the first signs between rows and fields that fit; else none."""
    head = text[: _LONGEST_ROW + 1]
    for between_fields in _BETWEEN_FIELDS:
        if between_fields not in head:
            continue
        for between_rows in _BETWEEN_ROWS:
            at = head.find(between_rows) if between_rows != between_fields else -1
            if at > 0 and head.count(between_fields, 0, at) + 1 in _WIDTHS:
                rows = _rows(text.split(between_rows, _MOST_ROWS)[:_MOST_ROWS], between_fields)
                if rows:
                    return rows
        if len(text) <= _LONGEST_ROW and (rows := _rows([text], between_fields)):
            return rows
    return []


def _rows(parts: Sequence[str], between_fields: str) -> list[Row]:
    """The fields of each row, where all have as many, and two columns hold positions."""
    cleaned = [part.strip("[](){} \r\n") for part in parts]
    rows = _with_signs([part.split(between_fields) for part in cleaned if part])
    width = len(rows[0]) if rows else 0
    fits = width in _WIDTHS and all(len(row) == width for row in rows)
    return rows if fits and _axes(rows[:_LOOKED_AT]) is not None else []


def _with_signs(rows: list[Row]) -> list[Row]:
    """Rows with their hemispheres in fields of their own (``48.20913,N,16.37245,E``), which become signs."""
    first = rows[0] if rows else []
    places = range(min(len(first), _WIDTHS[-1]) - 3)
    at = next((at for at in places if first[at + 1] in _NORTH and first[at + 3] in _EAST), None)
    if at is None or any(
        len(row) < at + 4 or row[at + 1] not in _NORTH or row[at + 3] not in _EAST for row in rows
    ):
        return rows
    return [
        [*row[:at], _signed(row[at], row[at + 1]), _signed(row[at + 2], row[at + 3]), *row[at + 4 :]]
        for row in rows
    ]


def _signed(angle: str, side: str) -> str:
    return f"-{angle}" if side in "SW" and angle[:1].isdecimal() else angle


def _axes(rows: Sequence[Row]) -> int | None:
    """The first of the two columns that hold positions, where the others hold numbers and times only; else None."""
    width = len(rows[0])
    fine = [
        sum(_AXIS.fullmatch(row[column]) is not None for row in rows) * 10 >= 7 * len(rows)
        for column in range(width)
    ]
    found = [column for column in range(width - 1) if fine[column] and fine[column + 1]]
    if len(found) != 1:
        return None
    others = (
        field for row in rows for column, field in enumerate(row) if column not in (found[0], found[0] + 1)
    )
    return found[0] if all(_OTHER.fullmatch(field) or _WRITTEN.fullmatch(field) for field in others) else None


def _pairs(leaf: Leaf, rows: Sequence[Row], at: int, *, swapped: bool) -> list[tuple[Coordinate, Coordinate]]:
    found: list[tuple[Coordinate, Coordinate]] = []
    for row in rows:
        first, second = coordinate(leaf.path, row[at].strip()), coordinate(leaf.path, row[at + 1].strip())
        if first is None or second is None:
            return []
        found.append((second, first) if swapped or abs(first.degrees) > 90 else (first, second))
    lat, lon = found[0]
    if max(abs(lat.degrees), abs(lon.degrees)) < _LEAST_ANGLE or abs(lat.degrees - lon.degrees) < _APART:
        return []
    right = all(
        is_position(lat.degrees, lon.degrees) and abs(lat.degrees) <= _FARTHEST_NORTH for lat, lon in found
    )
    return found if right else []


def _is_a_way(pairs: Sequence[tuple[Coordinate, Coordinate]], times: list[float] | None) -> bool:
    """Whether rows that nothing names can only be a way: with a time each, or because they go on as somebody does."""
    if times is not None:
        return len(pairs) >= TRACK_ROWS
    points = [(lat.degrees, lon.degrees) for lat, lon in pairs[:_LOOKED_AT]]
    return len(points) >= LEAST_ROWS and moves(points, None)


def _goes_on(pairs: Sequence[tuple[Coordinate, Coordinate]]) -> bool:
    steps = [
        max(abs(a[0].degrees - b[0].degrees), abs(a[1].degrees - b[1].degrees)) for a, b in pairwise(pairs)
    ]
    return statistics.median(steps) <= _USUAL_STEP


def _times(rows: Sequence[Row], at: int) -> list[float] | None:
    """The times of the rows in seconds, one after the other; None where no column holds such."""
    for column in range(len(rows[0])):
        if column in (at, at + 1):
            continue
        found = [_instant(row[column].strip()) for row in rows]
        times = [time for time in found if time is not None]
        if len(times) == len(rows) and all(one <= other for one, other in pairwise(times)):
            return times
    return None


def _instant(field: str) -> float | None:
    if field.isdecimal() and field.isascii():
        if len(field) in (10, 13) and field[0] in "12":
            return int(field) / (1 if len(field) == 10 else 1000)
        return None
    return instant(field) if len(field) >= 16 and field[:2] == "20" else None
