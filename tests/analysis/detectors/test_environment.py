"""Barometer, thermometer, hygrometer, proximity; and other pressures and temperatures."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from analysis.detectors.environment import DETECTOR

NEGATIVES = [
    {"pressure": 0.5},
    {"pressure": 120, "systolic": 120},
    {"blood_pressure": 1000},
    {"memory_pressure": 900},
    {"tire": {"pressure": 901.5}},
    {"touch": {"pressure": 901.5}},
    {"pressure": 1000},
    {"pressure": "normal"},
    {"temperature": 0.7, "top_p": 1},
    {"temperature": 31.5},
    {"battery_temperature": 31.5},
    {"cpu": {"temperature": 55, "humidity": 0}},
    {"thermalState": 2},
    {"proximityUUID": "f7826da6-4fa2-4e98-8024-bc5b71e0893e"},
    {"proximity": 25},
    {"humidity": 0},
    {"humidity": "high"},
    {"unit": "hPa", "value": 12},
    {"unit": "hPa"},
    {"unit": "bar", "value": 901.5},
    {"unit": "hPa", "altitude": 901.5},
    {"ad_pressure": 901.5, "slot": 3},
    {"pressure_level": "high"},
    {"gc_pressure": 950},
    {"peer_pressure": 901},
    {"pressures": [1, 2, 3]},
    {"tyre_pressures": [901.5, 902.5, 903.5, 904.5]},
    {"stylus": {"pressure": 870.5}},
    {"water": {"pressure": 901.25}},
    {"temperature": "warm"},
    {"color_temperature": 6500},
    {"gpu_temperature": 61},
    {"skin_temperature": 33.5},
    {"room": 21.5},
    {"proximity": "near"},
    {"proximity_marketing": 3},
    {"price_air": 1013.25},
    {"pressure": 101.325},
    {"blood": {"pressure": 101.5, "altimeter": 1}},
]


@pytest.mark.parametrize("body", NEGATIVES, ids=json.dumps)
def test_other_pressures_and_temperatures_are_none(see, body) -> None:
    assert see(DETECTOR, body) == []


@pytest.mark.parametrize(
    ("body", "category", "prop", "confidence"),
    [
        ({"barometer": 1013.25}, "sensor.environment", "x_pressure", "certain"),
        ({"air_pressure": 101325}, "sensor.environment", "x_pressure", "certain"),
        (
            {"name": "barometer", "values": {"pressure": 1013.2}},
            "sensor.environment",
            "x_pressure",
            "certain",
        ),
        ({"pressure": 1013.25}, "sensor.environment", "x_pressure", "possible"),
        ({"ambient_temperature": 21.5}, "sensor.environment", "x_temperature", "certain"),
        ({"relative_humidity": 45}, "sensor.environment", "x_humidity", "likely"),
        ({"unit": "hPa", "value": 1013.25}, "sensor.environment", "x_pressure", "likely"),
        (
            {"barometer": {"pressure": 101.325, "relativeAltitude": 0.5}},
            "sensor.environment",
            "x_pressure",
            "certain",
        ),
        ({"proximity_sensor": 5.0}, "sensor.proximity", "x_proximity", "certain"),
        ({"sensors": {"proximity": 0}}, "sensor.proximity", "x_proximity", "certain"),
    ],
    ids=str,
)
def test_one_reading(see, body, category, prop, confidence) -> None:
    (found,) = see(DETECTOR, body)
    assert (found.category, found.property, found.confidence) == (category, prop, confidence)


def test_recorded_barometer(see, shared_data: Path) -> None:
    log = shared_data / "sensors/parabiomech-sensorlogger/data2/Barometer.csv"
    rows = [line.split(",") for line in log.read_text().splitlines()[1:401]]
    body = [{"time": int(t), "pressure": float(p), "sensor": "barometer"} for t, _, _, p in rows]
    (found,) = see(DETECTOR, body)
    assert found.measures.n == 400
    assert found.measures.rate_hz == pytest.approx(15.6, rel=0.05)
    assert 1015 < found.measures.median < 1018
