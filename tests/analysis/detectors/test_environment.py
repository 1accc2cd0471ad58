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
    {"proximity": {"distance": 5}},  # of a shop, or a friend
    {"sensors": {"proximity": {"distance": 1_500}}},
    {"sensors": {"ultrasonic": {"distance_cm": 5}}},
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
        ({"sensors": {"proximity": {"distance_cm": 5}}}, "sensor.proximity", "x_proximity", "certain"),
        ({"sensors": {"proximity": {"distance": 0.0}}}, "sensor.proximity", "x_proximity", "certain"),
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


@pytest.mark.parametrize(
    "body",
    [
        {"program": {"steps": [{"temperature": 210, "humidity": 60}]}},
        {"biome": "swamp", "temperature": 0.8, "humidity": 0.9},
        {"target": {"humidity": 45}},
        {"wine": {"temperature": 12, "humidity": 70}},
        {"simulation": {"temperature": 300, "pressure": 1013, "humidity": 50}},
        {"hum": 44},
        {"battery": {"temperature": 31.5, "level": 80}},
        {"brew": {"temp": 93.5, "grams": 18}},
        {"baro": 30},
        {"tC": 21.5},
        {"temp": 20, "page": 3},
        {"vitals": {"temp": 36.7, "hr": 71}},
        {"result": 21.4},
    ],
    ids=json.dumps,
)
def test_ovens_games_and_wishes_are_no_air(see, body) -> None:
    assert see(DETECTOR, body) == []


@pytest.mark.parametrize(
    ("form", "values"),
    [
        ({"tempinf": "70.9", "baromrelin": "29.853", "humidityin": "44"}, ["70.9", "29.853", "44"]),
        ({"tempf": "71.1", "humidity": "55", "baromin": "29.92"}, ["71.1", "55", "29.92"]),
        ({"outTemp": "38.4", "outHumidity": "82", "barometer": "30.112"}, ["38.4", "82", "30.112"]),
        ({"tempc": "21.6", "hum": "49.3", "model": "H5075"}, ["21.6", "49.3"]),
        ({"temperature": "19.8", "humidity": "52", "linkquality": "84", "battery": "91"}, ["19.8", "52"]),
        ({"altimeterPressure(kPa)": "96.412"}, ["96.412"]),
        ({"room_temp": "21.5"}, ["21.5"]),
    ],
    ids=json.dumps,
)
def test_the_names_of_stations_and_room_sensors(see, form, values) -> None:
    assert sorted(item.value for item in see(DETECTOR, form=form)) == sorted(values)


def test_what_the_address_says_of_a_bare_value(see) -> None:
    assert [item.value for item in see(DETECTOR, {"value": "67.5"}, path="/rooms/bathroom/humidity")] == [
        "67.5"
    ]
    assert see(DETECTOR, {"value": 0.7}, path="/api/temperature") == []
    assert see(DETECTOR, {"windspeed": {"value": 12}}, path="/humidity") == []


def test_a_stream_says_what_its_result_is(see) -> None:
    body = {"result": 17.9, "Datastream": {"name": "Balcony air temperature"}}
    assert [item.value for item in see(DETECTOR, body)] == ["17.9"]
    inside = {"state": "58", "attributes": {"device_class": "humidity"}}
    assert [item.value for item in see(DETECTOR, inside)] == ["58"]


def test_names_of_a_path_with_dots(see) -> None:
    rows = [
        {"path": "environment.outside.temperature", "value": 291.4},
        {"path": "environment.outside.pressure", "value": 101320},
    ]
    assert [item.value for item in see(DETECTOR, {"values": rows})] == ["101320"]
    assert see(DETECTOR, {"values": [{"path": "config.limits.humidity", "value": 60}]}) == []
    assert see(DETECTOR, {"values": [{"path": "src/sensors/humidity.py", "value": 60}]}) == []


def test_one_object_laid_out_in_rows(see) -> None:
    rows = [{"temperature": 2333}, {"humidity": 6678}, {"pressure": 99900}]
    assert [item.value for item in see(DETECTOR, {"params": rows})] == ["99900"]
    assert see(DETECTOR, {"params": [{"volume": 20}, {"pressure": 99000}]}) == []
    assert see(DETECTOR, {"params": [{"humidifier": 1, "a": 2}, {"pressure": 99000, "volume": 4}]}) == []


def test_humid_is_a_humidity_and_grams_of_water_are_none(see) -> None:
    seen = see(DETECTOR, {"temp": 20.89, "humid": 49.91, "abs_humid": 9.06, "co2": 799})
    assert {item.path.rpartition(".")[2] for item in seen} == {"temp", "humid"}


def test_a_distance_is_of_the_proximity_sensor_only_beside_sensors(see) -> None:
    assert see(DETECTOR, {"filters": [{"type": "proximity", "distance": 25, "unit": "km"}]}) == []
    found = see(DETECTOR, {"samples": [{"sensor": "PROXIMITY", "distanceCm": 0.0, "maxRangeCm": 5.0}]})
    assert [seen.category for seen in found] == ["sensor.proximity"]
