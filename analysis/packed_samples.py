"""Reads accelerometer readings out of bytes: triples of 16-bit integers or floats, coded or bare, in a field named after it.

What one step is worth, the sender knows; that the length of the triples stays nearly the same, gravity sees to.
"""

from __future__ import annotations

import base64
import binascii
import statistics
import struct
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from analysis.axes import Axes
from analysis.axis_names import AXES
from analysis.gravity_shape import Row, gravity_unit, norms
from analysis.lazy_patterns import lazy_pattern
from analysis.motion_names import SENSORS, TELLING
from analysis.name_tables import picking
from analysis.surroundings import Surroundings

_BASE64: Final = lazy_pattern(r"[A-Za-z0-9+/_-]{128,}={0,2}")
_HEX: Final = lazy_pattern(r"[0-9A-Fa-f]{128,}")
_LONGEST: Final = 1 << 20  # characters
_LEAST: Final = 16  # triples
_FEWEST: Final = 4  # different values of an axis
_SHORTEST: Final = 50.0  # steps of one g: coarser sensors send bytes


def _is_accelerometer(name: str) -> bool:
    return any(sensor == "accelerometer" for sensor, _ in SENSORS[name])


ACCELEROMETERS: Final = picking(_is_accelerometer, TELLING)


def packed_samples(place: Surroundings) -> Iterator[Axes]:
    """Every value, and all bytes that nothing opened, named after an accelerometer and holding its triples."""
    for leaf in (*place.leaves_of(ACCELEROMETERS), *place.typed_of(ACCELEROMETERS)):
        value = leaf.value
        if isinstance(value, str) and len(value) <= _LONGEST and _BASE64.fullmatch(value):
            yield from _of_bytes(_unpacked(value), leaf.path, leaf.names)
    for blob in place.payload.blobs:
        if any(map(_is_accelerometer, blob.names[-2:])):
            yield from _of_bytes(blob.data, blob.path, blob.names)


def _unpacked(text: str) -> bytes:
    if len(text) % 2 == 0 and _HEX.fullmatch(text):
        return bytes.fromhex(text)
    plain = text.rstrip("=").translate(str.maketrans("-_", "+/"))
    try:
        return base64.b64decode(plain + "=" * (-len(plain) % 4), validate=True)
    except (binascii.Error, ValueError):
        return b""


def _of_bytes(data: bytes, path: str, names: tuple[str, ...]) -> Iterator[Axes]:
    if len(data) % 12 == 0 and len(data) >= 12 * _LEAST:
        floats = struct.unpack(f"<{len(data) // 4}f", data)
        measured = tuple(zip(floats[::3], floats[1::3], floats[2::3], strict=True))
        if gravity_unit(measured, told=True) is not None:
            yield Axes(path=path, names=names, axes=AXES[0], candidates=("accelerometer",), rows=measured)
            return
    if len(data) % 6 or len(data) < 6 * _LEAST:
        return
    for order in "<>":
        numbers = struct.unpack(f"{order}{len(data) // 2}h", data)
        rows: tuple[Row, ...] = tuple(zip(numbers[::3], numbers[1::3], numbers[2::3], strict=True))
        if _is_gravity(rows):
            yield Axes(path=path, names=names, axes=AXES[0], candidates=("accelerometer",), rows=rows)
            return


def _is_gravity(rows: tuple[Row, ...]) -> bool:
    """Whether the triples are of nearly one length, follow one another, and every axis is alive."""
    lengths = sorted(norms(rows))
    middle, tenth = statistics.median(lengths), len(lengths) // 10
    if middle < _SHORTEST or not 0 < lengths[-1 - tenth] - lengths[tenth] < 0.4 * middle:
        return False
    if any(len(set(column)) < _FEWEST for column in zip(*rows, strict=True)):
        return False
    steps = [max(abs(a - b) for a, b in zip(one, other, strict=True)) for one, other in pairwise(rows)]
    return statistics.median(steps) < 0.25 * middle
