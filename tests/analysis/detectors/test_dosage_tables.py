"""A medicine above rows of weights or ages with a dose for each is a table for anybody."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from analysis.detectors.medical import DETECTOR
from analysis.records import Observation

See = Callable[..., list[Observation]]


@pytest.mark.parametrize(
    "body",
    [
        {"medication": "Paracetamol 250 mg", "rows": [{"age": 2, "ml": 5}, {"age": 6, "ml": 10}]},
        {"drug": "Enoxaparin", "table": [{"crcl": 30, "dose": "20 mg"}, {"crcl": 60, "dose": "40 mg"}]},
        {"rows": [{"medication": "Ibuprofen 200 mg", "age": age, "dose": "1 tablet"} for age in (6, 12)]},
        {"medicament": "Timolol 5 mg/ml", "contre_indications": "asthme"},
    ],
)
def test_finds_nothing_in(see: See, body: object) -> None:
    assert see(DETECTOR, body) == []


@pytest.mark.parametrize(
    "body",
    [
        {"medication": "Paracetamol 250 mg", "taken": [{"weight": 14, "ml": 5, "time": "08:00"}] * 2},
        {
            "medication": "Paracetamol 250 mg",
            "dose": "5 ml",
            "children": [{"name": "Ida", "weight": 14, "dose": 5}] * 2,
        },
        {"medication": "Paracetamol 250 mg", "rows": [{"age": 2, "ml": 5}]},
    ],
)
def test_what_was_given_is_none(see: See, body: object) -> None:
    assert "health.medication" in {item.category for item in see(DETECTOR, body)}
