"""Few readings under gravity within a text, and in fields of tilting; prices, normals and settings are none."""

from __future__ import annotations

import pytest

from analysis.detectors.motion import DETECTOR
from analysis.gravity_shape import few_under_gravity
from analysis.lying_rows import few_rows

COLUMNS = "3.2,dev,14;0.21,0.24,0.22,0.25;3.11,3.14,3.09,3.12;9.28,9.31,9.27,9.30-7,end"
RUN = "ua:1|mv=0.11,0.34,9.78:0.13,0.31,9.80:0.12,0.36,9.77:0.10,0.33,9.79|kb:22"


@pytest.mark.parametrize(
    "text",
    [
        "0.41,0.44,0.39,0.40;5.62,5.66,5.60,5.63;2.01,2.98,2.03,2.00",  # not as long as gravity
        "0.21,0.24;3.11,3.14;9.28,9.31",  # two of each
        "0.21,0.24,0.22,0.25;3.11,3.14,3.09;9.28,9.31,9.27,9.30",  # not of one length
        "0.11,0.34,9.78:0.13,0.31,9.80:0.12,0.36,9.77",  # three rows
        "9,0,1;9,1,0;9,1,1;9,0,0",
        "",
        ";" * 5_000,
    ],
)
def test_texts_without_gravity(text: str) -> None:
    assert list(few_rows(text)) == []


@pytest.mark.parametrize("text", [COLUMNS, RUN])
def test_rows_within_a_text(text: str) -> None:
    (rows,) = few_rows(text)
    assert len(rows) == 4


@pytest.mark.parametrize("text", [COLUMNS, RUN])
def test_a_text_counts_under_a_name_of_sensors(see, text: str) -> None:  # type: ignore[no-untyped-def]
    assert [one.rule for one in see(DETECTOR, {"sensor_data": text})] == ["motion.gravity_shape"]
    assert see(DETECTOR, {"reihe": text}) == []


@pytest.mark.parametrize(
    "body",
    [
        {"tiltX": 0.4, "tiltY": 0.6, "tiltZ": 0.0},
        {"tiltX": 45.0, "tiltY": 60.0, "tiltZ": 0.0},
        {"t": "palette", "g": [0.21, 0.31, 0.91], "a": [0.03, 0.21, 0.97]},
        {"t": "pose", "f": [0.6, 0.8, 0.0]},
        {"planet": "Mars", "g": [0, -3.71, 0], "t": "motion"},
        {"op": "pose", "camera": 1, "f": [0.11, 0.34, 9.72]},
        {"acc": [0.12, 0.33, 0.71, 0.41, 0.22, 0.93, 0.12, 0.31, 0.02]},
        {"acc": [91.2, 93.1, 94.4, 95.0, 95.2, 96.1, 96.3, 97.0, 97.4]},
        {"acceleration": {"x": 3000, "y": 3000, "z": 100}},
        {"orientation": {"roll": 0.0, "pitch": 1.57, "yaw": 0.0}, "phone": 1},
    ],
)
def test_axes_of_nothing_held(see, body: object) -> None:  # type: ignore[no-untyped-def]
    assert see(DETECTOR, body) == []


@pytest.mark.parametrize(
    "body",
    [
        {"t": "imu", "g": [-12.4, 3.1, 0.7], "a": [0.03, -0.21, 0.97]},
        {"op": "pose", "w": [0.31, -0.08, 0.02], "f": [0.11, 0.34, 9.72]},
        {"tiltX": 0.312, "tiltY": -0.401, "tiltZ": 0.859},
        {"frames": [{"tilt_x": 0.021, "tilt_y": 0.112, "tilt_z": 0.991}, {"tilt_x": 0.043, "tilt_y": 0.127, "tilt_z": 0.988},
                    {"tilt_x": 0.061, "tilt_y": 0.094, "tilt_z": 0.996}]},
        {"acc": [0.12, 0.33, 9.71, 0.41, 0.22, 9.93, 1.12, -0.31, 9.02]},
        {"ax_g": 0.02, "ay_g": -0.11, "az_g": 0.99},
        {"forca_g": {"lateral": -0.08, "longitudinal": -0.46, "vertical": 1.02}},
    ],
)  # fmt: skip
def test_axes_of_something_held(see, body: object) -> None:  # type: ignore[no-untyped-def]
    assert {one.category for one in see(DETECTOR, body)} == {"sensor.motion"}


def test_few_rows_under_gravity() -> None:
    assert few_under_gravity([]) is None
    assert few_under_gravity([(0.0, 0.6, 0.8)], unit_vectors=False) is None
    assert few_under_gravity([(0.21, 0.31, 0.93)]) is None  # shares
    assert few_under_gravity([(0.21, 0.31, 0.93)], shares=True) == "g"
    assert few_under_gravity([(0.11, 0.34, 9.72)]) == "m/s²"
    assert few_under_gravity([(1.0, 9.0, 4.0)]) is None  # no fractions
