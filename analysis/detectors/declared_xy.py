"""Recognises positions as x and y where the message says that they are degrees: ``{"startX": …, "coordType": "WGS84"}``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from analysis.coordinates import Coordinate, coordinate, precision_m
from analysis.field_names import all_words, words
from analysis.lazy_patterns import lazy_pattern
from analysis.needs import Needs
from analysis.payload import Group, Payload
from analysis.records import Confidence, Measures, Observation
from analysis.remembered import Remembered
from analysis.surroundings import surroundings
from analysis.units import Detector, Mapped

# Reference systems in degrees. Sources: EPSG 4326, the names of Tmap's, Kakao's and Baidu's interfaces.
_SYSTEM: Final = lazy_pattern(
    r"(?i)(?:EPSG:?|SRID=?)4326|WGS[ _-]?84(?:GEO|LL|LONLAT|LATLON)?|GCJ-?02(?:LL)?|BD-?09LL|CRS:?84"
)
# Whose x and y: of where somebody is or sets out from; "": no word but the axis.
_WHOSE: Final = frozenset({"", "start", "origin", "from", "current", "my", "user", "gps", "pos", "departure"})
_OTHERS: Final = frozenset({
    "tile", "bbox", "polygon", "layer", "style", "marker", "markers", "feature", "features", "geometry", "shape", "stop",
    "station", "poi", "result", "results", "store", "branch",
})  # fmt: skip
_LEAST: Final = 4  # decimals


def _pair(names: tuple[str, ...]) -> tuple[str, str] | None:
    """The names of the x and the y of one place among those of an object."""
    spoken = {words(name): name for name in names[:64] if name[-1:] in "xXyY"}
    for said, name in spoken.items():
        if said[-1:] == ("x",) and "".join(said[:-1]) in _WHOSE and (other := spoken.get((*said[:-1], "y"))):
            return name, other
    return None


_PAIRS: Final = Remembered(_pair)


def _detect(payload: Payload) -> Iterator[Observation]:
    for group, names in surroundings(payload).shapes:
        pair = _PAIRS[names] if group.context in ("body", "query") else None
        if pair is None or not _is_declared(group) or not _OTHERS.isdisjoint(all_words(group.names[-3:])):
            continue
        x, y = (coordinate(group.members[name].path, group.members[name].value) for name in pair)
        if x is None or y is None or abs(y.degrees) > 90 or min(x.decimals, y.decimals) < _LEAST:
            continue
        yield _observation("longitude", x)
        yield _observation("latitude", y)


def _is_declared(group: Group) -> bool:
    told = (leaf.value for leaf in group.members.values())
    return any(isinstance(value, str) and len(value) <= 24 and _SYSTEM.fullmatch(value) for value in told)


def _observation(name: str, found: Coordinate) -> Observation:
    metres = precision_m(found.decimals)
    return Observation(
        category="location.precise", property=name, path=found.path, value=found.text, rule="declared_xy.degrees",
        reasoning="x and y, which the message says are degrees", confidence=Confidence.LIKELY,
        measures=Measures(precision_m=metres, unit="degrees"),
    )  # fmt: skip


DETECTOR: Final = Detector(
    name="declared_xy",
    version=1,
    categories={
        "location.precise": Mapped(
            google="Precise location", apple="Precise Location", dpv="pd:GPSCoordinate", tcf="9"
        ),
    },
    rules={
        "declared_xy.degrees": "x and y with four decimals in an object that names a reference system in degrees (WGS84).",
    },
    detect=_detect,
    needs=Needs(objects=(_PAIRS,)),
)
