"""Tells tables in which one looks up what belongs to a height, a temperature or a humidity from readings of a device.

A table goes through one of them in round steps and has no time: the standard atmosphere, steam, moist air, dew points,
what brightness an exposure value stands for.
"""

from __future__ import annotations

from itertools import islice, pairwise
from typing import Final

import msgspec

from analysis.field_names import words
from analysis.payload import Payload, Series
from analysis.quantity_kinds import Field
from analysis.readings import is_time_name
from analysis.remembered import Remembered
from analysis.surroundings import Surroundings, generic, outer
from analysis.unit_words import WITHOUT_UNIT

_HEIGHTS: Final = frozenset({
    "altitude", "altitudes", "height", "elevation", "alt", "elev", "hoehe", "hohe", "seehoehe",
    "fl", "flightlevel", "geopotential", "geopotentialheight", "altitud", "quota", "altezza",
    "hoogte", "hojd", "hoyde", "korkeus", "wysokosc", "vyska", "magassag", "altitudine",
    "yukseklik", "υψομετρο", "высота", "висота", "高度", "標高", "海拔", "고도",
})  # fmt: skip
_TEMPERATURES: Final = frozenset({
    "temperature", "temp", "t", "tc", "drybulb", "drybulbtemperature", "airtemperature", "roomtemperature",
    "ambienttemperature", "indoortemperature", "outdoortemperature", "watertemperature", "tdb", "ta",
})  # fmt: skip
_HUMIDITIES: Final = frozenset({"humidity", "relativehumidity", "rh", "rf", "hum", "phi"})
_EXPOSURES: Final = frozenset({"ev", "ev100", "lv", "exposurevalue", "bv"})
# By what a table may be entered: what its steps are a multiple of, and how many rows are none by chance.
_ENTRIES: Final = ((_HEIGHTS, 50.0, 3), (_TEMPERATURES, 5.0, 3), (_HUMIDITIES, 5.0, 4), (_EXPOSURES, 1.0, 4))
_FLIGHT_LEVELS: Final = frozenset({"fl", "flightlevel"})
_FLIGHT_STEP: Final = 5.0  # hundreds of feet
_UNTABLED: Final = frozenset({
    "minute", "minutes", "min", "second", "seconds", "s", "sec", "hour", "hours", "hr", "elapsed",
    "index", "i", "seq", "day", "stunde", "uhrzeit", "zeit", "heure", "hora", "ora", "id", "room",
    "device", "lat", "latitude", "lon", "longitude",
})  # fmt: skip
_MOST: Final = 24  # columns of a table
_ROWS: Final = 64  # that are looked at
_LEAST_COLUMNS: Final = 2


def _entry(name: str) -> tuple[float, int] | None:
    """The step of a column by which a table may be entered, and its least rows."""
    said = "".join(words(WITHOUT_UNIT[name][0] or name))
    said = said.removesuffix("m") if said.removesuffix("m") in _HEIGHTS else said
    said = said.removesuffix("c") if said.removesuffix("c") in _TEMPERATURES else said
    if said in _FLIGHT_LEVELS:
        return _FLIGHT_STEP, _ENTRIES[0][2]
    return next(((step, least) for names, step, least in _ENTRIES if said in names), None)


_ENTRY: Final = Remembered(_entry)
_IS_UNTABLED: Final = Remembered[str, bool](
    lambda name: is_time_name(name) or "".join(words(name)) in _UNTABLED
)


class _Tables(msgspec.Struct):
    """The tables of one message that were asked about, by their paths."""

    payload: Payload
    by_path: dict[str, Series]
    known: dict[str, bool]


_last: _Tables | None = None


def _tables(payload: Payload) -> _Tables:
    """Those of the last message are kept, because one column after the other asks."""
    global _last
    if _last is None or _last.payload is not payload:
        wide = {one.path: one for one in payload.series if _LEAST_COLUMNS <= len(one.columns) <= _MOST}
        _last = _Tables(payload=payload, by_path=wide, known={})
    return _last


def is_looked_up(field: Field, place: Surroundings) -> bool:
    """Whether a value stands in a column of a table that is entered by round steps, and tells no time."""
    tables = _tables(place.payload)
    path = generic(field.path)
    for rows in (path.rpartition("[*]")[0], outer(path), outer(path.removesuffix("[*]"))):
        series = tables.by_path.get(rows)
        if series is not None:
            if rows not in tables.known:
                tables.known[rows] = _is_table(series, place)
            return tables.known[rows]
    return False


def _is_table(series: Series, place: Surroundings) -> bool:
    names = (*series.columns, *place.names_at(f"{series.path}[0]"), *place.names_at(series.path))
    if any(_IS_UNTABLED[name] for name in names[: 2 * _MOST]):
        return False
    return any(
        (entry := _ENTRY[name]) is not None and _goes_by_steps(tuple(islice(column, _ROWS)), *entry)
        for name, column in series.columns.items()
    )


def _goes_by_steps(column: tuple[float, ...], step: float, least: int) -> bool:
    if len(column) < least or any(value % step for value in column):
        return False
    return all(one < next_one for one, next_one in pairwise(column)) or all(
        one > next_one for one, next_one in pairwise(column)
    )
