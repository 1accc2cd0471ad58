"""Diaries of a bladder or a stoma are found by two of their names and a time; cats, strips and goods are not."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from analysis.detectors.medical import DETECTOR
from analysis.records import Observation

See = Callable[..., list[Observation]]
AT = "2026-11-20T08:00:00Z"


@pytest.mark.parametrize(
    "body",
    [
        {"leak": True, "volume": 2, "at": AT},
        {"stool": "bar", "type": "oak", "amount": 4, "at": AT},
        {"urine": True, "at": AT},
        {"urine_ml": 40, "urgency": 2},
        {"cat": "Mio", "urine_ml": 40, "type": "clump", "at": AT},
        {"catheter": "Foley", "type": "silicone", "bag": 2000, "price": 12, "at": AT},
        {"stoma_output_ml": None, "consistency": "liquid", "at": AT},
    ],
)
def test_finds_nothing_in(see: See, body: object) -> None:
    assert see(DETECTOR, body) == []


@pytest.mark.parametrize(
    "body",
    [
        {"at": AT, "stoma_output_ml": 350, "consistency": "liquid", "bag_changed": True},
        {"zeit": AT, "urin_ml": 220, "drang": 3, "inkontinenz": True},
        {"tid": AT, "urinmangd_ml": 220, "trangning": 2, "lackage": True},
        {"entries": [{"at": AT, "bristolType": 4, "blood": False, "pain": 2}] * 2},
    ],
)
def test_tells_what_was_noted_once(see: See, body: object) -> None:
    assert [item.category for item in see(DETECTOR, body)] == ["health.condition"]
