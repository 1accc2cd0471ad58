"""Tells objects whose latitude and longitude, or position, are none of a device: other worlds, figures, wide maps, shops."""

from __future__ import annotations

from typing import Final

from analysis.charted_places import is_charted
from analysis.coordinates import axis_name
from analysis.directories import CALLED
from analysis.field_names import all_words, words
from analysis.game_worlds import is_of_a_game_map
from analysis.gazetteers import is_in_a_table, is_in_orbit
from analysis.lazy_patterns import lazy_pattern
from analysis.payload import Group, Leaf
from analysis.public_movers import is_broadcast
from analysis.public_places import IS_OF_A_PERSON, is_public_place
from analysis.published_tables import is_of_a_network, is_public_event
from analysis.readings import is_time_name, number
from analysis.remembered import Remembered
from analysis.riddles import is_of_a_riddle
from analysis.surroundings import Surroundings, outer
from analysis.written_positions import is_elsewhere

# Of a model: where the first of its cells is.
_GRIDS: Final = ("dx", "dy", "nx", "ny", "ncols", "nrows", "cellsize")
# ``lat`` beside these is a latency.
_MEASURED: Final = frozenset(
    {
        "p50",
        "p75",
        "p90",
        "p95",
        "p99",
        "p999",
        "rps",
        "qps",
        "latency",
        "throughput",
        "errors",
        "rtt",
        *_GRIDS,
    }
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
# Words of an address whose tiles are of a game, a plan of a house or a picture.
OTHER_WORLDS: Final = frozenset({
    "worlds", "realms", "realm", "dungeon", "dungeons", "welten", "mundos", "mondes", "levels", "planets", "galaxy",
    "universe",
    "minecraft", "dynmap", "iiif", "deepzoom", "floorplan", "floorplans", "mars", "moon",
})  # fmt: skip
_FORCES: Final = frozenset({
    "accel", "acceleration", "force", "forces", "jerk", "vert", "vertical", "lateral", "yaw", "roll", "pitch", "mps2", "imu",
    "gforce",
})  # fmt: skip
STRONGEST: Final = 9.0  # of a force in g, of which a car, a ride or a fall gives no more
_KNOWN: Final = frozenset({
    "friends", "family", "kids", "children", "freunde", "familie", "kinder", "amis", "famille", "enfants", "amigos",
    "familia",
    "amici", "famiglia", "vrienden", "znajomi", "rodzina", "buddies",
})  # fmt: skip
_KEPT: Final = frozenset({
    "favourites", "favorites", "saved", "visited", "visits", "mine", "my", "me", "bookmarks", "photos", "images", "fotos",
    "bilder", "pictures", "favoriten", "gespeichert", "guardados", "favoris", "favoritos", "preferiti", "alerts", "rules",
    "waypoints", "pins", "sensors", "trackers", "tags", "pets",
})  # fmt: skip
_WORDED: Final = lazy_pattern(r"[^\W\d_][^\d.:/\\]{2,59}")
_PEOPLE: Final = frozenset({
    "friends", "family", "members", "users", "people", "kids", "children", "contacts", "devices", "players", "drivers",
    "riders", "couriers", "team", "freunde", "familie", "kinder", "geraete", "amis", "famille", "enfants", "amigos",
    "familia",
    "ninos", "amici", "famiglia", "vrienden", "kinderen", "znajomi", "rodzina", "persons", "buddies", "nearby", "vehicles",
    "track", "tracks", "history", "visits", "places", "home", "homes",
    "pets", "haustiere", "hunde", "katzen", "dogs", "cats", "tiere", "mascotas", "animaux", "cars", "autos", "bikes",
    "fahrraeder", "trackers", "tracker", "tags", "dispositivos", "appareils", "mitglieder", "staff", "mitarbeiter",
    "employees",
    "crew", "fahrer", "kontakte", "geofences", "personen", "osoby", "personnes", "personas", "persone", "друзья", "дети",
})  # fmt: skip
_TRACKED: Final = frozenset({
    "point", "points", "pts", "track", "tracks", "path", "positions", "locations", "trace", "breadcrumbs", "trkpt", "legs",
    "fixes", "samples", "punkte", "puntos", "punten", "trasa", "spur", "rit", "percorso", "recorrido",
})  # fmt: skip
# What somebody calls the places of their own life.
_HOMES: Final = frozenset({
    "home", "work", "school", "office", "zuhause", "zu hause", "daheim", "arbeit", "büro", "schule", "maison", "travail",
    "domicile", "bureau", "école", "casa", "trabajo", "escuela", "lavoro", "ufficio", "scuola", "trabalho", "escola",
    "thuis",
    "huis", "werk", "praca", "szkoła", "domov", "práce", "hjem", "hem", "hemma", "arbejde", "jobb", "jobbet", "koti",
    "hytte",
    "työ", "otthon", "munka", "acasă", "дом", "работа", "дома", "家", "自宅", "会社", "公司", "我家", "집",
    "회사",
})  # fmt: skip
_FEW: Final = 24  # members of a row that are looked at
_IN_WORDS: Final = lazy_pattern(r"[^\W\d_]{3,40}(?:[ ,./-].{0,60})?\Z(?<![0-9a-f]{8})")
_NAMES: Final = CALLED | {"n"}
_AREAS: Final = frozenset({"Polygon", "MultiPolygon"})


def is_no_place(group: Group, place: Surroundings) -> bool:
    """Whether the coordinates of an object are of another world, a public place, or the middle of a map of the world."""
    holder = place.around(group.path)
    if is_elsewhere(group) or (holder is not None and is_elsewhere(holder)):
        return True
    if not _MEASURED.isdisjoint(group.members) or is_of_a_game_map(group, place):
        return True
    if (HAS_FORCES[tuple(group.members)] and _are_weak(group)) or is_in_orbit(group, place):
        return True
    if group.name.lower() not in _CENTRES:
        return is_published(group, place)
    holder = place.group(outer(group.path))
    zoom = number(holder.members["zoom"].value) if holder is not None and "zoom" in holder.members else None
    return zoom is not None and zoom < _WORLD_BELOW


# Names of an object that tells forces, whose ``lat`` and ``long`` are lateral and longitudinal.
HAS_FORCES: Final = Remembered[tuple[str, ...], bool](
    lambda names: not _FORCES.isdisjoint(said := all_words(names)) or "g" in said
)


def _are_weak(group: Group) -> bool:
    """Whether what may be an axis is a number as small as a force in g."""
    said = [number(leaf.value) for name, leaf in group.members.items() if axis_name(name) is not None]
    return bool(said) and all(value is not None and abs(value) <= STRONGEST for value in said)


def is_published(group: Group, place: Surroundings) -> bool:
    """Whether a position in an object is that of a place for all, a station of a network, or an event told to all."""
    return (
        is_public_place(group.path, place)
        or is_of_a_network(group, place)
        or is_public_event(group, place)
        or is_in_a_table(group, place)
        or is_of_a_riddle(group, place)
        or is_broadcast(group, place)
        or is_charted(group, place)
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


def are_called(paths: list[str], place: Surroundings) -> bool:
    """Whether positions without times stand in rows of a list that each have a name of their own, and are of no person."""
    rows = _rows_of(paths, place)
    first = rows[0]
    if first is None or not (_have_names(rows) or _are_told_apart(rows) or _are_features(paths, place)):
        return False
    said = all_words(first.names[-2:])
    if not _PEOPLE.isdisjoint(said) or not _KEPT.isdisjoint(said | place.sent_words):
        return False
    return not IS_OF_A_PERSON[tuple(first.members)[:64]]


def are_of_a_catalogue(paths: list[str], place: Surroundings) -> bool:
    """Whether two positions stand in rows with names of their own, in a list of nothing that somebody keeps or took."""
    rows = _rows_of(paths, place)
    first = rows[0]
    if first is None:
        return False
    if not _have_names(rows):
        return _are_features(paths, place) and not _are_homes(paths, place)
    if not are_called(paths, place):
        return False
    return not IS_OF_A_PERSON[first.names[-2:]] and all(_WORDED.fullmatch(_name_of(row)) for row in rows)


def have_names(paths: list[str], place: Surroundings) -> bool:
    """Whether positions stand in rows of a list that each have a name of their own."""
    return _have_names(_rows_of(paths, place))


def are_of_people(paths: list[str], place: Surroundings) -> bool:
    """Whether positions are those of people that somebody knows, or of places that they call their own."""
    first = place.around(paths[0])
    known = first is not None and not _KNOWN.isdisjoint(all_words(first.names[-2:]))
    return known or has_homes(paths, place)


def has_homes(paths: list[str], place: Surroundings) -> bool:
    """Whether one of the rows is called as somebody calls a place of their own life."""
    return not _HOMES.isdisjoint(_name_of(row).strip().lower() for row in _rows_of(paths, place))


def _rows_of(paths: list[str], place: Surroundings) -> list[Group | None]:
    """The rows of a list in which positions stand, each itself or in an object of its own."""
    found: list[Group | None] = []
    for path in paths:
        row = place.around(path)
        found.append(
            place.around(row.path) if row is not None and row.name and not row.path.endswith("]") else row
        )
    return found


def _have_names(rows: list[Group | None]) -> bool:
    """Whether all are rows with different names, and no points of a way, which may have names as well."""
    if rows[0] is None or not (_WAYS | _TRACKED).isdisjoint(all_words(rows[0].names[-3:])):
        return False
    called = [_name_of(row) for row in rows if row is not None and row.path.endswith("]")]
    return len(called) == len(rows) == len(set(called)) and all(called)


def _are_told_apart(rows: list[Group | None]) -> bool:
    """Whether a text in words is another one in each row, as the places that lines go to are, or the kinds of things."""
    if rows[0] is None or not (_WAYS | _TRACKED).isdisjoint(all_words(rows[0].names[-3:])):
        return False
    found = [row for row in rows if row is not None and row.path.endswith("]")]
    for name in list(rows[0].members)[:_FEW]:
        said = {str(row.members[name].value)[:100] for row in found if name in row.members}
        if len(said) == len(rows) and all(map(_IN_WORDS.match, said)):
            return True
    return False


def _are_features(paths: list[str], place: Surroundings) -> bool:
    """Whether positions are points of a collection (RFC 7946, 3.3) of which each tells its own properties, and no time."""
    told = [outer(outer(outer(path))) for path in paths if ".geometry.coordinates[" in path]
    found = [place.group(f"{feature}.properties") for feature in told]
    groups = [group for group in found if group is not None and not _is_recorded(tuple(group.members))]
    said = {tuple(str(leaf.value)[:60] for leaf in list(group.members.values())[:_FEW]) for group in groups}
    return len(paths) == len(groups) == len(said) and all(any(map(_is_worded, one)) for one in said)


def _are_homes(paths: list[str], place: Surroundings) -> bool:
    """Whether one of the features is called as somebody calls a place of their own life, or what they keep."""
    found = [place.group(f"{outer(outer(outer(path)))}.properties") for path in paths]
    said = {
        str(leaf.value)[:40].strip().lower()
        for group in found
        if group is not None
        for leaf in group.members.values()
    }
    return not _HOMES.isdisjoint(said) or not _KEPT.isdisjoint(place.sent_words)


def _is_recorded(names: tuple[str, ...]) -> bool:
    """Whether properties tell a time, or what a receiver or a device gives beside a position."""
    return any(map(is_time_name, names)) or IS_OF_A_PERSON[names[:64]]


def _is_worded(said: str) -> bool:
    return any(map(str.isalpha, said))


def _name_of(group: Group | None) -> str:
    """What an object is called, in letters."""
    for name, leaf in group.members.items() if group is not None and len(group.members) <= 64 else ():
        if words(name)[-1:] and words(name)[-1] in _NAMES and isinstance(leaf.value, str):
            said = leaf.value.strip()[:100]
            if any(map(str.isalpha, said)):
                return said
    return ""
