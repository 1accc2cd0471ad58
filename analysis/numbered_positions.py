"""Tells latitude and longitude in numbered fields where the address says that a position is sent: integers of a scale.

``google.type.LatLng`` holds doubles; others send ``latitude_e7`` as ``sfixed32`` or ``int32`` (Google's location history, as
its export names it), or as ``sint32``, or millionths. Two such integers may be anything: it takes an address of positions.
"""

from __future__ import annotations

from itertools import islice, pairwise
from typing import Final

from analysis.coordinates import Coordinate, coordinate, is_position
from analysis.field_names import all_words
from analysis.payload import Blob, Group, Leaf, Payload
from analysis.remembered import Remembered
from analysis.sent_names import topic_of

Pair = tuple[Coordinate, Coordinate]  # latitude and longitude

_POSITIONS: Final = frozenset({
    "position", "positions", "location", "locations", "gps", "gnss", "geolocation", "livelocation", "whereabouts", "coords",
    "coordinates", "latlng", "geoposition", "standort", "standorte", "ortung", "ubicacion", "ubicaciones", "posizione",
    "posizioni", "posicion", "posicao", "localizacao", "localisation", "localisations", "geolocalisation", "locatie",
    "locaties", "positie", "polozenie", "pozycja", "lokalizacja", "poloha", "pozice", "sijainti", "paikannus", "konum",
    "pozitie", "helyzet", "helymeghatarozas", "plassering", "placering", "placeringen", "posisjon", "weizhi", "dingwei",
    "ichi", "genzaichi", "位置", "定位", "위치", "координаты", "локация",
})  # fmt: skip
# Of these somebody sends where they are, and much else: it takes an error or a time beside the two.
_MOVERS: Final = frozenset({
    "fleet", "rider", "riders", "driver", "drivers", "courier", "couriers", "vehicle", "vehicles", "tracker", "trackers",
    "telematics", "flotte", "flota", "flotta", "fahrer", "kurier", "livreur", "repartidor", "corriere", "kierowca", "kurir",
    "ridic", "sofor", "trip", "trips", "ride", "rides", "walk", "walks", "geofence", "breadcrumb", "breadcrumbs", "trail",
    "waypoint", "waypoints", "fahrt", "fahrten", "trajet", "viaje", "viaggio", "scooter", "scooters", "bike", "collar",
    "pet", "pets", "msh",
})  # fmt: skip
# Of these a list of positions, each with its time, is a way.
_WAYS: Final = frozenset(
    {
        "track",
        "tracks",
        "trace",
        "traces",
        "path",
        "route",
        "routes",
        "points",
        "hike",
        "run",
        "runs",
        "spur",
        "tour",
    }
)
_NOT_OURS: Final = frozenset(
    {"tile", "tiles", "mesh", "scene", "game", "sprite", "texture", "font", "scroll", "cursor"}
)
_STEPS: Final = 8  # of an address that are looked at
_LEAST: Final = 1_000_000  # of both: a degree in millionths, a tenth of one in ten-millionths
_SCALED: Final = 10_000_000  # of one of the two
_FARTHEST_NORTH: Final = 85.0
_APART: Final = 0.5  # degrees between the two
_NOW: Final = (1_600_000_000, 1_900_000_000)  # 2020 to 2029 in s: a time, and no longitude beyond 160 degrees
_SIGNED: Final = (
    (1 << 63, 1 << 64),
    (1 << 31, 1 << 32),
)  # from where, and by how much, numbers are negative ones
_FIRST_TAG: Final = 1 << 3 | 5  # field 1 of four bytes (protobuf.dev, "Encoding")
_SECOND_TAG: Final = 2 << 3 | 5
_SHORT: Final = range(10, 65)  # bytes
_MOST_FIELDS: Final = 32
_ERROR: Final = (1.0, 5_000.0)  # metres


def _said(address: str) -> frozenset[str]:
    steps = address.split("/")[-_STEPS:]
    return all_words(steps) | frozenset(step.lower() for step in steps)


_SAID: Final = Remembered(_said)


def says_position(payload: Payload, path: str) -> bool:
    """Whether the path or the topic of a message says that it tells a position; ``path``: where its fields stand."""
    said = _words_of(payload, path)
    return not said.isdisjoint(_POSITIONS) and said.isdisjoint(_NOT_OURS)


def says_mover(payload: Payload, path: str) -> bool:
    """Whether the path or the topic of a message names who or what moves, or the way of it."""
    said = _words_of(payload, path)
    return not said.isdisjoint(_MOVERS) and said.isdisjoint(_NOT_OURS)


def says_way(payload: Payload, path: str) -> bool:
    """Whether the path or the topic of a message names a way, which may also be a piece of music."""
    return not _WAYS.isdisjoint(_words_of(payload, path))


def _words_of(payload: Payload, path: str) -> frozenset[str]:
    return _SAID[topic_of(path)[-512:] or payload.transmission.path[-512:]]


def scaled_pair(group: Group) -> Pair | None:
    """Latitude and longitude out of two integers next to one another, the only ones here that may be such."""
    found: list[tuple[int, Leaf, int]] = []
    for key, leaf in islice(group.members.items(), _MOST_FIELDS):
        value = _whole(leaf)
        if key.isdecimal() and value is not None:
            found.append((int(key), leaf, value))
    found.sort(key=lambda one: one[0])
    pairs = [
        pair for one, other in pairwise(found)
        if other[0] - one[0] == 1 and (pair := _pair(one[1].path, one[2], other[1].path, other[2])) is not None
    ]  # fmt: skip
    return pairs[0] if len(pairs) == 1 else None


def starts_with_pair(blob: Blob) -> bool:
    """Whether bytes that nothing opened begin as a message does whose first two fields have four bytes each.

    Such a message within another is too short to be told from chance by its bytes alone.
    """
    data = blob.data
    return blob.context == "body" and len(data) in _SHORT and data[0] == _FIRST_TAG and data[5] == _SECOND_TAG


def pair_in_bytes(blob: Blob) -> Pair | None:
    """Latitude and longitude in such bytes, as ``sfixed32``."""
    whole = [int.from_bytes(blob.data[at : at + 4], "little", signed=True) for at in (1, 6)]
    fit = all(abs(value) >= _LEAST and value % 1000 != 0 for value in whole)
    return _pair(blob.path, whole[0], blob.path, whole[1]) if fit else None


def has_error(group: Group) -> bool:
    """Whether a number with a point that may be an error in metres stands among the fields."""
    values = (leaf.value for leaf in islice(group.members.values(), _MOST_FIELDS))
    return any(isinstance(value, float) and _ERROR[0] <= value <= _ERROR[1] for value in values)


def _whole(leaf: Leaf) -> int | None:
    """An integer that may be an angle in a scale, negative ones as such (a varint has 64 bits, a fixed32 has 32)."""
    value = leaf.value
    if isinstance(value, bool) or not isinstance(value, int):
        return None
    for least, wrap in _SIGNED:
        value = value - wrap if least <= value < wrap else value
    fits = abs(value) >= _LEAST and value % 1000 != 0 and not _NOW[0] <= value <= _NOW[1]
    return value if fits else None


def _pair(one: str, first: int, other: str, second: int) -> Pair | None:
    if max(abs(first), abs(second)) < _SCALED:
        return None
    folded = [value // 2 ^ -(value & 1) for value in (first, second)]  # as sint32 is sent
    for lat, lon in ((first, second), (folded[0], folded[1])):
        for scale in (6, 7):
            unit = 10**scale
            if is_position(lat / unit, lon / unit) and abs(lat) <= _FARTHEST_NORTH * unit:
                found = coordinate(one, lat, scale), coordinate(other, lon, scale)
                if found[0] is not None and found[1] is not None:
                    return (found[0], found[1]) if abs(lat - lon) >= _APART * unit else None
    return None
