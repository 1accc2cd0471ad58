"""Recognises ambient light readings (lux): how bright it is where the device lies."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from analysis.air_columns import air_columns
from analysis.air_names import CONDITIONS, WISHED
from analysis.field_names import all_words, is_named, words
from analysis.gravity_shape import gravity_unit
from analysis.labelled_numbers import LABELLED, LIGHT, labelled_numbers
from analysis.labels import is_neutral
from analysis.lazy_patterns import lazy_pattern
from analysis.light_shape import goes_as_light_does
from analysis.named_rows import may_hold_columns
from analysis.needs import Needs
from analysis.payload import Payload, Series
from analysis.quantities import QUALIFIERS, SENSOR_WORDS, Field, Gauge, Quantity, telling_words
from analysis.records import Confidence, Observation
from analysis.sensor_specs import unless_rated
from analysis.sensor_units import unit_at
from analysis.sent_names import is_command
from analysis.series_measures import first_column_seconds, series_measures, value_column
from analysis.short_readings import LIGHT_WORDS, is_short_light
from analysis.surroundings import Surroundings, surroundings
from analysis.units import Detector, Mapped

_AROUND: Final = QUALIFIERS | {str(channel) for channel in range(17)}
_BRIGHTEST: Final = 200_000.0  # lux; direct sun is about 130,000
_MOST_SERIES: Final = 64
_SHORT: Final = 2  # letters of a name that says nothing
_CLEAR: Final = (
    "lux",
    "illuminance",
    "illumination lux",
    "ambient light",
    "ambient lux",
    "light lux",
    "sensor light",
    "lux value",
    "illuminance lux",
    "ambient light level",
    "illumination",
    "light illuminance",
    "lightlux",
)
# Chips that measure light, as stations name them.
_CHIP: Final = lazy_pattern(
    r"(?i)(?:APDS99[0-9]{2}|BH17[0-9]{2}|TSL25[0-9]{2}|VEML[0-9]{4}|MAX44009|OPT3001|LTR[0-9]{3})(?![0-9])"
)
_OF_CHIP: Final = ("ambient", "illuminance", "light", "lux")
_BRIGHT: Final = ("brightness", "luminosity", "light", "luminance")  # where their unit is lux
_FEW: Final = 3  # words of a name that ends in lux
# How bright it ought to be, by a norm or for a plant.
_ADVISED: Final = frozenset({
    "recommended", "required", "ideal", "optimal", "optimum", "needed", "advised", "empfohlen", "empfehlung", "soll",
    "sollwert", "recommande", "recomendado", "recomendada", "consigliato", "aanbevolen", "zalecane", "doporucene",
    "anbefalet", "rekommenderad", "suositus", "onerilen", "ajanlott", "推奨", "推荐", "建议", "권장", "рекомендовано",
    "рекомендуется", "συνιστώμενη", "συνιστώμενες", "الموصى", "recomandat", "recomandate", "priporoceno", "preporuceno",
})  # fmt: skip
_BOUNDS: Final = frozenset(
    {"ab", "from", "above", "below", "over", "under", "bis", "until", "desde", "hasta", "depuis", "od"}
)
_UNTOLD: Final = WISHED | _ADVISED | _BOUNDS | frozenset({"min", "max", "total", "price", "lx", "lux"})
_IN_LUX: Final = (*_BRIGHT, "als", "lum", "lumi", "illum")
_FAIR: Final = ("luminance", "light sensor", "light level", "light intensity", "ambient brightness")
_SHOP: Final = frozenset({
    "price", "brand", "product", "sku", "cart", "currency", "shade", "preis", "precio", "prix", "prezzo", "preco", "prijs",
    "cena", "fiyat", "lumen", "watt",
})  # fmt: skip
_DRAWN: Final = frozenset(
    {
        "uniforms",
        "shader",
        "shaders",
        "scene",
        "material",
        "materials",
        "mesh",
        "render",
        "renderer",
        "spiel",
        "biome",
        "npc",
        "quest",
        "dungeon",
        "jeu",
        "juego",
        "gioco",
    }
)
_HELD: Final = frozenset({"phone", "android", "watch", "wearable", "wearables"})
_TIMED: Final = frozenset({"time", "timestamp", "ts"})
_LAMP: Final = frozenset(
    {"bulb", "lamp", "switch", "dimmer", "hue", "color", "colour", "bri", "theme", "traffic"}
)


def _judge(field: Field, place: Surroundings) -> Confidence | None:
    if not 0 <= field.low <= field.high <= _BRIGHTEST:
        return None
    clear = is_named(field.called, _CLEAR, _AROUND) or _in_lux(field, place) or _of_chip(field)
    fair = not clear and is_named(field.called, _FAIR, QUALIFIERS)
    fair = fair or (not clear and is_named(field.called, ("brightness",), QUALIFIERS) and _of_sensors(field))
    plain = not clear and not fair and is_named(field.called, ("light", "luminosity"), _AROUND)
    short = not clear and not fair and not plain and is_named(field.called, LIGHT_WORDS, QUALIFIERS)
    told = (
        field.unit == "lx"
        and len(words(field.called)) <= _FEW
        and not _UNTOLD & frozenset(words(field.called))
    )
    if not (clear or fair or plain or short or told):
        return None
    near = place.near_words(field.path, field.names)
    if (
        is_command(field.path)
        or not all_words(field.names[:-1]).isdisjoint(WISHED | _ADVISED)
        or not near.isdisjoint(CONDITIONS)
    ):
        return None
    if not near.isdisjoint(_DRAWN | (_SHOP if clear else _LAMP) | (_SHOP if told else frozenset())):
        return None
    if clear:
        return Confidence.CERTAIN
    if fair or (told and not plain and not short):
        return Confidence.LIKELY
    if plain and not near.isdisjoint(SENSOR_WORDS):
        return Confidence.CERTAIN
    if short or is_short_light(field, near):
        return Confidence.LIKELY if is_short_light(field, near) else None
    sent = place.sent_words
    held = "light" in sent and not sent.isdisjoint(_HELD) and not near.isdisjoint(_TIMED)
    return Confidence.LIKELY if held or not sent.isdisjoint(SENSOR_WORDS) else None


def _of_sensors(field: Field) -> bool:
    """Whether the number stands among sensors, where a brightness is none of a screen or a lamp."""
    return not all_words(field.names[:-1]).isdisjoint({"sensor", "sensors"})


def _in_lux(field: Field, place: Surroundings) -> bool:
    """Whether the unit beside a number or a list, or at the end of its name, makes a brightness an illuminance."""
    if not is_named(field.called, _IN_LUX, _AROUND | {"lux", "lx"}):
        return False
    told = field.unit == "lx" or (isinstance(field.value, str) and field.value.endswith(("lx", "lux")))
    return told or unit_at(place, field.path) == "lx"


def _of_chip(field: Field) -> bool:
    """Whether the number stands under the name of a chip that measures light, and is called light."""
    return any(_CHIP.match(name) for name in field.names[-3:-1]) and is_named(
        field.called, _OF_CHIP, QUALIFIERS
    )


_LIGHT: Final = Quantity(
    category="sensor.ambient_light",
    property="x_ambientLight",
    rule="light.named",
    unit="lux",
    reasoning="a reading of the ambient light sensor",
    judge=unless_rated(_judge),
    words=telling_words(_CLEAR, _FAIR, _BRIGHT, LIGHT_WORDS),
    measured_in=frozenset({"lx"}),
    unit_range=(0.0, _BRIGHTEST),
)
_GAUGE: Final = Gauge((_LIGHT,))


def _detect(payload: Payload) -> Iterator[Observation]:
    place = surroundings(payload)
    yield from _GAUGE.observe(place, air_columns(place))
    yield from _by_shape(place)
    yield from labelled_numbers(place, (LIGHT,), "sensor.ambient_light")


def _by_shape(place: Surroundings) -> Iterator[Observation]:
    """Series that nothing names and that go as light does, in a message with the readings of a device under gravity."""
    bright = [
        (series, column)
        for series in place.series[:_MOST_SERIES]
        if _says_nothing(series.name)
        and (column := value_column(series)) is not None
        and goes_as_light_does(column)
    ]
    if not bright or not any(map(_under_gravity, place.series[:_MOST_SERIES])):
        return
    for series, column in bright:
        seconds = place.series_seconds(series) or first_column_seconds(series)
        measures = series_measures(column, seconds, place, series.path, "lux")
        yield Observation(
            category="sensor.ambient_light",
            property="x_ambientLight",
            path=series.path,
            value=f"{len(column)} readings, {measures.min:g} to {measures.max:g}",
            reasoning="numbers that go as light does, beside the readings of a device that feels gravity",
            rule="light.shape",
            confidence=Confidence.POSSIBLE,
            measures=measures,
        )


def _says_nothing(name: str) -> bool:
    return len(name) <= _SHORT or is_neutral(name)


def _under_gravity(series: Series) -> bool:
    columns = list(series.columns.values())
    return len(columns) == len("xyz") and gravity_unit(list(zip(*columns, strict=True))) is not None


DETECTOR: Final = Detector(
    name="ambient_light",
    version=8,
    categories={
        "sensor.ambient_light": Mapped(apple="Other Data", dpv="ext:AmbientLight < pd:Behavioural", tcf="2")
    },
    rules={
        "light.named": "A number of 0 to 200,000 in a field named after the light sensor or its unit (lux), "
        "or named light or luminosity among other sensor readings or in the stream of a phone's light sensor; or a "
        "brightness in lux; or the light of a chip that measures it; or a number without a telling name beside the unit lx.",
        "light.shape": "Sixteen numbers or more that nothing names, that are never below zero, lie far apart and mostly "
        "stay as they were, in a message with rows under gravity.",
    },
    detect=_detect,
    needs=_GAUGE.needs.or_else(Needs(texts=(LABELLED,), holds=(may_hold_columns,))),
)
