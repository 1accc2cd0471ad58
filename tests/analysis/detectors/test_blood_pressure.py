"""Blood pressure is two numbers that belong together; one alone, a fraction or a road sign is none."""

from __future__ import annotations

import json

import pytest

from analysis.detectors.blood_pressure import DETECTOR


@pytest.mark.parametrize(
    "body",
    [
        {"systolic": 120},
        {"diastolic": 80, "heart_rate": 60},
        {"systolic": 20, "diastolic": 8},
        {"systolic": 1200, "diastolic": 80},
        {"systolic": True, "diastolic": 80},
        {"systolic": {"name": "a"}, "diastolic": {"name": "b"}},
        {"a": {"systolic": 120}, "b": {"diastolic": 80}},
        {"blood_pressure": "high"},
        {"blood_pressure": 120},
        {"blood_pressure": "80/120"},
        {"blood_pressure": "120/8"},
        {"blood_pressure": "120/80/600"},
        {"blood_pressure_monitor": "120/80"},
        {"pressure": "120/80"},
        {"tyre_pressure": "120/80"},
        {"date": "11/22", "aspect": "16/9"},
    ],
    ids=json.dumps,
)
def test_what_is_no_blood_pressure_is_none(see, body) -> None:
    assert see(DETECTOR, body) == []


@pytest.mark.parametrize("text", ["120/80", "121 / 79 mmHg", " 99/61"])
def test_two_numbers_in_one_text(see, text: str) -> None:
    (found,) = see(DETECTOR, {"blood_pressure": text})
    assert (found.category, found.property) == ("health.blood_pressure", "x_bloodPressure")
    assert (found.value, found.measures.unit) == (text, "mmHg")


@pytest.mark.parametrize(
    "body",
    [
        {"systolic": 121, "diastolic": 79},
        {"bp": {"systolicValue": "121", "diastolicValue": "79"}},
        {"avg_systolic": 121, "avg_diastolic": 79, "unit": "mmHg"},
    ],
    ids=json.dumps,
)
def test_both_numbers_in_one_object(see, body) -> None:
    found = see(DETECTOR, body)
    assert [item.property for item in found] == ["x_bloodPressureSystolic", "x_bloodPressureDiastolic"]
    assert [item.value for item in found] == ["121", "79"]


def test_short_names_count_where_both_are_there_beside_a_pulse(see) -> None:
    found = see(DETECTOR, {"sys": 118, "dia": 77, "pulse": 64})
    assert [item.value for item in found] == ["118", "77"]
    assert see(DETECTOR, {"sys": 118, "pulse": 64}) == []
    assert see(DETECTOR, {"sys": 118, "dia": 77}) == []
    assert see(DETECTOR, {"sys": 64, "dia": 32, "cpu": "x86"}) == []
