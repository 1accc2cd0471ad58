"""What positions are called, and what stands around such a name; corners and errors, which are no positions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import islice
from typing import Final

from analysis.field_names import is_named, words
from analysis.payload import Leaf
from analysis.readings import number

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
    "откуда", "куда", "nereden", "nereye", "wo", "donde", "dove", "waar", "gdzie", "kde",
    "from place", "to place", "start point", "end point", "startpunkt", "zielpunkt", "start place", "me", "here", "hier",
    "ich", "wp", "waypoint", "via", "pt", "yo", "moi", "io", "aqui", "ici", "qui",
    "hvor", "missa", "hol", "nerede", "lahto", "maaranpaa", "cel", "cil",
)  # fmt: skip
AROUND_PLACE: Final = frozenset({
    "user", "device", "my", "x", "current", "last", "known", "data", "str", "string", "value", "start", "end", "home",
    "client", "phone", "visitor", "raw", "gps", "geo", "location",
})  # fmt: skip
LONGITUDE_FIRST: Final = ("lng lat", "lon lat", "coordinates")
_FEW: Final = 32  # members of an object
_SIDES: Final = frozenset({"left", "top", "right", "bottom", "zIndex", "z-index", "margin", "padding"})
_LETTERS: Final = 2  # of a name that says nothing
_LONGEST: Final = 24  # characters of a text that says what an object is
_CHANGED: Final = AROUND_PLACE | {
    "update",
    "updated",
    "changed",
    "fix",
    "report",
    "share",
    "live",
    "event",
    "set",
    "new",
}
_SAYING_SO: Final = (*PLACE_NAMES, "pos", "gnss", "fix")
_WIDEST_HOME: Final = 500.0  # metres
_RADII: Final = frozenset(
    {
        "radius",
        "umkreis",
        "rayon",
        "raggio",
        "straal",
        "promien",
        "radio",
        "raio",
        "sade",
        "okruh",
        "r",
        "rad",
        "radien",
    }
)
BOUNDS: Final = frozenset({
    "bounds", "bbox", "viewport", "northeast", "southwest", "northwest", "southeast", "ne", "sw", "nw", "se", "north",
    "south", "east", "west", "top", "bottom", "topleft", "bottomright", "corner", "boundingbox", "tile", "tiles", "upper",
    "lower", "viewbox", "nec", "swc",
})  # fmt: skip
NO_POINT: Final = BOUNDS | {
    "min", "max", "accuracy", "error", "delta", "span", "offset", "std", "stddev", "sigma", "precision", "uncertainty",
    "diff",
}  # fmt: skip


def is_called_a_place(name: str, beside: Mapping[str, Leaf], pair: Sequence[Leaf]) -> bool:
    """Whether an object says of itself that it is a position, beside fine numbers: ``{"op": "loc", "c": [52.40637, …]}``."""
    if len(name) > _LETTERS or len(beside) > _FEW:
        return False
    if any(not isinstance(leaf.value, float) or round(leaf.value, 3) == leaf.value for leaf in pair[:2]):
        return False
    said = (leaf.value for leaf in beside.values())
    return any(
        isinstance(value, str) and len(value) <= _LONGEST and is_named(value, _SAYING_SO, _CHANGED)
        for value in said
    )


def is_laid_out(beside: Mapping[str, Leaf]) -> bool:
    """Whether a position is that of a box on a page, which has sides."""
    return not _SIDES.isdisjoint(islice(beside, _FEW))


def is_circle(name: str, beside: Mapping[str, Leaf]) -> bool:
    """Whether a name is that of a middle or an end, beside a radius as people draw it around their homes."""
    if not is_named(name, WEAK_NAMES, AROUND_PLACE):
        return False
    for called, leaf in islice(beside.items(), _FEW):
        radius = number(leaf.value) if not _RADII.isdisjoint(words(called)) else None
        if radius is not None and 0 < radius <= _WIDEST_HOME:
            return True
    return False
