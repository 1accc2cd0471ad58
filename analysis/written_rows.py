"""Finds readings of three axes that are written into one text: rows between semicolons, in a text of other things as well.

So sent by programs that tell people from robots: a text of sections, whose rows of motion are ``2,100,0.08,5.30,7.57,1;…``
(Akamai's Bot Manager, as public descriptions of its unencrypted form give it), and by studies and games that pack a
window of readings into one value. What is named after a sensor is told by its name; the rest by the shape of gravity.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain, islice, pairwise
from typing import Final

from analysis.axes import Axes
from analysis.axis_names import AXES
from analysis.lazy_patterns import lazy_pattern
from analysis.lying_rows import few_rows
from analysis.motion_names import SENSORS
from analysis.payload import Leaf
from analysis.surroundings import Surroundings
from analysis.texts import TextShape, texts_like
from analysis.unnamed_axes import in_metres, rises

_BETWEEN_ROWS: Final = (";", "|", "\n", "#")
_NUMBER: Final = r"-?[0-9]{1,19}+(?:\.[0-9]{1,17}+)?+"
_ROW: Final = lazy_pattern(rf"\s?[\[(]?{_NUMBER}(?:[,;:_\t |]\s?{_NUMBER}){{2,15}}+[,;]?[\])]?\s?")
_CELL: Final = lazy_pattern(_NUMBER)
_FLAT: Final = lazy_pattern(rf"{_NUMBER}(?:[,; ]{_NUMBER}){{29,}}+")
_FRACTIONS: Final = lazy_pattern(r"[0-9]\.[0-9]{1,17}[,;:_\t |] ?-?[0-9]{1,4}\.[0-9]")
_SHORTEST, _LONGEST = 40, 1 << 20  # characters
_MOST: Final = 20_000  # rows
_LEAST: Final = 8  # rows; of a text that is named after a sensor, fewer
_LEAST_NAMED: Final = 3
_Rows = list[tuple[float, ...]]


def _may_hold_rows(text: str) -> bool:
    if not _SHORTEST <= len(text) <= _LONGEST or _FRACTIONS.search(text) is None:
        return False
    return any(text.count(mark) >= _LEAST_NAMED - 1 for mark in _BETWEEN_ROWS) or text.count(",") >= 29


WRITTEN_ROWS: Final = TextShape(_may_hold_rows, headers=False, shortest=_SHORTEST)
_TAGGED: Final = lazy_pattern(
    r"(?<![A-Za-z0-9_])([A-Za-z][A-Za-z_]{1,23}+)[=:;,|\t ]{1,2}+"
    rf"[\[({{]?((?:{_NUMBER}[,;:|\t /]{{1,2}}+){{2,9}}{_NUMBER})"
)
_TAG: Final = lazy_pattern(r"(?:acc|gyr|bes|kreis)[a-z]{0,20}[=:;,|\t ]{1,2}[\[({]?-?[0-9]", re.IGNORECASE)
_MOST_TAGS: Final = 64
_TAG_STARTS: Final = ("acc", "gyr", "bes", "kreis")


def _may_be_tagged(text: str) -> bool:
    if not 12 <= len(text) <= _LONGEST:
        return False
    small = text.lower()
    return any(start in small for start in _TAG_STARTS) and _TAG.search(text) is not None


TAGGED_TEXT: Final = TextShape(_may_be_tagged, headers=False, shortest=12)


def tagged_texts(place: Surroundings) -> Iterator[tuple[Leaf, str, str]]:
    """Each text that says ``ACC;1795350000;0.12;0.33;9.71`` or ``acc=0.12,0.33,9.71``: with the sensor, and the numbers."""
    for leaf, text in texts_like(place.payload, TAGGED_TEXT):
        known: set[str] = set()
        for found in islice(_TAGGED.finditer(text), _MOST_TAGS):
            sensor = next((sensor for sensor, _ in SENSORS[found[1]] if sensor in _FELT), "")
            numbers = _measured(_CELL.findall(found[2])) if sensor and sensor not in known else ()
            if numbers:
                known.add(sensor)
                yield leaf, sensor, ", ".join(numbers)


_FELT: Final = frozenset({"accelerometer", "gyroscope"})


def _measured(cells: list[str]) -> tuple[str, ...]:
    """The three fractions behind a time or a counter; () where they are not three."""
    at = next((at for at, cell in enumerate(cells) if "." in cell), len(cells))
    rest = tuple(cells[at:])
    return rest if at <= 2 and len(rest) == 3 and sum("." in cell for cell in rest) >= 2 else ()


def written_axes(place: Surroundings) -> Iterator[Axes]:
    """The first rows under gravity of every text, and those of a text that is named after a sensor; each text once."""
    known: list[str] = []
    for leaf, text in texts_like(place.payload, WRITTEN_ROWS):
        if any(path.startswith(f"{leaf.path}>") for path in known):
            continue  # what stands in it was read
        called = (place.called(leaf.path, leaf.names), *leaf.names[:-3:-1])
        few = next(few_rows(text), None)
        if few is not None:
            known.append(leaf.path)
            yield Axes(path=leaf.path, names=leaf.names, axes=AXES[0], candidates=called, rows=few)
            continue
        for rows in _runs(text):
            found = _axes_of(rows, leaf, called)
            if found is not None:
                known.append(leaf.path)
                yield found
                break


def _runs(text: str) -> Iterator[_Rows]:
    """Rows of as many numbers that follow one another, by each mark that may stand between rows."""
    for mark in _BETWEEN_ROWS:
        pieces = text.split(mark, _MOST)
        if len(pieces) >= _LEAST_NAMED:
            yield from _alike(pieces)
    if _FLAT.fullmatch(text):
        numbers = [float(cell) for cell in _CELL.findall(text)[: 3 * _MOST]]
        if len(numbers) % 3 == 0:
            yield list(zip(numbers[::3], numbers[1::3], numbers[2::3], strict=True))


def _alike(pieces: list[str]) -> Iterator[_Rows]:
    rows: _Rows = []
    for piece in chain(pieces, ("",)):
        row = tuple(map(float, _CELL.findall(piece))) if _ROW.fullmatch(piece) else ()
        if rows and len(row) != len(rows[0]):
            if len(rows) >= _LEAST_NAMED:
                yield rows
            rows = []
        if row:
            rows.append(row)


def _axes_of(rows: _Rows, leaf: Leaf, called: tuple[str, ...]) -> Axes | None:
    columns = {str(at): column for at, column in enumerate(zip(*rows, strict=True))}
    names = in_metres(columns) if len(rows) >= _LEAST else ()
    if not names and any(SENSORS[name] for name in called[:2] if name):
        names = _after_a_time(columns)
    if not names:
        return None
    x, y, z = (columns[name] for name in names)
    return Axes(
        path=leaf.path,
        names=leaf.names,
        axes=AXES[0],
        candidates=called,
        rows=tuple(zip(x, y, z, strict=True)),
    )


def _after_a_time(columns: dict[str, tuple[float, ...]]) -> tuple[str, ...]:
    """The three columns of measured numbers, beside a time or not; () where they are not so many."""
    names = tuple(columns)
    if len(names) == 4:
        names = (
            names[1:] if rises(columns["0"]) or _goes_on(columns["0"]) else names[:3] * rises(columns["3"])
        )
    fractions = all(any(value != int(value) for value in columns[name]) for name in names)
    return names if len(names) == 3 and fractions else ()


def _goes_on(column: tuple[float, ...]) -> bool:
    return all(earlier < later for earlier, later in pairwise(column))
