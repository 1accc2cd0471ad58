"""Tells motion that a program computed from motion that a device felt: figures of games, bots, ghosts, simulated machines.

A game may well send how the phone is tilted: what is called a phone, a controller or a player's input is somebody's.
"""

from __future__ import annotations

from itertools import islice
from typing import Final

from analysis.axes import Axes
from analysis.field_names import all_words, words
from analysis.payload import Group
from analysis.reference_tables import around
from analysis.surroundings import Surroundings

# Figures that a program moves.
_FIGURES: Final = frozenset({
    "npc", "npcs", "enemy", "enemies", "ghost", "ghosts", "ragdoll", "ragdolls", "gegner", "monster", "monsters", "ennemi",
    "ennemis", "enemigo", "enemigos", "nemico", "nemici", "inimigo", "inimigos", "wrog", "wrogowie", "nepritel", "fiende",
    "fiender", "dusman", "projectile", "projectiles", "rigidbody", "rigidbodies", "props", "asteroids", "kinematics",
    "敌人", "敵", "враг", "враги",
})  # fmt: skip
# The same, where the message is of a game or a simulation: there are bots and drones to touch as well.
_MAY_BE: Final = frozenset({
    "bot", "bots", "drone", "drones", "robot", "robots", "vehicle", "vehicles", "car", "cars", "agent", "agents", "ai",
    "ball", "balls", "body", "bodies", "unit", "units", "opponent", "opponents", "entity", "entities", "actor", "actors",
    "character", "characters", "figur", "figuren", "quad", "plane", "planes", "ship", "ships", "model", "auto", "autos",
    "sim",
})  # fmt: skip
_PLAYED: Final = frozenset({
    "sim", "simulator", "simulation", "simulated", "simulacion", "simulazione", "simulacao", "simulatie", "symulacja",
    "physics", "physik", "arena", "bake", "baked", "replay", "replays", "tick", "ticks", "timestep", "spawn", "gazebo",
    "mujoco", "pybullet", "webots", "airsim", "unreal", "godot", "rollout", "rollouts", "leveleditor", "worldstate",
    "substeps", "battle", "keyframes",
})  # fmt: skip
# What says of a whole message that it was computed.
_WORLDS: Final = frozenset({"world", "universe", "physicsworld", "welt", "monde", "mundo"})
_SIMULATED: Final = frozenset(
    {
        "simulator",
        "simulation",
        "simulated",
        "simulacion",
        "simulazione",
        "simulacao",
        "simulatie",
        "symulacja",
        "simulace",
    }
)
_ENGINES: Final = frozenset(
    {
        "gazebo",
        "mujoco",
        "pybullet",
        "box2d",
        "webots",
        "airsim",
        "isaacsim",
        "isaacgym",
        "coppeliasim",
        "carla",
    }
)
_GAMES: Final = frozenset({
    "game", "games", "level", "score", "highscore", "arcade", "spiel", "jeu", "juego", "gioco", "jogo", "gra", "lives",
    "fuel",
})  # fmt: skip
_MASSES: Final = frozenset({"mass", "masse", "massa", "masa"})  # of a body that is reckoned with
_HELD: Final = frozenset({
    "phone", "device", "handset", "controller", "controllers", "headset", "hmd", "watch", "wrist", "input", "inputs",
    "sensor", "sensors", "devicemotion", "telefon", "handy", "smartphone", "gamepad", "joystick", "joycon", "touch",
    "user", "wand", "android", "ios", "tilt", "geraet",
})  # fmt: skip
# By how much a sensor is off; what stands in such an object is so as well.
_OFF: Final = frozenset({
    "offset", "offsets", "bias", "biases", "misalignment", "crossaxis", "tempco", "drift", "softiron", "hardiron", "zerog",
    "nonlinearity", "nullpunkt", "versatz", "decalage", "desviacion", "sesgo", "przesuniecie", "scostamento",
})  # fmt: skip
# The same as the last word of a name: there are scales that feel motion, too.
_CORRECTED: Final = _OFF | {
    "scale", "scales", "gain", "gains", "sensitivity", "sensitivities", "alignment", "coeff", "coeffs", "coefficient",
    "coefficients", "noise", "trim", "trims", "tolerance", "skala", "factor", "factors",
}  # fmt: skip
_CORRECTING: Final = frozenset({
    "calibration", "calib", "calibrations", "kalibrierung", "kalibrering", "kalibracja", "calibracion", "calibrazione",
    "calibragem", "kalibratie", "etalonnage", "factory", "selftest", "corrections", "trimming",
})  # fmt: skip
_READ: Final = frozenset({
    "samples", "readings", "raw", "values", "data", "reading", "sample", "measured", "current", "live", "now", "sensor",
})  # fmt: skip
_OF_A_MATRIX: Final = 3  # rows
_NO: Final = frozenset({"", "0", "false", "no", "none", "null", "off"})
_MOST: Final = 64  # names of an object that are looked at
_ABOVE: Final = 4  # objects around


def is_computed(path: str, names: tuple[str, ...], place: Surroundings) -> bool:
    """Whether three axes are those of a figure of a program, by what they stand in."""
    above = all_words(names[-_ABOVE:])
    if not above.isdisjoint(_HELD):
        return False
    if not above.isdisjoint(_FIGURES):
        return True
    groups = [group for group in _around(path, place) if group.context == "body"]
    said = all_words(name for group in groups for name in islice(group.members, _MOST))
    if not said.isdisjoint(_HELD - {"input", "inputs", "touch"}):
        return False
    played = not (said | above | place.sent_words).isdisjoint(_PLAYED | _WORLDS)
    if played and not above.isdisjoint(_MAY_BE):
        return True
    return not said.isdisjoint(_MASSES) or any(map(_says_so, groups))


def is_calibration(found: Axes) -> bool:
    """Whether three numbers say by how much a sensor is off, and are no reading of it: its offset, its scale, its drift.

    Rows of what a device felt while it was calibrated are readings.
    """
    if len(found.rows) > _OF_A_MATRIX:
        return False
    last = found.names[-1] if found.names else ""
    spoken = [words(name) for name in (last, found.candidates[0] if found.candidates else "")]
    own = {word for said in spoken for word in said}
    joined = {"".join(said[-2:]) for said in spoken}
    if not _OFF.isdisjoint(own | joined) or any(said[-1:] and said[-1] in _CORRECTED for said in spoken):
        return True
    above = all_words(found.names[-2:])
    return not above.isdisjoint(_OFF | _CORRECTING) and own.isdisjoint(_READ)


def is_of_a_game(found: Axes, place: Surroundings) -> bool:
    """Whether what stands around three axes, or the address, is of a game: of a world in which things fall straight."""
    path = found.leaves[0].path if found.leaves else found.path
    return not (place.near_words(path, (*found.names, "")) | place.sent_words).isdisjoint(_GAMES)


def _around(path: str, place: Surroundings) -> list[Group]:
    near = place.group(path) or place.around(path)
    return list(islice(around(near, place), _ABOVE)) if near is not None else []


def _says_so(group: Group) -> bool:
    """``{"simulation": true}``, ``{"engine": "mujoco"}``; not ``{"isSimulator": false}``."""
    for name, leaf in islice(group.members.items(), _MOST):
        shown = str(leaf.value)[:40].lower()
        if not _SIMULATED.isdisjoint(words(name)) and shown not in _NO:
            return True
        if isinstance(leaf.value, str) and not _ENGINES.isdisjoint(words(shown)):
            return True
    return False
