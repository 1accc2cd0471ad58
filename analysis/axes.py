"""Finds the readings of three-axis sensors in a payload, and tells gravity by the shape of its values."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Final

import msgspec

from analysis.axis_names import AXES, AXIS_NAMES, SINGLE_AXES, TRIPLES, UNNAMED, Three
from analysis.field_names import words
from analysis.gravity_shape import Row, gravity_unit, may_be_gravity
from analysis.payload import Group, Leaf, Series
from analysis.readings import number, seconds_between
from analysis.sent_names import sent_names
from analysis.surroundings import Surroundings, generic

_SEVERAL: Final = frozenset({6, 7, 9, 10})  # columns of two or three sensors, with a time or without


class Axes(msgspec.Struct, frozen=True, kw_only=True):
    """Readings of one sensor: ``leaves`` of the only row where there is one, ``rows`` of all; ``axes`` their names.

    ``candidates`` are the texts that may name the sensor, the nearest first; ``seconds`` is the span of all rows.
    """

    path: str
    names: tuple[str, ...]
    axes: tuple[str, str, str]
    candidates: tuple[str, ...]
    rows: tuple[Row, ...]
    leaves: tuple[Leaf, ...] = ()
    seconds: float | None = None
    fourth: tuple[float, ...] = ()  # of each row, where there is one: the w of a quaternion


def find_axes(place: Surroundings) -> Iterator[Axes]:
    """Series first; then rows of objects, one for each list; then lists of three numbers."""
    claimed: list[str] = []
    for series in place.series:
        for found in _of_series(series, place):
            claimed.append(series.path)
            yield found
    covered = frozenset(claimed)
    for series in place.payload.series:
        three = UNNAMED[tuple(series.columns)] or _numbered(series)
        if three and place.has_object_rows(series):
            called = (
                place.called(series.path, series.names),
                place.label(series.path),
                *series.names[:-4:-1],
            )
            yield from _of_unnamed(series, three, called, place)
    yield from _of_objects(place)
    yield from _of_triples(place, covered)


# -- series -------------------------------------------------------------------------------------------------------


def _of_series(series: Series, place: Surroundings) -> Iterator[Axes]:
    columns = tuple(series.columns)
    if columns == ("",):
        return
    called = (place.called(series.path, series.names), place.label(series.path), *series.names[:-4:-1])
    named = False
    sent = sent_names(place.payload, series.path, series.names)
    for sensor, axes, (x, y, z) in TRIPLES[columns]:
        named = True
        rows = tuple(zip(series.columns[x], series.columns[y], series.columns[z], strict=True))
        yield Axes(
            path=series.path, names=series.names, axes=axes, rows=rows,
            candidates=(sensor, *called, *(sent if not sensor else ())),
            seconds=place.series_seconds(series), fourth=series.columns.get(_fourth_name(z), ()),
        )  # fmt: skip
    if not named and columns in (("0", "1", "2"), ("0", "1", "2", "3")):
        yield from _of_matrix(series, called, place)
    elif not named and (three := UNNAMED[columns]):
        yield from _of_unnamed(series, three, called, place)
    elif not named and len(columns) in _SEVERAL and columns == tuple(map(str, range(len(columns)))):
        yield from _of_wide_matrix(series, called, place)


def _of_matrix(series: Series, called: tuple[str, ...], place: Surroundings) -> Iterator[Axes]:
    """``[[x, y, z], …]``, or with a time before or after."""
    columns, seconds = list(series.columns.values()), place.series_seconds(series)
    fourth: tuple[float, ...] = ()
    if len(columns) == 4 and is_unit_length(zip(*columns, strict=True)):
        fourth = columns.pop()
    elif len(columns) == 4:
        for at in (0, 3):
            span = seconds_between(columns[at])
            if span is not None and sorted(columns[at]) == list(columns[at]):
                columns, seconds = columns[:at] + columns[at + 1 :], span
                break
        else:
            return
    rows = tuple(zip(*columns, strict=True))
    yield Axes(
        path=series.path, names=series.names, axes=AXES[0], candidates=called, rows=rows, seconds=seconds,
        fourth=fourth,
    )  # fmt: skip


def _numbered(series: Series) -> tuple[str, ...]:
    """Three fields in a row of a message without names (protobuf), beside a time or not; () for others."""
    names = tuple(series.columns)
    if len(names) not in (3, 4) or not all(name.isdigit() and len(name) < 3 for name in names):
        return ()
    if len(names) == 4:
        at = next((at for at in (0, 3) if _rises(series.columns[names[at]])), None)
        names = () if at is None else names[:at] + names[at + 1 :]
    numbers = [int(name) for name in names]
    return names if numbers and numbers[2] - numbers[0] == 2 else ()


def _rises(column: tuple[float, ...]) -> bool:
    """Whether whole numbers go up row by row, as times do."""
    return all(value == int(value) for value in column) and all(a < b for a, b in pairwise(column))


def _of_unnamed(
    series: Series, names: tuple[str, ...], called: tuple[str, ...], place: Surroundings
) -> Iterator[Axes]:
    """Three columns of names that say nothing, where they have the shape of gravity."""
    first, second, third = (series.columns[name] for name in names)
    if all(map(may_be_gravity, first[:3], second[:3], third[:3])):
        rows = tuple(zip(first, second, third, strict=True))
        if gravity_unit(rows) is not None:
            yield Axes(
                path=series.path, names=series.names, axes=AXES[0], candidates=called, rows=rows,
                seconds=place.series_seconds(series),
            )  # fmt: skip


def _of_wide_matrix(series: Series, called: tuple[str, ...], place: Surroundings) -> Iterator[Axes]:
    """``[[t, ax, ay, az, gx, gy, gz], …]``: the first triple, where it has the shape of gravity; the rest has no name."""
    columns = list(series.columns.values())
    seconds = place.series_seconds(series)
    if len(columns) % 3 == 1:
        seconds = seconds_between(columns[0])
        columns = columns[1:]
    for at in range(0, len(columns) - 2, 3):
        rows = tuple(zip(*columns[at : at + 3], strict=True))
        if gravity_unit(rows) is not None:
            yield Axes(
                path=series.path,
                names=series.names,
                axes=AXES[0],
                candidates=called,
                rows=rows,
                seconds=seconds,
            )
            return


# -- objects and lists of three -----------------------------------------------------------------------------------


def _of_objects(place: Surroundings) -> Iterator[Axes]:
    singles = [
        found
        for group, names in (place.shapes if len(place.picked(AXIS_NAMES)) > 2 else ())
        if (triples := TRIPLES[names])
        for found in _of_group(group, triples, place)
    ]
    return _merged(singles, place) if singles else iter(())


def _merged(singles: list[Axes], place: Surroundings) -> Iterator[Axes]:
    """Rows of one list, three or more, become one."""
    lists: dict[tuple[str, str, str], list[Axes]] = {}
    for single in singles:
        lists.setdefault((generic(single.path), single.candidates[0], single.candidates[1]), []).append(
            single
        )
    for entries in lists.values():
        if len(entries) < 3:
            yield from entries
            continue
        first = entries[0]
        yield Axes(
            path=generic(first.path), names=first.names, axes=first.axes, candidates=first.candidates,
            rows=tuple(entry.rows[0] for entry in entries),
            fourth=tuple(value for entry in entries for value in entry.fourth),
            seconds=place.times([entry.leaves[0].path for entry in entries]),
        )  # fmt: skip


def _of_group(
    group: Group, triples: tuple[tuple[str, Three, Three], ...], place: Surroundings
) -> Iterator[Axes]:
    for sensor, axes, names in triples:
        leaves = tuple(group.members[name] for name in names)
        values = [number(leaf.value) for leaf in leaves]
        x, y, z = values
        if x is None or y is None or z is None:
            continue
        label = place.label(leaves[0].path)
        last = group.members.get(_fourth_name(names[2]))
        w = number(last.value) if last is not None else None
        yield Axes(
            path=group.path, names=group.names, axes=axes,
            candidates=(sensor, label, *group.names[:-4:-1], *_sent(group.path, sensor, label, group.names, place)),
            rows=((x, y, z),), leaves=leaves, fourth=() if w is None else (w,),
        )  # fmt: skip


def _sent(path: str, sensor: str, label: str, names: tuple[str, ...], place: Surroundings) -> tuple[str, ...]:
    """What the address says, where nothing nearer says what the axes are of."""
    return () if sensor or label else sent_names(place.payload, path, names)


def _of_triples(place: Surroundings, covered: frozenset[str]) -> Iterator[Axes]:
    """``"accelerometer": [0.1, 0.2, 9.7]``, and the four numbers of a quaternion."""
    singles = [
        found
        for path, leaves in place.lists.items()
        if len(leaves) in (3, 4) and leaves[0].names
        for found in _of_list(path, leaves, place, covered)
    ]
    yield from _merged(singles, place)


def _of_list(path: str, leaves: list[Leaf], place: Surroundings, covered: frozenset[str]) -> Iterator[Axes]:
    if path in covered or path.rpartition("[")[0] in covered or words(leaves[0].name)[-1:] in SINGLE_AXES:
        return
    values = [value for leaf in leaves if (value := number(leaf.value)) is not None]
    if len(values) != len(leaves) or (len(values) == 4 and not is_unit_length([tuple(values)])):
        return
    called, names = place.called(path, leaves[0].names), leaves[0].names
    yield Axes(
        path=path, names=names, axes=AXES[0],
        candidates=(called, "", *names[:-3:-1], *_sent(path, called, "", names, place)),
        rows=((values[0], values[1], values[2]),), leaves=tuple(leaves[:3]), fourth=tuple(values[3:]),
    )  # fmt: skip


def _fourth_name(z: str) -> str:
    """The name of the field beside x, y and z that would hold a quaternion's w."""
    head, sign, unit = z.partition("(")
    return head[:-1] + ("W" if head[-1:] == "Z" else "w") + sign + unit


def is_unit_length(rows: Iterable[tuple[float, ...]]) -> bool:
    """Whether every row is as long as a rotation is: 1, but for rounding; not all alike an unturned one."""
    lengths = [math.hypot(*row) for row in rows]
    return bool(lengths) and all(abs(length - 1) <= 0.01 for length in lengths)
