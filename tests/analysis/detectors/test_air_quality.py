"""Gases, particles, noise, sunlight and dew point of stations; and footprints, mornings and filters."""

from __future__ import annotations

import json

import pytest

from analysis.detectors.air_quality import DETECTOR

NEGATIVES = [
    {"co2": 812},
    {"trip": {"co2": 812, "temperature": 20}},
    {"room": "a", "co2": 12},
    {"room": "a", "co2": "high"},
    {"am": 9, "pm": 25},
    {"pm": "Anna"},
    {"noise": 38},
    {"noise_reduction_db": 12},
    {"image": {"noise_level_db": 30, "iso": 800}},
    {"voc": 12},
    {"uv": 3},
    {"forecast": {"dewPoint": 9.8}},
    {"dew_point": 400},
    {"carbon": {"dioxide": 3}},
    {"solar_system": 8},
]


@pytest.mark.parametrize("body", NEGATIVES, ids=json.dumps)
def test_what_is_something_else_is_not_reported(see, body) -> None:
    assert see(DETECTOR, body) == []


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ({"room": "study", "co2": 905}, [("sensor.environment", "905")]),
        ({"co2_ppm": 640}, [("sensor.environment", "640")]),
        ({"pm25": 3, "pm2_5": 3.5}, [("sensor.environment", "3"), ("sensor.environment", "3.5")]),
        ({"tvoc": 131}, [("sensor.environment", "131")]),
        ({"dewPoint": 9.8}, [("sensor.environment", "9.8")]),
        ({"noise_level_db": 61.2}, [("sensor.environment", "61.2")]),
        ({"tempf": 40, "solarradiation": 88.2}, [("sensor.environment", "88.2")]),
    ],
    ids=json.dumps,
)
def test_what_is_there_is_reported(see, body, found) -> None:
    assert {(item.category, item.value) for item in see(DETECTOR, body)} == {tuple(pair) for pair in found}
