"""Tells the angles of a device's orientation (alpha, beta, gamma) from Greek letters that stand for something else.

Ranges: W3C Device Orientation and Motion: alpha 0 to 360, beta -180 to 180, gamma -90 to 90 degrees.
"""

from __future__ import annotations

from typing import Final

from analysis.axes import Axes
from analysis.coordinates import decimals_of
from analysis.field_names import all_words
from analysis.records import Confidence
from analysis.surroundings import Surroundings

_DEVICE: Final = frozenset({
    "absolute", "orientation", "deviceorientation", "device", "heading", "compass", "motion", "gyro", "gyroscope", "tilt",
    "sensor", "sensors", "accelerometer", "phone", "mobile", "webkit", "imu",
})  # fmt: skip
_OTHER: Final = frozenset({
    "delta", "theta", "vega", "rho", "epsilon", "kappa", "lambda", "eta", "sigma", "mu", "a", "b", "c", "lattice", "cell",
    "crystal", "triangle", "prior", "posterior", "distribution", "learning", "lr", "rank", "dropout", "model", "infected",
    "portfolio", "option", "strike", "image", "color", "colour", "loss", "epoch", "brightness", "contrast", "lora", "fit",
    "params", "hyperparameters", "spacegroup", "bond", "torsion", "filter", "kernel",
})  # fmt: skip
_ROWS: Final = 64


def turned_device(found: Axes, place: Surroundings) -> Confidence | None:
    """How sure it is that three angles without a name are a device's; None where they are none."""
    if found.axes[0] != "alpha" or any(found.candidates[:1]) or not all(map(_in_range, found.rows[:_ROWS])):
        return None
    path = found.leaves[0].path if found.leaves else found.path
    near = (
        place.near_words(path, (*found.names[-3:], ""))
        | all_words(found.candidates)
        | all_words(found.names[-3:])
    )
    if not near.isdisjoint(_OTHER):
        return None
    if not (near | place.sent_words).isdisjoint(_DEVICE):
        return Confidence.LIKELY
    return Confidence.POSSIBLE if all(map(_is_measured, found.rows[:_ROWS])) else None


def _in_range(row: tuple[float, float, float]) -> bool:
    alpha, beta, gamma = row
    return 0 <= alpha <= 360 and abs(beta) <= 180 and abs(gamma) <= 90 and any(row)


def _is_measured(row: tuple[float, float, float]) -> bool:
    """Fractions on two axes at least, more than shares and radians, and no triangle."""
    fractions = sum(decimals_of(value) >= 2 for value in row)
    return fractions >= 2 and max(map(abs, row)) > 7 and abs(sum(row) - 180) > 0.5
