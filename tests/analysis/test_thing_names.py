"""What a thing calls itself is found; builds, shelves, models and simulated nodes are not things of a household."""

from __future__ import annotations

from typing import Any

import pytest

from analysis.detectors.device_id import DETECTOR
from tests.analysis.detectors.conftest import see as see


@pytest.mark.parametrize(
    "body",
    [
        {"src": "webapp-0a1b2c3d4e5f", "dst": "registry"},
        {"dev": "RTX-4090-24G", "arch": "ada"},
        {"dev": "ESP32-C3-DevKitM", "at": 1795600000},
        {"src": "A2-0417-03", "sku": "SCHR-M8-40", "time": "2026-11-02T10:00:00Z"},
        {"uid": "tv-oled-65-2026", "price": 1899},
        {"src": "thermostat-model-b", "dst": "boiler-sim-2024", "ts": 1795600000},
        {"dev": "2026-11-02-0417", "ts": 1795600000},
        {"dev": "PT7-4410-A91E"},
        {"ids": ["urn:isbn:9783161484100", "urn:dev:example"]},
        {"src": "shellyplug-ffffffffffff"},
    ],
)
def test_finds_nothing_in(see: Any, body: object) -> None:
    assert see(DETECTOR, body) == []


@pytest.mark.parametrize(
    ("body", "value"),
    [
        ({"src": "shellyplus1pm-7c87ce65b3a0", "method": "NotifyStatus"}, "shellyplus1pm-7c87ce65b3a0"),
        ({"id": 1, "dst": "shellydimmer2-e868e7f0a1bd"}, "shellydimmer2-e868e7f0a1bd"),
        ({"source": "urn:dev:ow:28ff64d1841703c1"}, "urn:dev:ow:28ff64d1841703c1"),
        ({"e": "urn:dev:ops:32473-Pumpe3-4F7710"}, "urn:dev:ops:32473-Pumpe3-4F7710"),
        ({"dev": "PT7-4410-A91E", "ts": 1795700411}, "PT7-4410-A91E"),
        ({"uid": "stb-40c1-93ae-7712", "seg": []}, "stb-40c1-93ae-7712"),
        ({"client": "toy-9f21-04cc-8e13"}, "toy-9f21-04cc-8e13"),
    ],
)
def test_finds_the_name(see: Any, body: object, value: str) -> None:
    (found,) = see(DETECTOR, body)
    assert (found.category, found.property, found.value) == ("identifier.device", "deviceId", value)
