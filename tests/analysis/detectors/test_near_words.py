"""Near and far as a word or a yes, in the company of a call or a moment; shops, beacons and enemies are near as well."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from analysis.detectors.environment import DETECTOR
from analysis.records import Observation

See = Callable[..., list[Observation]]


@pytest.mark.parametrize(
    "body",
    [
        {"ev": "proximity", "near": True},
        {"ev": "proximity", "near": True, "call": 4, "radius": 12},
        {"kind": "proximity", "near": True, "ts": 1795700123, "store": 4},
        {"npc": "troll", "ev": "proximity", "near": True, "ts": 1795700123},
        {"call": 4, "near": True},
        {"call": 4, "ev": "proximity", "near": "yes please"},
        {"call": 4, "ev": "proximity", "cm": 180},
        {"call": 4, "ev": "proximity alert settings", "near": True},
        {"call": 4, "proximity": "cerca de mi casa"},
        {"nearEar": True},
        {"call": 4, "ear": True},
        {"call": 4, "nearEarth": True},
        {"beacon": {"proximity": "near", "rssi": -60}, "call": 4},
    ],
    ids=str,
)
def test_finds_no_nearness_in(see: See, body: object) -> None:
    assert see(DETECTOR, body) == []


@pytest.mark.parametrize(
    ("body", "values"),
    [
        ({"call": 4, "ev": "proximity", "near": True, "cm": 0.0}, ["0.0", "true"]),
        ({"anruf": 4, "ereignis": "annaeherung", "nah": False}, ["false"]),
        ({"llamada": 4, "proximidad": "cerca"}, ["cerca"]),
        ({"appel": 4, "type": "proximite", "etat": "loin"}, ["loin"]),
        ({"proximity": {"near": 1, "ts": 1795700123}}, ["1"]),
        ({"callId": 4, "heldToEar": True}, ["true"]),
        ({"gespraech": 4, "am_ohr": False}, ["false"]),
    ],
    ids=str,
)
def test_finds_whether_something_is_near(see: See, body: object, values: list[str]) -> None:
    found = see(DETECTOR, body)
    assert {each.value for each in found} == set(values)
    assert {(each.category, each.rule) for each in found} == {("sensor.proximity", "proximity.named")}


def test_one_value_is_found_once(see: See) -> None:
    body = {"sensors": {"proximity": {"distance_cm": 5}}}
    assert [found.value for found in see(DETECTOR, body)] == ["5"]
