"""Finds ways that are written as an encoded polyline under a name that says nothing of it, in a message about a way.

Source: developers.google.com/maps, "Encoded polyline algorithm format". Every sign is one of 64 from ``?`` to ``~``; what
decodes to the last sign, begins far from where the equator meets the prime meridian and goes on by small steps is no word
and no key. Text in other letters, digits or with spaces is told by its first wrong sign.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice, pairwise
from typing import Final

from analysis.field_names import all_words, naming
from analysis.gazetteers import is_timetabled
from analysis.lazy_patterns import lazy_pattern
from analysis.needs import Needs
from analysis.no_places import is_published
from analysis.payload import Leaf
from analysis.place_codes import polyline
from analysis.place_names import BOUNDS
from analysis.public_places import IS_OF_A_PERSON
from analysis.readings import is_time_name
from analysis.records import Confidence
from analysis.surroundings import Surroundings
from analysis.texts import TextShape, texts_like
from analysis.timed_rows import is_moment
from analysis.tracks import NAMED_CODES, Track, median_step

_SHORTEST: Final = 16  # characters: of a position and of three steps at least
_LONGEST: Final = 65_536
_LEAST: Final = 4  # positions
_FEW: Final = 48  # members of an object that are looked at
_BEGINS: Final = "".join(map(chr, range(63, 127)))
_ENCODED: Final = lazy_pattern(rf"[?-~]{{{_SHORTEST},{_LONGEST}}}")
_MARKED: Final = lazy_pattern(r"[`@?\[\]{}|~^\\]")  # signs that an encoded polyline has, and a word has not
_HEAD: Final = 4096  # characters in which one of them stands
_LEAST_ANGLE: Final = 1.0  # degrees from 0,0: a drawing begins nearer
_USUAL_STEP: Final = 0.1  # degrees
# What somebody says of a way of their own, or to whom it is sent.
_WAYS: Final = frozenset({
    "ride", "rides", "run", "runs", "trip", "trips", "tour", "tours", "route", "routes", "track", "tracks", "walk", "hike",
    "drive", "commute", "activity", "activities", "workout", "journey", "navigation", "navi", "directions", "path", "way",
    "leg", "legs", "speed", "pace", "distance", "duration", "start", "started", "departure", "arrival", "eta", "gps",
    "bike", "cycling", "running", "jog", "kmh", "mph", "polyline", "line", "shape",
    "fahrt", "fahrten", "strecke", "lauf", "wanderung", "spaziergang", "tempo", "dauer", "weg", "abfahrt", "ankunft",
    "trajet", "parcours", "sortie", "balade", "vitesse", "duree", "itineraire", "course", "depart",
    "viaje", "ruta", "recorrido", "carrera", "paseo", "velocidad", "salida", "inicio", "distancia",
    "viaggio", "percorso", "corsa", "giro", "velocita", "partenza", "durata", "distanza",
    "viagem", "trajeto", "percurso", "corrida", "passeio", "velocidade", "partida", "duracao",
    "rit", "ritten", "traject", "wandeling", "snelheid", "vertrek", "afstand", "duur",
    "jazda", "trasa", "przejazd", "bieg", "spacer", "predkosc", "odjazd", "dystans", "cesta", "jizda", "vylet", "beh",
    "rychlost", "tur", "turen", "rute", "resa", "fart", "rutt", "loptur", "matka", "reitti", "lenkki", "nopeus",
    "yolculuk", "rota", "kosu", "hiz", "mesafe", "utazas", "utvonal", "futas", "calatorie", "traseu",
})  # fmt: skip
_MEASURED: Final = frozenset({"start", "started", "departure", "speed", "pace"})
# A way that is drawn, offered or run for all, an outline, or a drawing.
_FOR_ALL: Final = frozenset({
    "boundary", "polygon", "outline", "region", "district", "area", "zone", "catalog", "catalogue", "guide", "guidebook",
    "signature", "stroke", "strokes", "sketch", "canvas", "glyph", "icon", "svg", "timetable", "gtfs", "line_id", "agency",
    "waymarked", "waymarking", "ref", "operator", "network", "trail", "trails", "piste", "pistes", "lift", "stage",
    "stages", "river", "pipeline", "cable", "contour", "coastline", "isochrone", "geofence", "gebiet", "umriss", "flaeche",
    "perimetre", "perimetro", "confine", "granica", "hranice", "price", "rating",
})  # fmt: skip


def _is_encoded(text: str) -> object:
    return _ENCODED.fullmatch(text) and _MARKED.search(text, 0, _HEAD)


_SHAPED: Final = TextShape(_is_encoded, headers=False, shortest=_SHORTEST, longest=_LONGEST, begins=_BEGINS)
ENCODED_WAYS: Final = Needs(texts=(_SHAPED,))


def encoded_ways(place: Surroundings) -> Iterator[Track]:
    """Those in fields whose names no table of ways knows."""
    for leaf, value in texts_like(place.payload, _SHAPED):
        if leaf.context != "body" or NAMED_CODES[leaf.name] or not _is_of_somebody(leaf, place):
            continue
        points = polyline(value) or []
        if len(points) >= _LEAST and _goes_on(points):
            yield Track(
                path=leaf.path, points=points, decimals=5, seconds=None, confidence=Confidence.POSSIBLE,
                reasoning="a text that decodes as an encoded polyline whose positions are in range and move by small steps"
                + naming(leaf.name),
            )  # fmt: skip


def _is_of_somebody(leaf: Leaf, place: Surroundings) -> bool:
    """Whether a text stands in a message about somebody's way, with a time or with what is measured of it."""
    group = place.around(leaf.path)
    if group is None or is_timetabled(leaf.path, place) or is_published(group, place):
        return False
    near = place.near_words(leaf.path, leaf.names) | all_words(leaf.names[-1:])
    if not near.isdisjoint(_FOR_ALL | BOUNDS) or (near | place.sent_words).isdisjoint(_WAYS):
        return False
    holder = place.around(group.path)
    members = [
        pair for one in (group, holder) if one is not None for pair in islice(one.members.items(), _FEW)
    ]
    timed = any(is_time_name(name) or is_moment(other.value) for name, other in members)
    return timed or not near.isdisjoint(_MEASURED) or IS_OF_A_PERSON[tuple(name for name, _ in members)]


def _goes_on(points: list[tuple[float, float]]) -> bool:
    """Whether a way begins where people are, moves, and makes no leap."""
    first = points[0]
    if max(map(abs, first)) < _LEAST_ANGLE or min(map(abs, first)) < 0.01:
        return False
    steps = [max(abs(a[0] - b[0]), abs(a[1] - b[1])) for a, b in pairwise(points)]
    return median_step(points) > 0 and max(steps) <= _USUAL_STEP and len(set(points)) >= _LEAST
