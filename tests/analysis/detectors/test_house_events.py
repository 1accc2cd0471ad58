"""Doors that somebody opened and drinks that somebody made are found; locks of programs and menus are none."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from analysis.detectors.house_events import DETECTOR
from analysis.records import Observation

See = Callable[..., list[Observation]]
AT = "2026-11-26T13:02:11Z"


@pytest.mark.parametrize(
    "body",
    [
        {"state": "locked", "table": "orders", "by": "tx-881", "at": AT},
        {"event": "locked", "issue": 771, "by": "bot", "at": AT},
        {"door": "front", "event": "unlocked", "at": AT},
        {"door": "front", "event": "unlocked", "by": "Oma"},
        {"event": "unlocked", "by": "Oma", "at": AT},
        {"shop": "Bakery", "status": "opened", "door": "A", "since": AT},
        {"drink": "Espresso", "cups": 2},
        {"drink": "Espresso", "size": "small", "price": 2.4, "at": AT},
        {"drink": 7, "cups": 2, "at": AT},
        {"drinks": [{"drink": "Espresso", "size": "small", "at": AT}]},
    ],
)
def test_finds_nothing_in(see: See, body: object) -> None:
    assert see(DETECTOR, body) == []


@pytest.mark.parametrize(
    ("body", "value"),
    [
        ({"tuer": "Haustür", "ereignis": "entriegelt", "wer": "Oma", "um": AT}, "entriegelt"),
        ({"lockId": 9, "event": "unlocked", "method": "keypad", "ts": 1_795_840_001}, "unlocked"),
        ({"drink": "espresso", "cups": 2, "at": AT}, "espresso"),
        ({"getränk": "Cappuccino", "stärke": 3, "zeit": 1_795_840_001}, "Cappuccino"),
    ],
)
def test_finds(see: See, body: object, value: str) -> None:
    (seen,) = see(DETECTOR, body)
    assert (seen.category, seen.value) == ("usage.interaction", value)
