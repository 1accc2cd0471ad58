"""Tells readings that no device of the sender took: the weather of public stations and towns, the lamps of a drawn world."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from analysis.air_names import ROOMS
from analysis.air_words_abroad import FORECASTS
from analysis.field_names import all_words, words
from analysis.payload import Group
from analysis.readings import number, text
from analysis.reference_tables import MOST, first_rows, said_by
from analysis.surroundings import Surroundings, outer

# What a list of public places is called: weather stations, towns, airports, ski resorts, beaches.
_STATIONS: Final = frozenset({
    "station", "stations", "stationen", "wetterstationen", "estaciones", "estacoes", "stazioni", "stacje", "stanice",
    "stationer", "stasjoner", "asemat", "saaasemat", "istasyonlar", "statii", "allomasok", "weatherstations",
    "observatories", "站点", "観測所", "станции",
})  # fmt: skip
TOWNS: Final = frozenset({
    "cities", "towns", "staedte", "stadte", "städte", "orte", "villes", "ciudades", "cidades", "citta", "città",
    "miasta", "steden", "plaatsen", "mesta", "byer", "stader", "städer", "kaupungit", "sehirler", "şehirler", "orase",
    "varosok", "airports", "flughaefen", "flughafen", "resorts", "skigebiete", "beaches", "straende", "playas",
    "plages", "capitals", "provinces", "provincias", "regions", "regionen", "countries", "laender", "城市", "都市",
    "города", "도시", "πόλεις", "πολεις", "المدن", "مدن", "міста", "міст", "orasele", "orașe", "thanhpho", "tinhthanh",
    "gradovi", "települések", "telepulesek", "paikkakunnat", "aeroporti", "località", "localita",
})  # fmt: skip
_OFFICIAL: Final = frozenset(
    {"wmo", "icao", "synop", "metar", "stationcode", "wmoid", "dwd", "ghcn", "wigos"}
)
_CALLED: Final = frozenset({
    "name", "station", "stationname", "city", "town", "place", "title", "nom", "nombre", "nome", "nazwa", "ort",
    "id", "code", "namn", "navn", "nimi", "isim", "ad", "nev", "nume", "ville", "ciudad", "plaats", "名称",
    "地点", "icao", "label", "ten", "πόλη", "πολη", "όνομα", "ονομα", "المدينة", "مدينة", "الاسم", "місто",
    "назва", "grad", "ime", "oras", "paikkakunta", "varos", "telepules", "thanhpho", "località", "localita",
})  # fmt: skip
_HEIGHTS: Final = frozenset({
    "elevation", "altitude", "height", "hoehe", "hohe", "seehoehe", "elev", "alt",
    "altitud", "quota", "hoogte", "wysokosc", "hojd", "rakim", "标高", "海拔",
})  # fmt: skip
_ANGLES: Final = frozenset({"lat", "latitude", "breite", "lon", "lng", "longitude", "laenge"})
_CELLS: Final = (("x", "y"), ("col", "row"), ("column", "row"), ("tilex", "tiley"), ("gx", "gy"))
_UNITS: Final = frozenset({
    "units", "unit", "conversions", "conversion", "factors", "factor", "einheiten",
    "umrechnung", "unites", "unidades", "unita", "eenheden", "jednostki", "jednotky",
    "enheter", "enheder", "yksikot", "birimler", "单位", "単位", "единицы",
})  # fmt: skip
_UNIT_NAMES: Final = frozenset({
    "mmhg", "kg", "lb", "lbs", "g", "oz", "st", "bpm", "lux", "lx", "hpa", "pa", "kpa", "mbar",
    "bar", "psi", "inhg", "atm", "torr", "mgdl", "mmoll", "footcandle", "footcandles", "fc", "phot",
    "nox", "degc", "degf", "celsius", "fahrenheit", "kelvin", "km", "mi", "m", "ft", "cm", "mm",
    "in", "steps", "kcal", "kj", "cal", "ppm", "percent", "db", "kmh", "mph", "knots",
})  # fmt: skip
_DIGITS: Final = frozenset(
    {"precision", "decimals", "digits", "rounding", "formats", "nachkommastellen", "decimales"}
)
_MEASURED: Final = frozenset({
    "illuminance", "temperature", "humidity", "pressure", "speed",
    "distance", "weight", "height", "co2", "light", "temp",
})  # fmt: skip
_LEAST_UNITS: Final = 2
_DESIGNED: Final = frozenset({
    "ugr", "uniformity", "maintenancefactor", "luminaires", "luminaire", "gleichmaessigkeit", "wartungsfaktor",
    "uniformite", "uniformidad", "uniformita", "glare", "blendung", "emlux", "eavlux", "eminlux", "norm", "norma",
    "norme", "norms", "normi", "standards", "стандарт", "норми", "нормы", "πρότυπο", "標準", "規格", "标准", "기준",
})  # fmt: skip
_EXPOSED: Final = frozenset(
    {"ev", "lux", "lx", "fc", "footcandles", "iso", "aperture", "shutter", "cdm2", "label", "name"}
)
_HIGHER: Final = 50.0  # m, more than between the rooms of a home
_HIGHEST: Final = 300.0  # m, or cm, more than between the things of a home, whatever their list is called
_FARTHER: Final = 0.3  # degrees, some 33 km
_MANY: Final = 3  # rows without a room among them
_HEAD: Final = 8  # rows that are looked at
# What a lamp of a drawn world has, and no reading: where it hangs, its colour, how it shines.
_HUNG: Final = frozenset({"position", "pos", "transform", "origin"})
_SHINES: Final = frozenset({
    "color", "colour", "intensity", "radius", "range", "cone", "angle", "falloff", "castshadow", "castshadows",
    "shadow", "attenuation", "decay", "farbe", "couleur", "rgb", "hex", "kelvin", "beam",
})  # fmt: skip
_LAMPS: Final = frozenset({
    "lights", "lamps", "luminaires", "spotlights", "pointlights", "lamp", "spotlight", "pointlight",
    "lichter", "lampen", "leuchten", "luces", "lumieres", "luci", "luzes", "fixtures", "torches",
})  # fmt: skip


def is_published_weather(group: Group, place: Surroundings) -> bool:
    """A forecast, or a row of a list of weather stations, towns or peaks: each with a name of its own, far or high apart."""
    said = said_by(group)
    if not said.isdisjoint(_OFFICIAL):
        return True
    called = all_words(group.names[-2:]) | {"".join(words(name)) for name in group.names[-2:]}
    if not called.isdisjoint(FORECASTS):
        return True
    rows = _rows_around(group, place)
    if not rows or not any(_differ(name, rows) for name in rows[0].members):
        return False
    if not called.isdisjoint(TOWNS) or _lie_apart(rows, _HEIGHTS, _HIGHEST):
        return True
    if called.isdisjoint(_STATIONS) or len(rows) < 2:
        return False
    return _lie_apart(rows, _HEIGHTS, _HIGHER) or _lie_apart(rows, _ANGLES, _FARTHER) or _are_many(rows)


def is_of_a_lamp(group: Group, place: Surroundings) -> bool:
    """A lamp in a level, a scene or a plan: where it hangs and how it shines stand beside how bright it is."""
    said = frozenset("".join(words(name)) for name in place.names_at(group.path)[:MOST])
    hung = not said.isdisjoint(_HUNG) or said >= {"x", "y", "z"}  # two would be a colour
    shines = not said.isdisjoint(_SHINES)
    if (hung and shines) or ((hung or shines) and not all_words(group.names[-2:]).isdisjoint(_LAMPS)):
        return True
    return not all_words(group.names[-2:]).isdisjoint(_LAMPS) and any(
        _are_cells(group, pair) for pair in _CELLS
    )


def _are_cells(group: Group, pair: tuple[str, str]) -> bool:
    """Whether a lamp stands in a cell of a drawn plan, by whole numbers; two fractions would be a colour."""
    said = [number(group.members[name].value) if name in group.members else None for name in pair]
    return all(value is not None and value == int(value) for value in said) and any(
        value and value > 1 for value in said
    )


def is_of_units(group: Group, _place: Surroundings) -> bool:
    """``"units": {"mmHg": 133.322, "lux": 1, "hPa": 100}``: what units are worth, or how many digits are shown of each."""
    called = all_words(group.names[-2:])
    if len(group.members) > MOST or called.isdisjoint(_UNITS | _DIGITS) or group.path.endswith("]"):
        return False
    names = _UNIT_NAMES if called.isdisjoint(_DIGITS) else _UNIT_NAMES | _MEASURED
    return sum("".join(words(name)) in names for name in group.members) >= _LEAST_UNITS


def is_of_a_design(group: Group, place: Surroundings) -> bool:
    """Whether a brightness was computed or demanded for a room that is planned (EN 12464: glare, uniformity)."""
    if group.path.endswith("]") and "ev" in said_by(group) and said_by(group) <= _EXPOSED:
        return True  # how bright it is at each exposure value
    above = place.around(group.path)
    said = said_by(group) | (said_by(above) if above is not None else frozenset())
    return not said.isdisjoint(_DESIGNED)


def _rows_around(group: Group, place: Surroundings) -> list[Group]:
    """The first rows of the list that an object is a row of, or stands right within a row of."""
    for path in (group.path, outer(group.path)):
        if path.endswith("]"):
            return next(
                (rows for least in (_HEAD, _MANY, 2, 1) if (rows := first_rows(path, place, least))), []
            )
    return []


def _differ(name: str, rows: list[Group]) -> bool:
    if "".join(words(name)) not in _CALLED and name.lower() not in _CALLED:
        return False
    told = {text(row.members[name].value) for row in rows if name in row.members}
    return len(told) == len(rows)


def _lie_apart(rows: list[Group], names: frozenset[str], far: float) -> bool:
    for name in rows[0].members:
        if "".join(words(name)) in names or name.lower() in names:
            found = list(_numbers(name, rows))
            if len(found) >= 2 and max(found) - min(found) > far:
                return True
    return False


def _numbers(name: str, rows: list[Group]) -> Iterator[float]:
    for row in rows:
        amount = number(row.members[name].value) if name in row.members else None
        if amount is not None:
            yield amount


def _are_many(rows: list[Group]) -> bool:
    """Three stations and more, none of which is called after a room or a place at a house."""
    said = [
        text(leaf.value)[:64] for row in rows for leaf in row.members.values() if isinstance(leaf.value, str)
    ]
    return len(rows) >= _MANY and all_words(said).isdisjoint(ROOMS)
