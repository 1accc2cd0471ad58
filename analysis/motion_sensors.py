"""Says which motion sensor three axes are of, by their names, their unit and the words around them."""

from __future__ import annotations

from typing import Final

from analysis.axes import Axes, is_unit_length
from analysis.field_names import all_words, is_named, words
from analysis.gravity_shape import Row, may_be_gravity
from analysis.motion_names import AROUND, SENSORS
from analysis.quantities import SENSOR_WORDS
from analysis.records import Confidence
from analysis.sensor_units import SENSOR_OF_AXES, unit_at
from analysis.surroundings import Surroundings
from analysis.tilted_things import is_tilted

EVIDENCE: Final = SENSOR_WORDS | {"acceleration", "analog", "motion", "accel", "gyro", "attitude", "ax", "gx"}
_TURNED: Final = EVIDENCE | {  # beside a quaternion that a device has
    "accuracy", "yaw", "pitch", "roll", "qx", "device", "head", "headset", "hmd",
}  # fmt: skip
_SCENE: Final = frozenset({
    "camera", "scene", "mesh", "bone", "bones", "scale", "position", "translation", "transform", "node", "object", "joint",
    "model", "player", "entity", "avatar", "avatars", "animation", "keyframe", "keyframes", "velocity",
})  # fmt: skip
_TURNING: Final = EVIDENCE | {
    "ahrs",
    "device",
    "phone",
    "head",
    "headset",
    "wrist",
    "watch",
    "telephone",
    "smartphone",
    "handy",
}
_WORLDS: Final = frozenset({"world", "level", "scene", "physics", "game", "map", "engine", "simulation"})
_BODIES: Final = _SCENE | {"mass", "physics", "sprite", "ball", "particle", "rigidbody", "collider"}
_SPEED: Final = frozenset({"dps", "rate", "rates", "gyro", "gyroscope", "degs", "rads", "velocity"})
_OF_SPEED: Final = frozenset(
    {"deg", "rad", "s", "per", "sec", "angular", "degrees", "radians", "second", "imu"}
)
_WORN: Final = frozenset(
    {"headset", "hmd", "head", "controller", "controllers", "lefthand", "righthand", "glasses", "wand"}
)
_POSES: Final = ("rotation", "orientation", "rot", "quat", "quaternion", "q", "attitude")
_SHAKEN: Final = frozenset({"vibration", "tilt", "shock", "shake"})  # of a thing that feels how it is moved
_SMALL: Final = 100  # above it whole numbers are thousandths of g
_TRAINING: Final = frozenset(
    {"loss", "epoch", "epochs", "recall", "auc", "fold", "f1"}
)  # "acc" is an accuracy there


def sensor_of(found: Axes, place: Surroundings) -> tuple[str | None, Confidence, str]:
    """Which sensor names or unit tell, how surely, and by which rule; abbreviations and game-like words are likely."""
    for name in filter(None, found.candidates):
        for sensor, sure in SENSORS[name]:
            if _fits(sensor, found, place, sure):
                return sensor, sure, "motion.named"
    near = all_words(found.names) | words_near(found, place)
    if _is_pose(found, near):
        return "rotationVector", Confidence.LIKELY, "motion.named"
    if is_named(found.candidates[0], ("rotation",), AROUND) and not near.isdisjoint(EVIDENCE):
        return "gyroscope", Confidence.LIKELY, "motion.named"
    if found.axes[1:] == ("pitch", "roll") and _is_turning(found.candidates[0]) and near.isdisjoint(_BODIES):
        return "gyroscope", Confidence.LIKELY, "motion.named"
    if found.axes[1:] == ("pitch", "roll") and not near.isdisjoint(_TURNING) and near.isdisjoint(_SCENE):
        return "orientation", Confidence.LIKELY, "motion.named"
    if found.axes[0] == "x" and not found.fourth:
        shaken = bool(found.leaves) and not near.isdisjoint(_SHAKEN) and not any(found.candidates[:1])
        if shaken and may_be_gravity(*found.rows[0]) and not _is_drawn(found.rows[0]):
            return "accelerometer", Confidence.LIKELY, "motion.shaken"
        small = (
            bool(found.leaves)
            and len(found.candidates[0]) == 1
            and not near.isdisjoint({"imu", "accelerometer"})
        )
        if (small and may_be_gravity(*found.rows[0])) or is_tilted(found, near, place):
            return "accelerometer", Confidence.LIKELY, "motion.shaken"  # {"imu": {"a": [0.1, 0.2, 9.7]}}
        unit = unit_at(place, found.leaves[0].path if found.leaves else found.path)
        if unit in SENSOR_OF_AXES:
            return SENSOR_OF_AXES[unit], Confidence.LIKELY, "motion.unit"
    return None, Confidence.POSSIBLE, ""


def _is_drawn(row: Row) -> bool:
    """Whether all three are small whole numbers, as points of a drawing are and readings in g or m/s2 hardly."""
    return all(value == int(value) and abs(value) < _SMALL for value in row)


def _is_turning(name: str) -> bool:
    """Whether what stands beside yaw, pitch and roll makes them speeds: ``yaw_dps``, ``pitchRate``, ``gyro_roll``."""
    spoken = frozenset(words(name))
    return not spoken.isdisjoint(_SPEED) and spoken <= _SPEED | _OF_SPEED


def _is_pose(found: Axes, near: frozenset[str]) -> bool:
    """Whether a quaternion tells how what somebody wears or holds is turned: ``{"headset": {"rotation": [x, y, z, w]}}``."""
    called = next(filter(None, found.candidates), "")
    if not found.fourth or found.axes[0] != "x" or not is_named(called, _POSES, AROUND):
        return False
    worn = any("".join(words(name)) in _WORN for name in found.names[-3:])
    return worn and near.isdisjoint(_SCENE - {"position"}) and _is_turned(found)


def words_near(found: Axes, place: Surroundings) -> frozenset[str]:
    """The words of what stands around three axes."""
    return place.near_words(found.leaves[0].path if found.leaves else found.path, (*found.names, ""))


def _fits(sensor: str, found: Axes, place: Surroundings, sure: Confidence) -> bool:
    """Angles are no acceleration; x, y, z are no orientation; a quaternion is as long as 1, and not that of a scene."""
    if sensor == "orientation":
        return found.axes[0] != "x"
    if sensor == "gravity" and not all_words(found.names[:-1]).isdisjoint(_WORLDS):
        return False
    if sensor != "rotationVector":
        near = (
            frozenset[str]()
            if sure is Confidence.CERTAIN
            else all_words(found.names) | words_near(found, place)
        )
        drawn = not near.isdisjoint(_BODIES) and all(
            value == int(value) for row in found.rows for value in row
        )
        trained = drawn or not near.isdisjoint(_TRAINING)
        return found.axes[0] in ("x", "alpha") and not trained
    if found.axes[0] != "x" or not (_is_turned(found) if found.fourth else sure is Confidence.CERTAIN):
        return False
    near = all_words(found.names) | words_near(found, place)
    return sure is Confidence.CERTAIN or (near.isdisjoint(_SCENE) and not near.isdisjoint(_TURNED))


def _is_turned(found: Axes) -> bool:
    """Quaternions, and not all of them those of no rotation (0, 0, 0, 1), with which a scene's objects start."""
    if len(found.fourth) != len(found.rows) or not any(any(row) for row in found.rows):
        return False
    return is_unit_length((*row, w) for row, w in zip(found.rows, found.fourth, strict=True))
