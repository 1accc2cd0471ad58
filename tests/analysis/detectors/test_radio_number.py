"""Call signs, ships and nodes of a mesh are found where they are one's own; flights, lists of ships and words are not."""

from __future__ import annotations

import pytest

from analysis.detectors.radio_number import DETECTOR


@pytest.mark.parametrize(
    "body",
    [
        {"flights": [{"callsign": "DLH4AB", "reg": "D-AINC"}, {"callsign": "RYR81KP", "reg": "EI-DYR"}]},
        {"callsign": "DL7ABC"},
        {"my_call": "later"},
        {"my_call": "RING-BACK"},
        {"spots": [{"callsign": "DL7ABC", "band": "40m"}]},
        {"ships": [{"mmsi": 211339980}, {"mmsi": 244660000}]},
        {"mmsi": "123456789"},
        {"mmsi": "2113"},
        {"context": "vessels.urn:mrn:imo", "id": "urn:mrn:imo:mmsi:none-of-them"},
        {"a": "vessels.urn:mrn:imo:mmsi:230084170", "b": "vessels.urn:mrn:imo:mmsi:230084171"},
        {"to": "!ffffffff", "text": "!important"},
        {"to": "!da6574c8"},
        {"css": "!deadbeef"},
        {"path": "msh/2/json/LongFast"},
    ],
)
def test_finds_nothing_in(see, body) -> None:
    assert see(DETECTOR, body) == []


@pytest.mark.parametrize(
    ("body", "category", "value"),
    [
        ({"station_callsign": "OK2XYW", "call": "DL7ABC"}, "identifier.account", "OK2XYW"),
        ({"my_call": "9A1AB/P"}, "identifier.account", "9A1AB/P"),
        ({"callsign": "SP6KEO", "grid": "JO81"}, "identifier.account", "SP6KEO"),
        ({"name": "Smilla", "mmsi": "211339980"}, "identifier.device", "211339980"),
        ({"context": "vessels.urn:mrn:imo:mmsi:230084170"}, "identifier.device", "230084170"),
        (
            {"context": "vessels.urn:mrn:signalk:uuid:c0d79334-4e25-4245-8892-54e8ccc8021d"},
            "identifier.device",
            "c0d79334-4e25-4245-8892-54e8ccc8021d",
        ),
        ({"sender": "!da6574c8", "id": "!da6574c8"}, "identifier.device", "!da6574c8"),
        ({"topic": "msh/EU_868/2/json/LongFast/!7efeee00"}, "identifier.device", "!7efeee00"),
    ],
)
def test_finds(see, body, category: str, value: str) -> None:
    assert [(item.category, item.value) for item in see(DETECTOR, body)] == [(category, value)]


def test_a_sample_of_a_call_sign_is_nobodys(see) -> None:
    assert see(DETECTOR, {"callsign": "DL0XXX", "mode": "CW"}) == []
