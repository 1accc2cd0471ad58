"""Letters that mean a room's air together, and values in degrees that a room labels."""

from __future__ import annotations

import json

import pytest

from analysis.detectors.environment import DETECTOR


@pytest.mark.parametrize(
    ("body", "properties"),
    [
        ({"t": 21.4, "hum": 45}, ["x_humidity", "x_temperature"]),
        ({"t": 21.4, "h": 45, "p": 1009.2}, ["x_humidity", "x_temperature"]),
        ({"T": "21.4", "H": "45", "co2": 700}, ["x_humidity", "x_temperature"]),
        ({"sensor": {"t": 21.4, "h": 45}}, ["x_humidity", "x_temperature"]),
        ({"sensor": "wohnzimmer", "wert": 21.3, "einheit": "°C"}, ["x_temperature"]),
        ({"name": "kitchen", "value": 71.3, "unit": "°F"}, ["x_temperature"]),
    ],
    ids=str,
)
def test_a_room(see, body, properties) -> None:
    assert set(properties) <= {found.property for found in see(DETECTOR, body)}


@pytest.mark.parametrize(
    "body",
    [
        {"t": 21.4, "h": 45},
        {"t": 21, "h": 45, "p": 1009.2},
        {"t": 1.5, "h": 30, "w": 200, "p": 1000.5},
        {"t": 210.5, "h": 45, "p": 1009.2},
        {"oven": {"t": 21.4, "h": 45, "p": 1009.2}},
        {"t": 20.5, "h": 0, "p": 1009.2},
        {"name": "oven of the kitchen", "value": 71.3, "unit": "°F"},
        {"name": "kitchen", "value": 900.0, "unit": "°C"},
        {"name": "kitchen", "price": 21.3, "unit": "°C"},
    ],
    ids=json.dumps,
)
def test_no_room(see, body) -> None:
    assert not [found for found in see(DETECTOR, body) if found.property in ("x_temperature", "x_humidity")]
