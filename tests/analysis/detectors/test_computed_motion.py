"""What a program computes for a figure is no reading of a sensor; how a phone is tilted in a game is one."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from analysis.detectors.motion import DETECTOR
from analysis.records import Observation

See = Callable[..., list[Observation]]
ONE = {"x": 0.21, "y": 0.13, "z": 9.78}
ROWS = [[0.1, 0.2, 9.81], [0.3, 0.2, 9.7], [0.2, 0.2, 9.9]]


@pytest.mark.parametrize(
    "body",
    [
        {"npc": {"acc": ROWS}},
        {"enemies": [{"acceleration": ONE}, {"acceleration": ONE}]},
        {"simulation": True, "acceleration": ONE},
        {"engine": "mujoco", "imu": {"accelerometer": ROWS}},
        {"tick": 4, "bots": [{"acceleration": ONE}]},
        {"world": {"bodies": [{"acceleration": ONE}]}},
        {"mass": 2.0, "acceleration": ONE},
        {"tilt": {"x": 4, "y": 8, "z": 0}},
    ],
    ids=str,
)
def test_a_figure_feels_nothing(see: See, body: object) -> None:
    assert see(DETECTOR, body) == []


@pytest.mark.parametrize(
    "body",
    [
        {"acceleration": ONE},
        {"isSimulator": False, "acceleration": ONE},
        {"game": "marble", "player": {"accel": ONE}},
        {"tick": 4, "bot": {"phone": {"accel": ONE}}},
        {"bot": {"accel": ROWS}},
        {"device": "x", "npc_count": 3, "accelerometer": ONE},
        {"tilt": {"x": 12, "y": -5, "z": 1003}},
    ],
    ids=str,
)
def test_a_device_does(see: See, body: object) -> None:
    assert {found.category for found in see(DETECTOR, body)} == {"sensor.motion"}
