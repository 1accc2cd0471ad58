"""The battery's state; and batteries that are for sale."""

from __future__ import annotations

import json

import pytest

from analysis.detectors.battery import DETECTOR

NEGATIVES = [
    {"battery": "AA 4-pack"},
    {"search": "battery level"},
    {"product": "battery", "level": 5},
    {"batteryLevel": -1},
    {"battery_capacity": 3500},
    {"battery": 3500},
    {"charging_station_id": 1},
    {"charging": "fast lane"},
    {"level": 0.5},
    {"batteryIcon": 1},
    {"low_battery_warning_count": 3},
    {"power": 50},
    {"batt": 56},
    {"bat": 0.3, "ball": 2},
    {"bat": "C:/a.bat", "lat": 1.5, "lon": 2.5},
    {"bats": 56, "lat": 1.5, "lon": 2.5},
    {"batting": 56, "lat": 1.5, "lon": 2.5},
    {"combat": 56, "lat": 1.5, "lon": 2.5},
    {"batt": 5600, "lat": 1.5, "lon": 2.5},
    {"batt": -1, "lat": 1.5, "lon": 2.5},
    {"charge": 12.5, "lat": 1.5, "lon": 2.5},
    {"charge": True, "amount": 12.5},
    {"name": "battery", "value": 56},
    {"type": "battery", "value": 1, "sku": "A-1"},
    {"label": "Battery Life", "value": "long"},
    {"field": "battery_capacity", "value": 56},
    {"battery": {"count": 2}},
    {"b": 20, "charging": 3},
    {"b": 20, "g": 30, "r": 40},
    {"bat": 56, "fw": "1.2"},
    {"sensoren": [{"name": "batterie", "min": 0, "max": 100}]},
]


@pytest.mark.parametrize("body", NEGATIVES, ids=json.dumps)
def test_other_batteries_are_none(see, body) -> None:
    assert see(DETECTOR, body) == []


@pytest.mark.parametrize(
    ("body", "prop", "value"),
    [
        ({"batteryLevel": 0.87}, "batteryLevel", "0.87"),
        ({"batPct": 64, "chg": 0}, "batteryLevel", "64"),
        ({"b": 64, "chg": 1, "fw": "1.2"}, "batteryLevel", "64"),
        ({"bat": 64, "fw": "1.2", "rssi": -61}, "batteryLevel", "64"),
        ({"poziom_baterii": 38}, "batteryLevel", "38"),
        ({"电量": 64}, "batteryLevel", "64"),
        ({"_type": "location", "lat": 52.5, "lon": 13.4, "batt": 56, "tid": "AB"}, "batteryLevel", "56"),
        ({"lat": "52.5", "lon": "13.4", "timestamp": "1", "batt": "56.0"}, "batteryLevel", "56.0"),
        ({"lat": 52.5, "lon": 13.4, "bat": 56}, "batteryLevel", "56"),
        ({"lat": 52.5, "lon": 13.4, "batproc": 56}, "batteryLevel", "56"),
        ({"lat": 52.5, "lon": 13.4, "battlevel": 56}, "batteryLevel", "56"),
        ({"location": {"latitude": 52.5, "longitude": 13.4}, "batt": 0.56}, "batteryLevel", "0.56"),
        ({"points": [{"latitude": 52.5, "longitude": 13.4, "bat": 56}]}, "batteryLevel", "56"),
        ({"gps": [52.5, 13.4], "batt": 56}, "batteryLevel", "56"),
        ({"coords": {"latitude": 52.5}, "bat": "56"}, "batteryLevel", "56"),
        ({"lat": 52.5, "lng": 13.4, "charge": True}, "isCharging", "true"),
        ({"device_class": "battery", "state": 56, "unit_of_measurement": "%"}, "batteryLevel", "56"),
        ({"unique_id": "is_charging", "state": True}, "isCharging", "true"),
        ({"unique_id": "battery_is_charging", "state": False}, "isCharging", "false"),
        ({"metric": "battery.level", "value": 56}, "batteryLevel", "56"),
        ({"sensor": "battery", "value": "56%"}, "batteryLevel", "56%"),
        ({"name": "Battery State", "state": "discharging"}, "isCharging", "discharging"),
        ({"battery": {"percentage": 56}}, "batteryLevel", "56"),
        ({"device": {"battery_level": 87}}, "batteryLevel", "87"),
        ({"battery": "87%"}, "batteryLevel", "87%"),
        ({"battery": {"level": 0.5}}, "batteryLevel", "0.5"),
        ({"isCharging": True}, "isCharging", "true"),
        ({"charging": 0}, "isCharging", "0"),
        ({"battery_status": "discharging"}, "isCharging", "discharging"),
        ({"battery": {"state": "full"}}, "isCharging", "full"),
        ({"battery_temperature": 312}, "x_batteryTemperature", "312"),
        ({"batteryVoltage": 4123}, "x_batteryVoltage", "4123"),
        ({"lowPowerModeEnabled": False}, "x_powerSaving", "false"),
    ],
    ids=str,
)
def test_state_of_the_battery(see, body, prop, value) -> None:
    (found,) = see(DETECTOR, body)
    assert (found.category, found.property, found.value) == ("device_state.battery", prop, value)


def test_query_and_header(see) -> None:
    assert [item.path for item in see(DETECTOR, query="bat=1&battery_level=55")] == ["query:battery_level"]
    assert [item.value for item in see(DETECTOR, headers=(("X-Battery-Level", "0.55"),))] == ["0.55"]


def test_batt_is_of_a_sensor_only_beside_three_values_of_one(see) -> None:
    assert see(DETECTOR, {"batt": 43, "balls": 51, "temp": "out"}) == []
    assert see(DETECTOR, {"batt": 79, "rssi": -62}) == []
    assert [seen.value for seen in see(DETECTOR, {"batt": 79, "rssi": -62, "tempc": 21.6, "hum": 48.1})] == [
        "79"
    ]


def test_the_voltage_of_a_sensors_battery(see) -> None:
    assert [item.property for item in see(DETECTOR, {"vbat": 3.52})] == ["x_batteryVoltage"]
    assert [item.property for item in see(DETECTOR, {"batt_mv": 2871})] == ["x_batteryVoltage"]
    assert see(DETECTOR, {"vbat": 0}) == []


def test_the_size_of_a_battery_in_a_shop_is_no_level(see) -> None:
    rows = [{"model": "K5", "battery": 31, "price": 1290}, {"model": "K7", "battery": 13, "price": 1990}]
    assert see(DETECTOR, {"models": rows}) == []
    assert len(see(DETECTOR, {"models": [{"model": "K5", "battery": 31}]})) == 1


@pytest.mark.parametrize("name", ["incarcare", "latautuu", "toltes", "laddar"])
def test_words_for_charging_that_also_mean_loading_count_beside_a_battery_only(see, name: str) -> None:
    assert see(DETECTOR, {"view": "list", name: True}) == []
    assert [item.property for item in see(DETECTOR, {"akku": {name: True}})] == ["isCharging"]
