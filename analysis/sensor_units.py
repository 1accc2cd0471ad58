"""Tells a sensor by the unit that stands beside its values: ``{"unit": "m/s^2", "values": […]}``."""

from __future__ import annotations

from itertools import islice
from typing import Final

from analysis.name_tables import picking
from analysis.payload import Group, Scalar
from analysis.remembered import Remembered
from analysis.surroundings import Surroundings
from analysis.translated_names import in_english
from analysis.unit_words import unit_of_text

_UNIT_NAMES: Final = frozenset(
    {
        "unit",
        "units",
        "uom",
        "unitofmeasure",
        "unit_of_measure",
        "unitofmeasurement",
        "unit_of_measurement",
        "u",
        "@unit",
    }
)
_WRITTEN: Final = {
    "m/s^2": "m/s²", "m/s²": "m/s²", "m/s2": "m/s²", "m/s**2": "m/s²", "m/s/s": "m/s²", "ms-2": "m/s²", "m·s⁻²": "m/s²",
    "meters/second^2": "m/s²", "metres per second squared": "m/s²", "meters per second squared": "m/s²",
    "rad/s": "rad/s", "rads/s": "rad/s", "rad/sec": "rad/s", "radians/second": "rad/s", "radians per second": "rad/s",
    "deg/s": "°/s", "°/s": "°/s", "dps": "°/s", "degrees per second": "°/s", "degrees/second": "°/s",
    "ut": "µT", "µt": "µT", "μt": "µT", "microtesla": "µT", "microteslas": "µT",
    "lx": "lx", "lux": "lx", "hpa": "hPa", "mbar": "hPa", "millibar": "hPa", "millibars": "hPa",
    "hectopascal": "hPa", "hectopascals": "hPa", "%rh": "%RH",
}  # fmt: skip
SENSOR_OF_AXES: Final = {
    "m/s²": "accelerometer",
    "rad/s": "gyroscope",
    "°/s": "gyroscope",
    "µT": "magnetometer",
}
_MEMBERS: Final = 256


def _unit_fields(names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(name for name in islice(names, _MEMBERS) if _says_unit(name))


def _says_unit(name: str) -> bool:
    return " ".join(in_english(name.lower().lstrip("@$_"))) in _UNIT_NAMES


UNIT_NAMES: Final = picking(_says_unit)
UNIT_FIELDS: Final = Remembered(_unit_fields)  # of an object's names: those that hold a unit


def unit_of(value: Scalar) -> str:
    """A unit as it is written here; "" for what is none that tells a sensor."""
    return _WRITTEN.get(value.strip().lower(), "") if isinstance(value, str) and len(value) <= 40 else ""


def unit_within(group: Group | None) -> str:
    """The unit that an object gives for its values; "" where there is none."""
    if group is None or group.context == "header" or len(group.members) > _MEMBERS:
        return ""
    return next(
        (unit for name in UNIT_FIELDS[tuple(group.members)] if (unit := unit_of(group.members[name].value))),
        "",
    )


def unit_at(place: Surroundings, path: str) -> str:
    """The unit for the values at a path: that of the object there, of the one around it, or of the one around that."""
    near = place.around(path)
    far = place.around(near.path) if near is not None else None
    return unit_within(place.group(path)) or unit_within(near) or unit_within(far)


def measured_in(place: Surroundings, path: str) -> str:
    """The unit of a value other than a sensor's (``kg``, ``mmol/L``), by the object around it or the one around that."""
    near = place.around(path)
    for group in (near, place.around(near.path) if near is not None else None):
        if group is not None and group.context != "header" and len(group.members) <= _MEMBERS:
            for name in UNIT_FIELDS[tuple(group.members)]:
                if unit := unit_of_text(group.members[name].value):
                    return unit
    return ""
