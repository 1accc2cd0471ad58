"""Tells tables that are published, of many or of nobody: counts of people, tariffs, stations, forecasts, quakes."""

from __future__ import annotations

from typing import Final

from analysis.field_names import all_words, words
from analysis.payload import Group
from analysis.readings import number
from analysis.remembered import Remembered
from analysis.surroundings import Surroundings, outer

# What a row of a table of statistics or of an insurer's tariff gives for all who are so old, so married, of that faith.
_COUNTED: Final = frozenset({
    "count", "n", "population", "persons", "people", "premium", "premiums", "prevalence", "incidence", "deaths",
    "births", "cases", "share", "percentage", "frequency", "households", "rateper1000", "rateper100000", "per100000",
    "qx", "lx", "lifeexpectancy", "mortality", "anzahl", "einwohner", "bevoelkerung", "beitrag", "praemie", "surcharge",
    "factor", "numberofpersons", "obsvalue", "employment", "unemploymentrate", "median", "mean", "residents",
    "respondents", "anteil", "percent", "pct", "part", "pourcentage", "porcentaje", "udzial", "andel", "aandeel",
    "quota", "votes", "stimmen", "antal", "antall", "aantal", "liczba", "pocet", "lukumaara", "effectif", "effectifs",
    "poblacion", "popolazione", "populacao", "ludnosc", "befolkning", "bevolking", "nufus", "vaesto", "innbyggere",
    "indbyggere", "habitantes", "habitants", "abitanti", "nepesseg", "populatie", "obyvatel",
})  # fmt: skip
_OF_ONE: Final = frozenset({
    "id", "userid", "name", "firstname", "lastname", "email", "phone", "birthdate", "dateofbirth",
    "dob", "address", "user", "customerid", "customer", "patientid", "patient", "timestamp",
    "deviceid", "device", "policyid", "policynumber", "height", "weight", "profileid", "personid",
    "memberid", "sessionid", "contractid", "birthday", "username", "applicant", "insured",
})  # fmt: skip
_STATIONS: Final = frozenset({
    "station", "stationid", "stationcode", "stationname", "stationnumber", "stationscode", "stationsid", "messstation",
    "stationeucode", "siteid", "sitecode", "sitename", "aqsid", "airqualitystation", "icao", "icaoid", "wmoid",
    "mmsi", "icao24",  # ships and aircraft, as those who listen publish them
})  # fmt: skip
# Reports of weather stations for all, and places at which one may look into a valley.
_OBSERVED: Final = frozenset({
    "metar", "taf", "synop", "speci", "webcam", "webcams", "gipfel", "summit", "peak", "sommet", "cima", "szczyt",
    "talstation", "bergstation", "trailhead", "lighthouse", "leuchtturm",
})  # fmt: skip
_AIR: Final = frozenset({"temperature", "humidity", "p1", "p2", "pm10", "pm25", "no2", "noise", "pressure"})
_QUAKE: Final = frozenset({"mag", "magnitude", "magnitud", "magnitudo", "magnituede"})
# Sources: the GeoJSON and CSV feeds of USGS, EMSC's and FDSN's text format, the fires of NASA FIRMS.
_OF_A_QUAKE: Final = frozenset({
    "magtype", "felt", "mmi", "cdi", "nst", "rms", "gap", "dmin", "flynnregion", "evtype", "tsunami", "place", "depth",
    "status", "alert", "sig", "region", "profondeur", "profundidad", "profondita", "tiefe", "herd", "eventtype", "unid",
    "lastupdate", "eventlocationname", "catalog", "magauthor",
})  # fmt: skip
_DEPTHS: Final = frozenset(
    {"depth", "depthkm", "profondeur", "profundidad", "profondita", "tiefe", "derinlik", "βάθος"}
)
# All that the shortest feeds say of one.
_BARE_QUAKE: Final = _QUAKE | _DEPTHS | frozenset({
    "lat", "latitude", "lon", "lng", "long", "longitude", "time", "date", "id", "place", "region", "magtype", "source",
})  # fmt: skip
_STRONGEST: Final = 10
_OF_A_FIRE: Final = frozenset(
    {"frp", "brightness", "brightti4", "brightti5", "satellite", "acqdate", "daynight"}
)
_ANGLES: Final = frozenset({"lat", "latitude", "lon", "lng", "longitude"})
_FAR: Final = 0.05  # degrees, some 5 km
_LEAST_AND_MOST: Final = (
    frozenset({"tmin", "tmax"}), frozenset({"tempmin", "tempmax"}), frozenset({"mintemp", "maxtemp"}),
    frozenset({"temperaturemin", "temperaturemax"}), frozenset({"mintemperature", "maxtemperature"}),
    frozenset({"temperature2mmin", "temperature2mmax"}), frozenset({"mintempc", "maxtempc"}),
)  # fmt: skip
_ISSUED: Final = frozenset(
    {"issued", "issuedat", "forecast", "forecasts", "forecastday", "modelrun", "validfrom", "issuetime"}
)
# What statistics are asked for by: from when to when, and how the time is parted.
_FROM: Final = frozenset({"startdate", "start", "from", "datefrom", "since", "begin", "starttime"})
_TO: Final = frozenset({"enddate", "end", "to", "dateto", "until", "endtime"})
_PARTED: Final = frozenset({
    "timeunit", "granularity", "timegranularity", "groupby", "aggregation", "aggregateby", "breakdown", "breakdowns",
    "bucket",
})  # fmt: skip
_ASKED_BY_ONE: Final = frozenset({
    "userid", "user", "email", "phone", "deviceid", "customerid", "patientid", "sessionid", "profileid", "username",
    "memberid", "athleteid", "accountid", "uid",
})  # fmt: skip
_CLIMB: Final = 4  # objects around a value that are looked at
_LEAST: Final = 2  # rows
_MOST: Final = 24  # names of a row
_SEEN: Final = 3  # names that only such a table has together
_SEEN_IN_ROWS: Final = 2  # of a list

# The plain names of an object, by its names.
_PLAIN: Final = Remembered[tuple[str, ...], frozenset[str]](
    lambda names: frozenset("".join(words(name)) for name in names)
)


def _said(group: Group) -> frozenset[str]:
    """The plain names of an object; of one with more than any row has, none."""
    return _PLAIN[tuple(group.members)] if len(group.members) <= _MOST else frozenset()


def is_counted(group: Group, place: Surroundings) -> bool:
    """Whether an object is a row of a table that tells how many are so, or what is asked of all who are, and of nobody."""
    said = _said(group)
    if said.isdisjoint(_COUNTED) or not said.isdisjoint(_OF_ONE - {"name"} if "rank" in said else _OF_ONE):
        return False
    return len(_first_rows(group, place)) >= _LEAST


def is_asked_of_many(path: str, place: Surroundings) -> bool:
    """Whether a value stands in a question for statistics: what it names is a share of all people, and nobody."""
    for _ in range(_CLIMB):
        group = place.around(path)
        if group is None or group.context != "body":
            return False
        said = _said(group)
        if not (said.isdisjoint(_FROM) or said.isdisjoint(_TO) or said.isdisjoint(_PARTED)):
            return said.isdisjoint(_ASKED_BY_ONE)
        path = group.path
    return False


def is_of_a_network(group: Group, place: Surroundings) -> bool:
    """Whether an object is a row of a list of different stations, each with its own name or code."""
    said = _said(group)
    if not _OBSERVED.isdisjoint("".join(words(name)) for name in group.names[-2:]):
        return True
    stations = _STATIONS | {"sensorid"} if not said.isdisjoint(_AIR) else _STATIONS
    if said.isdisjoint(stations):
        return False
    known = [name for name in group.members if "".join(words(name)) in stations]
    rows = _first_rows(group, place)
    named = all(
        len({str(row.members[name].value) for row in rows if name in row.members}) == len(rows)
        for name in known
    )
    return named and len(rows) >= _LEAST and _far_apart(rows)


def _far_apart(rows: list[Group]) -> bool:
    """Whether the first two rows have latitudes or longitudes that nobody's own sensors are apart."""
    for name in rows[0].members:
        if "".join(words(name)) in _ANGLES:
            angles = [
                number(row.members[name].value) if name in row.members else None for row in rows[:_LEAST]
            ]
            if None not in angles and abs((angles[0] or 0) - (angles[1] or 0)) >= _FAR:
                return True
    return False


def is_forecast(group: Group, place: Surroundings) -> bool:
    """Whether an object is a row of a forecast of the weather: the least and the most of a day, and when it was issued."""
    said = _said(group)
    if not any(pair <= said for pair in _LEAST_AND_MOST) or not group.path.endswith("]"):
        return False
    holder = place.around(group.path)
    above = _said(holder) if holder is not None else frozenset[str]()
    return not (above | all_words(group.names)).isdisjoint(_ISSUED) or "forecast" in place.sent_words


def _is_bare_quake(row: Group) -> bool:
    """Whether a row tells how deep something was, and how strong, as far as earthquakes go; ``mag`` is a compass's, too."""
    told = {"".join(words(name)): leaf.value for name, leaf in row.members.items()}
    amounts = [number(value) for name, value in told.items() if name in _QUAKE]
    strong = [amount for amount in amounts if amount is not None and -2 <= amount <= _STRONGEST]
    return bool(strong) and not _DEPTHS.isdisjoint(told)


def is_public_event(group: Group, place: Surroundings) -> bool:
    """Whether an object is, or is the place of, an earthquake or a fire that is told to all."""
    around = outer(group.path)  # beside GeoJSON's geometry
    for here in (group, place.group(f"{around}.properties"), place.group(around)):
        if here is None:
            continue
        said = _said(here)
        least = _SEEN_IN_ROWS if _is_row(here) or _is_row(group) else _SEEN
        if not said.isdisjoint(_QUAKE) and len(said & _OF_A_QUAKE) >= least:
            return True
        if _is_row(here) and said <= _BARE_QUAKE and _is_bare_quake(here):
            return True
        if len(said & _OF_A_FIRE) >= _SEEN:
            return True
    return False


def _is_row(group: Group) -> bool:
    """Whether an object stands in a list, itself or as a part of one of GeoJSON's features (RFC 7946)."""
    return group.path.removesuffix(".geometry").removesuffix(".properties").endswith("]")


def _first_rows(group: Group, place: Surroundings) -> list[Group]:
    """The first two rows of the list in which an object stands, and itself; none where it stands in no list."""
    if not group.path.endswith("]") or group.context != "body":
        return []
    rows = group.path[: group.path.rindex("[")]
    found = {row.path: row for at in range(_LEAST) if (row := place.group(f"{rows}[{at}]")) is not None}
    return list((found | {group.path: group}).values())
