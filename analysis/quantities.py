"""Finds one named physical quantity in a payload: single values, rows of objects and plain lists alike."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

import msgspec

from analysis.field_names import naming, words
from analysis.labels import COUNTS, SAYS_LITTLE, is_bare, is_neutral
from analysis.name_tables import picking
from analysis.needs import Needs
from analysis.payload import Leaf, Series
from analysis.quantity_kinds import OF_A_TABLE
from analysis.quantity_kinds import QUALIFIERS as QUALIFIERS
from analysis.quantity_kinds import SENSOR_WORDS as SENSOR_WORDS
from analysis.quantity_kinds import SERIES_FROM as SERIES_FROM
from analysis.quantity_kinds import Field as Field
from analysis.quantity_kinds import Quantity as Quantity
from analysis.quantity_kinds import telling_words as telling_words
from analysis.readings import is_time_name, measured_number, number, text
from analysis.records import Confidence, Measures, Observation
from analysis.remembered import Remembered
from analysis.sensor_units import UNIT_FIELDS, UNIT_NAMES, measured_in, unit_within
from analysis.sent_names import address_names, sent_names
from analysis.series_measures import first_column_seconds, series_measures, value_column
from analysis.surroundings import Surroundings, generic, outer
from analysis.unit_words import WITHOUT_UNIT

# The least and the most beside a unit say what may be measured, unless something that was measured stands beside them.
_BOUNDS: Final = frozenset({"min", "max", "minimum", "maximum"})
_MIDDLES: Final = frozenset({
    "avg", "average", "mean", "median", "value", "v", "val", "last", "current", "ts", "t", "time", "timestamp", "date",
    "day",
})  # fmt: skip


class _Reading(msgspec.Struct, frozen=True, kw_only=True):
    leaf: Leaf
    amount: float
    quantity: Quantity
    confidence: Confidence
    called: str


class Gauge:
    """Several quantities that are looked for together; a name is judged once for all messages where it tells nothing."""

    def __init__(self, quantities: Sequence[Quantity]) -> None:
        self._quantities = tuple(quantities)
        always = any(not quantity.words for quantity in quantities)
        among = frozenset[str]() if always else frozenset().union(*(each.words for each in quantities))
        self._named = Remembered(self._that_may_be)
        self._picked = picking(self._is_telling, among)
        self._called = picking(lambda called: self._named[called], among)
        self._units = {unit: quantity for quantity in quantities for unit in quantity.measured_in}
        self.needs: Needs = Needs(
            names=(self._picked, _WITH_INNER, UNIT_NAMES) if self._units else (self._picked, _WITH_INNER),
            called=(self._called,),
            addresses=(self._named,),
            protocols=_MAY_PUBLISH,
            series=True,
        )

    def _that_may_be(self, called: str) -> tuple[Quantity, ...]:
        spoken = words(called)
        return tuple(
            quantity
            for quantity in self._quantities
            if not quantity.words or not quantity.words.isdisjoint(spoken)
        )

    def _is_telling(self, name: str) -> bool:
        return bool(self._named[name]) and not is_time_name(name) and not SAYS_LITTLE[name]

    def observe(self, place: Surroundings, more: Sequence[Series] = ()) -> Iterator[Observation]:
        """Every quantity that is found, one observation for a list of three readings or more; ``more``: further columns."""
        taken: set[str] = set()
        for series in (*place.series, *more):
            found = self._of_series(series, place)
            if found is not None:
                taken.add(series.path)
                yield found
        told: set[str] = set()
        for found in self._of_leaves(place, taken):
            told.add(found.path)
            yield found
        if self._units:
            yield from self._by_unit(place, taken | told)

    def _by_unit(self, place: Surroundings, known: set[str]) -> Iterator[Observation]:
        """Values that only the unit beside them tells: ``{"unit": "lx", "value": 310}``, also a list of them."""
        for group, names in place.shapes if place.picked(UNIT_NAMES) else ():
            unit = unit_within(group) if UNIT_FIELDS[names] else ""
            quantity = self._units.get(unit)
            if quantity is None or group.context == "header":
                continue
            for name, leaf in group.members.items():
                bound = name.lower() in _BOUNDS and not _MIDDLES & group.members.keys()
                amount = number(leaf.value) if (is_neutral(name) and not bound) or is_bare(name) else None
                if (
                    amount is not None
                    and _within(quantity, amount, amount)
                    and not known & {leaf.path, generic(leaf.path)}
                ):
                    yield _single(leaf, quantity, Confidence.LIKELY)
        for series in place.series if self._units else ():
            column = value_column(series)
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
                seconds = place.series_seconds(series) or first_column_seconds(series)
                yield _series_observation(quantity, field, column, seconds, Confidence.LIKELY, place)

    def _of_series(self, series: Series, place: Surroundings) -> Observation | None:
        column = value_column(series)
        if column is None or len(column) < (SERIES_FROM if "[*][" not in series.path else OF_A_TABLE):
            return None
        field = Field(
            path=series.path, names=series.names, called="", low=min(column), high=max(column), is_series=True
        )  # fmt: skip
        judged = self._judged(field, place)
        if judged is None:
            return None
        quantity, confidence, named = judged
        seconds = place.series_seconds(series) or first_column_seconds(series)
        return _series_observation(quantity, named, column, seconds, confidence, place)

    def _judged(self, field: Field, place: Surroundings) -> tuple[Quantity, Confidence, Field] | None:
        """The first quantity that the field is, by the nearest of the names it may go by."""
        own = field.names[-1] if field.names else ""
        for called in _callings(field, place):
            possible = self._named[called]
            if not possible:
                continue
            rest, unit = WITHOUT_UNIT[called]
            unit = unit or WITHOUT_UNIT[own][1] or measured_in(place, field.path)
            for name in (called, rest) if rest and rest != called else (called,):
                named = msgspec.structs.replace(field, called=name, unit=unit)
                for quantity in possible:
                    if own.lower() in COUNTS and not quantity.counts:
                        continue
                    confidence = quantity.judge(named, place)
                    if confidence is not None:
                        return quantity, confidence, named
        return None

    def _of_leaves(self, place: Surroundings, taken: set[str]) -> Iterator[Observation]:
        """Observations of single values; those of one list together."""
        found: dict[tuple[str, str, str], list[_Reading]] = {}
        for leaf in place.leaves_of(self._picked):
            amount = measured_number(leaf.value)
            if amount is not None:
                self._read(leaf, amount, place, taken, found)
        for leaf in place.typed_of(self._called):
            amount = measured_number(leaf.value)
            if amount is not None:
                self._read(leaf, amount * place.factor(leaf), place, taken, found)
        published = place.payload.transmission.protocol in _MAY_PUBLISH
        if (
            published
            or not _INNER.keys().isdisjoint(place.by_name)
            or any(self._named[name] for name in address_names(place.payload))
        ):
            known = {item.leaf.path for readings in found.values() for item in readings}
            for leaf in _nameless(place):
                amount = number(leaf.value)
                if amount is not None and leaf.path not in known:
                    self._read(leaf, amount, place, taken, found)
        for readings in found.values():
            if len(readings) >= SERIES_FROM:
                yield _merged(readings, place)
            else:
                yield from (
                    _single(item.leaf, item.quantity, item.confidence, item.called) for item in readings
                )

    def _read(
        self,
        leaf: Leaf,
        amount: float,
        place: Surroundings,
        taken: set[str],
        found: dict[tuple[str, str, str], list[_Reading]],
    ) -> None:
        if taken and _is_within(leaf.path, taken):
            return
        field = Field(
            path=leaf.path,
            names=leaf.names,
            called="",
            low=amount,
            high=amount,
            is_series=False,
            value=leaf.value,
        )
        judged = self._judged(field, place)
        if judged is not None:
            quantity, confidence, named = judged
            reading = _Reading(
                leaf=leaf, amount=amount, quantity=quantity, confidence=confidence, called=named.called
            )
            found.setdefault((generic(leaf.path), quantity.property, quantity.rule), []).append(reading)


def _nameless(place: Surroundings) -> Iterator[Leaf]:
    """The leaves of the body whose own names, if any, say little."""
    for leaf in (*place.leaves_of(_LITTLE), *place.by_name.get("", ())):
        if leaf.context == "body":
            yield leaf


# Objects beside a bare value that say what it is: SensorThings' stream, Home Assistant's attributes.
_INNER: Final = {"result": "Datastream", "state": "attributes"}
_WITH_INNER: Final = picking(lambda name: name in _INNER, spelled=_INNER)
_MAY_PUBLISH: Final = frozenset({"mqtt", "raw", "websocket"})
_LITTLE: Final = picking(lambda name: name and SAYS_LITTLE[name])


def _callings(field: Field, place: Surroundings) -> tuple[str, ...]:
    """All that a candidate may be called; where nothing around it says it, by where it was sent."""
    found = place.callings(field.path, field.names)
    if field.names and not SAYS_LITTLE[field.names[-1]]:
        return found
    if inner := _INNER.get(field.names[-1] if field.names else ""):
        found = (*found, *filter(None, (place.label(f"{outer(field.path)}.{inner}.name"),)))
    return (*found, *sent_names(place.payload, field.path, (*field.names[:-1], *found)))


def _within(quantity: Quantity, low: float, high: float) -> bool:
    return quantity.unit_range[0] <= low <= high <= quantity.unit_range[1]


def _is_within(path: str, lists: set[str]) -> bool:
    """Whether a path is an item of one of the lists, or of one of their rows."""
    row = path.rpartition("[")[0]
    return row in lists or row.rpartition("[")[0] in lists


def _merged(readings: list[_Reading], place: Surroundings) -> Observation:
    first = readings[0]
    field = Field(
        path=generic(first.leaf.path),
        names=first.leaf.names,
        called=first.called,
        low=0,
        high=0,
        is_series=True,
    )
    seconds = place.times([item.leaf.path for item in readings])
    amounts = [item.amount for item in readings]
    return _series_observation(first.quantity, field, amounts, seconds, first.confidence, place)


def _single(leaf: Leaf, quantity: Quantity, confidence: Confidence, called: str = "") -> Observation:
    beside = called if called and SAYS_LITTLE[leaf.name] else ""
    named = naming(beside or leaf.name) or " (named by its object)"
    return Observation(
        category=quantity.category,
        property=quantity.property,
        path=leaf.path,
        value=text(leaf.value),
        reasoning=f"{quantity.reasoning}{named}",
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
        reasoning=f"{quantity.reasoning}: a series of {len(values)} readings{naming(field.called)}",
        rule=quantity.rule,
        confidence=confidence,
        measures=measures,
    )
