"""Tables in lists: names of columns once, then rows of texts and numbers.

``{"cols": ["at", "sys", "dia"], "rows": [["07:40", 128, 81], …]}``, ``[["at", "sys", "dia"], ["07:40", 128, 81], …]``. Rows
of numbers alone are series, to which ``column_names`` gives their names.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import msgspec

from analysis.column_names import COLUMN_LISTS, column_names
from analysis.lazy_patterns import lazy_pattern
from analysis.name_tables import picking
from analysis.payload import Leaf, Payload, Series
from analysis.readings import measured_number
from analysis.surroundings import Surroundings, outer, surroundings

_MOST_ROWS, _MOST_TABLES = 64, 64
_WIDTHS: Final = range(2, 16)  # as many scalars of a list are kept
_LONGEST: Final = 40  # letters of a column's name
_BETWEEN: Final = lazy_pattern(r"[,;|\t]")
_SHORT: Final = frozenset({"h", "k", "c", "f"})  # of which a message has many that head no table
_LONG: Final = frozenset(COLUMN_LISTS) - _SHORT
NAMES_COLUMNS: Final = picking(lambda name: name in _LONG, spelled=_LONG)
_SHORT_HEADS: Final = picking(lambda name: name in _SHORT, spelled=_SHORT)


class Table(msgspec.Struct, frozen=True, kw_only=True):
    """The columns of rows at a path, by name; ``names`` are those above."""

    path: str
    names: tuple[str, ...]
    columns: dict[str, tuple[Leaf, ...]]


_last_asked: tuple[Surroundings, bool] | None = None
_last_read: tuple[Surroundings, list[Table]] | None = None


def may_hold_tables(place: Surroundings) -> bool:
    """Whether a list is named after columns, or a list of lists begins with a text; that of the last message is kept."""
    global _last_asked
    last = _last_asked
    if last is None or last[0] is not place:
        last = _last_asked = place, _may_hold(place)
    return last[1]


def _may_hold(place: Surroundings) -> bool:
    if place.picked(NAMES_COLUMNS):
        return True
    if any(
        leaf.path.endswith("[0]") and isinstance(leaf.value, str) for leaf in place.leaves_of(_SHORT_HEADS)
    ):
        return True
    return any(leaf.path.endswith("[0][0]") and isinstance(leaf.value, str) for leaf in place.in_lists)


def may_hold_columns(payload: Payload) -> bool:
    """The same of a message, for the needs of a detector."""
    return may_hold_tables(surroundings(payload))


def columns_as_series(place: Surroundings) -> list[Series]:
    """The columns of numbers in such tables, each a series; the names of the other columns stand above its own."""
    found: list[Series] = []
    for table in named_rows(place) if may_hold_tables(place) else ():
        for at, (name, column) in enumerate(table.columns.items()):
            amounts = [
                measured_number(leaf.value) if not isinstance(leaf.value, bool) else None for leaf in column
            ]
            numbers = tuple(amount for amount in amounts if amount is not None)
            if len(numbers) == len(column):
                others = tuple(other for other in table.columns if other != name)
                found.append(
                    Series(
                        path=f"{table.path}[*][{at}]", context="body", name=name, names=(*table.names, *others, name),
                        columns={"": numbers},
                    )
                )  # fmt: skip
    return found


def named_rows(place: Surroundings) -> list[Table]:
    """The tables of a message whose rows are not numbers alone; those of the last message are kept."""
    global _last_read
    last = _last_read
    if last is None or last[0] is not place:
        last = _last_read = place, list(_tables(place))
    return last[1]


def _tables(place: Surroundings) -> Iterator[Table]:
    rows_of: dict[str, list[list[Leaf]]] = {}
    for path, items in place.lists.items():
        if path.endswith("]") and len(items) in _WIDTHS:
            above = path[: path.rindex("[")]
            if above in rows_of or len(rows_of) < _MOST_TABLES:
                held = rows_of.setdefault(above, [])
                if len(held) < _MOST_ROWS:
                    held.append(items)
    numeric = {series.path for series in place.payload.series}
    for path, rows in rows_of.items():
        width = len(rows[0])
        if any(len(row) != width for row in rows):
            continue
        names = _named_by_first(rows)
        told = rows[1:] if names else rows
        if not names:
            listed = column_names(path, width, place.lists, place.group)
            names = () if listed and path in numeric else listed or _named_in_a_text(path, width, place)
        if names:
            columns = {name: tuple(row[at] for row in told) for at, name in enumerate(names)}
            yield Table(path=path, names=rows[0][0].names[:-1], columns=columns)


def _named_in_a_text(path: str, width: int, place: Surroundings) -> tuple[str, ...]:
    """``{"cols": "ts,sys,dia", "rows": [[…], …]}``."""
    group = place.group(outer(path))
    for name in COLUMN_LISTS if group is not None else ():
        leaf = group.members.get(name) if group is not None else None
        if leaf is not None and isinstance(leaf.value, str) and len(leaf.value) <= _LONGEST * width:
            names = tuple(piece.strip() for piece in _BETWEEN.split(leaf.value))
            if len(names) == width == len(set(names)) and all(names):
                return names
    return ()


def _named_by_first(rows: list[list[Leaf]]) -> tuple[str, ...]:
    """The texts of the first row, where no number is among them and one is in the second."""
    names = tuple(
        item.value for item in rows[0] if isinstance(item.value, str) and 0 < len(item.value) <= _LONGEST
    )
    fits = (
        len(rows) > 1 and len(set(names)) == len(rows[0]) and not any(name[0].isdecimal() for name in names)
    )
    return names if fits and any(isinstance(item.value, int | float) for item in rows[1]) else ()
