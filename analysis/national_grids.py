"""Positions in metres of a country's own grid: Switzerland's LV95, the Netherlands' RD, Sweden's SWEREF 99 TM, Finland's.

Sources, from memory: swisstopo, approximate formulas for LV95 and WGS 84; F. H. Schreutelkamp and G. L. Strang van Hees,
the same for RD; SWEREF 99 TM and ETRS-TM35FIN are zones 33 and 35 of UTM. Their numbers at EPSG: 2056, 28992, 3006, 3067.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

import msgspec

from analysis.coordinates import Coordinate
from analysis.field_names import all_words, words
from analysis.grid_references import utm
from analysis.name_tables import picking
from analysis.no_places import is_published
from analysis.payload import Group, Leaf
from analysis.place_names import BOUNDS
from analysis.readings import number, text
from analysis.surroundings import Surroundings
from analysis.written_positions import Written

_Degrees = tuple[float, float] | None


def _of_switzerland(east: float, north: float) -> _Degrees:
    y, x = (east - 2_600_000) / 1e6, (north - 1_200_000) / 1e6
    longitude = 2.6779094 + 4.728982 * y + 0.791484 * y * x + 0.1306 * y * x**2 - 0.0436 * y**3
    latitude = (
        16.9023892 + 3.238272 * x - 0.270978 * y**2 - 0.002528 * x**2 - 0.0447 * y**2 * x - 0.014 * x**3
    )
    return latitude * 100 / 36, longitude * 100 / 36


def _of_the_netherlands(east: float, north: float) -> _Degrees:
    x, y = (east - 155_000) / 1e5, (north - 463_000) / 1e5
    up = 3235.65389 * y - 32.58297 * x**2 - 0.24750 * y**2 - 0.84978 * x**2 * y - 0.06550 * y**3
    across = 5260.52916 * x + 105.94684 * x * y + 2.45656 * x * y**2 - 0.81885 * x**3 + 0.05594 * x * y**3
    return 52.15517440 + up / 3600, 5.38720621 + across / 3600


class _Grid(msgspec.Struct, frozen=True, kw_only=True):
    """What names say it, its number at EPSG, from where to where it reaches, and how to come to degrees."""

    said: frozenset[str]
    epsg: str
    east: tuple[float, float]
    north: tuple[float, float]
    degrees: Callable[[float, float], _Degrees]


_GRIDS: Final = (
    _Grid(
        said=frozenset({"lv95", "chlv95", "ch1903"}), epsg="2056", east=(2_480_000, 2_840_000),
        north=(1_070_000, 1_300_000), degrees=_of_switzerland,
    ),
    _Grid(
        said=frozenset({"rd", "rdnew", "rijksdriehoek"}), epsg="28992", east=(10_000, 280_000), north=(305_000, 620_000),
        degrees=_of_the_netherlands,
    ),
    _Grid(
        said=frozenset({"sweref", "sweref99", "sweref99tm"}), epsg="3006", east=(260_000, 920_000),
        north=(6_130_000, 7_680_000), degrees=lambda east, north: utm(33, False, east, north),
    ),
    _Grid(
        said=frozenset({"tm35fin", "etrstm35fin", "euref"}), epsg="3067", east=(100_000, 735_000),
        north=(6_620_000, 7_780_000), degrees=lambda east, north: utm(35, False, east, north),
    ),
)  # fmt: skip
_EAST: Final = frozenset({"e", "x", "east", "easting", "ost", "ita", "oost", "est"})
_NORTHS: Final = {
    "e": "n", "x": "y", "east": "north", "easting": "northing", "ost": "nord", "ita": "pohjoinen", "oost": "noord",
    "est": "nord",
}  # fmt: skip
_SYSTEMS: Final = ("crs", "srs", "srid", "epsg", "system", "koordinatsystem", "bezugssystem", "datum")
EASTINGS: Final = picking(lambda name: words(name)[-1:] and words(name)[-1] in _EAST, _EAST)
_EXTENTS: Final = BOUNDS | {"extent", "origin", "tilegrid", "grid", "raster", "envelope"}
_FEW: Final = 24  # members of an object that holds a position


def national_positions(place: Surroundings) -> Iterator[Written]:
    """``rd_x`` and ``rd_y``, ``{"sweref99tm": {"n": …, "e": …}}``, ``e`` and ``n`` beside ``crs: "EPSG:2056"``."""
    for leaf in place.leaves_of(EASTINGS):
        around = place.around(leaf.path) if leaf.context == "body" else None
        east = number(leaf.value) if around is not None else None
        if around is None or east is None or east < _GRIDS[1].east[0] or len(around.members) > _FEW:
            continue
        grid = _grid_of(leaf, around)
        other = _northing(leaf, around) if grid is not None else None
        north = number(other.value) if other is not None else None
        if grid is None or other is None or north is None or not _is_within(grid, east, north):
            continue
        degrees = grid.degrees(east, north)
        bounds = not _EXTENTS.isdisjoint(all_words(around.names[-2:]))
        if degrees is not None and not bounds and not is_published(around, place):
            yield Written(
                latitude=_axis(other, degrees[0]), longitude=_axis(leaf, degrees[1]), rule="coordinates.grid",
                reasoning="easting and northing in metres of the grid of a country",
            )  # fmt: skip


def _grid_of(leaf: Leaf, around: Group) -> _Grid | None:
    """The grid that the name of a number, of the object around it, or a member beside it says."""
    said = {"".join(words(leaf.name)[:-1]), "".join(words(around.name)), *words(leaf.name)[:-1]}
    told = next((text(around.members[name].value) for name in _SYSTEMS if name in around.members), "")[:40]
    plain = "".join(words(told))
    for grid in _GRIDS:
        if not grid.said.isdisjoint(said) or grid.epsg == plain.removeprefix("epsg") or plain in grid.said:
            return grid
    return None


def _northing(leaf: Leaf, around: Group) -> Leaf | None:
    """The other of the pair, whose name differs in its last word alone."""
    *before, last = words(leaf.name)
    wanted = (*before, _NORTHS[last])
    return next((other for name, other in around.members.items() if words(name) == wanted), None)


def _is_within(grid: _Grid, east: float, north: float) -> bool:
    return grid.east[0] <= east <= grid.east[1] and grid.north[0] <= north <= grid.north[1]


def _axis(leaf: Leaf, degrees: float) -> Coordinate:
    return Coordinate(path=leaf.path, text=f"{degrees:.6f}", degrees=degrees, decimals=5)
