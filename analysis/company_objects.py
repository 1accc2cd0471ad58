"""Objects whose short names may be readings of a body together, with their numbers: single values and columns alike."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Final

import msgspec

from analysis.company_names import MEANINGS
from analysis.field_names import all_words
from analysis.lazy_patterns import lazy_pattern
from analysis.name_tables import picking
from analysis.named_rows import may_hold_tables, named_rows
from analysis.payload import Leaf, Scalar
from analysis.readings import instant, number
from analysis.remembered import Remembered
from analysis.surroundings import Surroundings, outer

_FEW: Final = 4  # names of an object that holds two pressures and little else
_MOST_NAMES: Final = 64  # of one object
_MOST_TEXTS, _SHORT = 16, 24  # texts of one object, and letters of one
_MOST_OBJECTS: Final = 2_000  # columns' holders of one message
# ``72,5``, ``72.5 kg``: as people write and as scales print.
_WRITTEN: Final = lazy_pattern(
    r"([0-9]{1,6})(?:[.,]([0-9]{1,3}))?[ \u00a0]?(?:kg|lbs?|mmHg|bpm|/min|%|cm|m|km|kcal|ohms?|Ω|years?)?"
)


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """The numbers of one member: one for a single value, several for a column. ``leaf`` is None for a column."""

    path: str
    name: str
    numbers: tuple[float, ...]
    leaf: Leaf | None = None


class Company(msgspec.Struct, frozen=True, kw_only=True):
    """An object's members by the kinds that their names may mean, and the words of all names in and around it."""

    path: str
    parts: Mapping[str, Part]
    near: frozenset[str]
    above: frozenset[str]  # of the names above it alone

    def fits(self, kind: str, low: float, high: float) -> bool:
        """Whether a member of a kind holds numbers of a range, be it in whole units, tenths or hundredths of them."""
        part = self.parts.get(kind)
        return part is not None and any(
            all(low <= value / scale <= high for value in part.numbers) for scale in (1.0, 10.0, 100.0)
        )


def _kinds_of(names: tuple[str, ...]) -> frozenset[str]:
    return frozenset(kind for name in islice(names, _MOST_NAMES) for kind in MEANINGS[name])


def _may_be_company(names: tuple[str, ...]) -> bool:
    """Whether the names of an object may be a pressure, what a scale tells, or steps with what they make up."""
    kinds = _kinds_of(names)
    return (
        {"systolic", "diastolic"} <= kinds
        or {"systolic?", "diastolic?", "pulse"} <= kinds
        or ({"systolic?", "diastolic?"} <= kinds and len(names) <= _FEW)
        or (
            not kinds.isdisjoint({"weight", "weight?"})
            and not kinds.isdisjoint({"fat", "impedance", "bmi", "height", "waist"})
        )
        or {"power", "cadence", "pulse"} <= kinds
        or ("steps" in kinds and not kinds.isdisjoint({"distance", "energy", "goal", "day"}))
    )


MAY_BE_COMPANY: Final = Remembered(_may_be_company)
# Names of columns that are worth to look at what stands beside them.
_ANCHORS: Final = frozenset({"systolic", "impedance", "steps", "fat", "bmi", "weight", "cadence"})
ANCHORS: Final = picking(lambda name: not _ANCHORS.isdisjoint(MEANINGS[name]))


def companies(place: Surroundings) -> Iterator[Company]:
    """Every object, and every set of columns, whose names may mean readings of a body together."""
    for group, names in place.shapes:
        if group.context in ("body", "query") and len(names) <= _MOST_NAMES and MAY_BE_COMPANY[names]:
            parts = [
                Part(path=leaf.path, name=name, numbers=(amount,), leaf=leaf)
                for name, leaf in group.members.items()
                if (amount := amount_of(leaf.value)) is not None
            ]
            parts += [
                Part(path=leaf.path, name=name, numbers=())
                for name, leaf in group.members.items()
                if isinstance(leaf.value, str) and "day" in MEANINGS[name] and instant(leaf.value) is not None
            ]
            yield _company(group.path, group.names, parts, place)
    tables = may_hold_tables(place)
    if place.picked(ANCHORS) or tables:
        yield from _of_columns(place)
    if tables:
        yield from _of_tables(place)


def _of_columns(place: Surroundings) -> Iterator[Company]:
    held: dict[str, list[Part]] = {}
    above: dict[str, tuple[str, ...]] = {}
    for series in place.series:
        column = series.columns.get("") if len(series.columns) == 1 else None
        if column and series.name and series.context == "body" and len(held) < _MOST_OBJECTS:
            holder = outer(series.path)
            held.setdefault(holder, []).append(Part(path=series.path, name=series.name, numbers=column))
            above[holder] = series.names[:-1]
    for path, parts in held.items():
        group = place.group(path)
        single = [
            Part(path=leaf.path, name=name, numbers=(amount,), leaf=leaf)
            for name, leaf in islice(group.members.items() if group else (), _MOST_NAMES)
            if (amount := amount_of(leaf.value)) is not None
        ]
        beside = [*_dates_beside(path, place), *single]
        if len(parts) <= _MOST_NAMES and MAY_BE_COMPANY[tuple(part.name for part in (*parts, *beside))]:
            yield _company(path, above[path], [*parts, *beside], place)


def _of_tables(place: Surroundings) -> Iterator[Company]:
    for table in named_rows(place):
        parts: list[Part] = []
        for at, (name, column) in enumerate(table.columns.items()):
            amounts = [amount_of(leaf.value) for leaf in column]
            numbers = tuple(amount for amount in amounts if amount is not None)
            if len(numbers) == len(amounts) or (
                "day" in MEANINGS[name] and instant(column[0].value) is not None
            ):
                whole = numbers if len(numbers) == len(amounts) else ()
                parts.append(Part(path=f"{table.path}[*][{at}]", name=name, numbers=whole))
        if MAY_BE_COMPANY[tuple(part.name for part in parts)]:
            yield _company(f"{table.path}[*]", (*table.names, *table.columns), parts, place)


def _dates_beside(path: str, place: Surroundings) -> Iterator[Part]:
    """Lists of texts named as days, which hold no numbers."""
    for name in place.picked(_DAYS):
        if f"{path}.{name}" in place.lists:
            yield Part(path=f"{path}.{name}", name=name, numbers=())


_DAYS: Final = picking(lambda name: "day" in MEANINGS[name])


def _company(path: str, names: tuple[str, ...], parts: list[Part], place: Surroundings) -> Company:
    found: dict[str, Part] = {}
    for part in parts:
        for kind in MEANINGS[part.name]:
            found.setdefault(kind, part)
    near = place.near_words(f"{path}.value", (*names, "value")) | all_words(part.name for part in parts)
    beside = islice(place.siblings(f"{path}.value").values(), _MOST_TEXTS)
    near |= all_words(value for value in beside if isinstance(value, str) and len(value) <= _SHORT)
    return Company(path=path, parts=found, near=near | place.sent_words, above=all_words(names))


def amount_of(value: Scalar) -> float | None:
    """The number that a scalar holds, also with a comma and with a unit of the body behind it."""
    if isinstance(value, bool):
        return None
    found = number(value)
    if (
        found is None
        and isinstance(value, str)
        and len(value) <= 16
        and (written := _WRITTEN.fullmatch(value.strip()))
    ):
        return float(f"{written[1]}.{written[2] or 0}")
    return found
