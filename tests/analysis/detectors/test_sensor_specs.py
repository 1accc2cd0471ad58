"""What a sensor can do is no reading of it."""

from __future__ import annotations

import json

import pytest

from analysis.detectors import ambient_light, environment, motion
from analysis.sensor_specs import IS_RATED


@pytest.mark.parametrize(
    "name", ["odr_hz", "supportedRates", "range_g", "noise_ug", "fifo", "gyro_odr", "sample_rates"]
)
def test_names_of_what_a_sensor_can_do(name: str) -> None:
    assert IS_RATED[name]


@pytest.mark.parametrize(
    "name", ["rotationRate", "angular_rate", "gyro_rates", "accelerometer", "values", "xyz", "data"]
)
def test_names_of_what_it_reads(name: str) -> None:
    assert not IS_RATED[name]


SHEET = {"accelerometer": {"range_g": 8, "odr_hz": [25, 50, 100]}, "ambient_light": {"lux_max": 65535}}


@pytest.mark.parametrize(
    ("detector", "body"),
    [
        (motion, SHEET),
        (ambient_light, SHEET),
        (ambient_light, {"sensor": {"resolution": 0.01, "vendor": "x", "max_lux": 120_000}}),
        (ambient_light, {"rule": {"lux_min": 20, "lux_max": 200}}),
        (environment, {"barometer": {"pressure_max": 1100, "resolution": 0.01}, "range": 2}),
    ],
    ids=lambda value: json.dumps(value) if isinstance(value, dict) else None,
)
def test_a_data_sheet_is_no_reading(see, detector, body) -> None:
    assert see(detector.DETECTOR, body) == []


@pytest.mark.parametrize(
    "body",
    [
        {"lux_max": 310},
        {"lux_min": 3, "lux_max": 310, "lux_avg": 90},
        {"day": "2026-11-20", "lux_min": 3, "lux_max": 310},
    ],
    ids=json.dumps,
)
def test_the_most_of_a_day_is_a_reading(see, body) -> None:
    assert see(ambient_light.DETECTOR, body)
