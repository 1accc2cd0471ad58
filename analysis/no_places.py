"""Tells objects whose latitude and longitude, or position, are none of a device: other worlds, figures, wide maps, shops."""

from __future__ import annotations

from typing import Final

from analysis.field_names import all_words, words
from analysis.payload import Group, Leaf
from analysis.public_places import IS_OF_A_PERSON, is_public_place
from analysis.published_tables import is_of_a_network, is_public_event
from analysis.readings import number
from analysis.surroundings import Surroundings, outer
from analysis.written_positions import is_elsewhere

# ``lat`` beside these is a latency.
_MEASURED: Final = frozenset(
    {"p50", "p75", "p90", "p95", "p99", "p999", "rps", "qps", "latency", "throughput", "errors", "rtt"}
)
_CENTRES: Final = frozenset({"center", "centre", "mapcenter", "mapcentre", "viewcenter"})
_WORLD_BELOW: Final = 8  # zoom: a view of hundreds of kilometres
_DRAWN: Final = frozenset(
    {"mass", "collider", "mesh", "rigidbody", "sprite", "bodies", "fov", "quaternion"}
)  # of a game, a simulation or a drawing

_TURNED: Final = ("quaternion", "quat", "scale", "up")  # lists of numbers beside the position of a figure
# Beside a position these are turns too, where they are as long as a turn is: three angles, or the four of a quaternion.
_TURNING: Final = ("rotation", "orientation", "rot", "attitude", "euler", "eulerAngles", "forward")
# A way that is drawn for all: what its points stand in, and what each of them, and the way, is called by.
_WAYS: Final = frozenset(
    {"rte", "rtept", "route", "routes", "waypoint", "waypoints", "stage", "stages", "trail", "etappen"}
)
_CALLED: Final = frozenset({"name", "title", "label"})
_AREAS: Final = frozenset({"Polygon", "MultiPolygon"})


def is_no_place(group: Group, place: Surroundings) -> bool:
    """Whether the coordinates of an object are of another world, a public place, or the middle of a map of the world."""
    if is_elsewhere(group) or not _MEASURED.isdisjoint(group.members):
        return True
    if group.name.lower() not in _CENTRES:
        return is_published(group, place)
    holder = place.group(outer(group.path))
    zoom = number(holder.members["zoom"].value) if holder is not None and "zoom" in holder.members else None
    return zoom is not None and zoom < _WORLD_BELOW


def is_published(group: Group, place: Surroundings) -> bool:
    """Whether a position in an object is that of a place for all, a station of a network, or an event told to all."""
    return (
        is_public_place(group.path, place) or is_of_a_network(group, place) or is_public_event(group, place)
    )


def is_drawn(leaf: Leaf, place: Surroundings) -> bool:
    """Whether a position is that of a figure: beside its mass or its mesh, or beside how it is turned or scaled."""
    holder = outer(outer(leaf.path))
    turned = any(f"{holder}.{name}" in place.lists for name in _TURNED)
    turned = turned or any(len(place.lists.get(f"{holder}.{name}", ())) in (3, 4) for name in _TURNING)
    return turned or not place.near_words(leaf.path, leaf.names).isdisjoint(_DRAWN)


def is_outline(names: tuple[str, ...], path: str, place: Surroundings) -> bool:
    """Whether rows of numbers are a ring of a GeoJSON area (RFC 7946, 3.1.6): drawn around a place, and nobody's way."""
    holder = place.around(path) if names[-1:] == ("coordinates",) else None
    kind = holder.members.get("type") if holder is not None else None
    return kind is not None and kind.value in _AREAS


def is_signposted(paths: list[str], place: Surroundings) -> bool:
    """Whether positions without times are those of a way that has a name, each of a point with a name of its own."""
    rows = [place.around(path) for path in paths]
    called = [_name_of(row) for row in rows]
    first = rows[0]
    if first is None or not all(called) or len(set(called)) < len(called):
        return False
    holder = place.around(first.path)
    if (
        _WAYS.isdisjoint(all_words(first.names[-3:]))
        or holder is None
        or IS_OF_A_PERSON[tuple(holder.members)[:64]]
    ):
        return False
    inner = outer(first.path.rpartition("[")[0])
    return any(map(_name_of, (holder, place.group(f"{holder.path}.metadata"), place.group(inner))))


def _name_of(group: Group | None) -> str:
    """What an object is called, in letters."""
    for name, leaf in group.members.items() if group is not None and len(group.members) <= 64 else ():
        if words(name)[-1:] and words(name)[-1] in _CALLED and isinstance(leaf.value, str):
            said = leaf.value.strip()[:100]
            if any(map(str.isalpha, said)):
                return said
    return ""
