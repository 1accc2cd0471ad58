"""Tells the accelerometer of what somebody holds by few readings, where names speak of tilting or motion but of no sensor.

``{"t": "imu", "a": [0.03, -0.21, 0.97]}`` of a pointing remote, ``{"tiltX": 0.118, "tiltY": -0.442, "tiltZ": 0.887}`` of a
game that is steered by tilting. So few readings tell gravity by their length alone; a direction in a scene is as long as 1
to the last digit.
"""

from __future__ import annotations

from itertools import islice
from typing import Final

from analysis.axes import Axes
from analysis.field_names import all_words, words
from analysis.gravity_shape import few_under_gravity
from analysis.surroundings import Surroundings

_TILTED: Final = frozenset({"tilt", "tilts", "tilting", "incline", "inclination", "lean", "neig", "kipp"})
_TILTED_BY: Final = _TILTED | frozenset({"raw", "g", "vector", "phone", "device", "sensor", "input"})
_SENSORS: Final = frozenset({"imu", "devicemotion", "accelerometer", "gyro", "gyroscope"})
_MOVED: Final = _TILTED | _SENSORS | frozenset({
    "motion", "wand", "pointer", "pose", "shake", "6dof", "bewegung", "mouvement", "movimiento", "movimento",
    "beweging", "ruch", "pohyb", "rorelse", "bevegelse", "liike", "hareket", "движение", "动作", "モーション",
})  # fmt: skip
_DRAWN: Final = frozenset({
    "camera", "scene", "mesh", "bone", "normal", "normals", "vertex", "vertices", "color", "colour", "rgb", "material",
    "light", "npc", "palette", "direction", "forward", "up", "planet", "physics", "world", "avatar", "transform", "scale",
})  # fmt: skip
_ALL: Final = 64  # rows that are looked at
_FEW: Final = 12  # members of an object that are looked at
_LONGEST: Final = 16  # characters of a text that may say what an object is


def is_tilted(found: Axes, near: frozenset[str], place: Surroundings) -> bool:
    """Whether three axes are those of an accelerometer: under gravity, and by a name or beside a word of motion."""
    called = found.candidates[0]
    said = frozenset(words(called))
    rows = found.rows[:_ALL]
    if said and said <= _TILTED_BY and not said.isdisjoint(_TILTED):
        return near.isdisjoint(_DRAWN) and few_under_gravity(rows, shares=True) is not None
    if len(called) > 1 or few_under_gravity(rows) is None:
        return False
    near |= _texts_beside(found, place)
    if near.isdisjoint(_MOVED) or not near.isdisjoint(_DRAWN):
        return False
    return not near.isdisjoint(_SENSORS) or few_under_gravity(rows, unit_vectors=False) is not None


def _texts_beside(found: Axes, place: Surroundings) -> frozenset[str]:
    """The words of what the object around the axes says that it is, whatever the field is called: ``{"t": "imu", …}``."""
    path = found.leaves[0].path if found.leaves else found.path
    group = place.around(path)
    members = islice(group.members.values(), _FEW) if group is not None else ()
    return all_words(
        leaf.value for leaf in members if isinstance(leaf.value, str) and len(leaf.value) <= _LONGEST
    )
