"""Tells places that are nobody's: rows of a table of towns, shows for all, imprints, spacecraft, lines of a timetable."""

from __future__ import annotations

from itertools import islice
from typing import Final

from analysis.address_ranges import is_row_of_ranges
from analysis.coordinates import axis_name
from analysis.directories import CALLED, is_kind_of_place
from analysis.field_names import all_words, words
from analysis.payload import Group
from analysis.public_places import IS_OF_A_PERSON
from analysis.readings import number, text
from analysis.remembered import Remembered
from analysis.surroundings import Surroundings, outer

# What a row of a table of towns, countries or postal codes tells, and nothing else.
_OF_A_TOWN: Final = CALLED | {
    "id", "code", "iso", "country", "land", "countrycode", "state", "region", "province", "county", "canton",
    "kanton", "bundesland", "city", "town", "ort", "stadt", "municipality", "gemeinde", "locality", "postalcode",
    "plz", "zip", "zipcode", "postcode", "capital", "hauptstadt", "capitale", "capitala", "stolica", "population",
    "einwohner", "lat", "lon", "lng", "long", "latitude", "longitude", "elevation", "timezone", "tz", "geonameid",
    "ags", "insee", "cap", "cp", "psc", "kod", "breite", "laenge", "la", "lo", "continent", "area", "flag",
    "currency", "phonecode", "prefix", "vorwahl", "slug", "key", "type", "kreis",
}  # fmt: skip
# By which such a row is found; a name alone may be that of a person.
_FOUND_BY: Final = frozenset({
    "city", "town", "ort", "stadt", "municipality", "gemeinde", "postalcode", "plz", "zip", "zipcode",
    "postcode", "capital", "hauptstadt", "capitale", "stolica", "cap", "cp", "psc", "geonameid",
    "ags", "insee", "population", "einwohner", "iso", "continent", "phonecode", "vorwahl",
})  # fmt: skip
_TOWNS: Final = frozenset({
    "cities", "staedte", "stadte", "villes", "ciudades", "citta", "miasta", "steden", "mesta", "byer", "stader",
    "kaupungit", "sehirler", "varosok", "towns", "countries", "laender", "lander", "paises", "paesi", "landen", "kraje",
    "capitals", "postalcodes", "postcodes", "zipcodes", "plz", "gemeinden", "communes", "comuni", "municipios", "orte",
    "города", "страны", "城市列表", "都市", "airports", "municipalities", "gazetteer", "geonames", "regions",
    "regionen", "regioni", "regiones", "regioes", "bezirke", "landkreise", "warnregionen", "districts", "departements",
    "counties", "provinces", "provincias", "province", "kantone", "cantons", "powiaty", "okresy", "lan", "fylker",
})  # fmt: skip
_MIDDLES: Final = frozenset({
    "center", "centre", "centroid", "mitte", "zentrum", "mittelpunkt", "centro",
    "midden", "srodek", "stred", "location", "position", "coords", "geo", "point",
})  # fmt: skip
_NEAR: Final = 0.001  # degrees, some hundred metres
_LEAST: Final = 2  # rows where the list is named after towns; of others one more
_FEW: Final = 24  # names of a row that are looked at
_FIRMS: Final = frozenset({
    "impressum", "imprint", "publisher", "herausgeber", "manufacturer", "hersteller", "maker", "vendor",
    "seller", "merchant", "retailer", "haendler", "verkaeufer", "betreiber", "organizer", "organiser",
    "veranstalter", "organisateur", "aussteller", "fabricante", "fabricant", "produttore", "fornitore",
    "proveedor", "vendedor", "mentionslegales", "avisolegal", "colofon", "julkaisija", "utgivare", "utgiver",
    "udgiver", "wydawca", "editore", "uitgever", "kiado", "kiadó", "editura", "izdajatelj", "nakladnik",
    "видавець", "издатель", "εκδότης", "الناشر", "発行者", "発行元", "出版社", "발행인",
})  # fmt: skip
_SHOWS: Final = frozenset({
    "eintritt", "vorverkauf", "vvk", "abendkasse", "einlass", "doors", "lineup", "tickets", "ticketprice", "ticketurl",
    "entree", "admission", "ingresso", "entrada", "biglietti", "bilety", "wstep", "toegang", "vstupne", "billetterie",
    "prevente", "квитки", "εισιτήρια", "εισιτήριο", "التذاكر", "تذاكر", "入場料", "開演", "開場", "liput", "biljetter",
    "billetter", "jegyek", "jegyár", "bilete", "vstopnice", "vstopnina", "ulaznice", "belepo", "belépő",
})  # fmt: skip
_TITLES: Final = frozenset({
    "title", "titel", "titre", "titulo", "titolo", "tytul", "nazev", "eventname", "event", "artist", "подія", "εκδήλωση",
    "الفعالية", "公演", "tapahtuma", "evenemang", "esemény", "eveniment",
})  # fmt: skip
_BRANCHES: Final = frozenset({
    "filialnr", "filialnummer", "filialid", "branchid", "branchno", "storeid", "storeno", "shopid",
    "marktid", "outletid", "codigotienda", "codemagasin", "filiaalnr", "poiid", "khz", "ukw",
})  # fmt: skip
_AIRPORTS: Final = frozenset({"iata", "icao", "iatacode", "icaocode"})
_IN_ORBIT: Final = frozenset({
    "satellite", "norad", "noradid", "noradcatid", "iss", "tle", "orbit", "spacecraft", "subsatellite", "satid",
    "satname", "satlat", "satlng", "groundtrack", "aos", "passes", "ueberflug", "ueberfluege", "flyover", "flyovers",
})  # fmt: skip
# What a timetable says of a way: GTFS (gtfs.org, routes.txt, trips.txt, shapes.txt), and the same in other words.
_OF_A_LINE: Final = frozenset({
    "shapeid", "routeid", "agency", "agencyid", "routeshortname", "routelongname", "routetype",
    "tripheadsign", "headsign", "directionid", "gtfs", "lineid", "lineref", "linie", "ligne",
    "linea", "linha", "lijn", "linka", "fahrtrichtung", "transportmode", "routecolor",
})  # fmt: skip
_LEAST_OF_A_LINE: Final = 2
_LONGEST_LINE: Final = 24  # characters of what a line is called
# The same in words that also say the way and the stops of somebody: all three kinds must be there, and no person.
_LINES: Final = frozenset({
    "line", "lines", "linie", "ligne", "linea", "linha", "lijn", "linka", "linja", "linje",
    "linia", "hat", "vonal", "route", "tram", "bus", "metro", "ubahn", "sbahn", "ferry", "lineno",
    "linenumber", "liniennr", "linename", "рейс", "маршрут", "线路", "路線", "노선",
})  # fmt: skip
_STOPS: Final = frozenset({
    "stops", "stopids", "stations", "haltestellen", "halte", "haltes", "arrets", "paradas", "fermate",
    "paragens", "przystanki", "zastavky", "hallplatser", "holdeplasser", "stoppesteder", "pysakit", "duraklar",
    "megallok", "statii", "остановки", "站点", "停留所", "정류장", "platforms", "stopsequence",
})  # fmt: skip
_COURSES: Final = frozenset({
    "dir", "direction", "richtung", "sens", "sentido", "direzione", "direcao", "richting", "kierunek",
    "smer", "riktning", "retning", "suunta", "yon", "irany", "направление", "方向", "방향", "shape",
    "headway", "timetable", "operator", "fahrplan", "horaire", "takt", "verlauf", "linienverlauf",
})  # fmt: skip

# Words of an address to which somebody sends what they keep, and what they call the places of their own life.
_OWN: Final = frozenset({
    "favourites", "favorites", "saved", "visited", "visits", "mine", "my", "me", "bookmarks", "contacts",
    "tours", "orders", "favoriten", "gespeichert", "favoris", "favoritos", "preferiti", "besuche",
})  # fmt: skip
_HOMES: Final = frozenset({
    "home", "work", "zuhause", "arbeit", "maison", "travail", "casa", "trabajo", "lavoro", "thuis", "hjem", "hem",
    "koti", "дом", "家", "自宅", "집", "hytte",
})  # fmt: skip

_PLAIN: Final = Remembered[tuple[str, ...], frozenset[str]](
    lambda names: frozenset("".join(words(name)) for name in names[:_FEW])
)
_TOLD: Final = Remembered[tuple[str, ...], bool](
    lambda names: len(names) <= _FEW and _PLAIN[names] <= _OF_A_TOWN and not IS_OF_A_PERSON[names]
)


def is_in_a_table(group: Group, place: Surroundings) -> bool:
    """Whether the place in an object is that of a firm, a show for all, or a row of a table of towns."""
    if group.context != "body":
        return False
    names = tuple(group.members)
    if not _FIRMS.isdisjoint({"".join(words(name)) for name in group.names[-2:]}):
        return True
    if not _PLAIN[names].isdisjoint(_SHOWS) and _is_titled(names):
        return True
    if is_row_of_ranges(group, place):
        return True
    if not _PLAIN[names].isdisjoint(_AIRPORTS) and "[" in group.path and not IS_OF_A_PERSON[names]:
        return True
    if not group.path.endswith("]"):
        row = (
            place.group(outer(group.path)) if group.name.lower() in _MIDDLES else None
        )  # of a row: "center": {"lat": …}
        return row is not None and row.path.endswith("]") and is_in_a_table(row, place)
    told = not _PLAIN[names].isdisjoint(_SHOWS | _BRANCHES) or is_kind_of_place(group, place)
    told = told or not _TOWNS.isdisjoint({"".join(words(name)) for name in group.names[-1:]})
    if not told and not (_TOLD[names] and place.names_at(group.path) == names):
        return False
    if not told and _PLAIN[names].isdisjoint(_FOUND_BY):
        return False
    return _differ(group, place, _LEAST if told else _LEAST + 1, names)


def _is_titled(names: tuple[str, ...]) -> bool:
    """Whether an object has a title, and nothing of a person who goes there."""
    return not _PLAIN[names].isdisjoint(_TITLES) and not IS_OF_A_PERSON[names]


def _differ(group: Group, place: Surroundings, least: int, names: tuple[str, ...]) -> bool:
    """Whether a list begins with so many rows that have the same names, and of no person, which differ in the first text."""
    if IS_OF_A_PERSON[names[:_FEW]] or not _OWN.isdisjoint(place.sent_words):
        return False
    rows = group.path[: group.path.rindex("[")]
    holder = place.around(group.path)
    if (holder is not None and IS_OF_A_PERSON[tuple(holder.members)[:64]]) or IS_OF_A_PERSON[
        group.names[-2:]
    ]:
        return False
    first = [row for at in range(least) if (row := place.group(f"{rows}[{at}]")) is not None]
    if len(first) < least or any(not set(names[:2]) <= row.members.keys() for row in first):
        return False
    said = [{text(row.members[name].value).strip().lower() for row in first} for name in names[:2]]
    if not any(len(one) == least for one in said) or not _HOMES.isdisjoint(said[0] | said[-1]):
        return False
    return not _are_near(first)


def _are_near(rows: list[Group]) -> bool:
    """Whether the first two rows stand metres apart, as two things in one home do."""
    for name, leaf in list(rows[0].members.items())[:_FEW]:
        axis = axis_name(name) if name in rows[1].members else None
        one, other = number(leaf.value), number(rows[1].members[name].value) if axis is not None else None
        if one is not None and other is not None:
            return abs(one - other) < _NEAR
    return False


def is_in_orbit(group: Group, place: Surroundings) -> bool:
    """Whether a position is that over which a spacecraft flies."""
    around = place.around(group.path)
    names = (*group.members, *group.names[-2:], *islice(around.members if around is not None else (), _FEW))
    return not _IN_ORBIT.isdisjoint(all_words(names)) and not IS_OF_A_PERSON[names]


def is_timetabled(path: str, place: Surroundings) -> bool:
    """Whether a way is that of a line of a timetable, by what stands beside it."""
    holder = place.around(path)
    above = place.around(holder.path) if holder is not None else None  # of GeoJSON's geometry
    for group in (holder, above):
        names = tuple(group.members)[:_FEW] if group is not None else ()
        if len(_PLAIN[names] & _OF_A_LINE) >= _LEAST_OF_A_LINE and not IS_OF_A_PERSON[names]:
            return True
        if group is not None and _is_line(place.names_at(group.path)[:_FEW], group, place):
            return True
    return False


def _is_line(names: tuple[str, ...], group: Group, place: Surroundings) -> bool:
    """``{"line": "11", "dir": 0, "stops": […], "shape": "…"}``: a line, its stops and which way it goes, and nobody's."""
    said = _PLAIN[names]
    lines = [leaf.value for name, leaf in group.members.items() if "".join(words(name)) in _LINES]
    if not any(isinstance(value, str | int) and len(str(value)) <= _LONGEST_LINE for value in lines):
        return False
    if said.isdisjoint(_COURSES) or IS_OF_A_PERSON[names]:
        return False
    return not said.isdisjoint(_STOPS) or any(f"{group.path}.{name}" in place.lists for name in _STOPS)
