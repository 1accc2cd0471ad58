"""Tells rows of tables in which one looks something up: towns, countries, hosts, timetables, tariffs, models, climates."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Final

from analysis.field_names import all_words, words
from analysis.payload import Group, Leaf
from analysis.public_places import IS_OF_A_PERSON
from analysis.readings import number, text
from analysis.remembered import Remembered
from analysis.surroundings import Surroundings, outer

PLAIN: Final = Remembered[tuple[str, ...], frozenset[str]](
    lambda names: frozenset("".join(words(name)) for name in names)
)
MOST: Final = 64  # names of an object that are looked at
_CLIMB: Final = 5  # objects around a value
_TOWNS: Final = 3  # rows
_CODES: Final = frozenset({
    "postalcode", "zip", "zipcode", "postcode", "plz", "code", "geonameid", "population", "inhabitants", "einwohner", "ags",
    "nuts", "lau", "fips", "insee", "ibge",
})  # fmt: skip
_OF_A_TOWN: Final = _CODES | frozenset({
    "city", "town", "name", "municipality", "state", "region", "province", "county", "district", "country", "countrycode",
    "lat", "latitude", "lon", "lng", "longitude", "ort", "kanton", "canton", "bundesland", "gemeinde", "kreis", "elevation",
    "altitude", "timezone", "tz", "iso", "area", "areakm2", "statecode", "regioncode", "asciiname", "continent", "capital",
    "placename", "adminname1", "adminname2", "admin1", "admin2", "locality", "prefecture", "stadt",
})  # fmt: skip
_KEPT: Final = frozenset({
    "visited", "saved", "favourite", "favourites", "favorite", "favorites", "my", "home", "user", "addresses", "customers",
    "stops", "history", "track", "locations", "positions", "points", "trips", "recent", "orders", "contacts", "friends",
})  # fmt: skip
_HOSTS: Final = frozenset({
    "server", "servers", "pop", "pops", "datacenter", "datacenters", "datacentres", "mirror", "mirrors", "relays", "exits",
    "edges", "colos",
})  # fmt: skip
_HOST_NAMES: Final = ("host", "hostname", "code", "name", "id", "url")
_WHERE: Final = frozenset({"city", "country", "countrycode", "lat", "latitude", "region", "location"})
_PATTERNS: Final = frozenset({"regex", "regexp", "pattern", "tac", "useragentregex", "matcher", "uapattern"})
# What is usual in the months of many years.
_MONTHS: Final = frozenset({"month", "monat", "mes", "mois", "mese", "maand", "miesiac"})
_NORMALS: Final = frozenset(
    {
        "klima",
        "klimatabelle",
        "clima",
        "climat",
        "normals",
        "normal",
        "climate",
        "climatology",
        "reference",
        "period",
        "referenceperiod",
    }
)
# What is told of a vehicle that goes by a timetable.
_OF_A_LINE: Final = frozenset({
    "lineref", "line", "lineid", "routeid", "tripid", "vehicleref", "vehicleid", "blockid", "linename", "routeshortname",
    "journeyref", "directionref", "vehiclelabel", "operatorref",
})  # fmt: skip
_RIDES: Final = frozenset(
    {"driver", "driverid", "passenger", "userid", "user", "deviceid", "rider", "riderid"}
)
# Of whom a row with a country may be.
_OF_A_PERSON: Final = frozenset({
    "firstname", "lastname", "surname", "username", "birthdate", "customer", "customerid", "orderid", "sessionid", "zip",
    "postalcode", "plz", "gender", "age", "language", "locale", "url", "referrer", "event", "useragent", "visitorid",
})  # fmt: skip
# A table of what operators ask, or of how one gets through them to the Internet, and the cards of one phone.
_LANDS: Final = frozenset({"land", "kraj", "pays", "maa", "zeme", "tara"})
_OF_A_TARIFF: Final = frozenset({"apn", "price", "prices", "rate", "cost", "tariff", "mmsc"})
_SIMS: Final = frozenset(
    {"sim", "sims", "slot", "slots", "subscription", "subscriptions", "cards", "simcards"}
)
# Beside a position in a row: something that somebody has or was at, and when.
_OF_A_THING: Final = frozenset({
    "time", "timestamp", "ts", "date", "at", "speed", "ip", "mac", "battery", "email", "phone", "deviceid", "userid", "seen",
    "accuracy", "address", "createdat", "updatedat", "takenat", "imei", "serial", "street", "online", "status", "rssi",
})  # fmt: skip
_OF_SOMEBODYS: Final = _KEPT | frozenset({
    "device", "devices", "people", "persons", "members", "users", "places", "checkins", "photos", "pictures", "images",
    "media", "events", "vehicles", "cars", "trackers", "phones", "pets", "memories", "visits", "bookmarks", "waypoints",
    "family", "kids", "children", "cities", "destinations", "entries", "items", "data", "results", "activities",
    "notes", "posts", "stories", "sightings", "spots", "sites", "route", "path", "watchlist", "tags", "assets", "rides",
    "legs", "homes", "houses", "offices", "farms", "boats", "gardens", "fields", "plots", "hives", "beehives",
    "catches", "camps", "drivers", "riders", "couriers", "employees", "workers", "players", "teams", "objects",
    "markers", "pins", "geofences", "alerts", "reminders", "caches", "cottages", "cabins", "apartments", "rooms",
    "sensors", "gateways", "cameras", "clients", "patients", "students", "nodes",
})  # fmt: skip
_WIDE: Final = 80.0  # degrees, per cent or hPa
_CALLED: Final = frozenset({"name", "title", "label"})
_FAR: Final = 0.3  # degrees, some 33 km
_LATITUDES: Final = frozenset({"lat", "latitude"})
_LONGITUDES: Final = frozenset({"lon", "lng", "longitude"})


def said_by(group: Group | None) -> frozenset[str]:
    """The plain names of an object; of one with very many, none."""
    return PLAIN[tuple(group.members)] if group is not None and len(group.members) <= MOST else frozenset()


def first_rows(path: str, place: Surroundings, least: int) -> list[Group]:
    """The first rows of the list in which a path is a row; none where they are not so many."""
    rows = path[: path.rindex("[")] if path.endswith("]") else ""
    found = [place.group(f"{rows}[{at}]") for at in range(least)] if rows else []
    return [row for row in found if row is not None] if None not in found else []


def first_rows_at(path: str, place: Surroundings) -> bool:
    """Whether a path is that of a row of two and more, which may hold nothing but objects."""
    rows = path[: path.rindex("[")] if "[" in path and path.endswith("]") else ""
    second = f"{rows}[1]"
    return bool(rows) and (
        place.group(second) is not None
        or any(group.path.startswith(f"{second}.") for group in place.payload.groups)
    )


def _differ(name: str, rows: list[Group]) -> bool:
    told = {text(row.members[name].value) for row in rows if name in row.members}
    return len(told) == len(rows) > 0


def is_of_a_gazetteer(group: Group, place: Surroundings) -> bool:
    """A row of a list of towns, each with a code or a number of people of its own, and nothing but what towns have."""
    said = said_by(group)
    if said.isdisjoint(_CODES) or not said <= _OF_A_TOWN or not _KEPT.isdisjoint(all_words(group.names[-3:])):
        return False
    rows = first_rows(group.path, place, _TOWNS)
    return any("".join(words(name)) in _CODES and _differ(name, rows) for name in group.members)


def is_of_a_map(group: Group, place: Surroundings) -> bool:
    """A row of a list of places far from one another, each with a name and no time: named after what stands there."""
    said = said_by(group)
    above = all_words(group.names[-2:])
    if not said.isdisjoint(_OF_A_THING) or not above or not above.isdisjoint(_OF_SOMEBODYS):
        return False
    rows = first_rows(group.path, place, 2) if not IS_OF_A_PERSON[tuple(group.members)] else []
    called = [name for name in group.members if "".join(words(name)) in _CALLED]
    return any(_differ(name, rows) for name in called) and _is_far(rows)


def _is_far(rows: list[Group]) -> bool:
    apart = [
        abs((number(a.value) or 0) - (number(b.value) or 0))
        for axes in (_LATITUDES, _LONGITUDES)
        for a, b in zip(*(_of(row, axes) for row in rows), strict=False)
    ]
    return len(apart) == 2 and max(apart) >= _FAR


def _of(row: Group, axes: frozenset[str]) -> list[Leaf]:
    return [leaf for name, leaf in row.members.items() if "".join(words(name)) in axes][:1]


def is_of_countries(group: Group, place: Surroundings) -> bool:
    """A row of a table whose first two rows are of different countries, with nobody, no time and no street beside."""
    said = said_by(group)
    if not said.isdisjoint(_OF_A_THING | _OF_A_PERSON) or not all_words(group.names[-2:]).isdisjoint(
        _OF_SOMEBODYS
    ):
        return False
    rows = first_rows(group.path, place, 2) if not IS_OF_A_PERSON[tuple(group.members)] else []
    return any(
        _differ(name, rows) for name in group.members if words(name)[:1] == ("country",) or name in _LANDS
    )


def is_of_a_line(group: Group, place: Surroundings) -> bool:
    """One of several vehicles that go by a timetable, as a feed for passengers tells of them."""
    trip = place.group(f"{outer(group.path)}.trip")  # beside the position, as GTFS Realtime has it
    for here in (*islice(around(group, place), 3), *((trip,) if trip is not None else ())):
        if len(said_by(here) & _OF_A_LINE) >= 2:
            rows = here.path if here.path.endswith("]") else here.path.rpartition("]")[0] + "]"
            kept = not _KEPT.isdisjoint(all_words(here.names[-3:])) or not _RIDES.isdisjoint(said_by(here))
            return bool(first_rows_at(rows, place)) and not kept
    return False


def is_of_a_tariff(group: Group, place: Surroundings) -> bool:
    """A row of a table of operators: what each asks, or its access point; not the cards of a phone."""
    said = said_by(group)
    if (
        said.isdisjoint(_OF_A_TARIFF)
        or "mcc" not in said
        or not _SIMS.isdisjoint(all_words(group.names[-2:]))
    ):
        return False
    return bool(first_rows(group.path, place, 2))


def is_of_a_service(group: Group, place: Surroundings) -> bool:
    """A row of a list of hosts that a service runs, each with a name and where it stands."""
    said = said_by(group)
    if (
        said.isdisjoint(_WHERE)
        or _HOSTS.isdisjoint(all_words(group.names[-2:]))
        or IS_OF_A_PERSON[tuple(group.members)]
    ):
        return False
    rows = first_rows(group.path, place, 2)
    return any(_differ(name, rows) for name in _HOST_NAMES)


def is_of_a_catalogue(group: Group, place: Surroundings) -> bool:
    """A row of a list of models, with the pattern by which each is known."""
    return not said_by(group).isdisjoint(_PATTERNS) and bool(first_rows(group.path, place, 2))


def is_normal(group: Group, place: Surroundings) -> bool:
    """A month of those that tell what is usual at a place."""
    said = said_by(group)
    if said.isdisjoint(_MONTHS) or not said.isdisjoint(_OF_A_THING) or not first_rows(group.path, place, 2):
        return False
    above = said_by(place.around(group.path)) | all_words(group.names[-3:]) | place.sent_words
    return not above.isdisjoint(_NORMALS)


def is_operating_range(group: Group, _place: Surroundings) -> bool:
    """From what to what a part can measure or work: bounds farther apart than the air of any day."""
    if not 2 <= len(group.members) <= 4:
        return False
    found = {"".join(words(name)): number(leaf.value) for name, leaf in group.members.items()}
    low, high = found.get("min", found.get("minimum")), found.get("max", found.get("maximum"))
    return low is not None and high is not None and high - low >= _WIDE


def around(group: Group, place: Surroundings) -> Iterator[Group]:
    """An object, and the objects around it, the nearest first."""
    here: Group | None = group
    for _ in range(_CLIMB):
        if here is None:
            return
        yield here
        here = place.around(here.path)
