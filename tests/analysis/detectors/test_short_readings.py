"""Short names count in company; alone, as examples, in games and recipes they say nothing."""

from __future__ import annotations

import json

import pytest

from analysis.detectors import ambient_light, environment


@pytest.mark.parametrize(
    "body",
    [
        {"Illum": 132, "CT": 4150, "IR": 18},
        {"als": 37, "backlight": 55},
        {"als_lux": 12},
        {"s": "als", "v": 132, "t": 1_795_340_000},
        {"lum": 340, "hum": 45},
        {"helligkeit": "210 lx"},
        {"natężenie_światła_lx": 121},
        {"照度": 300},
    ],
    ids=str,
)
def test_light(see, body) -> None:
    (found,) = see(ambient_light.DETECTOR, body)
    assert (found.category, found.rule) == ("sensor.ambient_light", "light.named")


@pytest.mark.parametrize(
    "body",
    [
        {"als": 3, "wenn": 2},
        {"lx": 128, "ly": 127},
        {"illum": 40},
        {"lum": 340},
        {"lum": 5, "hum": 45, "species": "monstera"},
        {"lights": {"lum": 340, "hue": 120, "hum": 1}},
    ],
    ids=json.dumps,
)
def test_no_light(see, body) -> None:
    assert see(ambient_light.DETECTOR, body) == []


@pytest.mark.parametrize(
    ("body", "property"),
    [
        ({"p_hpa": "1017.36", "p_sd": "0.04"}, "x_pressure"),
        ({"druck_hpa": 1003.4}, "x_pressure"),
        ({"press": 1009.4, "alt": 210}, "x_pressure"),
        ({"prox": [[0, 5.0], [1420, 0.0], [90311, 5.0], [91780, 0.0]]}, "x_proximity"),
        ({"prox": 5, "als": "x"}, "x_proximity"),
        ({"proximity_cm": 0}, "x_proximity"),
        ({"zblizenie_cm": 5}, "x_proximity"),
        ({"call": {"proximityState": True}}, "x_proximity"),
    ],
    ids=str,
)
def test_air_and_nearness(see, body, property) -> None:
    (found,) = see(environment.DETECTOR, body)
    assert found.property == property


@pytest.mark.parametrize(
    "body",
    [
        {"p_hpa": 1013.25},
        {"p_hpa": 12.5},
        {"p": 1009.4},
        {"press": 1009, "x": 1},
        {"tyre": {"p_hpa": 901.5}},
        {"prox": 5, "words": ["a"]},
        {"prox": [1, 2, 3]},
        {"npc": {"proximity": 0, "phone": 1, "alert": 2}},
        {"proximity_cm": 80},
        {"proximityEnabled": True},
        {"prox": 5},
    ],
    ids=json.dumps,
)
def test_no_air_and_no_nearness(see, body) -> None:
    assert see(environment.DETECTOR, body) == []
