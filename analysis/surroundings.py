"""Where a value stands in its message: the object around it, its siblings, and what a row calls itself."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Final

from analysis import labels
from analysis.column_names import names_of_columns, with_column_names
from analysis.field_names import all_words
from analysis.labels import is_neutral as is_neutral
from analysis.name_tables import SAME, Picked, picking
from analysis.payload import Group, Leaf, Payload, Scalar, Series
from analysis.row_times import RowTimes
from analysis.row_times import row_count as row_count
from analysis.sent_names import topic_steps
from analysis.time_spans import SPAN_PARTS, STARTS, Parts
from analysis.value_paths import generic as generic
from analysis.value_paths import outer as outer

_SIBLINGS: Final = 256  # members of one object that are looked at
_MANY: Final = 64  # members of a large object
_CLIMB: Final = 8  # enclosing steps looked at
_ROWS: Final = 64  # rows of one list whose labels are looked at
Names = tuple[str, ...]
_LITTLE: Final = picking(lambda name: name and labels.SAYS_LITTLE[name])
_last: tuple[Payload, Surroundings] | None = None


def surroundings(payload: Payload) -> Surroundings:
    """The index over a payload; that of the last payload is kept, because one detector after the other asks for it."""
    global _last
    last = _last
    if last is None or last[0] is not payload:
        last = _last = payload, Surroundings(payload)
    return last[1]


class Surroundings(RowTimes):
    """An index over one payload.

    ``typed_names`` are all that the values whose own names say little may be called, each once.
    """

    def __init__(self, payload: Payload) -> None:
        super().__init__(payload)
        self._groups: dict[str, Group] = {group.path: group for group in payload.groups}
        self._around: dict[str, Group | None] = {}
        self._labels_by_path: dict[str, tuple[str, ...]] = {}
        self._words_of_rows: dict[str, frozenset[str]] = {}
        self._near_words: dict[tuple[str, Names, Names, Names], frozenset[str]] = {}
        self._words_of_many: dict[tuple[str, Names, bool, str], frozenset[str]] = {}
        self._callings: dict[tuple[str, str], tuple[str, ...]] = {}
        self._numbered: bool = labels.numbers_its_types(payload.transmission.host, payload.groups)
        self._coded: Mapping[str, list[str]] = labels.coded_labels(payload.groups)
        self._spans: tuple[tuple[Group, Parts], ...] | None = None
        self._object_lists: frozenset[str] | None = None
        self._finite: tuple[Series, ...] | None = None
        self._columns: Mapping[str, Names] | None = None
        self._sent: frozenset[str] | None = None
        self._rows_of: Mapping[str, list[Group]] | None = None
        self._inner: Mapping[str, list[str]] | None = None
        self._typed: Mapping[str, list[Leaf]] = self._leaves_by_calling()
        self.typed_names: tuple[str, ...] = SAME[tuple(self._typed)]

    @property
    def spans(self) -> tuple[tuple[Group, Parts], ...]:
        """The objects that hold a start with an end or a length, with the names of these."""
        if self._spans is None:
            shapes = self.shapes if self.picked(STARTS) else ()
            self._spans = tuple([(group, parts) for group, names in shapes if (parts := SPAN_PARTS[names])])
        return self._spans

    def _leaves_by_calling(self) -> Mapping[str, list[Leaf]]:
        """The leaves whose own names say little, by what they may be called."""
        found: dict[str, list[Leaf]] = {}
        for leaf in self.leaves_of(_LITTLE):
            for called in self.callings(leaf.path, leaf.names):
                found.setdefault(called, []).append(leaf)
        return found

    def typed_of(self, table: Picked) -> Iterator[Leaf]:
        """The leaves whose own names say little, and that may be called by a name that a table picks."""
        names = table[self.typed_names]
        if len(names) > 1:
            yield from {leaf.path: leaf for name in names for leaf in self._typed[name]}.values()
        elif names:
            yield from self._typed[names[0]]

    @property
    def _row_lists(self) -> frozenset[str]:
        """Paths of the lists whose rows are objects."""
        if self._object_lists is None:
            rows = [path for path in self._groups if path.endswith("]") and path[-2:-1].isdigit()]
            self._object_lists = frozenset([path[: path.rindex("[")] for path in rows])
        return self._object_lists

    @property
    def series(self) -> tuple[Series, ...]:
        """The series whose numbers are all finite, and whose rows are not objects (those are leaves as well)."""
        if self._finite is None:
            found = tuple(
                [one for one in self.payload.series if _is_finite(one) and not self.has_object_rows(one)]
            )
            named = with_column_names(found, lambda: self.lists, self.group) if found else ()
            self._finite = tuple(named)
        return self._finite

    def has_object_rows(self, series: Series) -> bool:
        """Whether the rows of a series are objects, whose numbers are leaves as well."""
        return series.path in self._row_lists

    def group(self, path: str) -> Group | None:
        """The object at exactly this path."""
        return self._groups.get(path)

    def names_at(self, path: str) -> Names:
        """Names of all that the object at a path holds: of its scalars, and of the lists and objects within it."""
        here = self._groups.get(path)
        return (*(here.members if here else ()), *self._inner_names.get(path, ()))

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
        """Scalars of the object at a path or nearest around it, then of the one around that."""
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
        own = names[-1] if names else ""
        if own and not labels.SAYS_LITTLE[own]:
            return (own,)
        key = path[: max(path.rfind("."), path.rfind("["))], own  # the same for all of one object or list
        found = self._callings.get(key)
        if found is None:
            found = self._callings[key] = self._callings_of(path, names, own)
        return found

    def _callings_of(self, path: str, names: tuple[str, ...], own: str) -> tuple[str, ...]:
        near = self.around(path)
        found = [*self._labels(near), *self._codes(path)]
        if own and labels.is_bare(own):
            return (*found, *names[-2:-1]) if own.lower() in labels.COUNTS else tuple(found)
        far = self.around(near.path) if near else None
        found += names[-2:-1]
        found += self._labels(far)
        found += (*names[-3:-2], *names[-4:-3])
        if own and labels.is_unit(own):
            found.append(own)
        return tuple(name for name in found if name and not labels.is_neutral(name))

    def label(self, path: str) -> str:
        """What the enclosing object, or the one around it, says that it is (``name``, ``type``, ``sensor`` …)."""
        near = self.around(path)
        found = self._labels(near) or self._labels(self.around(near.path) if near else None)
        return found[0] if found else ""

    def factor(self, leaf: Leaf) -> float:
        """What a number is to be multiplied by, where the object around it says so."""
        near = self.around(leaf.path) if self._numbered else None
        return labels.numbered_factor(near.members) if near and labels.numbered_label(near.members) else 1.0

    def _labels(self, group: Group | None) -> tuple[str, ...]:
        if group is None:
            return ()
        found = self._labels_by_path.get(group.path)
        if found is None:
            found = labels.labels_of(group)
            if self._numbered and (numbered := labels.numbered_label(group.members)):
                found = (numbered,)
            self._labels_by_path[group.path] = found
        return found

    def _codes(self, path: str) -> Iterable[str]:
        """What a coded label (FHIR's ``code``) of one of the objects around says."""
        if self._coded:
            for _ in range(3):
                path = outer(path)
                if path in self._coded:
                    return self._coded[path]
        return ()

    @property
    def sent_words(self) -> frozenset[str]:
        """Words of the host and of the first segments of the path that the message was sent to."""
        if self._sent is None:
            sent = self.payload.transmission
            self._sent = all_words((sent.host, *sent.path.split("/", 8)[1:8]))
        return self._sent

    def near_words(self, path: str, names: tuple[str, ...]) -> frozenset[str]:
        """Words of all names above a value, of its siblings (lists and objects too), and of the labels around.

        Those of the other rows of its list are among them, and of what stands beside a value's own object.
        """
        near = self.around(path)
        if near is not None and len(near.members) > _MANY:
            return self._words_among_many(path, names, near.path)
        here = near.path if near else outer(path)
        rows = generic(here)
        key = rows, names, self._labels(near), tuple(near.members) if near else ()
        found = self._near_words.get(key)
        if found is None:
            found = self._near_words[key] = self._words_near(path, names, here, rows)
        return found

    def _words_among_many(self, path: str, names: Names, here: str) -> frozenset[str]:
        """The same for all values of a large object, so that its names are not gone through for each of them."""
        little = bool(names) and labels.SAYS_LITTLE[names[-1]]
        key = here, names[:-1], little, path if path in self._groups else ""
        found = self._words_of_many.get(key)
        if found is None:
            found = self._words_of_many[key] = self._words_near(path, names, here, generic(here))
        return found

    def _words_near(self, path: str, names: tuple[str, ...], here: str, rows: str) -> frozenset[str]:
        inner = self._inner_names.get(here, ())
        said = (*self._labels(self.around(path)), *self._labels(self.around(here)), *topic_steps(path))
        spoken = all_words((*names[:-1], *self.siblings(path), *(inner if len(inner) < 64 else ()), *said))
        if here.endswith("]"):
            spoken |= self._row_words(rows)
        at = path.rfind("[*][")
        if at > 0:  # one column of a matrix: the names of the others
            spoken |= all_words(self._matrices.get(path[:at], ()))
        if names and labels.SAYS_LITTLE[names[-1]]:
            beside = self._inner_names.get(outer(here), ())
            spoken |= all_words(beside if len(beside) < 64 else ())
        return spoken

    @property
    def _matrices(self) -> Mapping[str, Names]:
        """The names of the columns of every matrix whose columns have names, by its path."""
        if self._columns is None:
            self._columns = names_of_columns(self.series)
        return self._columns

    def _row_words(self, rows: str) -> frozenset[str]:
        if rows not in self._words_of_rows:
            found = self._rows.get(rows, ())[:_ROWS]
            labels = [label for row in found for label in self._labels(row)]
            if all(
                len(row.members) == 1 for row in found
            ):  # one object, laid out in rows: [{"t": 21}, {"rh": 40}]
                labels += {name for row in found for name in row.members}
            self._words_of_rows[rows] = all_words(labels)
        return self._words_of_rows[rows]

    @property
    def _rows(self) -> Mapping[str, list[Group]]:
        """The objects of each list, by their common path."""
        if self._rows_of is None:
            found: dict[str, list[Group]] = {}
            for group in self.payload.groups:
                if group.path.endswith("]"):
                    found.setdefault(generic(group.path), []).append(group)
            self._rows_of = found
        return self._rows_of

    @property
    def _inner_names(self) -> Mapping[str, list[str]]:
        """Names of the lists and objects within an object, by its path."""
        if self._inner is None:
            found: dict[str, list[str]] = {}
            named = [(item.path, item.name) for item in self.payload.groups]
            named += [(item.path, item.name) for item in self.payload.series]
            for path, name in named:
                if name and (not path.endswith("]") or path.endswith('"]')):  # rows of a list are not
                    found.setdefault(outer(path), []).append(name)
            self._inner = found
        return self._inner


def _is_finite(series: Series) -> bool:
    return all(math.isfinite(value) for column in series.columns.values() for value in column)
