"""Recognises what stations and room sensors tell of the air besides its warmth: gases, particles, dew point, sunlight."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from analysis.air_columns import air_columns
from analysis.air_names import MEASURED_BESIDE, ROOMS, SPELLED_OUT
from analysis.field_names import is_named, words
from analysis.named_rows import may_hold_columns
from analysis.needs import Needs
from analysis.payload import Payload
from analysis.quantities import QUALIFIERS, SENSOR_WORDS, Field, Gauge, Quantity, telling_words
from analysis.records import Confidence, Observation
from analysis.sensor_specs import unless_rated
from analysis.surroundings import Surroundings, surroundings
from analysis.units import Detector, Mapped

_DEW_POINT: Final = ("dew point", "dewpoint")
_DIOXIDE: Final = ("co 2", "eco 2", "e co 2", "carbon dioxide", "co 2 equivalent")
_ORGANIC: Final = ("tvoc", "voc", "volatile organic compounds", "hcho", "formaldehyde")
_SUN: Final = ("solar radiation", "uv index", "solar irradiance")
_LOUD: Final = ("noise level", "sound level", "noise", "loudness", "sound pressure level", "ambient noise")
_BESIDE_SIZE: Final = QUALIFIERS | {
    "atm",
    "cf",
    "standard",
    "env",
    "ug",
    "ugm",
    "m",
    "mass",
    "concentration",
    "conc",
}
_SIZES: Final = frozenset(
    {("25",), ("2", "5"), ("10",), ("1",), ("1", "0"), ("4",), ("100",), ("10", "0"), ("4", "0")}
)
_PM_GLUED: Final = frozenset(
    {("particulate", "matter", "2", "5"), ("particulate", "matter", "10"), ("p", "2", "5")}
)
_FOOTPRINT: Final = frozenset({
    "footprint", "emission", "emissions", "saved", "offset", "flight", "grams", "kg", "trip", "tonnes", "fleet",
    "vehicle", "car", "carbon", "forecast", "grid", "intensity", "matka", "reis", "rit", "viaggio", "viaje",
    "trajet", "fahrt", "resa", "reise", "utazas", "utazás", "calatorie", "ταξίδι", "поїздка", "поездка", "رحلة",
    "المركبة", "emissioni", "emisiones", "emissionen", "utslapp", "utsläpp", "paastot", "päästöt", "викиди",
    "выбросы", "انبعاثات", "uitstoot", "kibocsatas", "kibocsátás", "emisii", "排出", "배출",
})  # fmt: skip
# Of a picture or headphones, and of goods, of which somebody tells how loud they are.
_NO_NOISE: Final = frozenset({
    "reduction", "cancelling", "threshold", "filter", "image", "iso", "price", "pris",
    "preis", "prix", "precio", "prezzo", "cena", "prijs", "fiyat", "pret", "hinta",
    "ár", "ціна", "цена", "τιμή", "السعر", "価格", "价格", "가격", "watt", "sku",
})  # fmt: skip
_WEATHER: Final = frozenset({"forecast", "weather", "query"})
_BESIDE_GAS: Final = (
    MEASURED_BESIDE | ROOMS | SENSOR_WORDS | {"temperature", "temp", "pm", "ppm", "aqi", "air", "quality"}
)


def _dew_point(field: Field, place: Surroundings) -> Confidence | None:
    called, _ = SPELLED_OUT[field.called]
    fits = -60 <= field.low <= field.high <= 110 and is_named(called, _DEW_POINT, QUALIFIERS)
    near = place.near_words(field.path, field.names) if fits else frozenset[str]()
    return Confidence.LIKELY if fits and near.isdisjoint(_WEATHER) else None


def _gas(field: Field, place: Surroundings) -> Confidence | None:
    """Carbon dioxide and organic gases: how many people breathe in a room."""
    spoken = words(field.called)
    if not 0 <= field.low <= field.high <= 60_000:
        return None
    dioxide = is_named(" ".join(spoken), _DIOXIDE, QUALIFIERS | ROOMS | {"ppm", "scd", "mhz", "eq"})
    if dioxide and not 250 <= field.low <= field.high <= 20_000:
        return None
    if not dioxide and not is_named(" ".join(spoken), _ORGANIC, QUALIFIERS | ROOMS | {"ppb", "ppm", "index"}):
        return None
    near = place.near_words(field.path, field.names) | place.sent_words
    if not (near - frozenset(spoken)).isdisjoint(_FOOTPRINT - {"carbon"}):
        return None
    beside = near - frozenset(spoken)
    told = (
        spoken == ("carbon", "dioxide")
        or not beside.isdisjoint(_BESIDE_GAS)
        or not frozenset(spoken).isdisjoint({"ppm", "ppb", "tvoc", "scd", "mhz"})
    )
    return Confidence.LIKELY if told else None


def _particles(field: Field, place: Surroundings) -> Confidence | None:
    if not 0 <= field.low <= field.high <= 2_000:
        return None
    spoken = tuple(word for word in words(field.called) if word not in _BESIDE_SIZE)
    sized = spoken[:1] == ("pm",) and spoken[1:] in _SIZES
    if not sized and spoken not in _PM_GLUED:
        return None
    near = place.near_words(field.path, field.names)
    return Confidence.LIKELY if near.isdisjoint({"hour", "am", "clock", "time", *_WEATHER}) else None


def _noise(field: Field, place: Surroundings) -> Confidence | None:
    """How loud it is around a station: a level, no sound."""
    spoken = frozenset(words(field.called))
    if not 10 <= field.low <= field.high <= 140 or not is_named(
        field.called, _LOUD, QUALIFIERS | ROOMS | {"db", "dba", "a", "spl"}
    ):
        return None
    near = (place.near_words(field.path, field.names) | place.sent_words) - spoken
    told = not spoken.isdisjoint({"db", "dba", "spl"}) or not near.isdisjoint(_BESIDE_GAS)
    return Confidence.LIKELY if told and near.isdisjoint(_NO_NOISE) else None


def _sunlight(field: Field, place: Surroundings) -> Confidence | None:
    called, _ = SPELLED_OUT[field.called]
    near = place.near_words(field.path, field.names)
    fits = 0 <= field.low <= field.high <= 1_800 and is_named(called, _SUN, QUALIFIERS | {"w", "m", "wm"})
    return Confidence.LIKELY if fits and not near.isdisjoint(_BESIDE_GAS | {"tempf", "temp"}) else None


_GAUGE: Final = Gauge((
    Quantity(
        category="sensor.environment", property="x_dewPoint", rule="air.dew_point", unit="",
        reasoning="the dew point of the air around the device", judge=unless_rated(_dew_point),
        words=telling_words(_DEW_POINT) | {"dewptf", "dewptc", "dewpointf", "dewpointc"},
    ),
    Quantity(
        category="sensor.environment", property="x_airGas", rule="air.quality", unit="",
        reasoning="carbon dioxide or other gases in the air of a room", judge=unless_rated(_gas),
        words=frozenset({"co", "eco", "carbon", "tvoc", "voc", "volatile", "hcho", "formaldehyde", "e"}),
    ),
    Quantity(
        category="sensor.environment", property="x_airParticles", rule="air.quality", unit="",
        reasoning="particles in the air around the device", judge=unless_rated(_particles),
        words=frozenset({"pm", "particulate", "p"}),
    ),
    Quantity(
        category="sensor.environment", property="x_noiseLevel", rule="air.noise", unit="dB",
        reasoning="how loud it is around the device", judge=unless_rated(_noise), words=telling_words(_LOUD),
    ),
    Quantity(
        category="sensor.environment", property="x_sunlight", rule="air.sunlight", unit="",
        reasoning="the sun's radiation where a station stands", judge=unless_rated(_sunlight),
        words=frozenset({"solar", "solarradiation", "uv", "uvindex"}),
    ),
))  # fmt: skip


def _detect(payload: Payload) -> Iterator[Observation]:
    place = surroundings(payload)
    return _GAUGE.observe(place, air_columns(place))


DETECTOR: Final = Detector(
    name="air_quality",
    version=2,
    categories={
        "sensor.environment": Mapped(apple="Other Data", dpv="ext:AirPressure < pd:Location", tcf="2"),
    },
    rules={
        "air.dew_point": "A number of -60 to 110 in a field named dew point; a forecast's is left out.",
        "air.quality": "Carbon dioxide of 250 to 20,000 ppm or organic gases among readings of a room, or particles in a "
        "field named after their size (pm2.5); what a journey or a firm emits is left out.",
        "air.noise": "A number of 10 to 140 in a field named noise level in decibels, or noise among readings of a station.",
        "air.sunlight": "A number of up to 1,800 in a field named solar radiation or UV index among readings of a station.",
    },
    detect=_detect,
    needs=_GAUGE.needs.or_else(Needs(holds=(may_hold_columns,))),
)
