"""Finds one named physical quantity in a payload: single values, rows of objects and plain lists alike."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Final

import msgspec

from analysis.field_names import words
from analysis.payload import Leaf, Scalar, Series
from analysis.readings import (
    is_time_name,
    number,
    rounded,
    seconds_between,
    spread,
    stated_rate,
    stated_span,
    text,
)
from analysis.records import Confidence, Measures, Observation
from analysis.remembered import Remembered
from analysis.sensor_units import UNIT_FIELDS, unit_within
from analysis.surroundings import Surroundings, generic, is_neutral, outer, row_count

SERIES_FROM: Final = 3  # readings of one list that make a series
QUALIFIERS: Final = frozenset({
    "value", "values", "level", "levels", "reading", "readings", "sensor", "data", "raw", "current", "last", "latest", "avg",
    "average", "mean", "min", "max", "median", "minimum", "maximum", "samples", "series", "history", "device", "phone",
    "watch", "user", "my", "hk", "quantity", "type", "identifier", "com", "google", "android", "health", "today",
    "measured", "x", "list",
})  # fmt: skip  # words that may stand beside a quantity's name without changing what it is
SENSOR_WORDS: Final = frozenset({
    "sensor", "sensors", "imu", "accelerometer", "gyroscope", "gyro", "magnetometer", "barometer", "lux", "illuminance",
    "devicemotion", "pedometer", "hygrometer",
})  # fmt: skip  # names that tell that their surroundings hold sensor readings


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
    """A quantity to look for. ``judge`` says how sure a candidate is, or None; it is asked for numbers only.

    ``words`` are those of which a telling name must hold one for ``judge`` to be asked at all; empty: it is always asked.
    """

    category: str
    property: str
    rule: str
    unit: str
    reasoning: str
    judge: Callable[[Field, Surroundings], Confidence | None]
    words: frozenset[str] = frozenset()
    measured_in: frozenset[str] = (
        frozenset()
    )  # units that tell it where no name does, as ``sensor_units`` writes them
    unit_range: tuple[float, float] = (0.0, 0.0)


def telling_words(*phrases: tuple[str, ...]) -> frozenset[str]:
    """The words one of which a name must hold to say one of the phrases, for ``Quantity.words``."""
    return frozenset(
        word for group in phrases for phrase in group for word in (phrase.split()[0], phrase.replace(" ", ""))
    )


class Gauge:
    """Several quantities that are looked for together; a name is judged once for all messages where it tells nothing."""

    def __init__(self, quantities: Sequence[Quantity]) -> None:
        self._quantities = tuple(quantities)
        self._named = Remembered(self._that_may_be)
        self._units = {unit: quantity for quantity in quantities for unit in quantity.measured_in}

    def _that_may_be(self, called: str) -> tuple[Quantity, ...]:
        spoken = words(called)
        return tuple(
            quantity
            for quantity in self._quantities
            if not quantity.words or not quantity.words.isdisjoint(spoken)
        )

    def observe(self, place: Surroundings) -> Iterator[Observation]:
        """Every quantity that is found, one observation for a list of three readings or more."""
        taken: set[str] = set()
        for series in place.series:
            found = self._of_series(series, place)
            if found is not None:
                taken.add(series.path)
                yield found
        told: set[str] = set()
        for leaves in place.numbers:
            for found in self._of_leaves(leaves, place, taken):
                told.add(found.path)
                yield found
        if self._units:
            yield from self._by_unit(place, taken | told)

    def _by_unit(self, place: Surroundings, known: set[str]) -> Iterator[Observation]:
        """Values that only the unit beside them tells: ``{"unit": "lx", "value": 310}``, also a list of them."""
        for group, names in place.shapes:
            unit = unit_within(group) if UNIT_FIELDS[names] else ""
            quantity = self._units.get(unit)
            if quantity is None or group.context == "header":
                continue
            for name, leaf in group.members.items():
                amount = number(leaf.value) if is_neutral(name) else None
                if (
                    amount is not None
                    and _within(quantity, amount, amount)
                    and not known & {leaf.path, generic(leaf.path)}
                ):
                    yield _single(leaf, quantity, Confidence.LIKELY)
        for series in place.series if self._units else ():
            column = _value_column(series)
            if (
                column is None
                or len(column) < SERIES_FROM
                or series.path in known
                or not is_neutral(series.name)
            ):
                continue
            quantity = self._units.get(unit_within(place.group(outer(series.path))))
            if quantity is not None and _within(quantity, min(column), max(column)):
                field = Field(
                    path=series.path, names=series.names, called=quantity.unit, low=min(column), high=max(column),
                    is_series=True,
                )  # fmt: skip
                seconds = place.series_seconds(series) or _first_column_seconds(series)
                yield _series_observation(quantity, field, column, seconds, Confidence.LIKELY, place)

    def _of_series(self, series: Series, place: Surroundings) -> Observation | None:
        column = _value_column(series)
        if column is None or len(column) < SERIES_FROM:
            return None
        field = Field(
            path=series.path, names=series.names, called="", low=min(column), high=max(column), is_series=True
        )  # fmt: skip
        judged = self._judged(field, place)
        if judged is None:
            return None
        quantity, confidence, named = judged
        seconds = place.series_seconds(series) or _first_column_seconds(series)
        return _series_observation(quantity, named, column, seconds, confidence, place)

    def _judged(self, field: Field, place: Surroundings) -> tuple[Quantity, Confidence, Field] | None:
        """The first quantity that the field is, by the nearest of the names it may go by."""
        for called in place.callings(field.path, field.names):
            possible = self._named[called]
            if possible:
                named = msgspec.structs.replace(field, called=called)
                for quantity in possible:
                    confidence = quantity.judge(named, place)
                    if confidence is not None:
                        return quantity, confidence, named
        return None

    def _of_leaves(
        self, leaves: Sequence[tuple[Leaf, float]], place: Surroundings, taken: set[str]
    ) -> Iterator[Observation]:
        """Observations of the leaves of one generic path."""
        name = leaves[0][0].name  # all of one path have one name
        if is_time_name(name) or not (self._named[name] or is_neutral(name)):
            return
        found: dict[str, list[tuple[Leaf, float, Quantity, Confidence]]] = {}
        for leaf, amount in leaves:
            if taken and _is_within(leaf.path, taken):
                continue
            field = Field(
                path=leaf.path, names=leaf.names, called="", low=amount, high=amount, is_series=False,
                value=leaf.value,
            )  # fmt: skip
            judged = self._judged(field, place)
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


def observe(place: Surroundings, quantities: Sequence[Quantity]) -> Iterator[Observation]:
    """What a ``Gauge`` of these quantities observes; a detector that is asked again and again keeps its gauge."""
    return Gauge(quantities).observe(place)


def _within(quantity: Quantity, low: float, high: float) -> bool:
    return quantity.unit_range[0] <= low <= high <= quantity.unit_range[1]


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
    beside = {} if seconds else place.siblings(path)
    rate = (len(values) - 1) / seconds if seconds else stated_rate(beside)
    if rate is None and (seconds := stated_span(beside)):
        rate = (len(values) - 1) / seconds
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
