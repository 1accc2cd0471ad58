"""Where a value stands in its message: the object around it, its siblings, and what a row calls itself."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from functools import cached_property
from itertools import islice
from typing import Final

from analysis.field_names import all_words, words
from analysis.payload import Group, Leaf, Payload, Scalar, Series
from analysis.readings import instant, is_time_name, number, seconds_between
from analysis.remembered import Remembered

_INDEX: Final = re.compile(r"\[\d{1,9}\]")
_LAST_STEP: Final = re.compile(
    r"""(?:\.[A-Za-z_][A-Za-z0-9_-]{0,127}|\["[^\n]{0,256}?"\]|\[(?:\d{1,9}|\*)\])\Z"""
)
_LABELS: Final = frozenset({
    "name", "type", "sensor", "kind", "metric", "label", "datatype", "sensortype", "sensorname", "measurement",
    "measure", "data_type", "sensor_type", "sensor_name", "datatypename", "signal", "quantity",
})  # fmt: skip
_NEUTRAL: Final = frozenset({
    "value", "values", "val", "v", "reading", "readings", "data", "current", "raw", "last", "latest", "qty", "quantity",
    "amount", "avg", "average", "mean", "min", "max", "median", "samples", "sample", "series", "points", "int", "fp",
    "double", "float", "history", "dataset", "point", "measurements", "measurement", "events", "event", "payload",
})  # fmt: skip
_SIBLINGS: Final = 256  # members of one object that are looked at
_CLIMB: Final = 8  # enclosing steps looked at
_ITEMS: Final = 16  # scalars kept of one list


def outer(path: str) -> str:
    """The path of what directly encloses a path; ``""`` at the top."""
    found = _LAST_STEP.search(path)
    if found:
        return path[: found.start()]
    if path.endswith(":$"):
        return path.rpartition(">")[0]
    layer = path.rfind(">")
    step = path.rfind(":")
    return path[: max(layer, step)] if max(layer, step) > 0 else ""


def generic(path: str) -> str:
    """A path with every list index as ``[*]``: the same for all rows of a list."""
    return _INDEX.sub("[*]", path) if "[" in path else path


_last: tuple[Payload, Surroundings] | None = None


def surroundings(payload: Payload) -> Surroundings:
    """The index over a payload; that of the last payload is kept, because one detector after the other asks for it."""
    global _last
    last = _last
    if last is None or last[0] is not payload:
        last = _last = payload, Surroundings(payload)
    return last[1]


class Surroundings:
    """An index over one payload."""

    def __init__(self, payload: Payload) -> None:
        self.payload = payload
        self._groups = {group.path: group for group in payload.groups}
        self._around: dict[str, Group | None] = {}

    @cached_property
    def shapes(self) -> tuple[tuple[Group, tuple[str, ...]], ...]:
        """Every object with the names of its scalars, from which a detector tells cheaply that it is none of its own."""
        return tuple((group, tuple(group.members)) for group in self.payload.groups)

    @cached_property
    def numbers(self) -> tuple[tuple[tuple[Leaf, float], ...], ...]:
        """The leaves that hold a number, with it; those of one list together, however its rows are built."""
        found: dict[str, list[tuple[Leaf, float]]] = {}
        for leaf in self.payload.leaves:
            amount = number(leaf.value)
            if amount is not None:
                found.setdefault(generic(leaf.path), []).append((leaf, amount))
        return tuple(map(tuple, found.values()))

    @cached_property
    def texts(self) -> tuple[tuple[Leaf, str], ...]:
        """The leaves that hold a text, with it."""
        return tuple((leaf, leaf.value) for leaf in self.payload.leaves if isinstance(leaf.value, str))

    @cached_property
    def lists(self) -> Mapping[str, list[Leaf]]:
        """The first sixteen scalars of each list that has any, by the path of the list."""
        found: dict[str, list[Leaf]] = {}
        for leaf in self.payload.leaves:
            if leaf.path.endswith("]") and leaf.path[-2:-1].isdecimal():
                items = found.setdefault(leaf.path[: leaf.path.rindex("[")], [])
                if len(items) < _ITEMS:
                    items.append(leaf)
        return found

    @cached_property
    def _row_lists(self) -> frozenset[str]:
        """Paths of the lists whose rows are objects."""
        return frozenset(
            path[: path.rindex("[")] for path in self._groups if path.endswith("]") and path[-2:-1].isdigit()
        )

    @cached_property
    def series(self) -> tuple[Series, ...]:
        """The series whose numbers are all finite, and whose rows are not objects (those are leaves as well)."""
        return tuple(
            series
            for series in self.payload.series
            if not self.has_object_rows(series)
            and all(math.isfinite(value) for column in series.columns.values() for value in column)
        )

    def has_object_rows(self, series: Series) -> bool:
        """Whether the rows of a series are objects, whose numbers are leaves as well."""
        return series.path in self._row_lists

    def group(self, path: str) -> Group | None:
        """The object at exactly this path."""
        return self._groups.get(path)

    def around(self, path: str) -> Group | None:
        """The nearest enclosing object that has scalars of its own."""
        if path not in self._around:
            here, found = path, None
            for _ in range(_CLIMB):
                here = outer(here)
                found = self._groups.get(here)
                if found is not None or not here:
                    break
            self._around[path] = found
        return self._around[path]

    def siblings(self, path: str) -> Mapping[str, Scalar]:
        """Scalars of the object at a path or nearest around it and, after them, of the one around that."""
        found: dict[str, Scalar] = {}
        near = self.around(path)
        for group in (self.group(path), near, self.around(near.path) if near else None):
            members = group.members.items() if group and group.context != "header" else ()
            for name, leaf in islice(members, _SIBLINGS):
                found.setdefault(name, leaf.value)
        return found

    def called(self, path: str, names: tuple[str, ...]) -> str:
        """What a value is called: its own name or, where that is neutral (``value``), the nearest label or outer name.

        ``{"sensor": "light", "value": 3}`` and ``{"light": {"value": 3}}`` are both called ``light``.
        """
        return next(iter(self.callings(path, names)), "")

    def callings(self, path: str, names: tuple[str, ...]) -> tuple[str, ...]:
        """All that a value may be called, the nearest first; its own name alone where that is telling."""
        if names and not _NEUTRALS[names[-1]]:
            return (names[-1],)
        near = self.around(path)
        far = self.around(near.path) if near else None
        found = (_label(near), *names[-2:-1], _label(far), *names[-3:-2], *names[-4:-3])
        return tuple(name for name in found if name and not _NEUTRALS[name])

    def label(self, path: str) -> str:
        """What the enclosing object, or the one around it, says that it is (``name``, ``type``, ``sensor`` …)."""
        near = self.around(path)
        return _label(near) or _label(self.around(near.path) if near else None)

    def near_words(self, path: str, names: tuple[str, ...]) -> frozenset[str]:
        """Words of all names above a value, of its siblings (lists and objects too) and of its label."""
        near = self.around(path)
        inner = self._inner_names.get(near.path if near else outer(path), ())
        return all_words(
            (*names[:-1], *self.siblings(path), *(inner if len(inner) < 64 else ()), self.label(path))
        )

    @cached_property
    def _inner_names(self) -> Mapping[str, list[str]]:
        """Names of the lists and objects within an object, by its path."""
        found: dict[str, list[str]] = {}
        named = [(item.path, item.name) for item in self.payload.groups]
        named += [(item.path, item.name) for item in self.payload.series]
        for path, name in named:
            if name and not path.endswith("]"):
                found.setdefault(outer(path), []).append(name)
        return found

    def times(self, paths: list[str]) -> float | None:
        """Seconds between the first and the last of several rows, by a time field in or around each."""
        name, found = "", list[float]()
        for path in paths:
            members = self.siblings(path)
            stamp = next(
                (
                    (key, at)
                    for key in members
                    if is_time_name(key) and (at := instant(members[key])) is not None
                ),
                None,
            )
            if stamp is None:
                return None
            name = stamp[0]
            found.append(stamp[1])
        return seconds_between(found, name)

    def series_seconds(self, series: Series) -> float | None:
        """The span of a series by a time column of its own or a list of times beside it."""
        own = [(name, column) for name, column in series.columns.items() if is_time_name(name)]
        for name, column in own + self._time_lists.get(outer(series.path), []):
            if len(column) == row_count(series):
                return seconds_between(column, name)
        return None

    def seconds_beside(self, path: str, rows: int) -> float | None:
        """The span of a list of so many times that stands beside the list at a path."""
        for name, column in self._time_lists.get(outer(path), []):
            if len(column) == rows:
                return seconds_between(column, name)
        return None

    @cached_property
    def _time_lists(self) -> Mapping[str, list[tuple[str, tuple[float, ...]]]]:
        """Plain lists named as times, by the path of the object that holds them."""
        found: dict[str, list[tuple[str, tuple[float, ...]]]] = {}
        for series in self.payload.series:
            if "" in series.columns and is_time_name(series.name):
                found.setdefault(outer(series.path), []).append((series.name, series.columns[""]))
        return found


def row_count(series: Series) -> int:
    """Rows of a series."""
    return len(next(iter(series.columns.values()), ()))


def _label(group: Group | None) -> str:
    if group is None or group.context == "header":
        return ""
    for name in _LABELLED[tuple(islice(group.members, _SIBLINGS))]:
        value = group.members[name].value
        if isinstance(value, str) and not _NEUTRALS[value]:
            return value
    return ""


def _labels_among(names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(name for name in names if name.lower() in _LABELS)


def is_neutral(name: str) -> bool:
    """Whether a name says nothing of what it names (``value``, ``data``, ``0``)."""
    return _NEUTRALS[name]


def _only_neutral_words(name: str) -> bool:
    return all(word in _NEUTRAL or word.isdigit() for word in words(name))


_LABELLED: Final = Remembered(_labels_among)
_NEUTRALS: Final = Remembered(_only_neutral_words)
