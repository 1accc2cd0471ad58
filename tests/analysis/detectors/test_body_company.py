"""Short names are readings of a body where they stand together, and of much else where they do not."""

from __future__ import annotations

import json

import pytest

from analysis.detectors.body_company import DETECTOR

FOUND = [
    ({"sis": 138, "dia": 86, "pul": 74}, {"health.blood_pressure", "health.heart_rate"}),
    ({"oben": 142, "unten": 88, "puls": 71, "arm": "links"}, {"health.blood_pressure", "health.heart_rate"}),
    ({"高压": 131, "低压": 84, "心率": 72}, {"health.blood_pressure", "health.heart_rate"}),
    ({"sys": [128, 131, 127], "dia": [81, 84, 79], "pul": [66, 70, 64]}, {"health.blood_pressure", "health.heart_rate"}),
    ({"peso": 71.4, "imc": 23.8, "grasa": 22.1}, {"health.weight"}),
    ({"waga": "72,5", "tluszcz": "21,3", "imp": 498}, {"health.weight"}),
    ({"w": 72450, "imp": 512, "bf": 218}, {"health.weight"}),
    ({"gewicht": 83.4, "groesse": 181, "alter": 44}, {"health.weight"}),
    ({"kroky": [8411, 7204], "km": [5.9, 5.1], "den": ["2026-11-19", "2026-11-20"]}, {"fitness.steps"}),
    ({"pas": 8213, "distance_km": 5.9}, {"fitness.steps"}),
    ({"steg": 9120, "mal": 10000, "datum": "2026-11-20"}, {"fitness.steps"}),
]  # fmt: skip


@pytest.mark.parametrize(("body", "categories"), FOUND, ids=[json.dumps(body)[:60] for body, _ in FOUND])
def test_what_stands_together_is_told(see, body, categories) -> None:
    assert {found.category for found in see(DETECTOR, body)} == categories


NEGATIVES = [
    {"sis": 138, "dia": 86},
    {"sis": 86, "dia": 138, "pul": 74},
    {"max": 131, "min": 85, "puls": 70},
    {"high": 131.2, "low": 85.1, "open": 100},
    {"limits": {"sys": 180, "dia": 110, "pulse": 120}},
    {"quiz": "q-1", "sys": 150, "dia": 95, "pulse": 88},
    {"mana": 4, "sys": 150, "dia": 95, "pulse": 88},
    {"w": 728, "h": 90, "imp": 512, "bf": 1},
    {"w": 72, "bf": 21},
    {"peso": 100, "grasa": 22.1, "proteinas": 7},
    {"peso": 4.5, "altura": 20, "largo": 30},
    {"product": "KH-80", "impedance": 250, "weight": 90, "bmi": 20},
    {"pas": 3, "distance_km": 5.9},
    {"pas": 8213, "distance_km": 590},
    {"kroky": 8213},
    {"motor": "x", "pas": 8000, "distance": 5.6},
    {"sis": True, "dia": "a", "pul": None},
]


@pytest.mark.parametrize("body", NEGATIVES, ids=[json.dumps(body)[:60] for body in NEGATIVES])
def test_what_is_something_else_is_not_reported(see, body) -> None:
    assert see(DETECTOR, body) == []


def test_a_scales_address_stands_for_a_companion(see) -> None:
    query = {"w": "72450", "imp": "512"}
    assert [found.value for found in see(DETECTOR, query=query, host="wbs.waage.example")] == ["72450"]
    assert see(DETECTOR, query=query) == []


def test_rows_of_objects_are_one_series(see) -> None:
    rows = [{"sis": 130 + at, "dia": 80 + at, "pul": 70} for at in range(5)]
    assert {(found.property, found.value) for found in see(DETECTOR, rows)} == {
        ("x_bloodPressureSystolic", "5 readings, 130 to 134 mmHg"),
        ("x_bloodPressureDiastolic", "5 readings, 80 to 84 mmHg"),
        ("x_heartRate", "5 readings, 70 to 70 bpm"),
    }


def test_many_rows_cost_little(see) -> None:
    rows = [{"w": at, "imp": at, "bf": "x", "pas": at, "km": 900_000} for at in range(4_000)]
    assert see(DETECTOR, rows) == []
