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
]


@pytest.mark.parametrize("body", NEGATIVES, ids=json.dumps)
def test_other_batteries_are_none(see, body) -> None:
    assert see(DETECTOR, body) == []


@pytest.mark.parametrize(
    ("body", "prop", "value"),
    [
        ({"batteryLevel": 0.87}, "batteryLevel", "0.87"),
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
