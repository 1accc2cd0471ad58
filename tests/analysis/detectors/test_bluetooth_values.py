"""Values of characteristics and advertisements of sensors; and other bytes in hexadecimal digits."""

from __future__ import annotations

import json

import pytest

from analysis.detectors.bluetooth_values import DETECTOR

NEGATIVES = [
    {"data": "9904aa05bbccddeeff00112233445566778899aabb"},
    {"payload": "0100ff"},
    {"char": "2A29", "value": "41636d65"},
    {"char": "2A37", "value": "00"},
    {"char": "2A37", "value": "0005"},
    {"char": "2A37", "value": "zz"},
    {"char": "2A1C", "bytes": [0, 255, 255, 127, 0]},
    {"char": "2A6E", "value": "ffff7f"},
    {"uuid": "fcd2", "servicedata": "41ca09"},
    {"data": "0201061bff9904051"},
    {"data": "00"},
    {"raw": "deadbeefdeadbeef"},
    {"value": "2a37"},
]


@pytest.mark.parametrize("body", NEGATIVES, ids=json.dumps)
def test_what_is_something_else_is_not_reported(see, body) -> None:
    assert see(DETECTOR, body) == []


@pytest.mark.parametrize(
    ("body", "found"),
    [
        (
            {"characteristic": "00002a37-0000-1000-8000-00805f9b34fb", "value": "0048"},
            [("health.heart_rate", "72")],
        ),
        ({"uuid": "0x2A37", "data": "AEg="}, [("health.heart_rate", "72")]),
        ({"2a37": "0048"}, [("health.heart_rate", "72")]),
        ({"char": "2A1C", "bytes": [0, 111, 1, 0, 255]}, [("health.temperature", "36.7")]),
        ({"char": "2A9D", "value": "00e02e"}, [("health.weight", "60")]),
        ({"char": "2A35", "value": "007800500000"}, []),
        (
            {"char": "2A35", "value": "00780050005d00"},
            [("health.blood_pressure", "120"), ("health.blood_pressure", "80")],
        ),
        ({"char": "2A6E", "value": "6009"}, [("sensor.environment", "24")]),
        (
            {"uuid": "fcd2", "servicedata": "4002ca09033813"},
            [("sensor.environment", "25.06"), ("sensor.environment", "49.2")],
        ),
        (
            {"tag": {"data": "0201061BFF99040512FC5394C37C0004FFFC040CAC364200CDCBB8334C884F"}},
            [
                ("sensor.environment", "24.3"),
                ("sensor.environment", "53.49"),
                ("sensor.environment", "1000.44"),
                ("sensor.motion", "0.004"),
                ("sensor.motion", "-0.004"),
                ("sensor.motion", "1.036"),
            ],
        ),
    ],
    ids=json.dumps,
)
def test_what_is_there_is_reported(see, body, found) -> None:
    assert {(item.category, item.value) for item in see(DETECTOR, body)} == {tuple(pair) for pair in found}
