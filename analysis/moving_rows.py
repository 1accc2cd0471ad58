"""Finds positions in rows of numbers that nothing names: two columns that move over the ground as somebody does.

``[[1795350000, 521234567, 134102345, 48], …]`` in JSON, MessagePack or CBOR, and the same in numbered fields. The two stand
side by side, have the digits of positions (degrees with five decimals, or integers of ten-millionths or millionths), go by
small steps that go on in one direction, as noise does not, and no faster than a car or a train where the rows have times.
"""

from __future__ import annotations

import math
import re
import struct
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Final

import msgspec

from analysis.coordinates import decimals_of, is_position
from analysis.field_names import all_words
from analysis.lazy_patterns import lazy_pattern
from analysis.packed_numbers import shortest_float
from analysis.payload import Series
from analysis.place_names import BOUNDS
from analysis.readings import instant
from analysis.surroundings import Surroundings

Columns = Mapping[str, Sequence[float]]
Points = list[tuple[float, float]]

LEAST_ROWS: Final = 4
_LOOKED_AT: Final = 64  # rows from which it is told
_MOST_COLUMNS: Final = 16
_NUMBERS: Final = lazy_pattern(r"[0-9]{1,4}(?:\.[0-9]{1,4}){0,2}")
_ROW: Final = lazy_pattern(r"(.*)\[[0-9]{1,9}\]", re.DOTALL)
_LEAST_DECIMALS: Final = 5  # a metre; readings of other things seldom have as many
_MOST_DECIMALS: Final = 8  # more are computed, as means are
_MOST_OF: Final = 0.7  # of the numbers have so many decimals: some end in zeros
_FARTHEST_NORTH: Final = 85.0
_LEAST_ANGLE: Final = 3.0  # degrees of one of the two; shares, axes and colours are smaller
_APART: Final = (
    0.5  # degrees between the two; bid and ask, and two means of one thing, are nearer to one another
)
_USUAL_STEP: Final = 0.01  # degrees, a kilometre
_TIMELESS_STEP: Final = 0.003  # where no time tells the speed
_FASTEST: Final = 0.0025  # degrees in a second, some 280 m: an airliner
_GOES_ON: Final = (
    0.25  # the least mean cosine between one step and the next; of noise it is -0.5, of a random walk 0
)
_EPOCHS: Final = (1, 10**3, 10**6)  # units in a second
_OUR_DAYS: Final = (946_684_800, 2_208_988_800)  # 2000 to 2039, in s
_YEARS: Final = 63_072_000  # two, in s
_SCALES: Final = (6, 7)  # as for single positions: millionths, where they would be on the globe
_LARGEST_SINGLE: Final = 1e38
_SIGN: Final = 1 << 63
_WRAP: Final = 1 << 64


class Moving(msgspec.Struct, frozen=True, kw_only=True):
    """Positions out of rows that nothing names; ``seconds`` from the first to the last where the rows have times."""

    path: str
    points: Points
    decimals: int
    seconds: float | None


def moving_series(place: Surroundings) -> Iterator[Moving]:
    """Those of matrices, of rows in which texts or times stand beside numbers, and of rows of numbered fields."""
    for series in place.series:
        if len(series.columns) > 1 and "0" in series.columns and _may_hold(series):
            yield from _of(series.path, series.columns)
    for series in place.payload.series:
        if "protobuf" in series.path and place.has_object_rows(series) and _may_hold(series):
            found = [*_of(series.path, _whole(series.columns))]
            yield from found or _of(series.path, _of_four_bytes(series.columns))
    for path, columns in _mixed(place):
        yield from _of(path, columns)


def _may_hold(series: Series) -> bool:
    return (
        2 <= len(series.columns) <= _MOST_COLUMNS
        and all(map(_NUMBERS.fullmatch, series.columns))
        and BOUNDS.isdisjoint(all_words(series.names[-2:]))
    )


def _whole(columns: Columns) -> Columns:
    """The columns of whole numbers, those that were negative as such (protobuf's varints have 64 bits)."""
    return {
        name: [value - _WRAP if value >= _SIGN else value for value in column]
        for name, column in columns.items()
        if all(value == int(value) for value in column[:_LOOKED_AT])
    }


def _of_four_bytes(columns: Columns) -> Columns:
    """The columns as signed numbers of four bytes (protobuf's sfixed32), where some passed for floats; else none.

    Without a schema four bytes are shown as a float where they make a usual one, as most of Meshtastic's angles do.
    """
    if all(value == int(value) for column in columns.values() for value in column[:_LOOKED_AT]):
        return {}
    found: dict[str, Sequence[float]] = {}
    for name, column in columns.items():
        if all(map(_is_of_four_bytes, column)) and any(value != int(value) for value in column):
            found[name] = [float(struct.unpack("i", struct.pack("f", value))[0]) for value in column]
        elif all(value == int(value) for value in column):
            found[name] = column
    return found if any(_times(column) for column in found.values()) else {}


def _is_of_four_bytes(value: float) -> bool:
    return (
        abs(value) < _LARGEST_SINGLE
        and shortest_float(struct.unpack("f", struct.pack("f", value))[0]) == value
    )


def _mixed(place: Surroundings) -> Iterator[tuple[str, Columns]]:
    """The columns of rows that hold a time as text beside numbers."""
    rows: dict[str, list[list[object]]] = {}
    for path, leaves in place.lists.items():
        above = _ROW.fullmatch(path) if 3 <= len(leaves) <= _MOST_COLUMNS else None
        if above is not None and any(isinstance(leaf.value, str) for leaf in leaves):
            rows.setdefault(above[1], []).append([leaf.value for leaf in leaves])
    for path, found in rows.items():
        width = len(found[0])
        if len(found) < LEAST_ROWS or any(len(row) != width for row in found):
            continue
        columns: dict[str, list[float]] = {}
        for at in range(width):
            values = [_number(row[at]) for row in found]
            if None not in values:
                columns[str(at)] = [value for value in values if value is not None]
        yield path, columns


def _number(value: object) -> float | None:
    if isinstance(value, str):
        return instant(value) if 10 <= len(value) <= 40 and value[:2] == "20" else None
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


def _of(path: str, columns: Columns) -> Iterator[Moving]:
    rows = min(map(len, columns.values()), default=0)
    if rows < LEAST_ROWS:
        return
    names = sorted(columns, key=lambda name: tuple(map(int, name.split("."))))
    timed = {name: seconds for name in names if (seconds := _times(columns[name]))}
    for first, second in pairwise(names):
        beside = [seconds for name, seconds in timed.items() if name not in (first, second)]
        times = next(iter(beside), None)
        apart = any(name in timed and not _is_no_time(timed[name], times) for name in (first, second))
        scale = None if apart else _scale(columns[first], columns[second])
        if scale is None or (len(names) == 2 and scale):
            continue
        head = _points(columns[first][:_LOOKED_AT], columns[second][:_LOOKED_AT], scale)
        if head and moves(head, times):
            points = _points(columns[first], columns[second], scale)
            span = abs(times[-1] - times[0]) if times else None
            decimals = scale or max(decimals_of(float(value)) for value in columns[first][:LEAST_ROWS])
            if points:
                yield Moving(path=path, points=points, decimals=decimals, seconds=span)
            return


def _times(column: Sequence[float]) -> list[float] | None:
    """Seconds, where a column rises or falls within our days; None for every other."""
    for unit in _EPOCHS:
        if all(_OUR_DAYS[0] * unit <= value <= _OUR_DAYS[1] * unit for value in (column[0], column[-1])):
            seconds = [value / unit for value in column]
            steps = [after - before for before, after in pairwise(seconds)]
            return seconds if all(step >= 0 for step in steps) or all(step <= 0 for step in steps) else None
    return None


def _is_no_time(column: Sequence[float], times: Sequence[float] | None) -> bool:
    """Whether what may be a time is none, for another column is: ten-millionths of 95 to 160 degrees east look like one."""
    return times is not None and abs(column[0] - times[0]) > _YEARS


def _scale(first: Sequence[float], second: Sequence[float]) -> int | None:
    """0 for degrees, 7 or 6 for integers of so many decimals; None where two columns have not the digits of positions."""
    head, beside = first[:_LOOKED_AT], second[:_LOOKED_AT]
    most = max(max(map(abs, head)), max(map(abs, beside)))
    if most <= 180:
        fine = all(_is_fine(column) for column in (head, beside))
        return 0 if fine and most >= _LEAST_ANGLE else None
    if any(value != int(value) for value in (*head, *beside)):
        return None
    for scale in _SCALES:
        north, east = sorted((max(map(abs, head)), max(map(abs, beside))))
        least = 10.0 ** (scale - 1) * _LEAST_ANGLE
        if least <= east <= 180 * 10**scale and north >= least / 100 and most >= 10 ** (scale + 1) // 2:
            return scale
    return None


def _is_fine(column: Sequence[float]) -> bool:
    """Whether most numbers were written with the decimals that receivers give, and are none of single precision.

    A float of 32 bits shows up to six decimals of whatever a sensor measures; one of a position would be metres off.
    """
    fine = sum(_LEAST_DECIMALS <= decimals_of(float(value)) <= _MOST_DECIMALS for value in column)
    return fine >= _MOST_OF * len(column) and not all(map(_is_single, column))


def _is_single(value: float) -> bool:
    single: float = struct.unpack("f", struct.pack("f", value))[0]
    return single == value


def _points(first: Sequence[float], second: Sequence[float], scale: int) -> Points:
    """Latitudes and longitudes; none where one of them is no place where people are."""
    divided = 10.0**scale
    swap = max(map(abs, first)) > 90 * divided
    north, east = (second, first) if swap else (first, second)
    points = [(lat / divided, lon / divided) for lat, lon in zip(north, east, strict=False)]
    right = all(is_position(*point) and abs(point[0]) <= _FARTHEST_NORTH for point in points)
    return points if right and abs(points[0][0] - points[0][1]) >= _APART else []


def moves(points: Points, times: list[float] | None) -> bool:
    """Whether positions move on by steps that somebody makes."""
    steps = [(after[0] - before[0], after[1] - before[1]) for before, after in pairwise(points)]
    sizes = [math.hypot(*step) for step in steps]
    moved = [step for step, size in zip(steps, sizes, strict=True) if size > 0]
    if len(moved) < max(3, len(steps) // 2):
        return False
    usual = sorted(sizes)[len(sizes) // 2]
    if usual > (_USUAL_STEP if times else _TIMELESS_STEP):
        return False
    if times and not all(
        size <= max(_FASTEST * abs(then - now), 1e-4)
        for size, (now, then) in zip(sizes, pairwise(times), strict=False)
    ):
        return False
    turns = [_cosine(one, next_one) for one, next_one in pairwise(moved)]
    return sum(turns) / len(turns) >= _GOES_ON


def _cosine(one: tuple[float, float], other: tuple[float, float]) -> float:
    return (one[0] * other[0] + one[1] * other[1]) / (math.hypot(*one) * math.hypot(*other))
