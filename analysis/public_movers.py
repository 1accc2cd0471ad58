"""Tells positions that are broadcast to all: of buses and trains, of aircraft and balloons, of weather stations and gauges.

Sources, from memory: high-frequency positioning of Digitransit (HFP), GTFS Realtime and GTFS (gtfs.org), SIRI's vehicle
monitoring, the open data of Warsaw and of German transport companies, METAR of aviationweather.gov, dump1090's
aircraft.json, PEGELONLINE. Nobody's phone is where these are; a driver, a rider or a user beside them is somebody.
"""

from __future__ import annotations

from itertools import islice
from typing import Final

from analysis.field_names import words
from analysis.lazy_patterns import lazy_pattern
from analysis.payload import Group
from analysis.remembered import Remembered
from analysis.sent_names import topic_of
from analysis.surroundings import Surroundings, outer
from analysis.translated_names import without_marks

# Which line it is, which vehicle, and where on its way: each by words that little else is called by.
_LINES: Final = frozenset({
    "desi", "line", "lines", "lineref", "lineid", "linename", "linenumber", "lineno", "publishedlinename", "routeshortname",
    "routenumber", "linie", "liniennummer", "liniennr", "ligne", "linea", "linha", "lijn", "lijnnummer", "linka", "linja",
    "linje", "linia", "linjanumero", "hat", "hatno", "hatkodu", "vonal", "viszonylat", "tramline", "busline", "buslinie",
    "keito", "luxian", "xianlu", "路线", "线路", "路線", "系統", "노선", "маршрут",
})  # fmt: skip
_ROUTES: Final = frozenset({"route", "routeid", "tripid", "trip", "journey", "gtfsrouteid", "gtfstripid"})
_VEHICLES: Final = frozenset({
    "veh", "vehicle", "vehicleid", "vehicleref", "vehiclenumber", "vehicleno", "vehiclelabel", "fleetnumber", "wagen",
    "wagennr", "wagennummer", "fahrzeug", "fahrzeugnr", "fahrzeugnummer", "bus", "busid", "busno", "busnumber", "tram",
    "tramid", "train", "trainno", "trainnumber", "zug", "zugnr", "zugnummer", "voiture", "vehicule", "vehiculo", "coche",
    "vettura", "veicolo", "mezzo", "veiculo", "voertuig", "voertuignummer", "pojazd", "vuz", "vozidlo", "vagn", "vogn",
    "ajoneuvo", "auto", "arac", "aracno", "jarmu", "oper", "operator", "operatorref", "ferry", "vessel", "label", "schiff",
    "faehre", "fahre", "bateau", "barco", "nave", "lod", "ship", "boat", "farja",
})  # fmt: skip
_COURSES: Final = frozenset({
    "dir", "direction", "directionid", "directionref", "headsign", "tripheadsign", "destination", "destinationname", "jrn",
    "oday", "stop", "stopid", "stopref", "nextstop", "currentstop", "currentstopsequence", "currentstatus",
    "schedulerelationship", "delay", "monitoredcall", "block", "blockref", "brigade", "fahrt", "fahrtnr", "fahrtnummer",
    "umlauf", "kurs", "kursnr", "richtung", "richtungstext", "ziel", "zieltext", "verspaetung", "verspatung", "nach",
    "gleis", "haltestelle", "naechstehaltestelle", "course", "terminus", "girouette", "arret", "prochainarret", "retard",
    "sens", "destino", "sentido", "parada", "retraso", "trayecto", "corsa", "destinazione", "fermata", "ritardo",
    "direzione", "halte", "bestemming", "richting", "vertraging", "ritnummer", "omloop", "kierunek", "przystanek",
    "opoznienie", "brygada", "smer", "zastavka", "zpozdeni", "cil", "riktning", "hallplats", "forsening", "retning",
    "stoppested", "forsinkelse", "suunta", "pysakki", "maaranpaa", "myohassa", "yon", "durak", "irany", "megallo", "keses",
    "occupancystatus", "occu", "tripid", "routeid", "trip", "startdate", "starttime",
})  # fmt: skip
# GTFS Realtime's vehicle positions.
_GTFS: Final = frozenset({
    "tripid", "routeid", "currentstopsequence", "stopid", "directionid", "currentstatus", "schedulerelationship",
    "occupancystatus", "congestionlevel",
})  # fmt: skip
_LEAST_OF_GTFS: Final = 3
_TRANSPORT: Final = frozenset({
    "hfp", "gtfs", "gtfsrt", "siri", "vehiclepositions", "vehicleposition", "vehiclemonitoring", "oepnv", "opnv",
    "nahverkehr", "transitfeed", "busradar", "zugradar", "transit", "transport", "kvv", "hsl", "digitransit", "ovapi",
    "kv6", "bustracker",
})  # fmt: skip
_SOMEBODY: Final = frozenset({
    "driver", "driverid", "user", "userid", "uid", "rider", "riderid", "passenger", "passengerid", "customer", "customerid",
    "device", "deviceid", "imei", "phone", "session", "sessionid", "me", "my", "email", "account", "accountid", "member",
    "memberid", "courier", "courierid", "fahrer", "fahrerid", "fahrgast", "chauffeur", "conducteur", "conductor", "autista",
    "kierowca", "ridic", "sjafor", "kuljettaja", "sofor", "kid", "child", "kind", "schueler", "student", "pupil", "parcel",
    "order", "orderid", "sendung", "paket", "delivery", "ticket", "ticketid", "checkin", "nutzer", "kunde", "utente",
    "usuario", "utilisateur", "gebruiker", "uzytkownik", "installationid", "installid", "clientid", "appversion", "os",
    "battery", "batt", "bat", "akku", "pnr", "booking", "bookingid", "seat", "tracker", "trackerid", "passkey", "mac",
})  # fmt: skip
_SENT_BY_SOMEBODY: Final = frozenset(
    {"checkin", "checkins", "me", "my", "mine", "user", "users", "driver", "drivers", "rider"}
)
# -- aircraft, balloons, lightning
_AIRCRAFT: Final = frozenset({
    "squawk", "icao24", "icaohex", "hex", "modes", "callsign", "flight", "altbaro", "altgeom", "geoaltitude",
    "baroaltitude", "onground", "registration", "baroroate", "nacp", "adsb", "typecode", "verticalrate", "gs",
})  # fmt: skip
_PLANES: Final = frozenset(
    {"aircraft", "planes", "flugzeuge", "avions", "aviones", "samoloty", "flygplan", "vliegtuigen"}
)
_OWN: Final = frozenset({"own", "self", "ownship", "me", "eigen"})
_SURE_AIRCRAFT: Final = frozenset(
    {"squawk", "icao24", "icaohex", "altbaro", "geoaltitude", "baroaltitude", "nacp"}
)
_SKIES: Final = frozenset({
    "adsb", "aircraft", "dump1090", "readsb", "opensky", "tar1090", "sondehub", "radiosonde", "radiosondes", "sonde",
    "sonden", "radiosondy", "blitzortung", "lightning", "strikes", "blitze", "blitz", "foudre", "fulmini", "rayos", "iss",
    "satellites", "earthquakes", "quakes", "erdbeben",
})  # fmt: skip
# -- stations
# What is there for all, by the name of its object.
_FOR_ALL: Final = frozenset({
    "ladepunkt", "ladestation", "ladesaeule", "chargepoint", "chargingstation", "haltestelle", "bahnhof", "busstop",
    "bushalte", "przystanek", "zastavka", "fermata", "hallplats", "stoppested", "pysakki", "wc", "toilette", "toilet",
    "trinkbrunnen", "spielplatz", "playground", "aed", "defibrillator", "briefkasten", "glascontainer", "packstation",
    "tankstelle", "messstation", "wetterwarte",
})  # fmt: skip
_STOPS: Final = frozenset({"stop", "halte", "arret", "parada", "station", "gare"})
_CAMERAS: Final = frozenset({"webcam", "webcams", "panoramacam", "bergcam", "skicam"})
_CODES: Final = frozenset({
    "icao", "icaoid", "icaocode", "wmo", "wmoid", "wmonumber", "metar", "metarid", "synop", "stationicao", "airport",
    "flughafen", "flugplatz", "aerodrome", "aeroport", "aeropuerto", "aeroporto", "lotnisko", "letiste", "luchthaven",
    "lufthavn", "flygplats", "lentoasema", "havalimani", "repuloter", "buoy", "buoyid", "boje", "bouee", "boya", "synopid",
    "dwdid", "stationskennung",
})  # fmt: skip
_WEATHER: Final = frozenset({
    "rawob", "rawmetar", "metar", "taf", "rawtaf", "qnh", "qfe", "altim", "altimeter", "visib", "visibility", "sicht",
    "sichtweite", "wdir", "winddir", "winddirection", "wspd", "windspeed", "wind", "gust", "wgst", "dewp", "dewpoint",
    "taupunkt", "temp", "temperature", "temperatur", "slp", "mslp", "pressure", "druck", "luftdruck", "clouds", "cloud",
    "ceiling", "wxstring", "wx", "flightcategory", "fltcat", "humidity", "rh", "vent", "viento", "vento", "wiatr", "vitr",
    "tuuli", "ruzgar", "precip", "precipitation", "wvht", "waveheight", "wtmp", "watertemp", "wassertemperatur",
    "wellenhoehe", "airpressure", "airtemperature", "humidityrelative", "windrichtung", "windgeschwindigkeit", "raw",
    "obstime", "reporttime", "air temperature",
})  # fmt: skip
_NETWORKS: Final = frozenset({
    "metar", "metars", "taf", "tafs", "synop", "avwx", "aviation", "aviationweather", "airport", "airports", "flughafen",
    "flughaefen", "aerodrome", "icao", "noaa", "ndbc", "buoy", "buoys", "bojen", "dwd", "smhi", "fmi", "knmi",
    "meteofrance", "aemet", "imgw", "chmi", "geosphere", "zamg", "meteoswiss", "meteoschweiz", "metoffice", "wetterdienst",
    "luchthaven", "lotnisko", "letiste", "aeroport", "aeropuerto", "aeroporto", "pegelonline", "hochwasser", "tides",
    "tide", "gauges", "flood", "pegel", "openaq", "waqi", "aqicn", "airnow", "umweltbundesamt", "gios", "airparif",
})  # fmt: skip
_GAUGES: Final = frozenset({
    "water", "river", "fluss", "gewaesser", "gewasser", "riviere", "fiume", "rio", "rzeka", "reka", "station",
    "stationname", "gauge", "pegel", "pegelname", "waterlevel", "wasserstand", "abfluss", "discharge", "tide", "km",
    "flusskilometer", "location", "parameter", "sensor",
})  # fmt: skip
_SKY: Final = lazy_pattern(
    r"temp|wind|humid|feucht|vocht|umid|humed|wilgot|vlhk|fukt|kosteus|press|druck|regen|rain|niederschlag|neerslag|opad"
    r"|srazk|pm10|pm2|no2|aqi"
)
_METAR: Final = lazy_pattern(r"(?:METAR |SPECI )?[A-Z]{4} [0-3][0-9][0-5][0-9]{3}Z [A-Z0-9/ ]")
_ICAO: Final = lazy_pattern(r"[A-Z]{4}|[0-9]{5}")
_FEW: Final = 48  # names of an object that are looked at
_BESIDE: Final = (
    "trip",
    "vehicle",
    "route",
    "line",
    "journey",
    "monitoredVehicleJourney",
    "MonitoredVehicleJourney",
    "properties",
)
_VALUES: Final = 32  # of an object that are looked at


def _plain(names: tuple[str, ...]) -> frozenset[str]:
    """The names of an object in small letters, as they are written and as they are said in English."""
    few = names[:_FEW]
    written = {"".join(filter(str.isalnum, without_marks(name).lower())) for name in few}
    return frozenset(written | {"".join(words(name)) for name in few})


_PLAIN: Final = Remembered(_plain)
_SAID: Final = Remembered[str, frozenset[str]](lambda address: _plain(tuple(address.split("/")[-10:])))


def is_broadcast(group: Group, place: Surroundings) -> bool:
    """Whether the position in an object is one that is told to all: of a line's vehicle, in the skies, or of a station."""
    if group.context != "body":
        return False
    said = _PLAIN[tuple(group.members)]
    around = outer(group.path)
    holder = place.group(around)
    nested = (
        _PLAIN[tuple(holder.members)]
        if holder is not None and len(holder.members) <= _FEW
        else frozenset[str]()
    )
    beside = [place.group(f"{around}.{name}") for name in _BESIDE]
    for other in beside:
        nested |= _PLAIN[tuple(other.members)] if other is not None else frozenset[str]()
    all_said = said | nested | (_PLAIN[group.names[-3:]] - {"vehicle"})
    sent = _SAID[topic_of(group.path)[-256:] or place.payload.transmission.path[-256:]]
    if not _SOMEBODY.isdisjoint(all_said) or not _SENT_BY_SOMEBODY.isdisjoint(sent):
        return False
    if (not _CAMERAS.isdisjoint(all_said) and "url" in all_said) or _is_for_all(group, said):
        return True
    return (
        _is_of_a_line(all_said, sent)
        or _is_in_the_skies(said, all_said, sent)
        or _is_of_a_station(group, said, sent)
    )


def is_sent_by_a_network(path: str) -> bool:
    """Whether a value was published to a topic of transport companies, of weather services, or of the skies."""
    said = _SAID[topic_of(path)[-256:]]
    return not said.isdisjoint(_TRANSPORT | _SKIES | _NETWORKS) and said.isdisjoint(_SENT_BY_SOMEBODY)


def _is_for_all(group: Group, said: frozenset[str]) -> bool:
    """Whether an object is called as what a town puts up, or is a stop with its number and its name."""
    called = _PLAIN[(group.name,)] if group.name else frozenset[str]()
    return not _FOR_ALL.isdisjoint(called) or (not _STOPS.isdisjoint(called) and {"id", "name"} <= said)


def _is_of_a_line(said: frozenset[str], sent: frozenset[str]) -> bool:
    kinds = (not _LINES.isdisjoint(said)) + (not _VEHICLES.isdisjoint(said)) + (not _COURSES.isdisjoint(said))
    if kinds == 3 or len(said & _GTFS) >= _LEAST_OF_GTFS:
        return True
    return not _TRANSPORT.isdisjoint(sent) and kinds + (not _ROUTES.isdisjoint(said)) >= 2


def _is_in_the_skies(said: frozenset[str], all_said: frozenset[str], sent: frozenset[str]) -> bool:
    aircraft = said & _AIRCRAFT
    if aircraft and not _PLANES.isdisjoint(all_said):
        return True
    if "mmsi" in said and "ais" in sent and sent.isdisjoint(_OWN):  # ships that a receiver heard
        return True
    return not _SKIES.isdisjoint(sent) or (len(aircraft) >= 2 and not aircraft.isdisjoint(_SURE_AIRCRAFT))


def _is_of_a_station(group: Group, said: frozenset[str], sent: frozenset[str]) -> bool:
    if any(
        isinstance(leaf.value, str) and _METAR.match(leaf.value)
        for leaf in islice(group.members.values(), _VALUES)
    ):
        return True
    weather = len(said & _WEATHER)
    if not _NETWORKS.isdisjoint(sent):
        weather += sum(_SKY.search(name) is not None for name in said - _WEATHER)
    coded = any(
        isinstance(leaf.value, str) and _ICAO.fullmatch(leaf.value) and not _CODES.isdisjoint(_PLAIN[(name,)])
        for name, leaf in islice(group.members.items(), _FEW)
    )
    steps = topic_of(group.path)[-256:].split("/")
    if "qnh" in said and any(_ICAO.fullmatch(step) for step in steps):  # only airports give it
        return True
    if _NETWORKS.isdisjoint(sent):
        return coded and weather >= 1
    coded = coded or any(map(_ICAO.fullmatch, steps))
    return coded or weather >= 2 or len(said & _GAUGES) >= 2
