"""Tells places that stand on charts and maps for all: gauges of the tide, lights and buoys, what OpenStreetMap has tags of.

Sources, from memory: the data API of NOAA CO-OPS (``datum``, ``predictions``), tide tables of hydrographic services, the
``seamark:`` tags of OpenSeaMap, lists of lights, the keys of OpenStreetMap (wiki.openstreetmap.org, Map features) and its
XML (OSM XML, osmChange), the statements of Wikidata, and waypoints of geocaches (GPX with Groundspeak's extension).
"""

from __future__ import annotations

from itertools import islice
from typing import Final

from analysis.field_names import all_words, words
from analysis.lazy_patterns import lazy_pattern
from analysis.payload import Group
from analysis.public_places import IS_OF_A_PERSON
from analysis.readings import is_time_name
from analysis.remembered import Remembered
from analysis.surroundings import Surroundings, outer
from analysis.timed_rows import is_moment

_GAUGES: Final = frozenset({
    "station", "stationid", "stationname", "gauge", "gaugeid", "tidegauge", "port", "portname", "harbour", "harbor",
    "hafen", "haven", "havn", "hamn", "puerto", "porto", "satama", "liman", "pegel", "maregraphe", "mareografo", "buoy",
    "estacion", "stazione", "estacao", "stacja", "lokacija", "secondaryport", "standardport",
})  # fmt: skip
# Of one of these two kinds: what heights are counted from, or a table of high and low water.
_DATUMS: Final = frozenset({
    "datum", "chartdatum", "tidaldatum", "mllw", "mhhw", "mhw", "mlw", "msl", "lat0", "hat", "zerolevel", "kartennull",
    "seekartennull", "nullpegel", "zerohydrographique", "ceroshidrografico", "reduktionsplan", "nap", "dvr90", "rh2000",
})  # fmt: skip
_TIDES: Final = frozenset({
    "tide", "tides", "tidal", "hilo", "highlow", "highlows", "hwlw", "highwater", "lowwater", "tidetable", "extremes",
    "gezeiten", "tiden", "hochwasser", "niedrigwasser", "tidenkalender", "maree", "marees", "marea", "mareas", "mare",
    "pleinesmers", "bassesmers", "pleamar", "bajamar", "preamar", "baixamar", "getij", "getijden", "hoogwater",
    "laagwater", "tidevand", "tidvatten", "tidevann", "hoyvann", "plywy", "harmonics", "constituents",
})  # fmt: skip
_FORETOLD: Final = ("predictions", "extremes", "tides", "highLows", "hilo", "gezeiten", "marees", "mareas", "maree",
                    "getijden", "tidevand", "forecast", "constituents", "harmonics", "waterLevels")  # fmt: skip
# What a list of lights and buoys, or a chart, says of one: two of these.
_LIGHTS: Final = frozenset({
    "lightcharacter", "lightcharacteristic", "characteristic", "lightperiod", "lightrange", "lightcolour", "lightcolor",
    "nominalrange", "focalheight", "focalplane", "sectors", "lightsectors", "racon", "topmark", "topmarkshape", "buoytype",
    "buoyshape", "beacontype", "atontype", "atonno", "llnr", "lightlist", "lightno", "lightnumber", "admiraltyno",
    "internationalno", "kennung", "wiederkehr", "tragweite", "feuerhoehe", "sektoren", "feuertraeger", "fyrkaraktar",
    "fyrkarakter", "sektorer", "fyrlykt", "caracteristica", "caractere", "portee", "secteurs", "alcance", "sectores",
    "portata", "settori", "caratteristica", "lichtkarakter", "sectoren", "charakterystyka", "zasieg", "sektory",
    "bridgeclearance", "fogsignal", "structure", "lightelevation", "iala", "ialaregion",
})  # fmt: skip
_LEAST_OF_A_LIGHT: Final = 2
_KEYS: Final = frozenset({
    "man_made", "amenity", "natural", "historic", "power", "leisure", "tourism", "highway", "railway", "waterway",
    "aeroway", "barrier", "emergency", "advertising", "military", "aerialway",
})  # fmt: skip
_MAPS: Final = (("osm",), ("osmChange",))
_STATED: Final = "mainsnak"
_CACHE: Final = "Geocache"
_TAGGED: Final = frozenset({"tags", "properties"})
_TAG: Final = lazy_pattern(r"[a-z]{3,16}(?:_[a-z]{1,16}){0,4}")
_PARTED: Final = (
    "properties",
    "tags",
    "light",
    "attributes",
)  # what stands beside GeoJSON's geometry, or in the object
# An object that only says where another one is.
_PLACED: Final = frozenset({
    "geometry", "position", "location", "loc", "pos", "coords", "coordinates", "coordinate", "geo", "point", "latlng",
    "koordinaten", "standort", "lage", "posicion", "posizione", "posicao", "positie", "pozycja", "sijainti", "konum",
})  # fmt: skip
_FEW: Final = 48  # names of an object that are looked at

_PLAIN: Final = Remembered[tuple[str, ...], frozenset[str]](
    lambda names: frozenset(said for name in names[:_FEW] for said in ("".join(words(name)), name.lower()))
)
_SENDS_SEAMARKS: Final = Remembered[tuple[str, ...], bool](
    lambda names: any(name[:8] == "seamark:" for name in names[:_FEW])
)


def is_charted(group: Group, place: Surroundings) -> bool:
    """Whether the place in an object stands on a chart or a map for all."""
    if group.context != "body":
        return False
    if _is_of_a_work(group):
        return True
    around = outer(group.path)
    said = _PLAIN[place.names_at(group.path)]
    if _is_gauge(group, said, around, place):
        return True
    parts = [place.group(f"{base}.{part}") for base in (group.path, around) for part in _PARTED]
    beside = place.group(around) if group.name.lower() in _PLACED else None
    return any(_is_mapped(part, place) for part in (group, *parts, beside) if part is not None)


def _is_of_a_work(group: Group) -> bool:
    """Whether a place stands in what OpenStreetMap or Wikidata says of the world, or is where a geocache hides."""
    if group.names[:1] in _MAPS or _STATED in group.names[-5:]:
        return True
    kind = group.members.get("type") if group.names[:1] == ("gpx",) else None
    return kind is not None and str(kind.value)[:8] == _CACHE


def _is_gauge(group: Group, said: frozenset[str], around: str, place: Surroundings) -> bool:
    """Whether an object is a gauge or a port, beside what tells of the tides there."""
    if (said | _PLAIN[group.names[-1:]]).isdisjoint(_GAUGES) or IS_OF_A_PERSON[tuple(group.members)[:_FEW]]:
        return False
    beside = said | _PLAIN[place.names_at(around)]
    if IS_OF_A_PERSON[place.names_at(around)[:_FEW]]:
        return False
    lists = {
        name
        for base in (around, group.path)
        for name in _FORETOLD
        if place.group(f"{base}.{name}[0]") is not None
    }
    if not _TIDES.isdisjoint(name.lower() for name in lists):
        return True
    tidal = not (beside | place.sent_words).isdisjoint(_TIDES)
    return (tidal and bool(lists)) or ((tidal or bool(lists)) and not beside.isdisjoint(_DATUMS))


def _is_mapped(part: Group, place: Surroundings) -> bool:
    """Whether an object has what a list of lights says of one, or the tags of a map, and no time and nobody."""
    names = tuple(part.members)[:_FEW]
    if IS_OF_A_PERSON[names]:
        return False
    if _SENDS_SEAMARKS[names] or len(_PLAIN[place.names_at(part.path)] & _LIGHTS) >= _LEAST_OF_A_LIGHT:
        return True
    if (
        _KEYS.isdisjoint(names)
        or any(map(is_time_name, names))
        or _TAGGED.isdisjoint(all_words(part.names[-1:]))
    ):
        return False
    if any(is_moment(leaf.value) for leaf in islice(part.members.values(), _FEW)):
        return False
    tags = (leaf.value for name, leaf in islice(part.members.items(), _FEW) if name in _KEYS)
    return any(isinstance(value, str) and _TAG.fullmatch(value) for value in tags)
