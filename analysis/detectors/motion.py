"""Recognises motion sensors: accelerometer, gyroscope, magnetometer, orientation; by name and by the shape of gravity."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from analysis.axes import Axes, find_axes, is_unit_length
from analysis.device_angles import turned_device
from analysis.field_names import all_words, is_named
from analysis.gravity_shape import gravity_unit, norms
from analysis.packed_axes import packed_axes
from analysis.payload import Payload, Series
from analysis.quantities import QUALIFIERS, SENSOR_WORDS
from analysis.readings import text
from analysis.records import Confidence, Observation
from analysis.remembered import Remembered
from analysis.sensor_units import SENSOR_OF_AXES, unit_at
from analysis.series_measures import series_measures
from analysis.surroundings import Surroundings, surroundings
from analysis.units import Detector, Mapped

_AROUND: Final = QUALIFIERS | {
    "uncalibrated", "calibrated", "linear", "user", "total", "including", "gravity", "motion", "core", "analog", "stream",
    "log", "event", "wrist", "xyz", "3d", "vector", "ms2", "g", "rad", "s", "dps", "ut", "with",
}  # fmt: skip
_CLEAR: Final = {
    "accelerometer": (
        "accelerometer",
        "linear acceleration",
        "user acceleration",
        "acceleration including gravity",
    ),
    "gyroscope": ("gyroscope",),
    "magnetometer": ("magnetometer",),
    "rotationVector": ("rotation vector", "game rotation vector", "geomagnetic rotation vector"),
}
_FAIR: Final = {
    "accelerometer": ("accel", "acc", "acceleration", "device motion"),
    "gyroscope": ("gyro", "rotation rate", "angular velocity", "angular speed"),
    "magnetometer": ("magnetic field", "mag", "geomagnetic"),
    "gravity": ("gravity",),
    "orientation": ("orientation", "attitude", "device orientation"),
    "rotationVector": (
        "quaternion",
        "attitude",
        "orientation",
        "attitude quaternion",
        "orientation quaternion",
    ),
}
_PROPERTIES: Final = {
    "accelerometer": "accelerometer", "gyroscope": "rotation", "magnetometer": "x_magnetometer",
    "gravity": "x_gravity", "orientation": "x_orientation", "rotationVector": "x_rotationVector",
}  # fmt: skip
_FLAT_FROM: Final = 8  # numbers of a flat list that is only named after a sensor
_EVIDENCE: Final = SENSOR_WORDS | {"analog", "motion", "accel", "gyro", "attitude", "ax", "gx"}
_TURNED: Final = _EVIDENCE | {
    "accuracy",
    "yaw",
    "pitch",
    "roll",
    "qx",
    "device",
}  # beside a quaternion that a device has
_NOT_MOTION: Final = frozenset({
    "normal", "normals", "vertex", "vertices", "mesh", "color", "colors", "colour", "colours", "rgb", "pixel", "pixels",
    "position", "positions", "coordinates", "coordinate", "point", "points", "translation", "scale", "quaternion",
    "matrix", "embedding", "embeddings", "price", "prices", "tile", "tiles", "location", "locations", "track", "path",
    "route", "camera", "scene", "direction", "light", "bone", "bones", "weights", "axis", "axes",
})  # fmt: skip

_SCENE: Final = frozenset({
    "camera", "scene", "mesh", "bone", "bones", "scale", "position", "translation", "transform", "node", "object", "joint",
    "model", "player", "entity", "avatar", "avatars", "animation", "keyframe", "keyframes", "velocity",
})  # fmt: skip
_SPOKEN: Final = {"rotationVector": "rotation vector"}


def _detect(payload: Payload) -> Iterator[Observation]:
    place = surroundings(payload)
    for found in find_axes(place):
        sensor, confidence, rule = _sensor(found, place)
        if sensor is None and (sure := turned_device(found, place)) is not None:
            yield from _orientation(found, place, sure)
        elif sensor is None:
            yield from _by_shape(found, place)
        elif found.leaves:
            yield from _snapshot(found, sensor, confidence, rule)
        else:
            yield _series(
                found, place, sensor, "motion.named_series" if rule == "motion.named" else rule, confidence
            )
    yield from _of_flat_lists(place)


def _sensor(found: Axes, place: Surroundings) -> tuple[str | None, Confidence, str]:
    """Which sensor names or unit tell, how surely, and by which rule; abbreviations and game-like words are likely."""
    for name in filter(None, found.candidates):
        for sensor, sure in _SENSORS[name]:
            if _fits(sensor, found, place, sure):
                return sensor, sure, "motion.named"
    near = all_words(found.names) | _near(found, place)
    if is_named(found.candidates[0], ("rotation",), _AROUND) and not near.isdisjoint(_EVIDENCE):
        return "gyroscope", Confidence.LIKELY, "motion.named"
    if found.axes[0] == "x" and not found.fourth:
        unit = unit_at(place, found.leaves[0].path if found.leaves else found.path)
        if unit in SENSOR_OF_AXES:
            return SENSOR_OF_AXES[unit], Confidence.LIKELY, "motion.unit"
    return None, Confidence.POSSIBLE, ""


def _sensors_named(name: str) -> tuple[tuple[str, Confidence], ...]:
    return tuple(
        (sensor, sure)
        for table, sure in ((_CLEAR, Confidence.CERTAIN), (_FAIR, Confidence.LIKELY))
        for sensor, phrases in table.items()
        if is_named(name, phrases, _AROUND)
    )


_SENSORS: Final = Remembered(_sensors_named)


def _near(found: Axes, place: Surroundings) -> frozenset[str]:
    return place.near_words(found.leaves[0].path if found.leaves else found.path, (*found.names, ""))


def _fits(sensor: str, found: Axes, place: Surroundings, sure: Confidence) -> bool:
    """Angles are no acceleration; x, y, z are no orientation; a quaternion is as long as 1, and not that of a scene."""
    if sensor == "orientation":
        return found.axes[0] != "x"
    if sensor != "rotationVector":
        return found.axes[0] in ("x", "alpha")
    if found.axes[0] != "x" or not (_is_turned(found) if found.fourth else sure is Confidence.CERTAIN):
        return False
    near = all_words(found.names) | _near(found, place)
    return sure is Confidence.CERTAIN or (near.isdisjoint(_SCENE) and not near.isdisjoint(_TURNED))


def _is_turned(found: Axes) -> bool:
    """Quaternions, and not all of them those of no rotation (0, 0, 0, 1), with which a scene's objects start."""
    if len(found.fourth) != len(found.rows) or not any(any(row) for row in found.rows):
        return False
    return is_unit_length((*row, w) for row, w in zip(found.rows, found.fourth, strict=True))


def _snapshot(found: Axes, sensor: str, confidence: Confidence, rule: str) -> Iterator[Observation]:
    if not any(found.rows[0]) or any(abs(value) > 1e5 for value in found.rows[0]):
        return  # all zero: no sensor, or an emulator
    angles = "XYZ" if sensor != "orientation" else tuple(axis.title() for axis in found.axes)
    for axis, leaf in zip(angles, found.leaves, strict=True):
        yield Observation(
            category="sensor.motion",
            property=_PROPERTIES[sensor] + axis,
            path=leaf.path,
            value=text(leaf.value),
            reasoning=f"one axis of the {_SPOKEN.get(sensor, sensor)}, with both others beside it"
            + (", told by the unit" if rule == "motion.unit" else ""),
            rule=rule,
            confidence=confidence,
        )


def _orientation(found: Axes, place: Surroundings, sure: Confidence) -> Iterator[Observation]:
    if found.leaves:
        yield from _snapshot(found, "orientation", sure, "motion.angles")
    else:
        yield _series(found, place, "orientation", "motion.angles", sure)


def _by_shape(found: Axes, place: Surroundings) -> Iterator[Observation]:
    near = all_words((*found.names[-3:], *found.candidates))
    unit = gravity_unit(found.rows) if near.isdisjoint(_NOT_MOTION) and not found.leaves else None
    if unit is None:
        return
    hinted = not (near | _near(found, place)).isdisjoint(_EVIDENCE)
    sure = Confidence.LIKELY if hinted or unit == "m/s²" else Confidence.POSSIBLE
    yield _series(found, place, "accelerometer", "motion.gravity_shape", sure)


def _series(found: Axes, place: Surroundings, sensor: str, rule: str, confidence: Confidence) -> Observation:
    unit = gravity_unit(found.rows) if sensor in ("accelerometer", "gravity") else None
    measures = series_measures(norms(found.rows), found.seconds, place, found.path, unit)
    rate = f" at {measures.rate_hz:g} Hz" if measures.rate_hz else ""
    spoken = _SPOKEN.get(sensor, sensor)
    why = {
        "motion.angles": "rows of alpha, beta and gamma in the ranges of a device's orientation",
        "motion.unit": f"rows of three axes whose unit is that of the {spoken}",
        "motion.gravity_shape": f"rows of three numbers whose length stays near {measures.median:g} ({unit})"
        ", as under gravity",
    }.get(rule, f"rows of three axes named as those of the {spoken}")
    return Observation(
        category="sensor.motion",
        property=f"x_{sensor}Series",
        path=found.path,
        value=f"{len(found.rows)} readings of {', '.join(found.axes)}{rate}",
        reasoning=why,
        rule=rule,
        confidence=confidence,
        measures=measures,
    )


def _of_flat_lists(place: Surroundings) -> Iterator[Observation]:
    """``[x, y, z, x, y, z, …]`` by the shape of gravity, and other flat lists that are named after a sensor."""
    packed: set[str] = set()
    for found in packed_axes(place):
        packed.add(found.path)
        sensor, confidence, _ = _sensor(found, place)
        if sensor in ("accelerometer", "gravity"):
            yield _series(found, place, sensor, "motion.named_series", confidence)
        else:
            yield from _by_shape(found, place)
    for series in place.series:
        column = series.columns.get("") if len(series.columns) == 1 else None
        if column is not None and series.path not in packed and len(column) >= _FLAT_FROM and any(column):
            for sensor, confidence in _SENSORS[series.name][:1]:
                if confidence is Confidence.CERTAIN and len(set(column)) > 2:
                    yield _flat(series, column, sensor, place)


def _flat(series: Series, column: tuple[float, ...], sensor: str, place: Surroundings) -> Observation:
    measures = series_measures(column, place.series_seconds(series), place, series.path, None)
    rate = f" at {measures.rate_hz:g} Hz" if measures.rate_hz else ""
    return Observation(
        category="sensor.motion",
        property=f"x_{sensor}Series",
        path=series.path,
        value=f"{len(column)} readings{rate}",
        reasoning=f"a list of numbers named after the {_SPOKEN.get(sensor, sensor)}",
        rule="motion.named_list",
        confidence=Confidence.LIKELY,
        measures=measures,
    )


DETECTOR: Final = Detector(
    name="motion",
    version=3,
    categories={
        "sensor.motion": Mapped(
            apple="Other Data / Fitness if exercise", dpv="ext:MotionReading < pd:Behavioural", tcf="2"
        )
    },
    rules={
        "motion.named": "Three axes in one object or list that is named after a motion sensor; all zero does not count.",
        "motion.named_series": "Rows of three axes named after a motion sensor.",
        "motion.named_list": "Eight numbers or more in one flat list that is named after a motion sensor in full.",
        "motion.unit": "Three axes beside a unit of acceleration, turning or magnetic flux density (m/s2, rad/s, uT).",
        "motion.angles": "alpha, beta and gamma in the ranges of a device's orientation, beside a word about devices or as "
        "fractions that no parameter has.",
        "motion.gravity_shape": "Eight rows or more of three numbers whose length is steady, but not constant, near "
        "9.81 m/s2, 1 g or 1,000 mg, also ten triples or more in one flat list; colours, unit vectors, prices and "
        "coordinates are left out.",
    },
    detect=_detect,
)
