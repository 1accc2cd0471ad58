"""Tables in lists: names of columns once, then rows of texts and numbers.

``{"cols": ["at", "sys", "dia"], "rows": [["07:40", 128, 81], …]}``, ``[["at", "sys", "dia"], ["07:40", 128, 81], …]``. Rows
of numbers alone are series, to which ``column_names`` gives their names.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import msgspec

from analysis.column_names import COLUMN_LISTS, column_names
from analysis.name_tables import picking
from analysis.payload import Leaf, Scalar
from analysis.surroundings import Surroundings

_MOST_ROWS, _MOST_TABLES = 64, 64
_WIDTHS: Final = range(2, 16)  # as many scalars of a list are kept
_LONGEST: Final = 40  # letters of a column's name
NAMES_COLUMNS: Final = picking(lambda name: name in COLUMN_LISTS)


class Table(msgspec.Struct, frozen=True, kw_only=True):
    """The columns of rows at a path, by name; ``names`` are those above."""

    path: str
    names: tuple[str, ...]
    columns: dict[str, tuple[Scalar, ...]]


def may_hold_tables(place: Surroundings) -> bool:
    """Whether a list is named after columns, or a list of lists begins with a text."""
    return bool(place.picked(NAMES_COLUMNS)) or any(
        leaves[0].path.endswith("[0][0]") and isinstance(leaves[0].value, str) for leaves in place.by_name.values()
    )


def named_rows(place: Surroundings) -> Iterator[Table]:
    """The tables of a message whose rows are not numbers alone."""
    rows_of: dict[str, list[list[Leaf]]] = {}
    for path, items in place.lists.items():
        if path.endswith("]") and len(items) in _WIDTHS:
            rows = path[: path.rindex("[")]
            if rows in rows_of or len(rows_of) < _MOST_TABLES:
                held = rows_of.setdefault(rows, [])
                if len(held) < _MOST_ROWS:
                    held.append(items)
    numeric = {series.path for series in place.payload.series}
    for path, rows in rows_of.items():
        width = len(rows[0])
        if any(len(row) != width for row in rows):
            continue
        names = _named_by_first(rows)
        told = rows[1:] if names else rows
        if not names and path not in numeric:
            names = column_names(path, width, place.lists, place.group)
        if names:
            columns = {name: tuple(row[at].value for row in told) for at, name in enumerate(names)}
            yield Table(path=path, names=rows[0][0].names[:-1], columns=columns)


def _named_by_first(rows: list[list[Leaf]]) -> tuple[str, ...]:
    """The texts of the first row, where no number is among them and one is in the second."""
    names = tuple(
        item.value for item in rows[0] if isinstance(item.value, str) and 0 < len(item.value) <= _LONGEST
    )
    fits = len(rows) > 1 and len(set(names)) == len(rows[0]) and not any(name[0].isdecimal() for name in names)
    return names if fits and any(isinstance(item.value, int | float) for item in rows[1]) else ()
