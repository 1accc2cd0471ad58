"""Recognises arrays of numbers in structured values, by column."""

from __future__ import annotations

import math
import re
from typing import Final

from analysis.units import Tree

_NUMBER: Final = re.compile(r"-?\d{1,18}(?:\.\d{1,24})?(?:[eE][+-]?\d{1,3})?\Z", re.ASCII)
MAX_COLUMNS: Final = 64
Columns = dict[str, tuple[float, ...]]


def number(value: Tree) -> float | None:
    """A finite number, also from decimal text; None for anything else (bool is no number)."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    if isinstance(value, str) and not _NUMBER.match(value):
        return None
    try:
        as_float = float(value)
    except OverflowError:
        return None
    return as_float if math.isfinite(as_float) else None


def series_of_list(rows: list[Tree]) -> Columns:
    """Columns of ``[1, 2]``, ``[[x, y], …]`` or ``[{"x": …}, …]`` with at least two rows; ``{}`` for others."""
    if len(rows) < 2:
        return {}
    if isinstance(rows[0], dict):
        return _columns([_numbers_of(row) for row in rows if isinstance(row, dict)])
    if isinstance(rows[0], list):
        return _matrix(rows)
    numbers = [number(row) for row in rows]
    return {"": tuple(value for value in numbers if value is not None)} if None not in numbers else {}


def series_of_lists(members: dict[str, Tree]) -> Columns:
    """Columns of ``{"x": [...], "y": [...]}``: two or more numeric lists of one length (two rows at least)."""
    found: Columns = {}
    for key, value in list(members.items())[:MAX_COLUMNS]:
        if isinstance(value, list) and len(value) >= 2:
            numbers = [number(item) for item in value]
            if None not in numbers:
                found[key] = tuple(item for item in numbers if item is not None)
    lengths = [len(column) for column in found.values()]
    if len(lengths) < 2:
        return {}
    usual = max(set(lengths), key=lambda length: (lengths.count(length), length))
    same = {key: column for key, column in found.items() if len(column) == usual}
    return same if len(same) >= 2 else {}


def _numbers_of(row: dict[str, Tree]) -> dict[str, float]:
    """Numeric members of a row; those of nested objects under their own name, dotted where that is taken."""
    found: dict[str, float] = {}
    for key, value in list(row.items())[:MAX_COLUMNS]:
        single = number(value)
        if single is not None:
            found[key] = single
        elif isinstance(value, dict):
            for inner, item in list(value.items())[:MAX_COLUMNS]:
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
    table: list[list[float]] = []
    for row in rows:
        if not isinstance(row, list) or len(row) != width:
            return {}
        numbers = [number(item) for item in row]
        if None in numbers:
            return {}
        table.append([item for item in numbers if item is not None])
    return {str(index): tuple(row[index] for row in table) for index in range(width)}
