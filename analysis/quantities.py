"""Finds one named physical quantity in a payload: single values, rows of objects and plain lists alike."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Final

import msgspec

from analysis.payload import Leaf, Scalar, Series
from analysis.readings import is_time_name, number, rounded, seconds_between, spread, stated_rate, text
from analysis.records import Confidence, Measures, Observation
from analysis.surroundings import Surroundings, by_list, generic, row_count

SERIES_FROM: Final = 3  # readings of one list that make a series
QUALIFIERS: Final = frozenset(
    {
        "value",
        "values",
        "level",
        "levels",
        "reading",
        "readings",
        "sensor",
        "data",
        "raw",
        "current",
        "last",
        "latest",
        "avg",
        "average",
        "mean",
        "min",
        "max",
        "median",
        "minimum",
        "maximum",
        "samples",
        "series",
        "history",
        "device",
        "phone",
        "watch",
        "user",
        "my",
        "hk",
        "quantity",
        "type",
        "identifier",
        "com",
        "google",
        "android",
        "health",
        "today",
        "measured",
        "x",
        "list",
    }
)  # words that may stand beside a quantity's name without changing what it is
SENSOR_WORDS: Final = frozenset(
    {
        "sensor",
        "sensors",
        "imu",
        "accelerometer",
        "gyroscope",
        "gyro",
        "magnetometer",
        "barometer",
        "lux",
        "illuminance",
        "devicemotion",
        "pedometer",
        "hygrometer",
    }
)  # names that tell that their surroundings hold sensor readings


class Field(msgspec.Struct, frozen=True, kw_only=True):
    """A candidate: ``called`` is its telling name, ``low`` and ``high`` the range of its one value or whole list."""

    path: str
    names: tuple[str, ...]
    called: str
    low: float
    high: float
    is_series: bool
    value: Scalar = None


class Quantity(msgspec.Struct, frozen=True, kw_only=True):
    """A quantity to look for. ``judge`` says how sure a candidate is, or None; it is asked for numbers only."""

    category: str
    property: str
    rule: str
    unit: str
    reasoning: str
    judge: Callable[[Field, Surroundings], Confidence | None]


def observe(place: Surroundings, quantities: Sequence[Quantity]) -> Iterator[Observation]:
    """Every quantity that is found, one observation for a list of three readings or more."""
    taken: set[str] = set()
    for series in place.series:
        found = _of_series(series, place, quantities)
        if found is not None:
            taken.add(series.path)
            yield found
    for leaves in by_list([leaf for leaf in place.payload.leaves if number(leaf.value) is not None]).values():
        yield from _of_leaves(leaves, place, quantities, taken)


def _of_series(series: Series, place: Surroundings, quantities: Sequence[Quantity]) -> Observation | None:
    column = _value_column(series)
    if column is None or len(column) < SERIES_FROM:
        return None
    field = Field(
        path=series.path, names=series.names, called="", low=min(column), high=max(column), is_series=True
    )  # fmt: skip
    judged = _judged(field, place, quantities)
    if judged is None:
        return None
    quantity, confidence, named = judged
    seconds = place.series_seconds(series) or _first_column_seconds(series)
    return _series_observation(quantity, named, column, seconds, confidence, place)


def _judged(
    field: Field, place: Surroundings, quantities: Sequence[Quantity]
) -> tuple[Quantity, Confidence, Field] | None:
    """The first quantity that the field is, by the nearest of the names it may go by."""
    for called in place.callings(field.path, field.names):
        named = msgspec.structs.replace(field, called=called)
        for quantity in quantities:
            confidence = quantity.judge(named, place)
            if confidence is not None:
                return quantity, confidence, named
    return None


def _value_column(series: Series) -> tuple[float, ...] | None:
    """The one column that holds values: a plain list, or the second of ``[[time, value], …]``."""
    columns = list(series.columns.values())
    if list(series.columns) == [""]:
        return columns[0]
    if list(series.columns) == ["0", "1"] and _first_column_seconds(series):
        return columns[1]
    return None


def _first_column_seconds(series: Series) -> float | None:
    first = series.columns.get("0")
    return seconds_between(first) if first and row_count(series) > 1 else None


def _of_leaves(
    leaves: list[Leaf], place: Surroundings, quantities: Sequence[Quantity], taken: set[str]
) -> Iterator[Observation]:
    """Observations of the leaves of one generic path."""
    found: dict[str, list[tuple[Leaf, float, Quantity, Confidence]]] = {}
    for leaf in leaves:
        amount = number(leaf.value)
        if amount is None or is_time_name(leaf.name) or _is_within(leaf.path, taken):
            continue
        field = Field(
            path=leaf.path, names=leaf.names, called="", low=amount, high=amount, is_series=False, value=leaf.value
        )  # fmt: skip
        judged = _judged(field, place, quantities)
        if judged is not None:
            quantity, confidence, _ = judged
            found.setdefault(quantity.property + quantity.rule, []).append(
                (leaf, amount, quantity, confidence)
            )
    for readings in found.values():
        if len(readings) >= SERIES_FROM:
            yield _merged(readings, place)
        else:
            yield from (_single(leaf, quantity, confidence) for leaf, _, quantity, confidence in readings)


def _is_within(path: str, lists: set[str]) -> bool:
    """Whether a path is an item of one of the lists, or of one of their rows."""
    row = path.rpartition("[")[0]
    return row in lists or row.rpartition("[")[0] in lists


def _merged(readings: list[tuple[Leaf, float, Quantity, Confidence]], place: Surroundings) -> Observation:
    first, _, quantity, confidence = readings[0]
    field = Field(
        path=generic(first.path), names=first.names, called=place.called(first.path, first.names),
        low=0, high=0, is_series=True,
    )  # fmt: skip
    seconds = place.times([leaf.path for leaf, *_ in readings])
    return _series_observation(
        quantity, field, [amount for _, amount, *_ in readings], seconds, confidence, place
    )


def _single(leaf: Leaf, quantity: Quantity, confidence: Confidence) -> Observation:
    return Observation(
        category=quantity.category,
        property=quantity.property,
        path=leaf.path,
        value=text(leaf.value),
        reasoning=f"{quantity.reasoning} (named {leaf.name[:60] or 'by its object'!r})",
        rule=quantity.rule,
        confidence=confidence,
        measures=Measures(unit=quantity.unit) if quantity.unit else None,
    )


def _series_observation(
    quantity: Quantity,
    field: Field,
    values: Sequence[float],
    seconds: float | None,
    confidence: Confidence,
    place: Surroundings,
) -> Observation:
    measures = series_measures(values, seconds, place, field.path, quantity.unit)
    unit = f" {quantity.unit}" if quantity.unit else ""
    return Observation(
        category=quantity.category,
        property=quantity.property,
        path=field.path,
        value=f"{len(values)} readings, {measures.min:g} to {measures.max:g}{unit}",
        reasoning=f"{quantity.reasoning}: a series of {len(values)} readings (named {field.called[:60]!r})",
        rule=quantity.rule,
        confidence=confidence,
        measures=measures,
    )


def series_measures(
    values: Sequence[float], seconds: float | None, place: Surroundings, path: str, unit: str | None
) -> Measures:
    """Number, rate (Hz), span (s) and spread of a series; rate and span only where the message tells them."""
    rate = (len(values) - 1) / seconds if seconds else stated_rate(place.siblings(path))
    low, middle, high = spread(values)
    span = seconds or ((len(values) - 1) / rate if rate else None)
    return Measures(
        n=len(values),
        rate_hz=rounded(rate) if rate else None,
        seconds=rounded(span) if span else None,
        min=low,
        median=middle,
        max=high,
        unit=unit or None,
    )
