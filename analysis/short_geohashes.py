"""Finds geohashes under short names and in the path of an address: ``?gh=u281zd9gk&umkreis=5``, ``/near/u281zd9gk``.

Many codes and words are written in the letters of a geohash. It counts with a digit and a letter that no hexadecimal number
has, where people live, and beside what is asked about a place: a radius, a distance, a word for places in the address.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from analysis.field_names import all_words, words
from analysis.lazy_patterns import lazy_pattern
from analysis.name_tables import picking
from analysis.payload import Leaf
from analysis.place_codes import Cell, geohash
from analysis.remembered import Remembered
from analysis.surroundings import Surroundings
from analysis.texts import TextShape, texts_like
from analysis.translated_names import without_marks

# These say a geohash, if shortly; the others say no more than a place, or anything.
_TELLING: Final = frozenset(
    {"gh", "geoh", "gohash", "ghsh", "geohsh", "geokey", "geocell", "gcell", "geocelle", "geohasch"}
)
_SHORT: Final = frozenset({
    "g", "geo", "loc", "pos", "pt", "here", "ort", "wo", "hier", "standort", "lieu", "ici",
    "donde", "aqui", "ubicacion", "dove", "posizione", "posicion", "posicao", "waar", "locatie", "gdzie", "kde", "misto",
    "plats", "hvor", "sted", "missa", "sijainti", "konum", "hely", "lochash", "location", "position", "place", "area",
    "geocode", "center", "centre", "mitte", "origin", "q", "near", "around",
})  # fmt: skip
# What stands beside a place about which somebody asks.
_ASKED: Final = frozenset({
    "radius", "radiuskm", "radiusm", "umkreis", "umkreiskm", "rayon", "raggio", "straal", "promien", "okruh", "sade",
    "yaricap", "distance", "dist", "entfernung", "distanza", "distancia", "afstand", "odleglosc", "avstand",
    "maxdist", "maxdistance", "within", "nearby", "around", "precision", "accuracy", "hankei", "banjing", "半径", "acc",
    "speed", "heading", "geohashprecision", "neighbors", "neighbours", "geofence", "presence",
})  # fmt: skip
# Words of an address that ask about a place; in a path the code follows one of these or of the telling names.
_OF_PLACES: Final = frozenset({
    "near", "nearby", "nearest", "around", "umkreis", "umgebung", "nahe", "position", "positions", "location", "locations",
    "presence", "whereabouts", "standort", "geo", "geohash", "ghash", "cercanos", "cerca", "vicino", "vicini", "autour",
    "proche", "proches", "perto", "dichtbij", "blisko", "okoli", "naer", "naera", "lahella", "yakin", "kozel",
})  # fmt: skip
_SIZES: Final = range(6, 13)  # characters; of fewer signs by chance too many are such
_FIRM: Final = 8  # characters of a code that stands beside nothing but a telling name
_FARTHEST_NORTH: Final = 72.0
_FARTHEST_SOUTH: Final = -56.0
_LETTERS: Final = lazy_pattern(r"(?=[^g-z]{0,11}[g-z])(?=[^0-9]{0,11}[0-9])[0-9b-hjkmnp-z]{6,12}")
_MOST: Final = 2_000  # of one message
# ``gh=u281zd9gk;acc=20`` as the whole of a text, in a header or a field.
_LABELLED: Final = lazy_pattern(
    r"(?:[A-Za-z_]{1,12}[=:][^;,&\s]{0,24}[;,&]\s?){0,3}(?:gh|[Gg]eo_?[Hh]ash|ghash)[=:]\s?([0-9b-hjkmnp-z]{5,12})"
    r"(?:[;,&]\s?[A-Za-z_]{1,12}[=:][^;,&\s]{0,24}){0,3}"
)
_HEX: Final = lazy_pattern(r"[0-9b-f]{1,12}")
_LONGEST_LABELLED: Final = 120  # characters


def _plain(name: str) -> str:
    return "".join(filter(str.isalnum, without_marks(name).lower())) if len(name) <= 24 else ""


_PLAIN: Final = Remembered(_plain)
_ANY: Final = _TELLING | _SHORT
SHORT_NAMES: Final = picking(lambda name: _PLAIN[name] in _ANY, spelled=_ANY)
GEOHASH_TEXTS: Final = TextShape(
    lambda text: len(text) in _SIZES and _LETTERS.fullmatch(text), headers=False, shortest=6, longest=12
)
LABELLED_GEOHASHES: Final = TextShape(
    lambda text: (
        ("gh=" in text or "ash=" in text) and len(text) <= _LONGEST_LABELLED and _LABELLED.fullmatch(text)
    ),
    shortest=8,
    longest=_LONGEST_LABELLED,
)


def labelled_geohashes(place: Surroundings) -> Iterator[tuple[Leaf, Cell]]:
    """The leaves that hold a geohash behind its name, each with its cell; a few letters alone may be a word."""
    for leaf, value in texts_like(place.payload, LABELLED_GEOHASHES)[:_MOST]:
        found = _LABELLED.fullmatch(value)
        code = found[1] if found is not None else ""
        cell = (
            geohash(code)
            if _LETTERS.fullmatch(code) or (len(code) >= _FIRM and not _HEX.fullmatch(code))
            else None
        )
        if cell is not None and _FARTHEST_SOUTH < cell.latitude < _FARTHEST_NORTH:
            yield leaf, cell


def short_geohashes(place: Surroundings) -> Iterator[tuple[Leaf, Cell]]:
    """The leaves that hold a geohash without being named so, each with its cell."""
    found = texts_like(place.payload, GEOHASH_TEXTS)[:_MOST]
    segments = list(place.by_name.get("", ())) if any(leaf.context == "path" for leaf, _ in found) else []
    before = {leaf.path: str(last.value) for last, leaf in pairwise(segments)}
    for leaf, value in found:
        cell = geohash(value)
        if cell is None or not _FARTHEST_SOUTH < cell.latitude < _FARTHEST_NORTH:
            continue
        if leaf.context == "path":
            step = before.get(leaf.path, "")
            told = _PLAIN[step] in _TELLING or not _OF_PLACES.isdisjoint(words(step))
        else:
            told = _is_told(leaf, value, place)
        if told:
            yield leaf, cell


def _is_told(leaf: Leaf, value: str, place: Surroundings) -> bool:
    """Whether a name says a geohash, or a place beside a radius or a distance, and the object is no list of places."""
    plain = _PLAIN[leaf.name]
    if plain not in _TELLING and plain not in _SHORT:
        return False
    siblings = place.siblings(leaf.path)
    beside = {_PLAIN[name] for name in siblings} | all_words(siblings)
    if not beside.isdisjoint(_ASKED) or (plain in _TELLING and not _OF_PLACES.isdisjoint(place.sent_words)):
        return True
    if plain not in _TELLING:
        return not _OF_PLACES.isdisjoint(place.sent_words) and not _OF_PLACES.isdisjoint(
            all_words(place.payload.transmission.path.split("/")[-3:])
        )
    return len(value) >= _FIRM
