"""Tells what belongs to a shop, a table, an organisation or a program, and to no person, by what stands beside it."""

from __future__ import annotations

from itertools import islice
from typing import Final

from analysis.directories import is_in_a_directory
from analysis.field_names import all_words, words
from analysis.labels import MOST_MEMBERS
from analysis.lazy_patterns import lazy_pattern
from analysis.opening_values import is_in_row_with_hours, is_row_with_hours
from analysis.opening_words import FACILITIES, HOURS, HOURS_OF_ROWS, OPENING, WHERE, WHO
from analysis.payload import Group, Leaf
from analysis.readings import number
from analysis.remembered import Remembered
from analysis.surroundings import Surroundings, outer

# A place that somebody is at, goes to, keeps or asks about tells of that person, whatever is said of the place itself.
_OF_A_PERSON: Final = frozenset({
    "user", "me", "my", "home", "visit", "visits", "visited", "checkin", "checkins", "arrived",
    "destination", "trip", "booking", "reservation", "favorite", "favorites", "favourite", "favourites",
    "saved", "customer", "driver", "vehicle", "session", "radius", "query", "filter", "filters", "limit",
    "search", "nearby", "pickup", "dropoff", "device", "order", "rider", "passenger", "delivery", "speed",
    "accuracy", "bearing", "heading", "acc", "hdop", "userid", "deviceid", "model", "os", "osversion",
    "battery", "imei", "manufacturer", "memory", "storage", "disk", "sessionid", "venueid",
})  # fmt: skip
_LISTED: Final = (
    "connectors",
    "evses",
    "plugs",
    "openingHoursSpecification",
    "opening_hours",
    "openingHours",
    "openingTimes",
    "amenities",
)
_RANGES: Final = (("from", "to"), ("start", "end"), ("first", "last"), ("low", "high"))
_BOUND: Final = lazy_pattern(r"(?=.{0,38}[0-9])[0-9A-Fa-f.:]{4,39}")
_TIME: Final = lazy_pattern(r"1[0-9]{9}(?:[0-9]{3})?|(?:19|20)[0-9]{6}|[0-9]{1,2}[:.][0-9]{2}.{0,6}")
_PUT_UP: Final = frozenset({
    "room", "rooms", "raum", "raeume", "saal", "saele", "exhibit", "exhibits", "exponat", "exponate", "shelf", "aisle",
    "stall", "booth", "rack", "hall", "halls", "sala", "sale", "salas", "salle", "salles", "zaal", "zalen", "gallery",
    "galleries", "vitrine", "vitrines", "poi", "pois", "stand", "stands",
})  # fmt: skip
_SEEN: Final = frozenset({
    "rssi", "distance", "proximity", "accuracy", "signal", "strength", "time", "timestamp", "ts", "seen",
    "dwell", "enter", "entered", "exit", "event", "state", "at", "visit", "user", "device",
})  # fmt: skip
_OF_AN_ACCOUNT: Final = frozenset({
    "iban", "account", "konto", "holder", "inhaber", "owner", "beneficiary", "payee", "payer", "creditor", "debtor",
    "amount", "acct", "accounts", "customer", "user", "mandate", "balance",
})  # fmt: skip
# What the row of a directory of banks is found by.
_OF_A_BANK: Final = frozenset({
    "bankleitzahl", "blz", "bic", "swift", "swiftbic", "swiftcode", "bankcode", "sortcode", "routingnumber",
})  # fmt: skip
# What the maps of mobile network cells (OpenCelliD, Mozilla's) say of each: measured by many, over years.
_OF_A_MAP_OF_CELLS: Final = frozenset({"samples", "range", "changeable", "averagesignal"})
# How old those of a group are, and what is usual among them: a table of normal values, not what was measured of one.
_AGES: Final = frozenset({
    "agefrom", "ageto", "agemin", "agemax", "minage", "maxage", "agelow", "agehigh", "agerange", "minimumage", "maximumage",
})  # fmt: skip
_USUAL: Final = frozenset({
    "low", "high", "lower", "upper", "min", "max", "mean", "median", "sd", "p3", "p50", "p97", "normal", "reflow",
    "refhigh", "percentile", "reference", "limit", "unit", "lowerlimit", "upperlimit", "p5", "p95", "l", "s",
})  # fmt: skip
_BORN: Final = frozenset(
    {"birthdate", "birthyear", "born", "birth", "dateofbirth", "yearofbirth", "dob", "birthday"}
)
_DIED: Final = frozenset(
    {"deathdate", "deathyear", "died", "death", "dateofdeath", "yearofdeath", "deathday"}
)
_FIRMS: Final = frozenset({
    "operator", "operators", "suboperator", "provider", "vendor", "supplier", "owner", "agency",
    "organization", "authority", "organisation", "manufacturer", "maker", "brand", "company", "network",
})  # fmt: skip
_CENTURIES: Final = frozenset({"10", "11", "12", "13", "14", "15", "16", "17", "18"})
_DAY: Final = lazy_pattern(r"[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2}[^\n]{0,16})?)?")
# RFC 6350, 6.1.4: a card of these kinds is that of no person.
_OTHER_KINDS: Final = frozenset({"org", "location", "application", "device"})
_OF_A_BOOK: Final = lazy_pattern(r"(?i)carddav|/(?:dav|contacts?|address-?_?books?)(?:/|\Z)")


def _facility(names: tuple[str, ...]) -> bool:
    said = {"".join(words(name)) for name in names}
    if _of_a_person(names):
        return False
    return not said.isdisjoint(OPENING) or len(said & FACILITIES) >= 2


def _hours(names: tuple[str, ...]) -> str:
    """The name under which the hours of a shop may stand, beside where it is and nobody; "" where there is none."""
    said = {"".join(words(name)): name for name in names}
    if len(WHERE & said.keys()) < 2 or not WHO.isdisjoint(said) or _of_a_person(names):
        return ""
    return next((said[name] for name in HOURS | HOURS_OF_ROWS if name in said), "")


def _of_a_person(names: tuple[str, ...]) -> bool:
    return any("".join(words(name)) in _OF_A_PERSON for name in names)


# What a program declares of itself to a store is nobody's choice.
IS_DECLARED: Final = Remembered[tuple[str, ...], bool](
    lambda names: not {"manifest", "listing"}.isdisjoint(all_words(names))
)
_IS_FACILITY: Final = Remembered(_facility)
_HOURS_OF: Final = Remembered(_hours)
IS_OF_A_PERSON: Final = Remembered(_of_a_person)


class _Objects:
    """What was found out of the objects of one message: all that stands in one asks for it, and one may hold very much."""

    def __init__(self, place: Surroundings) -> None:
        self.place = place
        self._facilities: dict[str, bool] = {}
        self._personal: dict[str, bool] = {}

    def is_facility(self, path: str) -> bool:
        """Whether what stands at a path is described as what is open to all."""
        if path not in self._facilities:
            lists = tuple(name for name in _LISTED if _holds_list(f"{path}.{name}", self.place))
            names = self.place.names_at(path)
            told = _IS_FACILITY[(*names, *lists)] or self._has_hours(path, _HOURS_OF[names])
            self._facilities[path] = told or self._is_listed(path)
        return self._facilities[path]

    def _has_hours(self, path: str, name: str) -> bool:
        """Whether what is named hours tells from when to when, and not how many somebody worked."""
        if "".join(words(name)) in HOURS_OF_ROWS and not path.endswith("]"):
            return False
        group = self.place.group(path) if name else None
        hours = group.members.get(name) if group is not None else None
        return bool(name) and (
            hours is None or (isinstance(hours.value, str) and number(hours.value) is None)
        )

    def _is_listed(self, path: str) -> bool:
        group = self.place.group(path)
        if group is None:
            return False
        listed = is_in_a_directory(group, self.place) or is_row_with_hours(group, self.place)
        return listed and not self.is_personal(path)

    def is_personal(self, path: str) -> bool:
        """Whether what stands at a path is of a person or a search."""
        if path not in self._personal:
            self._personal[path] = IS_OF_A_PERSON[self.place.names_at(path)]
        return self._personal[path]


_last: _Objects | None = None


def _objects(place: Surroundings) -> _Objects:
    """Those of the last message are kept, because one value after the other asks for them."""
    global _last
    if _last is None or _last.place is not place:
        _last = _Objects(place)
    return _last


def is_public_place(path: str, place: Surroundings) -> bool:
    """Whether the object at a path, or the one around it, describes a shop, a hut, a station or a car park in a body."""
    objects = _objects(place)
    beside = (f"{outer(path)}.properties",) if path.endswith(".geometry") else ()
    for here in (path, outer(path), *beside):
        group = place.group(here)
        if group is None or group.context != "body":
            continue
        if objects.is_facility(here):
            around = outer(here)  # what stands beside the description, and beside the list of them
            personal = objects.is_personal(around) or objects.is_personal(outer(around))
            return _OF_A_PERSON.isdisjoint(all_words(group.names[-3:])) and not personal
    return False


def _holds_list(path: str, place: Surroundings) -> bool:
    return path in place.lists or place.group(f"{path}[0]") is not None


def is_of_others(leaf: Leaf, place: Surroundings) -> bool:
    """Whether a number or an address is that of a public place, or stands in the card of an organisation."""
    group = place.around(leaf.path)
    if group is None or group.context != "body":
        return leaf.context == "body" and is_in_row_with_hours(leaf, place)
    sent = place.payload.transmission.path
    return (
        is_public_place(group.path, place)
        or is_organisation(group, sent)
        or is_in_row_with_hours(leaf, place)
    )


def is_site_of_a_firm(leaf: Leaf, place: Surroundings) -> bool:
    """Whether a site is that of who runs, makes or sells something, or of a place that is open to all."""
    group = place.around(leaf.path)
    firm = len(leaf.names) > 1 and not _FIRMS.isdisjoint(words(leaf.names[-2]))
    return firm or (group is not None and is_public_place(group.path, place))


def is_nobodys_place(group: Group, place: Surroundings) -> bool:
    """Whether the country, town or street of an object is that of a public place or a bank, or of a range in a table."""
    return is_public_place(group.path, place) or _is_range(group) or _is_row_of_banks(group, place)


def _is_row_of_banks(group: Group, place: Surroundings) -> bool:
    codes = (leaf for name, leaf in group.members.items() if "".join(words(name)) in _OF_A_BANK)
    return group.path.endswith("]") and any(is_of_a_directory(leaf, place) for leaf in codes)


def is_of_a_map_of_cells(group: Group) -> bool:
    """Whether an object is a row of a map of mobile network cells, none of which a device need have heard."""
    return len(_OF_A_MAP_OF_CELLS.intersection("".join(words(name)) for name in group.members)) >= 3


def _is_range(group: Group) -> bool:
    """``{"country": "AT", "from": "440000", "to": "447FFF"}``: to whom numbers or addresses are given out."""
    for first, last in _RANGES:
        if first in group.members and last in group.members:
            bounds = [str(group.members[name].value) for name in (first, last)]
            return all(_BOUND.fullmatch(bound) and not _TIME.fullmatch(bound) for bound in bounds)
    return False


def is_put_up(group: Group, place: Surroundings) -> bool:
    """Whether a beacon stands in the plan of a house: a row of a list that tells a room, and nothing of who was near."""
    if not group.path.endswith("]"):  # within a row: {"nr": 1, "beacon": {"uuid": …, "major": 1, "minor": 1}}
        row = place.group(outer(group.path))
        own = all_words(name for name in group.members if not name.lower().endswith("uuid"))
        return row is not None and row.path.endswith("]") and own.isdisjoint(_SEEN) and is_put_up(row, place)
    said = all_words(name for name in group.members if not name.lower().endswith("uuid"))
    if (said | all_words(group.names[-1:])).isdisjoint(_PUT_UP) or not said.isdisjoint(_SEEN):
        return False
    return place.group(f"{group.path[: group.path.rindex('[')]}[1]") is not None


def is_organisation(group: Group | None, path: str) -> bool:
    """Whether a vCard is that of a firm, and is not written to an address book (``path``: where it was sent)."""
    kind = group.members.get("kind") if group is not None else None
    other = kind is not None and str(kind.value).strip().lower() in _OTHER_KINDS
    return other and _OF_A_BOOK.search(path[:512]) is None


def is_of_a_directory(leaf: Leaf, place: Surroundings) -> bool:
    """Whether a bank's code is a row among those of other banks, with no account and nobody beside it."""
    group = place.around(leaf.path)
    if group is None or not group.path.endswith("]") or group.context != "body":
        return False
    if not _OF_AN_ACCOUNT.isdisjoint(all_words((*group.names[-3:], *place.names_at(group.path)))):
        return False
    rows = group.path[: group.path.rindex("[")]
    first = [place.group(f"{rows}[{row}]") for row in range(2)]
    codes = {
        str(row.members[leaf.name].value) for row in first if row is not None and leaf.name in row.members
    }
    return len(codes) > 1


def is_long_dead(group: Group) -> bool:
    """Whether an object is about somebody born before 1900, or a row of a list of people with the day of their death."""
    members = islice(group.members.items(), MOST_MEMBERS)
    said = {"".join(words(name)): leaf.value for name, leaf in members}
    if any(
        str(said[name])[:2] in _CENTURIES and _DAY.fullmatch(str(said[name])) for name in _BORN & said.keys()
    ):
        return True
    return group.path.endswith("]") and any(_DAY.fullmatch(str(said[name])) for name in _DIED & said.keys())


def is_of_a_group(beside: set[str]) -> bool:
    """Whether what stands beside a gender tells the ages of a group, and what is usual or asked of those in it."""
    ages = len(beside & _AGES)
    return 1 < ages < len(beside) or (ages > 0 and not beside.isdisjoint(_USUAL))
