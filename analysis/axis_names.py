"""Tells from field names which three of them are the axes of one sensor: ``accX accY accZ``, ``Gyroscope x (rad/s)``.

Names as apps write them: Sensor Logger and SensorLog for iOS (``motionUserAccelerationX(G)``), phyphox (``Acceleration x
(m/s^2)``), AWARE (``double_values_0``), Core Motion, the W3C's sensors, Edge Impulse (``accX``).
"""

from __future__ import annotations

from collections.abc import Iterable
from string import ascii_lowercase
from typing import Final

from analysis.field_names import words
from analysis.lazy_patterns import lazy_pattern
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
_FILLERS: Final = frozenset({
    "axis", "value", "val", "component", "raw", "achse", "eje", "eixo", "asse", "eksen", "tengely", "akse", "akseli",
})  # fmt: skip
# The axes of a vehicle, as telematics and dash cameras name them (``g_lon g_lat g_vert``, ``lateralAcceleration``).
_OF_A_VEHICLE: Final = {
    "longitudinal": 0, "longit": 0, "long": 0, "lon": 0, "fwd": 0, "forward": 0, "longi": 0,
    "lateral": 1, "lat": 1, "side": 1, "transversal": 1, "quer": 1,
    "vertical": 2, "vert": 2, "up": 2, "vertikal": 2,
}  # fmt: skip
_ALONG: Final = frozenset({"longitudinal", "lateral", "vertical", "transversal", "vertikal", "quer"})
_FELT: Final = frozenset({"g", "gforce", "gs", "a", "accel", "acceleration", "accelerometer"})
_WITH_FELT: Final = frozenset({"force", "ms2", "ms", "mg", "m", "s", "2", "s2", "imu"}) | _FILLERS
_SHORT: Final = {"a": "accel", "g": "gyro", "m": "mag", "q": "quaternion"}
_WITH_UNIT: Final = lazy_pattern(
    r"[agm][xyzXYZ][_ ]?[(\[]?(?:g|mg|ms2|mss|m_s2|mps2|m/s2|m/s\^2|dps|degs|deg_s|rads|rad_s|rad/s|ut|uT)[)\]]?"
)
_LETTERS: Final = frozenset("xyz")
_LONGEST_SHORT: Final = 10  # characters
_STEMS: Final = frozenset({
    "acc", "accel", "acceleration", "accelerometer", "gyr", "gyro", "gyroscope", "mag", "magnetometer", "grav", "gravity",
    "rot", "rotation", "lin", "linacc", "linearacceleration", "useracceleration", "rotationrate",
})  # fmt: skip  # what an axis is written behind in lower case: accelx
_NUMBERED: Final = frozenset({("values",), ("double", "values"), ("value",), ("event", "values"), ("v",)})
_UNIT: Final = lazy_pattern(r"\s{0,2}[(\[][^()\[\]]{0,16}[)\]]\Z")
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


def _vehicle_axis(name: str) -> int | None:
    """Which axis of a vehicle an acceleration is along: 0 to 2; None for other names. ``lat`` and ``lon`` alone are none."""
    spoken = words(_UNIT.sub("", name[:128]))
    at = [_OF_A_VEHICLE[word] for word in spoken if word in _OF_A_VEHICLE]
    rest = frozenset(word for word in spoken if word not in _OF_A_VEHICLE)
    felt = not rest.isdisjoint(_FELT) and rest <= _FELT | _WITH_FELT
    return at[0] if len(at) == 1 and felt else None


VEHICLE_AXIS: Final = Remembered(_vehicle_axis)


def _bare_vehicle_axes(names: tuple[str, ...]) -> tuple[str, ...]:
    """The names of two axes of a vehicle or more that say nothing else, for an object that is called a force."""
    found = {_OF_A_VEHICLE[name.lower()]: name for name in names[:_MANY] if name.lower() in _ALONG}
    return tuple(found.values()) if len(found) > 1 else ()


BARE_VEHICLE_AXES: Final = Remembered(_bare_vehicle_axes)
IS_FORCE: Final = Remembered[str, bool](lambda name: not _FELT.isdisjoint(words(name)))


def _is_axis(name: str) -> bool:
    if VEHICLE_AXIS[name] is not None or name.lower() in _ALONG:
        return True
    short = (
        name.isascii()
        and len(name) <= _LONGEST_SHORT
        and name[1:2].lower() in _LETTERS
        and (len(name) == 2 or _WITH_UNIT.fullmatch(name))
    )
    return AXIS_OF[name] is not None or bool(short) or words(name)[:-1] in _NUMBERED


_TWO_LETTERS: Final = frozenset({letter + axis for letter in ascii_lowercase for axis in "xyz"})  # ax
# Written behind what is measured: accelx.
STEMS_WITH_AXIS: Final = frozenset({stem + axis for stem in _STEMS for axis in "xyz"})
AXIS_NAMES: Final = picking(
    _is_axis,
    {
        *_ANY_AXIS,
        *_TWO_LETTERS,
        *STEMS_WITH_AXIS,
        *_OF_A_VEHICLE,
        *(word for words in _NUMBERED for word in words),
    },
    _TWO_LETTERS | frozenset(_ALONG),
)


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
    return (*triples, *_short(names[:_MANY]), *_numbered(names[:_MANY]), *_driven(names[:_MANY]))


def _short(names: Iterable[str]) -> Iterable[tuple[str, Three, Three]]:
    """``ax ay az`` and ``aX aY aZ``, with a unit behind each or without: ``ax_g ay_g az_g``."""
    bare = {name[:2]: name for name in names if len(name) == 2 or _WITH_UNIT.fullmatch(name)}
    for letter, sensor in _SHORT.items():
        for written in ("xyz", "XYZ"):
            x, y, z = (bare.get(letter + axis) for axis in written)
            if x is not None and y is not None and z is not None:
                yield sensor, AXES[0], (x, y, z)


def _driven(names: Iterable[str]) -> Iterable[tuple[str, Three, Three]]:
    """``g_lon g_lat g_vert``, all three."""
    found = {at: name for name in names if (at := VEHICLE_AXIS[name]) is not None}
    if len(found) == len(AXES[0]):
        yield "accel", AXES[0], (found[0], found[1], found[2])


def _numbered(names: Iterable[str]) -> Iterable[tuple[str, Three, Three]]:
    """``double_values_0 double_values_1 double_values_2``: what they are, something around them must say."""
    found = {spoken: name for name in names if name[-1:] in ("0", "1", "2") and (spoken := words(name))}
    for rest in _NUMBERED:
        first, second, third = (found.get((*rest, digit)) for digit in "012")
        if first and second and third:
            yield "", AXES[0], (first, second, third)


TRIPLES: Final = Remembered(_triples_among)


_COUNTERS: Final = frozenset({"ms", "us", "ns", "dt", "i", "n", "seq", "idx"})  # beside the axes of a row


def _unnamed_among(names: tuple[str, ...]) -> tuple[str, ...]:
    """Three short names that say nothing (``a b c``, ``ch0 ch1 ch2``), beside a time or not; () for other columns."""
    if TRIPLES[names]:
        return ()
    plain = tuple(name for name in names if not is_time_name(name) and name.lower() not in _COUNTERS)
    short = len(plain) == 3 and len(names) <= 4 and all(0 < len(name) <= 4 for name in plain)
    return plain if short and all(name.isascii() and not name.isdigit() for name in plain) else ()


UNNAMED: Final = Remembered(_unnamed_among)
