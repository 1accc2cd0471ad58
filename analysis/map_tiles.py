"""Tells the tile of a map that a message asks for, by its path or by its query."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from itertools import chain
from typing import Final

from analysis.field_names import all_words
from analysis.lazy_patterns import lazy_pattern
from analysis.name_tables import picking
from analysis.no_places import OTHER_WORLDS
from analysis.payload import Group
from analysis.readings import rounded, text
from analysis.records import Confidence, Measures, Observation, Transmission
from analysis.remembered import Remembered

LOOKED_AT: Final = "the map area looked at, not necessarily where the device is"
_WORLD_M: Final = 40_075_017.0  # metres round the equator
_TILE: Final = lazy_pattern(
    r"/([3-9]|1[0-9]|2[0-4])/(0|[1-9][0-9]{0,7})/(0|[1-9][0-9]{0,7})(?:@[2-4]x)?"
    r"(?:\.(?:png|jpg|jpeg|jpg90|webp|avif|gif|pbf|mvt|vector\.pbf|terrain|pngraw))?\Z"
)
_MAP_WORDS: Final = frozenset({
    "tile", "tiles", "map", "maps", "vt", "osm", "openstreetmap", "basemap", "basemaps", "mapbox", "maptiler", "raster",
    "satellite", "streets", "terrain", "arcgis", "wms", "wmts", "geo", "traffic", "hybrid", "topo", "vector",
})  # fmt: skip
_TILE_NAMES: Final = (("z", "x", "y"), ("zoom", "x", "y"), ("tilematrix", "tilecol", "tilerow"),
                            ("zoom", "tilex", "tiley"), ("z", "tilex", "tiley"))  # fmt: skip


def tile_in(sent: Transmission) -> re.Match[str] | None:
    """Zoom, column and row at the end of a path; None for every other path."""
    return _TILE.search(sent.path[-64:]) if sent.path.count("/") >= 3 else None


def tile_of_path(sent: Transmission) -> Iterator[Observation]:
    """A tile whose place in the path alone says that it is one, or the words beside it."""
    if (found := tile_in(sent)) is None or not OTHER_WORLDS.isdisjoint(_url_words(sent)):
        return
    zoom, x, y = (int(part) for part in found.groups())
    hinted = not _MAP_WORDS.isdisjoint(_url_words(sent))
    size = 1 << zoom
    settled = zoom >= 10 and min(x, y) >= 100 and 0.15 * size < y < 0.85 * size and "." in found[0]
    if max(x, y) < size and (hinted or settled):
        sure = Confidence.LIKELY if hinted and zoom >= 5 else Confidence.POSSIBLE
        yield _tile(f"path:{sent.path.count('/') - 1}", zoom, x, y, sure)


def _tile_names(names: tuple[str, ...]) -> tuple[str, ...]:
    lower = {name.lower(): name for name in names}
    for wanted in _TILE_NAMES:
        if all(name in lower for name in wanted):
            return tuple(lower[name] for name in wanted)
    return ()


TILE_FIELDS: Final = Remembered(_tile_names)
_OF_ONE_TILE: Final = frozenset(chain(*_TILE_NAMES))
OF_TILES: Final = picking(lambda name: name.lower() in _OF_ONE_TILE, spelled=_OF_ONE_TILE)


def tile_of_fields(group: Group, fields: tuple[str, ...], sent: Transmission) -> Iterator[Observation]:
    """``?x=34623&y=21592&z=16`` where host or path speak of maps."""
    if group.context != "query" or _MAP_WORDS.isdisjoint(_url_words(sent)):
        return
    shown = [text(group.members[name].value) for name in fields]
    zoom, x, y = (int(value) if value.isdecimal() and len(value) <= 8 else -1 for value in shown)
    if 3 <= zoom <= 24 and min(x, y) >= 0 and max(x, y) < 1 << zoom:
        yield _tile(group.members[fields[1]].path, zoom, x, y, Confidence.LIKELY)


def _url_words(sent: Transmission) -> frozenset[str]:
    return all_words((sent.host, sent.path))


def _tile(path: str, zoom: int, x: int, y: int, confidence: Confidence) -> Observation:
    latitude = math.atan(math.sinh(math.pi * (1 - 2 * (y + 0.5) / (1 << zoom))))
    metres = rounded(_WORLD_M * math.cos(latitude) / (1 << zoom))
    return Observation(
        category="usage.map_tile",
        property="x_mapTile",
        path=path,
        value=f"{zoom}/{x}/{y}",
        reasoning=f"zoom, column and row of a map tile, about {metres:.3g} m wide: {LOOKED_AT}",
        rule="map.tile",
        confidence=confidence,
        measures=Measures(precision_m=metres),
    )
