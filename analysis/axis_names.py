"""Tells from field names which three of them are the axes of one sensor: ``accX accY accZ``, ``Gyroscope x (rad/s)``.

Names as apps write them: Sensor Logger and SensorLog for iOS (``motionUserAccelerationX(G)``), phyphox (``Acceleration x
(m/s^2)``), AWARE (``double_values_0``), Core Motion, the W3C's sensors, Edge Impulse (``accX``).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from analysis.field_names import words
from analysis.name_tables import picking
from analysis.readings import is_time_name
from analysis.remembered import Remembered

Three = tuple[str, str, str]
AXES: Final[tuple[Three, ...]] = (
    ("x", "y", "z"),
    ("alpha", "beta", "gamma"),
    ("yaw", "pitch", "roll"),
    ("azimuth", "pitch", "roll"),
    ("heading", "pitch", "roll"),
)
SINGLE_AXES: Final = frozenset((axis,) for axes in AXES for axis in axes)  # a list of one axis is no triple
_ANY_AXIS: Final = frozenset(axis for axes in AXES for axis in axes)
_FILLERS: Final = frozenset({"axis", "value", "val", "component", "raw"})
_SHORT: Final = {"a": "accel", "g": "gyro", "m": "mag", "q": "quaternion"}
_STEMS: Final = frozenset({
    "acc", "accel", "acceleration", "accelerometer", "gyr", "gyro", "gyroscope", "mag", "magnetometer", "grav", "gravity",
    "rot", "rotation", "lin", "linacc", "linearacceleration", "useracceleration", "rotationrate",
})  # fmt: skip  # what an axis is written behind in lower case: accelx
_NUMBERED: Final = frozenset({("values",), ("double", "values"), ("value",), ("event", "values"), ("v",)})
_UNIT: Final = re.compile(r"\s{0,2}[(\[][^()\[\]]{0,16}[)\]]\Z")
_MANY: Final = 256  # names of one object that are looked at


def _axis_of(name: str) -> tuple[tuple[str, ...], str] | None:
    """The other words of a name, and the one axis that it names."""
    spoken = tuple(word for word in words(_UNIT.sub("", name[:128])) if word not in _FILLERS)
    if len(spoken) == 1 and len(spoken[0]) > 3 and spoken[0][-1] in "xyz" and spoken[0][:-1] in _STEMS:
        return (spoken[0][:-1],), spoken[0][-1]
    at = [place for place, word in enumerate(spoken) if word in _ANY_AXIS]
    if len(at) > 1 and spoken[-1] in "xyz":
        at = at[-1:]
    if len(at) != 1:
        return None
    return spoken[: at[0]] + spoken[at[0] + 1 :], spoken[at[0]]


AXIS_OF: Final = Remembered(_axis_of)


def _is_axis(name: str) -> bool:
    short = len(name) == 2 and name[-1:].lower() in "xyz"
    return AXIS_OF[name] is not None or short or words(name)[:-1] in _NUMBERED


AXIS_NAMES: Final = picking(_is_axis)


def _triples_among(names: tuple[str, ...]) -> tuple[tuple[str, Three, Three], ...]:
    """Sensor text, axes and names of every three fields that differ in one word only, which is an axis."""
    families: dict[tuple[str, ...], dict[str, str]] = {}
    for name in names[:_MANY]:
        if (found := AXIS_OF[name]) is not None:
            families.setdefault(found[0], {}).setdefault(found[1], name)
    triples = [
        (" ".join(rest), axes, (by_axis[axes[0]], by_axis[axes[1]], by_axis[axes[2]]))
        for rest, by_axis in families.items()
        for axes in AXES
        if all(axis in by_axis for axis in axes)
    ]
    return (*triples, *_short(names[:_MANY]), *_numbered(names[:_MANY]))


def _short(names: Iterable[str]) -> Iterable[tuple[str, Three, Three]]:
    """``ax ay az`` and ``aX aY aZ``."""
    for letter, sensor in _SHORT.items():
        for written in ("xyz", "XYZ"):
            x, y, z = (letter + axis for axis in written)
            if x in names and y in names and z in names:
                yield sensor, AXES[0], (x, y, z)


def _numbered(names: Iterable[str]) -> Iterable[tuple[str, Three, Three]]:
    """``double_values_0 double_values_1 double_values_2``: what they are, something around them must say."""
    found = {spoken: name for name in names if name[-1:] in ("0", "1", "2") and (spoken := words(name))}
    for rest in _NUMBERED:
        first, second, third = (found.get((*rest, digit)) for digit in "012")
        if first and second and third:
            yield "", AXES[0], (first, second, third)


TRIPLES: Final = Remembered(_triples_among)


def _unnamed_among(names: tuple[str, ...]) -> tuple[str, ...]:
    """Three short names that say nothing (``a b c``, ``ch0 ch1 ch2``), beside a time or not; () for other columns."""
    if TRIPLES[names]:
        return ()
    plain = tuple(name for name in names if not is_time_name(name))
    short = len(plain) == 3 and len(names) <= 4 and all(0 < len(name) <= 4 for name in plain)
    return plain if short and all(name.isascii() and not name.isdigit() for name in plain) else ()


UNNAMED: Final = Remembered(_unnamed_among)
