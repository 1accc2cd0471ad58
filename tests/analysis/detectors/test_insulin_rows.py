"""Insulin that was given is found beside a moment; terms of a manual, boluses for cattle and forests are not."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from analysis.detectors.medical import DETECTOR
from analysis.records import Observation

See = Callable[..., list[Observation]]
AT = "2026-09-30T18:11:00Z"


@pytest.mark.parametrize(
    "body",
    [
        {"type": "bolus", "normal": 2.4},
        {"type": "bolus", "normal": 0, "time": AT},
        {"type": "bolus", "normal": 240, "time": AT},
        {"type": "bolus", "text": "a dose at once", "value": 1, "time": AT},
        {"type": "bolus", "amount": 4, "price": 18.9, "time": AT},
        {"plot": 14, "type": "basal", "value": 32.5, "time": AT},
        {"simulation": {"type": "bolus", "units": 5, "time": AT}},
        {"note": "bolus", "units": 5, "time": AT},
    ],
)
def test_finds_nothing_in(see: See, body: object) -> None:
    assert see(DETECTOR, body) == []


@pytest.mark.parametrize(
    "body",
    [
        {"type": "bolus", "normal": 2.4, "time": AT},
        {"type": "basal", "rate": 0.85, "time": AT},
        {"eventType": "Temp Basal", "rate": 1.35, "created_at": AT},
        {"doses": [{"kind": "bolus", "u": 6, "at": 1790812033}, {"kind": "bolus", "u": 4, "at": 1790838000}]},
    ],
)
def test_finds(see: See, body: object) -> None:
    (found,) = see(DETECTOR, body)
    assert found.category == "health.medication"
