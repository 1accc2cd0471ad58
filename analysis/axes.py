"""Finds the readings of three-axis sensors in a payload, and tells gravity by the shape of its values."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from typing import Final

import msgspec

from analysis.field_names import words
from analysis.gravity_shape import Row, gravity_unit, may_be_gravity
from analysis.name_tables import picking
from analysis.payload import Group, Leaf, Series
from analysis.readings import is_time_name, number, seconds_between
from analysis.remembered import Remembered
from analysis.surroundings import Surroundings, generic

Three = tuple[str, str, str]
_SEVERAL: Final = frozenset({6, 7, 9, 10})  # columns of two or three sensors, with a time or without
_AXES: Final = (
    ("x", "y", "z"),
    ("alpha", "beta", "gamma"),
    ("yaw", "pitch", "roll"),
    ("azimuth", "pitch", "roll"),
)
_SINGLE_AXES: Final = frozenset((axis,) for axes in _AXES for axis in axes)  # a list of one axis is no triple
_ANY_AXIS: Final = frozenset(axis for axes in _AXES for axis in axes)
_FILLERS: Final = frozenset({"axis", "value", "val", "component", "raw"})
_SHORT: Final = {"a": "accel", "g": "gyro", "m": "mag", "q": "quaternion"}


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
        if (three := _UNNAMED[tuple(series.columns)]) and place.has_object_rows(series):
            called = (
                place.called(series.path, series.names),
                place.label(series.path),
                *series.names[:-4:-1],
            )
            yield from _of_unnamed(series, three, called, place)
    yield from _of_objects(place)
    yield from _of_triples(place, covered)


def _triples_among(names: tuple[str, ...]) -> tuple[tuple[str, Three, Three], ...]:
    """Sensor text, axes and names of every three fields that differ in their last word only (``accX accY accZ``)."""
    by_words = {_without_fillers(words(name)): name for name in names}
    found: list[tuple[str, Three, Three]] = []
    for spoken in by_words:
        for axes in _AXES:
            first = spoken[-1:] == axes[:1]
            full = [(*spoken[:-1], axis) for axis in axes]
            if first and all(key in by_words for key in full):
                found.append(
                    (" ".join(spoken[:-1]), axes, (by_words[full[0]], by_words[full[1]], by_words[full[2]]))
                )
    for letter, sensor in _SHORT.items():
        short = [(letter + axis,) for axis in "xyz"]
        if all(key in by_words for key in short):
            found.append((sensor, _AXES[0], (by_words[short[0]], by_words[short[1]], by_words[short[2]])))
    return tuple(found)


def _without_fillers(spoken: tuple[str, ...]) -> tuple[str, ...]:
    """``xAxis``, ``axis_x`` and ``x_value`` are ``x``."""
    kept = tuple(word for word in spoken if word not in _FILLERS)
    return kept if kept and kept[-1] in _ANY_AXIS else spoken


def _unnamed_among(names: tuple[str, ...]) -> tuple[str, ...]:
    """Three short names that say nothing (``a b c``, ``ch0 ch1 ch2``), beside a time or not; () for other columns."""
    if _TRIPLES[names]:
        return ()
    plain = tuple(name for name in names if not is_time_name(name))
    short = len(plain) == 3 and len(names) <= 4 and all(0 < len(name) <= 4 for name in plain)
    return plain if short and all(name.isascii() and not name.isdigit() for name in plain) else ()


_TRIPLES: Final = Remembered(_triples_among)
_AXIS_NAMES: Final = picking(
    lambda name: (
        _without_fillers(words(name))[-1:] in _SINGLE_AXES or (len(name) == 2 and name[-1:].lower() in "xyz")
    )
)
_UNNAMED: Final = Remembered(_unnamed_among)


# -- series -------------------------------------------------------------------------------------------------------


def _of_series(series: Series, place: Surroundings) -> Iterator[Axes]:
    columns = tuple(series.columns)
    if columns == ("",):
        return
    called = (place.called(series.path, series.names), place.label(series.path), *series.names[:-4:-1])
    named = False
    for sensor, axes, (x, y, z) in _TRIPLES[columns]:
        named = True
        rows = tuple(zip(series.columns[x], series.columns[y], series.columns[z], strict=True))
        yield Axes(
            path=series.path, names=series.names, axes=axes, candidates=(sensor, *called), rows=rows,
            seconds=place.series_seconds(series), fourth=series.columns.get(_fourth_name(z), ()),
        )  # fmt: skip
    if not named and columns in (("0", "1", "2"), ("0", "1", "2", "3")):
        yield from _of_matrix(series, called, place)
    elif not named and (three := _UNNAMED[columns]):
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
        path=series.path, names=series.names, axes=_AXES[0], candidates=called, rows=rows, seconds=seconds,
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
                path=series.path, names=series.names, axes=_AXES[0], candidates=called, rows=rows,
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
                axes=_AXES[0],
                candidates=called,
                rows=rows,
                seconds=seconds,
            )
            return


# -- objects and lists of three -----------------------------------------------------------------------------------


def _of_objects(place: Surroundings) -> Iterator[Axes]:
    singles = [
        found
        for group, names in (place.shapes if len(place.picked(_AXIS_NAMES)) > 2 else ())
        if (triples := _TRIPLES[names])
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
            path=group.path, names=group.names, axes=axes, candidates=(sensor, label, *group.names[:-4:-1]),
            rows=((x, y, z),), leaves=leaves, fourth=() if w is None else (w,),
        )  # fmt: skip


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
    if path in covered or path.rpartition("[")[0] in covered or words(leaves[0].name)[-1:] in _SINGLE_AXES:
        return
    values = [value for leaf in leaves if (value := number(leaf.value)) is not None]
    if len(values) != len(leaves) or (len(values) == 4 and not is_unit_length([tuple(values)])):
        return
    called = place.called(path, leaves[0].names)
    yield Axes(
        path=path, names=leaves[0].names, axes=_AXES[0], candidates=(called, "", *leaves[0].names[:-3:-1]),
        rows=((values[0], values[1], values[2]),), leaves=tuple(leaves[:3]), fourth=tuple(values[3:]),
    )  # fmt: skip


def _fourth_name(z: str) -> str:
    """The name of the field beside x, y and z that would hold a quaternion's w."""
    return z[:-1] + ("W" if z[-1:] == "Z" else "w")


def is_unit_length(rows: Iterable[tuple[float, ...]]) -> bool:
    """Whether every row is as long as a rotation is: 1, but for rounding; not all alike an unturned one."""
    lengths = [math.hypot(*row) for row in rows]
    return bool(lengths) and all(abs(length - 1) <= 0.01 for length in lengths)
