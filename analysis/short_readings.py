"""Short names of readings, which count only in company: ``p_hpa``, ``als`` beside ``ir``, ``lum`` beside ``hum``.

Names: drivers of light sensors (``als``, ``ch0``), settings of TV sets, sensor nodes of hobbyists.
"""

from __future__ import annotations

from typing import Final

from analysis.air_names import MEASURED_BESIDE
from analysis.field_names import is_named, words
from analysis.labels import SAYS_LITTLE
from analysis.quantities import QUALIFIERS, SENSOR_WORDS, Field

PRESSURE_WORDS: Final = (
    "p",
    "pr",
    "prs",
    "pres",
    "press",
    "patm",
    "hpa",
    "mbar",
    "millibar",
    "qfe",
    "qnh",
    "slp",
    "air",
    "druck",
    "luft",
)
LIGHT_WORDS: Final = ("illum", "als", "lx", "lum", "lumi", "illuminanz", "luminosity", "ldr", "photoresistor")
_OF_PRESSURE: Final = frozenset(
    {"hpa", "mbar", "millibar", "sensor", "value", "avg", "mean", "raw", "abs", "phone", "baro"}
)
_BESIDE_PRESSURE: Final = frozenset({
    "temperature", "temp", "humidity", "hum", "altitude", "alt", "height", "elevation", "hoehe", "hohe",
}) | SENSOR_WORDS | MEASURED_BESIDE  # fmt: skip
_STANDARD: Final = 1013.25  # hPa, of the standard atmosphere: an example, a setting, a table
_LOW, _HIGH = 850.0, 1090.0  # hPa, from some 1,500 m to the strongest high
# What an ambient light sensor gives besides, and what it is there for.
_BESIDE_LIGHT: Final = SENSOR_WORDS | frozenset({
    "als", "illum", "ir", "cct", "ct", "backlight", "bl", "bladj", "prox", "proximity", "visible", "clear", "ch0", "gain",
    "ambient", "screen", "display", "panel", "acc", "accel", "baro", "autobrightness", "flicker", "light", "tv",
})  # fmt: skip
_TIMED: Final = frozenset({"t", "ts", "time", "timestamp", "at"})
_BESIDE_LUM: Final = frozenset({"humidity", "hum", "rh", "co2", "pressure", "pir", "motion"}) | SENSOR_WORDS
_PLANTED: Final = frozenset({"species", "care", "watering", "latin", "genus", "cultivar", "difficulty"})
_STEPS: Final = 10  # of a scale from dark to bright, which is no reading


def is_short_pressure(field: Field, near: frozenset[str]) -> bool:
    """``p_hpa: 1017.36``, ``press: 1009.4`` beside a temperature; whole numbers without a unit or company say nothing."""
    if "pa" in words(field.called) and _LOW * 100 <= field.low <= field.high <= _HIGH * 100:
        return is_named(field.called, PRESSURE_WORDS, _OF_PRESSURE | {"pa"})
    if not _LOW <= field.low <= field.high <= _HIGH or not is_named(
        field.called, PRESSURE_WORDS, _OF_PRESSURE
    ):
        return False
    if _STANDARD in (field.low, field.high):
        return False
    measured = field.low != int(field.low)
    spoken = words(field.called)
    if field.unit == "hPa" or not _OF_PRESSURE.isdisjoint(spoken):
        return measured or not near.isdisjoint(_BESIDE_PRESSURE)
    return spoken != ("air",) and measured and not near.isdisjoint(_BESIDE_PRESSURE - set(spoken))


def is_short_light(field: Field, near: frozenset[str]) -> bool:
    """``Illum: 132`` under ``ALS``, ``als: 40`` beside ``prox``, ``lum: 340`` beside ``hum``, ``lx: 0.6`` beside ``rh``."""
    if is_named(field.called, ("illum", "als", "lx", "illuminanz"), QUALIFIERS):
        name = field.names[-1] if field.names else ""
        if SAYS_LITTLE[name] and not near.isdisjoint(_TIMED):
            return True  # {"s": "als", "v": 132, "t": 1795340000}
        if field.is_series and not near.isdisjoint(_TIMED | {"hz", "dt", "rate"}):
            return True
        own = frozenset(words(field.called)) | frozenset(words(name))
        if "lx" in own and not near.isdisjoint(_BESIDE_LUM) and near.isdisjoint(_PLANTED):
            return True  # {"t_c": 21.4, "rh": 47, "lx": 0.6}
        return not (near - own).isdisjoint(_BESIDE_LIGHT)
    return (
        is_named(field.called, ("lum", "lumi", "luminosity", "light", "ldr", "photoresistor"), QUALIFIERS)
        and field.high > _STEPS
        and not near.isdisjoint(_BESIDE_LUM)
        and near.isdisjoint(_PLANTED)
    )
