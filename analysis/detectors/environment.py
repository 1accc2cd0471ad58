"""Recognises readings of the barometer, thermometer, hygrometer and proximity sensor."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from analysis.field_names import is_named
from analysis.payload import Payload
from analysis.quantities import QUALIFIERS, SENSOR_WORDS, Field, Gauge, Quantity, telling_words
from analysis.records import Confidence, Observation
from analysis.surroundings import Surroundings, surroundings
from analysis.units import Detector, Mapped

_AROUND: Final = QUALIFIERS | {
    "hpa",
    "pa",
    "mbar",
    "c",
    "celsius",
    "f",
    "fahrenheit",
    "percent",
    "pct",
    "cm",
    "rh",
}
_BAROMETER: Final = ("barometer", "barometric pressure", "air pressure", "atmospheric pressure", "barometer pressure",
                     "pressure sensor", "sensor pressure")  # fmt: skip
_AMBIENT: Final = ("ambient temperature", "air temperature", "room temperature", "indoor temperature",
                   "outdoor temperature", "temperature sensor", "sensor ambient temperature")  # fmt: skip
_HUMIDITY: Final = ("relative humidity", "humidity", "ambient humidity")
_PROXIMITY: Final = ("proximity sensor", "proximity distance", "sensor proximity")
_WEATHER: Final = frozenset({"forecast", "weather", "query"})
_OTHER_PRESSURE: Final = frozenset({
    "blood", "systolic", "diastolic", "tyre", "tire", "touch", "memory", "stylus", "force", "pen", "water", "oil", "pump",
})  # fmt: skip


def _in_hectopascal(field: Field, *, kilo: bool = False) -> bool:
    if kilo and 30 <= field.low <= field.high <= 110:
        return field.low != int(field.low)  # kilopascal, as iOS gives it
    return 300 <= field.low <= field.high <= 1100 or 30_000 <= field.low <= field.high <= 110_000


def _pressure(field: Field, place: Surroundings) -> Confidence | None:
    if not _in_hectopascal(field, kilo=True):
        return None
    if is_named(field.called, _BAROMETER, _AROUND):
        return Confidence.CERTAIN
    if not is_named(field.called, ("pressure",), _AROUND):
        return None
    near = place.near_words(field.path, field.names)
    if not _in_hectopascal(field, kilo=not near.isdisjoint({"barometer", "altimeter", "relative"})):
        return None
    if not near.isdisjoint(_OTHER_PRESSURE):
        return None
    if near.isdisjoint(SENSOR_WORDS | {"humidity", "temperature", "altitude"}):
        return Confidence.POSSIBLE if field.low != int(field.low) and 850 <= field.low <= 1090 else None
    return Confidence.LIKELY if near.isdisjoint(SENSOR_WORDS) else Confidence.CERTAIN


def _temperature(field: Field, place: Surroundings) -> Confidence | None:
    if not -60 <= field.low <= field.high <= 140:
        return None
    if is_named(field.called, _AMBIENT, _AROUND):
        return Confidence.CERTAIN
    if not is_named(field.called, ("temperature",), _AROUND):
        return None
    near = place.near_words(field.path, field.names)
    if not near.isdisjoint(
        {"battery", "cpu", "gpu", "body", "skin", "color", "colour", "model", "top", "tokens"}
    ):
        return None
    return Confidence.LIKELY if not near.isdisjoint({"humidity", "pressure", "barometer"}) else None


def _humidity(field: Field, place: Surroundings) -> Confidence | None:
    if not 0 < field.low <= field.high <= 100 or not is_named(field.called, _HUMIDITY, _AROUND):
        return None
    return (
        Confidence.LIKELY
        if place.near_words(field.path, field.names).isdisjoint(_WEATHER)
        else Confidence.POSSIBLE
    )


def _proximity(field: Field, place: Surroundings) -> Confidence | None:
    if not 0 <= field.low <= field.high <= 100:
        return None
    if is_named(field.called, _PROXIMITY, _AROUND):
        return Confidence.CERTAIN
    if is_named(field.called, ("proximity",), _AROUND):
        near = place.near_words(field.path, field.names)
        return None if near.isdisjoint(SENSOR_WORDS) else Confidence.CERTAIN
    return None


_QUANTITIES: Final = (
    Quantity(
        category="sensor.environment", property="x_pressure", rule="environment.pressure", unit="",
        reasoning="an air pressure in the range of the atmosphere, as a barometer gives it", judge=_pressure,
        words=telling_words(_BAROMETER, ("pressure",)), measured_in=frozenset({"hPa"}), unit_range=(300.0, 1100.0),
    ),
    Quantity(
        category="sensor.environment", property="x_temperature", rule="environment.temperature", unit="",
        reasoning="the temperature around the device", judge=_temperature,
        words=telling_words(_AMBIENT, ("temperature",)),
    ),
    Quantity(
        category="sensor.environment", property="x_humidity", rule="environment.humidity", unit="%",
        reasoning="the relative humidity around the device", judge=_humidity,
        words=telling_words(_HUMIDITY), measured_in=frozenset({"%RH"}), unit_range=(0.1, 100.0),
    ),
    Quantity(
        category="sensor.proximity", property="x_proximity", rule="proximity.named", unit="",
        reasoning="a reading of the proximity sensor", judge=_proximity,
        words=telling_words(_PROXIMITY, ("proximity",)),
    ),
)  # fmt: skip


_GAUGE: Final = Gauge(_QUANTITIES)


def _detect(payload: Payload) -> Iterator[Observation]:
    return _GAUGE.observe(surroundings(payload))


DETECTOR: Final = Detector(
    name="environment",
    version=2,
    categories={
        "sensor.environment": Mapped(apple="Other Data", dpv="ext:AirPressure < pd:Location", tcf="2"),
        "sensor.proximity": Mapped(apple="Other Data", dpv="ext:Proximity < pd:Behavioural", tcf="2"),
    },
    rules={
        "environment.pressure": "A number of 300 to 1,100 (hPa) or 30,000 to 110,000 (Pa) in a field named after the "
        "barometer, or named pressure among other sensor readings, or without a telling name beside the unit hPa; blood, "
        "tyre and touch pressure are left out.",
        "environment.temperature": "A temperature named ambient, air, room or outdoor, or one beside humidity or "
        "pressure; those of battery and processor are left out.",
        "environment.humidity": "A number above 0 and up to 100 in a field named humidity.",
        "proximity.named": "A number in a field named after the proximity sensor, or named proximity among other "
        "sensor readings.",
    },
    detect=_detect,
)
