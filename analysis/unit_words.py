"""Reads the unit out of a field's name (``restingHeartRateInBeatsPerMinute``), and units as texts into one spelling.

Spellings: UCUM, Apple's HKUnit, Health Connect's units (androidx.health.connect.client.units), Garmin's Health API.
"""

from __future__ import annotations

from typing import Final

from analysis.field_names import words
from analysis.lazy_patterns import lazy_pattern
from analysis.remembered import Remembered

_WORDS: Final = {
    "bpm": ("beats per minute", "bpm"),
    "C": ("celsius", "deg c", "degrees celsius"),
    "F": ("fahrenheit", "deg f", "degrees fahrenheit"),
    "kg": ("kilograms", "kilogram", "kg", "kgs"),
    "g": ("grams",),
    "lb": ("pounds", "lbs", "lb"),
    "%": ("percent", "percentage", "pct"),
    "mmol/L": ("millimoles per liter", "mmol l", "mmol", "mmoll"),
    "mg/dL": ("milligrams per deciliter", "mg dl", "mg per dl", "mgdl"),
    "mmHg": ("millimeters of mercury", "mm hg", "mmhg"),
    "ms": ("milliseconds", "millis"),
    "s": ("seconds", "secs"),
    "min": ("minutes", "mins"),
    "h": ("hours", "hrs"),
    "kcal": ("kilocalories", "kcal"),
    "m": ("meters", "metres"),
    "km": ("kilometers", "kilometres"),
    "lx": ("lux", "lx"),
    "hPa": ("hectopascals", "hpa", "mbar", "millibar"),
}  # fmt: skip
_ENDINGS: Final = {
    tuple(spelled.split()): unit for unit, spellings in _WORDS.items() for spelled in spellings
}
_IN_BRACKETS: Final = lazy_pattern(r"([^()\[\]]{1,96}?)\s{0,2}[(\[]([^()\[\]]{1,16})[)\]]")
_LONGEST_NAME: Final = 128
_LONGEST: Final = max(map(len, _ENDINGS))
_TEXTS: Final = {
    "count/min": "bpm", "/min": "bpm", "{beats}/min": "bpm", "beats/min": "bpm", "beats/minute": "bpm", "bpm": "bpm",
    "c": "C", "°c": "C", "cel": "C", "degc": "C", "celsius": "C", "f": "F", "°f": "F", "degf": "F", "[degf]": "F",
    "fahrenheit": "F", "kg": "kg", "kilograms": "kg", "kilogram": "kg", "g": "g", "grams": "g", "gram": "g", "lb": "lb",
    "lbs": "lb", "[lb_av]": "lb", "pounds": "lb", "%": "%", "percent": "%", "mmol/l": "mmol/L",
    "millimolesperliter": "mmol/L",
    "mg/dl": "mg/dL", "milligramsperdeciliter": "mg/dL", "mmhg": "mmHg", "mm[hg]": "mmHg", "ms": "ms", "s": "s",
}  # fmt: skip


def unit_of_text(value: object) -> str:
    """A unit's text in one spelling (``beats/minute`` → ``bpm``); "" for one that is not known here."""
    return _TEXTS.get(value.strip().lower(), "") if isinstance(value, str) and len(value) <= 32 else ""


def _without_unit(name: str) -> tuple[str, str]:
    if name.endswith((")", "]")) and (found := _IN_BRACKETS.fullmatch(name[:_LONGEST_NAME])):
        return " ".join(words(found[1])), unit_of_text(found[2])
    spoken = words(name)
    for size in range(min(_LONGEST, len(spoken)), 0, -1):
        unit = _ENDINGS.get(spoken[-size:])
        if unit is not None:
            rest = spoken[:-size]
            return " ".join(rest[:-1] if rest[-1:] == ("in",) else rest), unit
    return name, ""


WITHOUT_UNIT: Final = Remembered(_without_unit)  # of a name: what stands before its unit, and the unit
