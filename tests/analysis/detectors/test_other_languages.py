"""Fields named in other languages are told as English ones are; and so are things of the same names that are no readings."""

from __future__ import annotations

import json

import pytest

from analysis.detectors import (
    ambient_light,
    blood_pressure,
    cycle,
    environment,
    fitness,
    health,
    location,
    motion,
    place,
)

NEGATIVES = [
    (environment, {"temperatur": 200, "programm": "ofen"}),
    (ambient_light, {"helligkeit": 80, "lampe": "flur"}),
    (ambient_light, {"luminosity": 4.6, "star": "Sirius"}),
    (ambient_light, {"uniforms": {"ambientLight": [0.12, 0.14, 0.2], "lux": 4000}}),
    (ambient_light, {"Sensor": {"light": "on"}}),
    (ambient_light, {"BH1750": {"Gain": 1}}),
    (health, {"paket": {"gewicht_kg": 25}}),
    (health, {"colis": {"poids_kg": 31.5}}),
    (motion, {"beschleunigung": "0-100 in 7,2 s"}),
    (motion, {"world": {"gravity": [0, -9.81, 0]}}),
    (motion, {"accelerometer": {"data": "QUJD" * 64}}),
    (motion, {"ev": [["mousemove", at, 0.2, 3.5, 9.2] for at in range(12)]}),
    (motion, {"ev": [["devicemotion", at, 0.2, 3.5] for at in range(12)]}),
    (location, {"lat": 48.2, "lon": 16, "p99": 112.4}),
    (location, {"zoom": 3.1, "center": {"lat": 20, "lon": 5}}),
    (location, {"bodies": [{"mass": 1.2, "position": [0.12, 9.79, 0.41]}]}),
    (location, {"la": 3, "lo": 4}),
    (location, {"la": 482, "lo": "casa"}),
    (location, {"center": {"crd": {"x": 12, "y": 40}}}),
    (place, {"ciudad": "madrid"}),
    (place, {"location": "Marktplatz 4, 8010 Graz"}),
    (
        fitness,
        [
            {"timestamp": 1788912060, "steps": 20, "loss": 0.2},
            {"timestamp": 1788912120, "steps": 30, "loss": 0.1},
        ],
    ),
    (fitness, {"timestamp": 1788912060, "steps": 30, "intensity": 4}),
    (fitness, {"schritte": 3, "assistent": "einrichtung"}),
]


@pytest.mark.parametrize(("module", "body"), NEGATIVES, ids=[json.dumps(body)[:60] for _, body in NEGATIVES])
def test_what_is_something_else_is_not_reported(see, module, body) -> None:
    assert see(module.DETECTOR, body) == []


FOUND = [
    (ambient_light, {"helligkeit_lux": 312}, "sensor.ambient_light"),
    (ambient_light, {"APDS9960": {"Ambient": 169, "Red": 282}}, "sensor.ambient_light"),
    (ambient_light, {"uplink": {"luminosity_4": 1210, "accelerometer_3": {"x": 0.01}}}, "sensor.ambient_light"),
    (environment, {"presion_hpa": 1015.2, "humedad": 48}, "sensor.environment"),
    (motion, {"beschleunigung": {"x": 0.31, "y": -0.98, "z": 9.77}}, "sensor.motion"),
    (motion, {"加速度": {"x": -0.12, "y": 0.44, "z": 9.79}}, "sensor.motion"),
    (motion, {"accelerometer_3": {"x": 0.012, "y": -0.231, "z": 0.964}}, "sensor.motion"),
    (motion, {"ev": [["devicemotion", 16 * at, 0.2 + at / 97, 3.5 - at / 71, 9.2] for at in range(12)]}, "sensor.motion"),
    (blood_pressure, {"tension_systolique": 138, "tension_diastolique": 86}, "health.blood_pressure"),
    (health, {"pouls": 72, "tension_systolique": 138}, "health.heart_rate"),
    (cycle, {"zyklustag": 14, "datum": "2026-09-03"}, "health.cycle"),
    (fitness, {"schritte_heute": 10412}, "fitness.steps"),
    (fitness, [{"timestamp": 1788912060, "steps": 71, "intensity": 38}], "fitness.steps"),
    (location, {"纬度": 31.230416, "经度": 121.473701}, "location.precise"),
    (location, {"cCrd": {"x": 13388860, "y": 52517037}}, "location.precise"),
    (location, {"la": 482082000, "lo": 163738000}, "location.precise"),
    (place, {"straat": "Kerkstraat", "huisnummer": "12B", "postcode": "3511 AB", "plaats": "Utrecht"}, "location.address"),
    (place, {"省": "上海市", "城市": "上海市", "街道": "南京东路100号"}, "location.address"),
    (place, {"address": {"line": ["Lindenallee 14"], "city": "Marburg", "postalCode": "35037"}}, "location.address"),
    (place, {"dtstart": "20260910", "location": "Marktplatz 4, 8010 Graz"}, "location.address"),
    (place, {"pickup": {"formatted_address": "1455 Market St, San Francisco"}}, "location.address"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("module", "body", "category"),
    FOUND,
    ids=[json.dumps(body, ensure_ascii=True)[:60] for _, body, _ in FOUND],
)
def test_what_is_there_is_reported(see, module, body, category) -> None:
    assert category in {item.category for item in see(module.DETECTOR, body)}


def test_torques_numbers_are_names(see) -> None:
    query = {
        "kff1005": "10.752245",
        "kff1006": "59.913868",
        "kff1220": "0.06",
        "kff1221": "0.94",
        "kff1222": "0.04",
    }
    assert {item.value for item in see(location.DETECTOR, query=query)} == {"10.752245", "59.913868"}
    assert {item.value for item in see(motion.DETECTOR, query=query)} == {"0.06", "0.94", "0.04"}
    assert see(location.DETECTOR, query={"kff1203": "10.752245", "kff1001": "59.913868"}) == []
