"""Gives the columns of a matrix the names that stand beside it: ``{"columns": ["time", "hr"], "values": [[…], …]}``.

So sent by Edge Impulse (``sensors: [{name, units}]``), InfluxDB (``columns``), pandas (``columns``, ``data``), Google Fit's
and Fitbit's exports, and tables in general.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Final

from analysis.payload import Group, Leaf, Series
from analysis.value_paths import outer

_LISTS: Final = (
    "columns", "fields", "header", "headers", "keys", "names", "sensors", "channels", "cols", "columnNames", "column_names",
    "variables", "signals", "schema", "labels",
)  # fmt: skip
_NAMES: Final = ("name", "id", "key", "label", "type", "field")
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


def _is_matrix(series: Series, width: int) -> bool:
    return "0" in series.columns and all(str(at) in series.columns for at in range(width))


def _names_beside(
    series: Series, lists: Mapping[str, list[Leaf]], group: Callable[[str], Group | None]
) -> tuple[str, ...]:
    """As many different names as there are columns; () where no list beside the matrix holds them."""
    base, width = outer(series.path), len(series.columns)
    for key in _LISTS:
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
