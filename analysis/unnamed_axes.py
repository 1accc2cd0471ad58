"""Finds the three columns that have the shape of gravity among columns without names: in protobuf rows and wide matrices."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice, pairwise
from typing import Final

from analysis.gravity_shape import Row, gravity_unit, may_be_gravity
from analysis.lazy_patterns import lazy_pattern
from analysis.payload import Scalar

WIDE: Final = range(5, 17)  # columns of one sensor or more with a time, a counter, a pulse
_MOST: Final = 16  # columns that are looked at
_SEVERAL: Final = frozenset({6, 7, 9, 10})  # columns of two or three sensors, with a time or without
_NUMBERED: Final = lazy_pattern(r"[0-9]{1,2}(?:\.[0-9]{1,2}){0,3}")
_SHORT: Final = 4  # letters of a name that says nothing
_LONGEST_TEXT: Final = 1 << 20
_CELL: Final = lazy_pattern(r"-?[0-9]{1,7}+(?:\.[0-9]{1,17}+)?+")
_WRITTEN: Final = lazy_pattern(rf"\[?{_CELL.pattern}(?:[,;| ] ?{_CELL.pattern}){{2,20000}}+\]?")
_LEAST: Final = 3  # rows that tell at once that most columns are no gravity
_Columns = Mapping[str, tuple[float, ...]]


def numbered_axes(columns: _Columns) -> tuple[str, ...]:
    """Three fields, one after the other, of rows in a message without names (protobuf); () where none are under gravity.

    A row may hold a time or a counter before them, and other sensors after them.
    """
    names = tuple(columns)
    if not 3 <= len(names) <= _MOST or not all(map(_NUMBERED.fullmatch, names)):
        return ()
    if len(names) > 4:
        return in_metres(columns) or _first(columns, _windows(names), only="mg")
    rest = names
    if len(names) == 4:
        at = next((at for at in (0, 3) if rises(columns[names[at]])), None)
        rest = () if at is None else names[:at] + names[at + 1 :]
    numbers = [int(name.rpartition(".")[2]) for name in rest]
    return rest if numbers and numbers[2] - numbers[0] == 2 else ()


def wide_axes(columns: _Columns) -> tuple[str, ...]:
    """Three columns of a matrix of five to sixteen that are under gravity; () where there are none.

    Where the columns are three for each sensor, gravity may have any unit; else it is in m/s².
    """
    names = tuple(columns)
    if len(names) in _SEVERAL:
        start = len(names) % 3
        aligned = (names[at : at + 3] for at in range(start, len(names) - 2, 3))
        if found := _first(columns, aligned):
            return found
    return in_metres(columns)


def short_axes(columns: _Columns) -> tuple[str, ...]:
    """Three of five to ten short names that say nothing (``t a b c d e f``), under gravity in m/s²; () for other columns."""
    names = tuple(columns)
    if not 5 <= len(names) <= 10 or not all(0 < len(name) <= _SHORT and not name.isdigit() for name in names):
        return ()
    return in_metres(columns)


def written_columns(values: tuple[Scalar, ...]) -> tuple[Row, ...] | None:
    """The rows of three columns that are written as texts: ``"0.12,0.14,0.15"``; None for anything else."""
    columns: list[tuple[float, ...]] = []
    for value in values:
        if not isinstance(value, str) or len(value) > _LONGEST_TEXT or _WRITTEN.fullmatch(value) is None:
            return None
        columns.append(tuple(map(float, _CELL.findall(value))))
    if len({len(column) for column in columns}) != 1 or all(
        column.count(0) == len(column) for column in columns
    ):
        return None
    x, y, z = columns
    return tuple(zip(x, y, z, strict=True))


def in_metres(columns: _Columns) -> tuple[str, ...]:
    """Three columns, one after the other, that are under gravity in m/s²; () where there are none."""
    names = tuple(columns)
    return _first(columns, _windows(names), only="m/s²")


def rises(column: Sequence[float]) -> bool:
    """Whether whole numbers go up row by row, as times do."""
    return all(value == int(value) for value in column) and all(a < b for a, b in pairwise(column))


def _windows(names: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    return (names[at : at + 3] for at in range(min(len(names), _MOST) - 2))


def _first(columns: _Columns, triples: Iterator[tuple[str, ...]], only: str = "") -> tuple[str, ...]:
    for names in triples:
        x, y, z = (columns[name] for name in names)
        if not all(map(may_be_gravity, *(islice(column, _LEAST) for column in (x, y, z)))):
            continue
        unit = gravity_unit(list(zip(x, y, z, strict=True)))
        if unit is not None and only in ("", unit):
            return names
    return ()
