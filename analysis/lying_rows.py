"""Finds few rows of three axes within one text: columns that lie side by side, and rows between colons.

``…;0.11,0.14,0.13,0.12;-1.92,-1.88,-1.95,-1.90;9.61,9.58,9.63,9.60-1,2,…`` as Akamai's SDK for apps gives accelerometer and
gyroscope in public descriptions of its ``sensor_data`` (from memory); ``dm=0.12,0.31,9.72:0.15,0.33,9.70:…|…``.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Final

from analysis.gravity_shape import Row, few_under_gravity
from analysis.lazy_patterns import lazy_pattern

_NUMBER: Final = r"-?[0-9]{1,3}+\.[0-9]{1,9}+"
_LIST: Final = lazy_pattern(rf"{_NUMBER}(?:,{_NUMBER}){{3,999}}+")
_TRIPLE: Final = rf"{_NUMBER},{_NUMBER},{_NUMBER}"
_RUN: Final = lazy_pattern(rf"(?<![0-9.,-]){_TRIPLE}(?:([:;|/_])(?:{_TRIPLE})(?=\1|[^0-9.,]|\Z)){{3,999}}+")
_CELL: Final = lazy_pattern(_NUMBER)
_MOST: Final = 64  # pieces of one text, and runs
_LONGEST: Final = 65_536  # characters that are looked at
_LEAST: Final = 4  # rows


def few_rows(text: str) -> Iterator[tuple[Row, ...]]:
    """Rows of one text that are under gravity in m/s²."""
    for rows in (*_lying(text), *islice(_running(text), 8)):
        if len(rows) >= _LEAST and few_under_gravity(rows) == "m/s²":
            yield rows


def _lying(text: str) -> Iterator[tuple[Row, ...]]:
    pieces = text[:_LONGEST].split(";", _MOST)[:_MOST]
    for at in range(len(pieces) - 2):
        if _LIST.fullmatch(pieces[at + 1]) is None:
            continue
        middle = _numbers(pieces[at + 1])
        first = _numbers(pieces[at][-16 * len(middle) - 16 :])[-len(middle) :]
        last = _numbers(pieces[at + 2][: 16 * len(middle) + 16])[: len(middle)]
        if len(first) == len(middle) == len(last) and _LIST.match(pieces[at + 2]):
            yield tuple(zip(first, middle, last, strict=True))


def _running(text: str) -> Iterator[tuple[Row, ...]]:
    for found in _RUN.finditer(text[:_LONGEST]):
        numbers = _numbers(found[0])
        yield tuple(zip(numbers[::3], numbers[1::3], numbers[2::3], strict=True))


def _numbers(piece: str) -> list[float]:
    return [float(cell) for cell in _CELL.findall(piece)]
