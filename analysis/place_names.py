"""What positions are called, and what stands around such a name; corners and errors, which are no positions."""

from __future__ import annotations

from typing import Final

PLACE_NAMES: Final = (
    "ll", "geo", "location", "loc", "coords", "coord", "coordinates", "coordinate", "lat lng", "lat lon", "lat long",
    "geolocation", "geo location", "geo position", "geo point", "gps", "position", "icbm", "lng lat", "lon lat",
    "gps position", "geo coordinates", "geo loc", "latitude longitude", "location point",
)  # fmt: skip
WEAK_NAMES: Final = (
    "center", "centre", "origin", "destination", "near", "q", "query", "point", "start", "end", "from", "to", "sll",
    "cbll", "pos", "daddr", "saddr", "at", "place", "von", "nach", "ziel", "ab", "desde", "hasta", "origen", "destino",
    "origem", "depart", "arrivee", "partenza", "arrivo", "origine", "destinazione", "van", "naar", "fra", "til", "fran",
    "till", "skad",
    "dokad", "odkud", "kam", "mitte", "centro", "zentrum", "punkt", "punto", "zona", "umkreis", "起点", "终点", "出発地",
    "目的地",
    "откуда", "куда", "nereden", "nereye", "lahto", "maaranpaa", "cel", "cil",
)  # fmt: skip
AROUND_PLACE: Final = frozenset({
    "user", "device", "my", "x", "current", "last", "known", "data", "str", "string", "value", "start", "end", "home",
    "client", "phone", "visitor", "raw", "gps", "geo", "location",
})  # fmt: skip
LONGITUDE_FIRST: Final = ("lng lat", "lon lat", "coordinates")
BOUNDS: Final = frozenset({
    "bounds", "bbox", "viewport", "northeast", "southwest", "northwest", "southeast", "ne", "sw", "nw", "se", "north",
    "south", "east", "west", "top", "bottom", "topleft", "bottomright", "corner", "boundingbox", "tile", "tiles", "upper",
    "lower", "viewbox", "nec", "swc",
})  # fmt: skip
NO_POINT: Final = BOUNDS | {
    "min", "max", "accuracy", "error", "delta", "span", "offset", "std", "stddev", "sigma", "precision", "uncertainty",
    "diff",
}  # fmt: skip
