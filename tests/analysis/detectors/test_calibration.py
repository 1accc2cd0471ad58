"""By how much a motion sensor is off is no motion; what it reads while, or beside, it is calibrated is."""

from __future__ import annotations

import pytest

from analysis.detectors.motion import DETECTOR


@pytest.mark.parametrize(
    "body",
    [
        {"acc": {"offset_mg": [-3.1, 4.4, 11.8], "scale": [1.0021, 0.9987, 1.0012]}},
        {"gyro_offset": {"x": -1.2, "y": 0.9, "z": 0.3}},
        {"imu0": {"accelerometer_bias": [0.0213, -0.1182, 0.0431]}},
        {"magnetometer": {"hard_iron": [12.1, -33.4, 5.2]}},
        {"calib": {"acc": [0.11, 0.22, 0.33]}},
        {"offset": {"accelerometer": {"x": 0.12, "y": 0.25, "z": 0.31}}},
        {"accelerometer": {"misalignment": [[1.0, 0.0021, -0.0008], [0.0, 1.0, 0.0014], [0.0, 0.0, 1.0]]}},
    ],
)
def test_corrections(see, body: object) -> None:  # type: ignore[no-untyped-def]
    assert not see(DETECTOR, body)


@pytest.mark.parametrize(
    "body",
    [
        {
            "accelerometer": {"x": 0.11, "y": 0.22, "z": 9.81},
            "accelerometer_bias": {"x": 0.01, "y": 0.02, "z": 0.03},
        },
        {"gyroscope_calibrated": {"x": 0.0127, "y": -0.3311, "z": 0.0871}},
        {"scale": {"accelerometer": {"x": 0.11, "y": 0.22, "z": 9.81}}},
        {"calibration": {"accelerometer": {"raw": [0.11, 0.22, 9.81]}}},
    ],
)
def test_readings(see, body: object) -> None:  # type: ignore[no-untyped-def]
    assert len(see(DETECTOR, body)) == 3
