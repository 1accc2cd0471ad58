"""Which motion sensor a name says, and how surely: ``accelerometer`` in full, ``acc`` and words of other trades less so."""

from __future__ import annotations

from typing import Final

from analysis.axis_names import AXIS_OF
from analysis.field_names import is_named, words
from analysis.quantities import QUALIFIERS, telling_words
from analysis.records import Confidence
from analysis.remembered import Remembered
from analysis.sensor_units import SENSOR_OF_AXES, unit_of

AROUND: Final = QUALIFIERS | {
    "uncalibrated", "calibrated", "linear", "user", "total", "including", "gravity", "motion", "core", "analog", "stream",
    "log", "event", "wrist", "xyz", "3d", "vector", "ms2", "g", "rad", "s", "dps", "ut", "with", "m", "2", "deg", "mg", "t",
    "acceleration", "accelerometer", "gyroscope", "gyro", "rotation", "field", "attitude", "cm", "radians", "degrees",
    "array", "arr", "buffer", "window", "meas",
    "left", "right", "chest", "ankle", "hand", "arm", "filtered", "bias", "corrected", "e",
} | {str(channel) for channel in range(17)}  # fmt: skip
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
    "accelerometer": (
        "accel",
        "acc",
        "acceleration",
        "g sensor",
        "gsensor",
        "gravity sensor",
        "device motion",
        "accelero",
        "imu acc",
        "accxyz",
    ),
    "gyroscope": ("gyro", "gyr", "rotation rate", "angular velocity", "angular speed", "gyr data"),
    "magnetometer": ("magnetic field", "mag", "geomagnetic"),
    "gravity": ("gravity", "grav"),
    "orientation": ("orientation", "attitude", "device orientation", "motion", "euler", "euler angles"),
    "rotationVector": (
        "quaternion",
        "quat",
        "attitude",
        "orientation",
        "attitude quaternion",
        "orientation quaternion",
    ),
}


NOT_MOTION: Final = frozenset({
    "normal", "normals", "vertex", "vertices", "mesh", "color", "colors", "colour", "colours", "rgb", "pixel", "pixels",
    "position", "positions", "coordinates", "coordinate", "point", "points", "translation", "scale", "quaternion",
    "matrix", "embedding", "embeddings", "price", "prices", "tile", "tiles", "location", "locations", "track", "path",
    "route", "camera", "scene", "direction", "light", "bone", "bones", "weights", "axis", "axes",
})  # fmt: skip


def _sensors_named(name: str) -> tuple[tuple[str, Confidence], ...]:
    if TELLING.isdisjoint(words(name)):
        return ()
    return tuple(
        (sensor, sure)
        for table, sure in ((_CLEAR, Confidence.CERTAIN), (_FAIR, Confidence.LIKELY))
        for sensor, phrases in table.items()
        if is_named(name, phrases, AROUND)
    )


# Every name that says a sensor holds one.
TELLING: Final = telling_words(*_CLEAR.values(), *_FAIR.values())
SENSORS: Final = Remembered(_sensors_named)


def _one_axis(name: str) -> str:
    """The sensor that a name says in full, or with its unit, beside one axis (``gyroRotationX(rad/s)``); else ""."""
    axis = AXIS_OF[name]
    if axis is None:
        return ""
    unit = SENSOR_OF_AXES.get(unit_of(name.rpartition("(")[2].rstrip(")"))) if "(" in name else None
    for sensor, sure in SENSORS[" ".join(axis[0])]:
        if sensor in _CLEAR and sensor != "rotationVector" and (sure is Confidence.CERTAIN or unit == sensor):
            return sensor
    return ""


ONE_AXIS: Final = Remembered(_one_axis)
