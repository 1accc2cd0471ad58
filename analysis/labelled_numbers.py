"""Finds readings in rows without names, in which a text names the sensor: protobuf messages and lists of scalars.

``["android.sensor.pressure", 1795702000417, 987.52, "hPa"]``. Source: the string types and type names of Android's sensors
(developer.android.com, Sensor.STRING_TYPE_PRESSURE, Sensor.TYPE_PRESSURE).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

import msgspec

from analysis.payload import Group, Leaf
from analysis.readings import instant, number, seconds_between
from analysis.records import Confidence, Observation
from analysis.series_measures import series_measures
from analysis.surroundings import Surroundings, generic, outer
from analysis.texts import TextShape, texts_like

_PRESSURE, _TEMPERATURE, _HUMIDITY, LIGHT = "x_pressure", "x_temperature", "x_humidity", "x_ambientLight"
AIR: Final = (_PRESSURE, _TEMPERATURE, _HUMIDITY)
_ANDROID: Final = {
    "pressure": _PRESSURE, "ambient_temperature": _TEMPERATURE, "relative_humidity": _HUMIDITY, "light": LIGHT,
}  # fmt: skip
_PLAIN: Final = {
    "barometer": _PRESSURE, "air_pressure": _PRESSURE, "barometric_pressure": _PRESSURE, "airpressure": _PRESSURE,
    "ambient_temperature": _TEMPERATURE, "room_temperature": _TEMPERATURE, "air_temperature": _TEMPERATURE,
    "relative_humidity": _HUMIDITY, "humidity": _HUMIDITY, "illuminance": LIGHT, "ambient_light": LIGHT, "lux": LIGHT,
    "ambientlight": LIGHT,
}  # fmt: skip
_LABELS: Final = (
    _PLAIN
    | {f"android.sensor.{name}": of for name, of in _ANDROID.items()}
    | {f"type_{name}": of for name, of in _ANDROID.items()}
)
LABELLED: Final = TextShape(
    lambda text: text.lower() in _LABELS,
    headers=False,
    shortest=min(map(len, _LABELS)),
    longest=max(map(len, _LABELS)),
    begins="".join(sorted({letter for label in _LABELS for letter in (label[0], label[0].upper())})),
)
_RANGES: Final = {
    _PRESSURE: (300.0, 1100.0), _TEMPERATURE: (-60.0, 85.0), _HUMIDITY: (0.1, 100.0), LIGHT: (0.0, 200_000.0),
}  # fmt: skip
_UNITS: Final = {_TEMPERATURE: "", _HUMIDITY: "%", _PRESSURE: "", LIGHT: "lux"}
_REASONINGS: Final = {
    _PRESSURE: "an air pressure in the range of the atmosphere, as a barometer gives it",
    _TEMPERATURE: "the temperature around the device",
    _HUMIDITY: "the relative humidity around the device",
    LIGHT: "a reading of the ambient light sensor",
}
_RULES: Final = {
    _PRESSURE: "environment.pressure", _TEMPERATURE: "environment.temperature", _HUMIDITY: "environment.humidity",
    LIGHT: "light.named",
}  # fmt: skip
_EMPTY: Final = 2  # axes
_EPOCH: Final = 1e9  # a count of seconds, or of less, since 1970 or since the device began
_WIDEST: Final = 8  # scalars of a row
_MOST: Final = 20_000  # rows


class _Row(msgspec.Struct, frozen=True, kw_only=True):
    leaf: Leaf
    amount: float
    at: float


def labelled_numbers(place: Surroundings, wanted: Sequence[str], category: str) -> Iterator[Observation]:
    """The readings of some quantities in such rows, each of which also holds a time and no other number."""
    lists: dict[tuple[str, str], list[_Row]] = {}
    for leaf, text in texts_like(place.payload, LABELLED)[:_MOST]:
        kind = _LABELS[text.lower()]
        row = _row_beside(leaf, place) if kind in wanted else None
        if row is not None and _RANGES[kind][0] <= row.amount <= _RANGES[kind][1]:
            lists.setdefault((kind, generic(row.leaf.path)), []).append(row)
    for (kind, path), rows in lists.items():
        yield _observation(kind, path, rows, category, place)


def _row_beside(label: Leaf, place: Surroundings) -> _Row | None:
    """The one number beside a label that is no time, and the time; None where there is none or more."""
    if label.path.endswith("]"):
        beside = place.lists.get(outer(label.path), [])
    else:
        group = place.group(label.path.rpartition(".")[0])
        beside = _members(group) if group is not None else []
    if not 3 <= len(beside) <= _WIDEST:
        return None
    times, amounts = [], []
    for leaf in beside:
        amount = number(leaf.value)
        if amount is None:
            if (moment := instant(leaf.value)) is not None:
                times.append(moment)
        elif amount >= _EPOCH and amount == int(amount):
            times.append(amount)
        else:
            amounts.append((leaf, amount))
    if len(amounts) != 1 or not times:
        return None
    return _Row(leaf=amounts[0][0], amount=amounts[0][1], at=times[0])


def _members(group: Group) -> list[Leaf]:
    """The members of an object without names, or of a row of three axes of which only the first has a reading."""
    members = group.members
    if "x" not in members:
        return list(members.values()) if all(leaf.name == "" for leaf in members.values()) else []
    empty = [name for name in ("y", "z") if name in members and number(members[name].value) == 0]
    return [leaf for name, leaf in members.items() if name not in empty] if len(empty) == _EMPTY else []


def _observation(kind: str, path: str, rows: list[_Row], category: str, place: Surroundings) -> Observation:
    unit = _UNITS[kind]
    several = len(rows) > 1
    seconds = seconds_between([row.at for row in rows]) if several else None
    measures = series_measures([row.amount for row in rows], seconds, place, path, unit)
    value = f"{len(rows)} readings, {measures.min:g} to {measures.max:g}{' ' if unit else ''}{unit}"
    return Observation(
        category=category,
        property=kind,
        path=path if several else rows[0].leaf.path,
        value=value if several else f"{rows[0].amount:g}",
        reasoning=_REASONINGS[kind],
        rule=_RULES[kind],
        confidence=Confidence.LIKELY,
        measures=measures,
    )
