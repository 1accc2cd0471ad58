"""Finds the readings of three-axis sensors in a payload, and tells gravity by the shape of its values."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator

import msgspec

from analysis.axis_names import AXES, AXIS_NAMES, SINGLE_AXES, TRIPLES, UNNAMED, Three
from analysis.field_names import words
from analysis.gravity_shape import Row, gravity_unit, may_be_gravity
from analysis.payload import Group, Leaf, Series
from analysis.readings import number, seconds_between
from analysis.sensor_specs import IS_RATED
from analysis.sent_names import sent_names
from analysis.surroundings import Surroundings, generic, row_count
from analysis.unnamed_axes import WIDE, numbered_axes, rises, short_axes, wide_axes, written_columns


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
        three = UNNAMED[tuple(series.columns)] or numbered_axes(series.columns) or short_axes(series.columns)
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
    elif not named and len(columns) >= WIDE[0] and row_count(series) == len("xyz") and columns[0] == "0":
        yield from _of_lying_matrix(series, called, place)
    elif not named and len(columns) in WIDE and columns == tuple(map(str, range(len(columns)))):
        yield from _of_wide_matrix(series, called, place)
    elif not named and (three := numbered_axes(series.columns) or short_axes(series.columns)):
        yield from _of_unnamed(series, three, called, place)


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


def _of_lying_matrix(series: Series, called: tuple[str, ...], place: Surroundings) -> Iterator[Axes]:
    """``[[x, x, …], [y, y, …], [z, z, …]]``, where it has the shape of gravity."""
    rows = tuple((x, y, z) for x, y, z in series.columns.values())
    if gravity_unit(rows) == "m/s²":
        yield Axes(
            path=series.path,
            names=series.names,
            axes=AXES[0],
            candidates=called,
            rows=rows,
            seconds=place.series_seconds(series),
        )


def _of_wide_matrix(series: Series, called: tuple[str, ...], place: Surroundings) -> Iterator[Axes]:
    """``[[t, ax, ay, az, gx, gy, gz], …]``: the first triple, where it has the shape of gravity; the rest has no name."""
    names = wide_axes(series.columns)
    if names:
        first = next(iter(series.columns.values()))
        rows = tuple(zip(*(series.columns[name] for name in names), strict=True))
        yield Axes(
            path=series.path, names=series.names, axes=AXES[0], candidates=called, rows=rows,
            seconds=seconds_between(first) if "0" not in names and rises(first) else place.series_seconds(series),
        )  # fmt: skip


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
        label = place.label(leaves[0].path)
        if (rows := written_columns(tuple(leaf.value for leaf in leaves))) is not None:
            yield Axes(
                path=group.path,
                names=group.names,
                axes=axes,
                rows=rows,
                candidates=(sensor, label, *group.names[:-4:-1]),
            )
        if x is None or y is None or z is None:
            continue
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
    if IS_RATED[leaves[0].name]:
        return  # the rates that a sensor can be read at
    values = [value for leaf in leaves if (value := number(leaf.value)) is not None]
    if len(values) != len(leaves) or (len(values) == 4 and not is_unit_length([tuple(values)])):
        return
    called, names = place.called(path, leaves[0].names), leaves[0].names
    short = place.label(path) if len(called) == 1 else ""  # {"s": "acc", "d": [0.1, 0.2, 9.7]}
    yield Axes(
        path=path, names=names, axes=AXES[0],
        candidates=(called, short, *names[:-3:-1], *_sent(path, called, short, names, place)),
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
