"""Recognises motion sensors: accelerometer, gyroscope, magnetometer, orientation; by name and by the shape of gravity."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from analysis.axes import Axes, find_axes, gravity_unit, norms
from analysis.field_names import all_words, is_named
from analysis.payload import Leaf, Payload
from analysis.quantities import QUALIFIERS, SENSOR_WORDS, series_measures
from analysis.readings import text
from analysis.records import Confidence, Observation
from analysis.surroundings import Surroundings
from analysis.units import Detector, Mapped

_AROUND: Final = QUALIFIERS | {
    "uncalibrated", "calibrated", "linear", "user", "total", "including", "gravity", "motion", "core", "analog", "stream",
    "log", "event", "wrist", "xyz", "3d", "vector", "ms2", "g", "rad", "s", "dps", "ut", "with",
}  # fmt: skip
_CLEAR: Final = {
    "accelerometer": ("accelerometer",),
    "gyroscope": ("gyroscope",),
    "magnetometer": ("magnetometer",),
}
_FAIR: Final = {
    "accelerometer": ("accel", "acc", "acceleration", "device motion"),
    "gyroscope": ("gyro", "rotation rate", "angular velocity", "angular speed"),
    "magnetometer": ("magnetic field", "mag", "geomagnetic"),
    "gravity": ("gravity",),
    "orientation": ("orientation", "attitude", "device orientation"),
}
_PROPERTIES: Final = {
    "accelerometer": "accelerometer", "gyroscope": "rotation", "magnetometer": "x_magnetometer",
    "gravity": "x_gravity", "orientation": "x_orientation",
}  # fmt: skip
_EVIDENCE: Final = SENSOR_WORDS | {"analog", "motion", "accel", "gyro", "attitude", "ax", "gx"}
_NOT_MOTION: Final = frozenset({
    "normal", "normals", "vertex", "vertices", "mesh", "color", "colors", "colour", "colours", "rgb", "pixel", "pixels",
    "position", "positions", "coordinates", "coordinate", "point", "points", "translation", "scale", "quaternion",
    "matrix", "embedding", "embeddings", "price", "prices", "tile", "tiles", "location", "locations", "track", "path",
    "route", "camera", "scene", "direction", "light", "bone", "bones", "weights", "axis", "axes",
})  # fmt: skip

_WAYS_UP: Final = frozenset({
    "portrait", "landscape", "faceup", "facedown", "portrait-primary", "landscape-primary", "portrait-upside-down",
    "landscape-left", "landscape-right", "landscapeleft", "landscaperight",
})  # fmt: skip


def _detect(payload: Payload) -> Iterator[Observation]:
    place = Surroundings(payload)
    for found in find_axes(place):
        sensor, confidence = _sensor(found, place)
        if sensor is None:
            yield from _by_shape(found, place)
        elif found.leaves:
            yield from _snapshot(found, sensor, confidence)
        else:
            yield _series(found, place, sensor, "motion.named_series", confidence)
    for leaf in payload.leaves:
        yield from _screen_orientation(leaf)


def _sensor(found: Axes, place: Surroundings) -> tuple[str | None, Confidence]:
    """Which sensor the names tell, and how surely; abbreviations and game-like words need three axes and are likely."""
    for name in filter(None, found.candidates):
        for table, sure in ((_CLEAR, Confidence.CERTAIN), (_FAIR, Confidence.LIKELY)):
            for sensor, phrases in table.items():
                if is_named(name, phrases, _AROUND) and _fits(sensor, found):
                    return sensor, sure
    near = all_words(found.names) | _near(found, place)
    if is_named(found.candidates[0], ("rotation",), _AROUND) and not near.isdisjoint(_EVIDENCE):
        return "gyroscope", Confidence.LIKELY
    return None, Confidence.POSSIBLE


def _near(found: Axes, place: Surroundings) -> frozenset[str]:
    return place.near_words(found.leaves[0].path if found.leaves else found.path, (*found.names, ""))


def _fits(sensor: str, found: Axes) -> bool:
    """Angles are no acceleration; x, y, z are no orientation."""
    if sensor == "orientation":
        return found.axes[0] != "x"
    return found.axes[0] in ("x", "alpha")


def _snapshot(found: Axes, sensor: str, confidence: Confidence) -> Iterator[Observation]:
    if not any(found.rows[0]) or any(abs(value) > 1e5 for value in found.rows[0]):
        return  # all zero: no sensor, or an emulator
    angles = "XYZ" if sensor != "orientation" else tuple(axis.title() for axis in found.axes)
    for axis, leaf in zip(angles, found.leaves, strict=True):
        yield Observation(
            category="sensor.motion",
            property=_PROPERTIES[sensor] + axis,
            path=leaf.path,
            value=text(leaf.value),
            reasoning=f"one axis of the {sensor}, with both others beside it",
            rule="motion.named",
            confidence=confidence,
        )


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
    why = f"rows of three axes named as those of the {sensor}"
    if rule == "motion.gravity_shape":
        why = f"rows of three numbers whose length stays near {measures.median:g} ({unit}), as under gravity"
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


def _screen_orientation(leaf: Leaf) -> Iterator[Observation]:
    if isinstance(leaf.value, str) and is_named(leaf.name, ("orientation",), frozenset({"device", "screen"})):
        value = leaf.value.lower().replace("_", "-")
        if value in _WAYS_UP:
            yield Observation(
                category="sensor.motion",
                property="orientation",
                path=leaf.path,
                value=leaf.value,
                reasoning="which way up the screen is; the device tells it from its motion sensor",
                rule="motion.screen_orientation",
                confidence=Confidence.POSSIBLE,
            )


DETECTOR: Final = Detector(
    name="motion",
    version=1,
    categories={
        "sensor.motion": Mapped(
            apple="Other Data / Fitness if exercise", dpv="ext:MotionReading < pd:Behavioural", tcf="2"
        )
    },
    rules={
        "motion.named": "Three axes in one object or list that is named after a motion sensor; all zero does not count.",
        "motion.named_series": "Rows of three axes named after a motion sensor.",
        "motion.gravity_shape": "Eight rows or more of three numbers whose length is steady, but not constant, near "
        "9.81 m/s2 or 1 g; colours, unit vectors, prices and coordinates are left out.",
        "motion.screen_orientation": "portrait or landscape in a field named orientation.",
    },
    detect=_detect,
)
