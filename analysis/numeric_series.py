"""Recognises arrays of numbers in structured values, by column."""

from __future__ import annotations

import math
import re
from itertools import islice
from typing import Final

from analysis.lazy_patterns import lazy_pattern
from analysis.units import Tree

_NUMBER: Final = lazy_pattern(r"-?\d{1,18}(?:\.\d{1,24})?(?:[eE][+-]?\d{1,3})?\Z", re.ASCII)
_FIRST: Final = frozenset("-0123456789")
MAX_COLUMNS: Final = 64
Columns = dict[str, tuple[float, ...]]


def number(value: Tree) -> float | None:
    """A finite number, also from decimal text; None for anything else (bool is no number)."""
    if isinstance(value, str):
        if value[:1] not in _FIRST or not _NUMBER.match(
            value
        ):  # most texts are no number by their first letter
            return None
    elif isinstance(value, bool) or not isinstance(value, int | float):
        return None
    try:
        as_float = float(value)
    except OverflowError:
        return None
    return as_float if math.isfinite(as_float) else None


def _numbers(values: list[Tree]) -> tuple[float, ...] | None:
    """All values as numbers; None where one is none."""
    found: list[float] = []
    for value in values:
        single = number(value)
        if single is None:
            return None
        found.append(single)
    return tuple(found)


def series_of_list(rows: list[Tree]) -> Columns:
    """Columns of ``[1, 2]``, ``[[x, y], …]`` or ``[{"x": …}, …]`` with at least two rows; ``{}`` for others."""
    if len(rows) < 2:
        return {}
    if isinstance(rows[0], dict):
        return _columns([_numbers_of(row) for row in rows if isinstance(row, dict)])
    if isinstance(rows[0], list):
        return _matrix(rows)
    numbers = _numbers(rows)
    return {} if numbers is None else {"": numbers}


def series_of_lists(members: dict[str, Tree]) -> Columns:
    """Columns of ``{"x": [...], "y": [...]}``: two or more numeric lists of one length (two rows at least)."""
    pairs = islice(members.items(), MAX_COLUMNS)
    lists = [(key, value) for key, value in pairs if isinstance(value, list) and len(value) >= 2]
    if len(lists) < 2:
        return {}
    columns = ((key, _numbers(value)) for key, value in lists)
    found: Columns = {key: column for key, column in columns if column is not None}
    lengths = [len(column) for column in found.values()]
    if len(lengths) < 2:
        return {}
    usual = max(set(lengths), key=lambda length: (lengths.count(length), length))
    same = {key: column for key, column in found.items() if len(column) == usual}
    return same if len(same) >= 2 else {}


def _numbers_of(row: dict[str, Tree]) -> dict[str, float]:
    """Numeric members of a row; those of nested objects under their own name, dotted where that is taken."""
    found: dict[str, float] = {}
    for key, value in islice(row.items(), MAX_COLUMNS):
        if isinstance(value, str) and value[:1] not in _FIRST:
            continue  # what ``number`` would say, for most members
        single = number(value)
        if single is not None:
            found[key] = single
        elif isinstance(value, dict):
            for inner, item in islice(value.items(), MAX_COLUMNS):
                nested = number(item)
                if nested is not None:
                    found[inner if inner not in row and inner not in found else f"{key}.{inner}"] = nested
    return found


def _columns(rows: list[dict[str, float]]) -> Columns:
    if len(rows) < 2:
        return {}
    counts: dict[str, int] = {}
    for row in rows:
        for key in row:
            counts[key] = counts.get(key, 0) + 1
    names = [key for key, count in counts.items() if count * 2 > len(rows)][:MAX_COLUMNS]
    whole = [row for row in rows if all(name in row for name in names)]
    if not names or len(whole) < 2:
        return {}
    return {name: tuple(row[name] for row in whole) for name in names}


def _matrix(rows: list[Tree]) -> Columns:
    width = len(rows[0]) if isinstance(rows[0], list) else 0
    if not 1 <= width <= MAX_COLUMNS:
        return {}
    table: list[tuple[float, ...]] = []
    for row in rows:
        if not isinstance(row, list) or len(row) != width:
            return {}
        numbers = _numbers(row)
        if numbers is None:
            return {}
        table.append(numbers)
    return {str(index): tuple(row[index] for row in table) for index in range(width)}
