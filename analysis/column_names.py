"""Gives the columns of a matrix the names that stand beside it: ``{"columns": ["time", "hr"], "values": [[…], …]}``.

So sent by Edge Impulse (``sensors: [{name, units}]``), InfluxDB (``columns``), pandas (``columns``, ``data``), Google Fit's
and Fitbit's exports, and tables in general.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import islice
from typing import Final

from analysis.payload import Group, Leaf, Series
from analysis.value_paths import outer

COLUMN_LISTS: Final = (
    "columns", "fields", "header", "headers", "keys", "names", "sensors", "channels", "cols", "columnNames", "column_names",
    "variables", "signals", "schema", "labels", "spalten", "felder", "colonnes", "champs", "columnas", "campos", "colunas",
    "colonne", "campi", "kolommen", "velden", "kolumny", "pola", "sloupce", "kolonner", "kolumner", "sutunlar",
    "sarakkeet", "oszlopok", "coloane", "stolpci", "stupci", "στήλες", "стовпці", "поля", "столбцы", "أعمدة", "列名",
    "h", "k", "c", "f", "hdr", "head", "col",
)  # fmt: skip
_NAMES: Final = ("name", "id", "key", "label", "type", "field")
_MOST: Final = 64  # columns
_LONGEST: Final = 64  # characters of a column's name


def with_column_names(
    found: tuple[Series, ...],
    lists: Callable[[], Mapping[str, list[Leaf]]],
    group: Callable[[str], Group | None],
) -> Iterator[Series]:
    """The series, those of matrices under the names of their columns, with each named column as a series of its own."""
    for series in found:
        width = len(series.columns)
        names = _names_beside(series, lists(), group) if width > 1 and _is_matrix(series, width) else ()
        if not names:
            yield series
            continue
        columns = dict(zip(names, series.columns.values(), strict=True))
        yield Series(
            path=series.path, context=series.context, name=series.name, names=series.names, columns=columns
        )
        for at, (name, column) in enumerate(columns.items()):
            yield Series(
                path=f"{series.path}[*][{at}]", context=series.context, name=name, names=(*series.names[:-1], name),
                columns={"": column},
            )  # fmt: skip


def names_of_columns(found: tuple[Series, ...]) -> dict[str, tuple[str, ...]]:
    """The names of the columns of every series whose columns have names, by its path."""
    named = [one for one in found if len(one.columns) > 1 and "0" not in one.columns]
    return {one.path: tuple(islice(one.columns, _MOST)) for one in named}


def _is_matrix(series: Series, width: int) -> bool:
    return "0" in series.columns and all(str(at) in series.columns for at in range(width))


def _names_beside(
    series: Series, lists: Mapping[str, list[Leaf]], group: Callable[[str], Group | None]
) -> tuple[str, ...]:
    return column_names(series.path, len(series.columns), lists, group)


def column_names(
    path: str, width: int, lists: Mapping[str, list[Leaf]], group: Callable[[str], Group | None]
) -> tuple[str, ...]:
    """As many different names as the rows at a path are wide; () where no list beside them holds so many."""
    base = outer(path)
    for key in COLUMN_LISTS:
        texts = [leaf.value for leaf in lists.get(f"{base}.{key}", ())] or [
            _own_name(group(f"{base}.{key}[{at}]")) for at in range(width)
        ]
        names = tuple(text for text in texts if isinstance(text, str) and 0 < len(text) <= _LONGEST)
        if len(names) == width and len(texts) == width and len(set(names)) == width:
            return names
    return ()


def _own_name(group: Group | None) -> str:
    members = group.members if group is not None else {}
    return next(
        (value for name in _NAMES if name in members and isinstance(value := members[name].value, str)), ""
    )
