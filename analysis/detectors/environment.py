"""Recognises readings of the barometer, thermometer, hygrometer and proximity sensor."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from analysis.air_columns import air_columns
from analysis.air_names import AIR_WORDS, CONDITIONS, MEASURED_BESIDE, NO_AIR, ROOMS, SPELLED_OUT, WISHED
from analysis.field_names import all_words, is_named, words
from analysis.labelled_numbers import AIR, LABELLED, labelled_numbers
from analysis.lazy_patterns import lazy_pattern
from analysis.named_rows import may_hold_columns
from analysis.near_words import NEAR_NAMES
from analysis.needs import Needs
from analysis.payload import Payload
from analysis.proximity_readings import PROXIMITY_NAMES, PROXIMITY_WORDS, judge_proximity, near_or_far
from analysis.quantities import QUALIFIERS, SENSOR_WORDS, Field, Gauge, Quantity, telling_words
from analysis.readings import is_time_name, number
from analysis.records import Confidence, Observation
from analysis.remembered import Remembered
from analysis.room_rows import SHORT_ROOMS, short_rooms
from analysis.sensor_specs import unless_rated
from analysis.sensor_units import UNIT_FIELDS
from analysis.sent_names import is_command
from analysis.short_readings import PRESSURE_WORDS, is_short_pressure
from analysis.surroundings import Surroundings, outer, surroundings
from analysis.units import Detector, Mapped

_AROUND: Final = QUALIFIERS | {
    "hpa", "pa", "mbar", "c", "celsius", "f", "fahrenheit", "percent", "pct", "cm", "rh", "kpa", "hg", "in", "inhg",
    "double", "float", "celcius", "deg", "m", "outside", "va", "actual", "relative", "relativ", "relativa",
    "relatieve", "relativni", "wzgl", "wzgledna", "rel", "bagil", "suhteellinen", "relativt", "powietrza", "pow",
    "luft", "aire", "aria", "lucht", "vzduchu", "powietrze", "wewn", "zewn", "interna", "externa", "wewnetrzna",
    "zewnetrzna", "interieure", "exterieure", "ambiente",
}  # fmt: skip
_BAROMETER: Final = ("barometer", "barometric pressure", "air pressure", "atmospheric pressure", "barometer pressure",
                     "pressure sensor", "sensor pressure")  # fmt: skip
_AMBIENT: Final = ("ambient temperature", "ambient air temperature", "air temperature", "room temperature",
                   "indoor temperature", "outdoor temperature", "temperature sensor",
                   "sensor ambient temperature")  # fmt: skip
_HUMIDITY: Final = ("relative humidity", "humidity", "ambient humidity")
_PRESSURE: Final = ("pressure", "absolute pressure", "relative pressure", "abs pressure", "rel pressure",
                    "altimeter pressure", "sea level pressure", "station pressure", "pressure sea level")  # fmt: skip
_OF_MACHINES: Final = frozenset(
    {"battery", "batt", "cpu", "gpu", "body", "skin", "color", "colour", "model", "top", "tokens"}
)
_BESIDE_HUM: Final = (
    {"temperature", "temp", "tempc", "tempf"} | MEASURED_BESIDE - {"hum"} | SENSOR_WORDS | ROOMS
)
# Chips that measure the air, as stations name them (BME280_temperature, DS18B20).
_CHIP: Final = lazy_pattern(
    r"(?i)(?:BM[EP][0-9]{3}|DHT[0-9]{2}|SHT[0-9X]{1,3}|HTU[0-9]{2}D?|DS18[BS]20|AM23[0-9]{2}|HDC[0-9]{4}|SCD[0-9]{2}"
    r"|SI70[0-9]{2}|AHT[0-9]{2}|LPS[0-9]{2}|MCP9808)(?![0-9])"
)
_ROUND: Final = 50.0  # hPa
_STEP: Final = 5.0  # percent
_APART: Final = 4.0  # percent or degrees
_WIDE: Final = 300.0  # hPa, more than a place has between its highs and lows
_WEATHER: Final = frozenset({"forecast", "weather", "query"})
_OTHER_PRESSURE: Final = frozenset({
    "blood", "systolic", "diastolic", "tyre", "tire", "touch", "memory", "stylus", "force", "pen", "water", "oil", "pump",
})  # fmt: skip
_NOT_PRESSURE: Final = _OTHER_PRESSURE | NO_AIR - {"spo", "vitals", "bp", "patient", "skin", "body"}


def _in_hectopascal(field: Field, *, kilo: bool = False) -> bool:
    if kilo and 30 <= field.low <= field.high <= 110:
        return field.low != int(field.low)  # kilopascal, as iOS gives it
    return 300 <= field.low <= field.high <= 1100 or 30_000 <= field.low <= field.high <= 110_000


def _by_chip(name: str) -> str:
    """What the chip of a station measures (``temperature`` of ``BME280_temperature``); "" for other names."""
    rest, chips = _CHIP.subn("", name[:64])
    return rest.strip("_ .-/") if chips else ""


_OF_CHIP: Final = Remembered(_by_chip)
_IS_CHIP: Final = Remembered[str, bool](lambda name: _CHIP.fullmatch(name[:64].split("-")[0]) is not None)


def _is_a_range(field: Field, place: Surroundings) -> bool:
    """Two round bounds of what an instrument can measure: ``"luftdruck_hpa": [300, 1100]``."""
    if field.low % _ROUND or field.high % _ROUND:
        return False
    beside = [number(leaf.value) or 0.0 for leaf in place.lists.get(outer(field.path), ())]
    low, high = (min(beside), max(beside)) if len(beside) == len("[]") else (field.low, field.high)
    return high - low >= _WIDE and low % _ROUND == high % _ROUND == 0


def _are_bounds(field: Field, place: Surroundings, step: float) -> bool:
    """From where to where the air is fair: ``"rh": [30, 60]``, two round numbers beside no time."""
    beside = [number(leaf.value) or 0.0 for leaf in place.lists.get(outer(field.path), ())]
    if len(beside) != len("[]") or beside[0] > beside[1] - _APART or any(value % step for value in beside):
        return False
    group = place.around(field.path)
    return group is None or not any(map(is_time_name, group.members))


def _is_wished(near: frozenset[str]) -> bool:
    """Whether what stands beside a value compares it with something: the threshold of a rule, no reading."""
    return not near.isdisjoint(CONDITIONS)


def _is_factor(field: Field) -> bool:
    """A number in a list that begins with a text: ``"ambient_air_temperature": ["ambient_temperature_c", 1.0]``."""
    return field.path.endswith("[1]") and field.low == field.high and field.low in (0.1, 1.0, 10.0, 100.0)


def _of_station(field: Field, *names: str) -> bool:
    """Whether a chip that measures the air gives the value, under one of the names."""
    if is_named(_OF_CHIP[field.called], names, _AROUND):
        return True
    return any(_IS_CHIP[name] for name in field.names[-3:-1]) and is_named(field.called, names, _AROUND)


def _pressure(field: Field, place: Surroundings) -> Confidence | None:
    called, unit = SPELLED_OUT[field.called]
    named = is_named(field.called, _BAROMETER, _AROUND) or is_named(called, _BAROMETER, _AROUND)
    if (
        (named or "inhg" in words(field.called))
        and 25 <= field.low <= field.high <= 32.5
        and unit in ("", "inHg")
    ):
        mercury = unit == "inHg" or field.low != int(field.low)
        return Confidence.LIKELY if mercury else None  # inches of mercury
    if not _in_hectopascal(field, kilo=True) or _is_a_range(field, place):
        return None
    if _of_station(field, "pressure"):
        return Confidence.CERTAIN
    if named:
        return Confidence.CERTAIN
    if not is_named(field.called, _PRESSURE, _AROUND) and not is_named(called, _PRESSURE, _AROUND):
        return _short_pressure(field, place)
    near = (
        place.near_words(field.path, field.names)
        | frozenset(words(field.called))
        | (place.sent_words & SENSOR_WORDS)
    )
    kilo = not near.isdisjoint({"barometer", "altimeter", "relative"}) or "kpa" in words(field.called)
    if not _in_hectopascal(field, kilo=kilo):
        return None
    if not (near - ({"game"} if near >= {"rotation", "vector"} else set())).isdisjoint(_NOT_PRESSURE):
        return None  # Android's "game rotation vector" is no game
    if near.isdisjoint(
        SENSOR_WORDS | {"humidity", "temperature", "altitude", "altimeter"} | MEASURED_BESIDE | ROOMS
    ):
        return Confidence.POSSIBLE if field.low != int(field.low) and 850 <= field.low <= 1090 else None
    return Confidence.LIKELY if near.isdisjoint(SENSOR_WORDS) else Confidence.CERTAIN


def _short_pressure(field: Field, place: Surroundings) -> Confidence | None:
    near = place.near_words(field.path, field.names)
    evident = near.isdisjoint(_NOT_PRESSURE) and is_short_pressure(field, near)
    return Confidence.LIKELY if evident else None


def _temperature(field: Field, place: Surroundings) -> Confidence | None:
    if {"temperature", "measurement"} <= frozenset(
        words(field.called)
    ) and -4_000 <= field.low <= field.high <= 14_000:
        return Confidence.LIKELY  # Matter's cluster, in hundredths of a degree
    if not -60 <= field.low <= field.high <= 140 or is_command(field.path):
        return None
    if (
        not all_words(field.names[:-1]).isdisjoint(WISHED)
        or _is_factor(field)
        or _are_bounds(field, place, 1)
    ):
        return None
    if is_named(field.called, _AMBIENT, _AROUND) or _of_station(field, "temperature"):
        return Confidence.CERTAIN
    called, _ = SPELLED_OUT[field.called]
    clear = is_named(called, _AMBIENT, _AROUND | ROOMS)
    if not clear and not is_named(called, ("temperature", "temp"), _AROUND | ROOMS | {"sensor"}):
        return None
    near = place.near_words(field.path, field.names)
    own = frozenset(words(field.called))
    above = all_words(field.names[:-1])
    if not near.isdisjoint(NO_AIR) or not above.isdisjoint(_OF_MACHINES | WISHED) or _is_wished(near):
        return None
    if clear:
        return Confidence.LIKELY
    if near >= {"blood", "pressure"}:
        return None
    evident = not near.isdisjoint(MEASURED_BESIDE) or not (own | near).isdisjoint(ROOMS)
    if evident or (not near.isdisjoint({"pressure", "temperature"} - own) and near.isdisjoint(_OF_MACHINES)):
        return Confidence.LIKELY
    return _among_sensors(field, place, near)


def _among_sensors(field: Field, place: Surroundings, near: frozenset[str]) -> Confidence | None:
    """A temperature of the usual kind that is sent to a place for sensors, or stands among what a sensor says of itself."""
    if not -40 <= field.low <= field.high <= 60 or not (near | all_words(field.names)).isdisjoint(
        _OF_MACHINES
    ):
        return None
    if not near.isdisjoint(SENSOR_WORDS) or not place.sent_words.isdisjoint(
        SENSOR_WORDS | ROOMS | MEASURED_BESIDE
    ):
        return Confidence.LIKELY
    return None


def _humidity(field: Field, place: Surroundings) -> Confidence | None:
    if not 0 < field.low <= field.high <= 100 or is_command(field.path):
        return None
    if _of_station(field, "humidity"):
        return Confidence.CERTAIN
    if _are_bounds(field, place, _STEP):
        return None
    called, _ = SPELLED_OUT[field.called]
    clear = is_named(field.called, _HUMIDITY, _AROUND | ROOMS) or is_named(called, _HUMIDITY, _AROUND | ROOMS)
    if not clear and called != "hum":
        return None
    near = place.near_words(field.path, field.names)
    said = (near | place.sent_words) - {"sampling"}  # when a station reads its sensors
    if not said.isdisjoint(NO_AIR) or not all_words(field.names[:-1]).isdisjoint(WISHED) or _is_wished(near):
        return None
    if not clear and near.isdisjoint(_BESIDE_HUM):
        return None
    return Confidence.LIKELY if near.isdisjoint(_WEATHER) else Confidence.POSSIBLE


_QUANTITIES: Final = (
    Quantity(
        category="sensor.environment", property="x_pressure", rule="environment.pressure", unit="",
        reasoning="an air pressure in the range of the atmosphere, as a barometer gives it", judge=unless_rated(_pressure),
        words=telling_words(_BAROMETER, _PRESSURE, ("altimeter",), PRESSURE_WORDS) | AIR_WORDS,
        measured_in=frozenset({"hPa"}), unit_range=(300.0, 1100.0),
    ),
    Quantity(
        category="sensor.environment", property="x_temperature", rule="environment.temperature", unit="",
        reasoning="the temperature around the device", judge=unless_rated(_temperature),
        words=telling_words(_AMBIENT, ("temperature", "temp")) | AIR_WORDS,
    ),
    Quantity(
        category="sensor.environment", property="x_humidity", rule="environment.humidity", unit="%",
        reasoning="the relative humidity around the device", judge=unless_rated(_humidity),
        words=telling_words(_HUMIDITY, ("humidity",)) | AIR_WORDS, measured_in=frozenset({"%RH"}), unit_range=(0.1, 100.0),
    ),
    Quantity(
        category="sensor.proximity", property="x_proximity", rule="proximity.named", unit="",
        reasoning="a reading of the proximity sensor", judge=unless_rated(judge_proximity),
        words=PROXIMITY_WORDS,
    ),
)  # fmt: skip


_GAUGE: Final = Gauge(_QUANTITIES)


def _detect(payload: Payload) -> Iterator[Observation]:
    place = surroundings(payload)
    known: set[str] = set()
    for found in _GAUGE.observe(place, air_columns(place)):
        known.add(found.path)
        yield found
    yield from near_or_far(place, known)
    yield from short_rooms(place, known)
    yield from labelled_numbers(place, AIR, "sensor.environment")


DETECTOR: Final = Detector(
    name="environment",
    version=8,
    categories={
        "sensor.environment": Mapped(apple="Other Data", dpv="ext:AirPressure < pd:Location", tcf="2"),
        "sensor.proximity": Mapped(apple="Other Data", dpv="ext:Proximity < pd:Behavioural", tcf="2"),
    },
    rules={
        "environment.pressure": "A number of 300 to 1,100 (hPa) or 30,000 to 110,000 (Pa) in a field named after the "
        "barometer, or named pressure among other sensor readings, or without a telling name beside the unit hPa, or in "
        "a row with a time and a text that names the sensor; blood, tyre and touch pressure are left out.",
        "environment.temperature": "A temperature named ambient, air, room or outdoor, or of a chip that measures the air "
        "(BME280), or one beside humidity or pressure; those of battery and processor are left out.",
        "environment.humidity": "A number above 0 and up to 100 in a field named humidity.",
        "environment.short": "A temperature t in an object that also holds rh, hum or rf, or h with an air pressure p or "
        "co2, or h in a place for sensors; a value in degrees "
        "that is labelled with a room.",
        "proximity.named": "A number, or near or far, in a field named after the proximity sensor, or named proximity "
        "among other sensor readings; a yes or a word for near in an object that calls itself so, beside a call or a "
        "moment; whether a phone is held to the ear.",
    },
    detect=_detect,
    needs=_GAUGE.needs.or_else(
        Needs(
            names=(PROXIMITY_NAMES, NEAR_NAMES),
            called=(PROXIMITY_NAMES,),
            objects=(SHORT_ROOMS, UNIT_FIELDS),
            texts=(LABELLED,),
            holds=(may_hold_columns,),
        )
    ),
)
