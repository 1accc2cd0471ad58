"""Tells lists of shops, stops or towns, and of the places or people that somebody keeps, from the way of somebody."""

from __future__ import annotations

from itertools import pairwise
from typing import Final

from analysis.field_names import all_words
from analysis.gazetteers import is_timetabled
from analysis.no_places import (
    are_called,
    are_of_a_catalogue,
    are_of_people,
    have_names,
    is_signposted,
)
from analysis.positions import Position
from analysis.readings import is_time_name
from analysis.stops_of_lines import are_stops
from analysis.surroundings import Surroundings
from analysis.tracks import TRACK_FROM, median_step

_LEAST_PLACES: Final = 2  # of a list of places
_NEAR: Final = 0.001  # degrees, some hundred metres: things of one home are nearer to one another
_FAR: Final = 0.3  # degrees, some 33 km: nobody's usual step from one position to the next
_LEAST_CELLS: Final = 4
_ROWS: Final = 8  # rows that are looked at
_OF_PLACES: Final = frozenset({
    "store", "stores", "shop", "shops", "branch", "branches", "address", "street", "postcode", "zip", "city", "town", "stop",
    "stops", "station", "stations", "hotel", "hotels", "restaurant", "restaurants", "poi", "pois", "venue", "venues", "atm",
    "atms", "price", "rating", "opening", "title", "listing", "listings", "property", "properties", "airport", "airports",
    "cluster", "clusters", "marker", "markers", "results", "pharmacy", "dealer", "dealers", "outlet", "polygon", "ring",
    "boundary", "geofence", "zone", "zones", "area", "vertices",
})  # fmt: skip


def is_list_of_places(positions: list[Position], place: Surroundings) -> bool:
    """Whether rows without times are shops, stops or cities: each has a name or an address of its own, or they lie far
    apart and out of order. Nobody moved from one to the next.
    """
    paths = [position.latitude.path for position in positions]
    if len(positions) < _LEAST_PLACES or place.times(paths) is not None:
        return False
    points = [(item.latitude.degrees, item.longitude.degrees) for item in positions]
    if is_timetabled(paths[0], place) or (_are_cells(points) and not _is_timed(paths[0], place)):
        return True
    if are_of_people(paths[:_ROWS], place):
        return False
    if median_step(points) > _NEAR and are_stops(paths[:_ROWS], place):
        return True
    if len(positions) < TRACK_FROM:
        return median_step(points) > _NEAR and are_of_a_catalogue(paths, place)
    if median_step(points) > _FAR or is_signposted(paths[:_ROWS], place) or are_called(paths[:_ROWS], place):
        return True
    return all(not _row_words(path, place).isdisjoint(_OF_PLACES) for path in paths[:_ROWS])


def _are_cells(points: list[tuple[float, float]]) -> bool:
    """Whether points lie on a line of latitude or longitude, as far apart each: cells of a model of the ground."""
    if len(points) < _LEAST_CELLS:
        return False
    for fixed, moving in ((0, 1), (1, 0)):
        steps = {round(after[moving] - before[moving], 6) for before, after in pairwise(points[:_ROWS])}
        if len({point[fixed] for point in points[:_ROWS]}) == len(steps) == 1 and 0 not in steps:
            return True
    return False


def _is_timed(path: str, place: Surroundings) -> bool:
    """Whether a row has a name for a time, however the time is written."""
    row = place.around(path)
    return row is not None and any(map(is_time_name, row.members))


def are_named(positions: list[Position], place: Surroundings) -> bool:
    """Whether each position has a name of its own and none a time: several places of somebody, and no way."""
    paths = [position.latitude.path for position in positions[:_ROWS]]
    return place.times(paths) is None and have_names(paths, place)


def _row_words(path: str, place: Surroundings) -> frozenset[str]:
    """Words of the names in the row of a list in which a value stands, and of the list's own."""
    found = frozenset[str]()
    for _ in range(3):
        group = place.around(path)
        if group is None:
            break
        found |= all_words((*group.names[-2:], *group.members))
        path = group.path
        if path.endswith("]"):
            break
    return found
