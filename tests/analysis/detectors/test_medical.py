"""What somebody tells of an illness; and faults of machines, rules, shops and moods of music."""

from __future__ import annotations

import json

import pytest

from analysis.detectors.medical import DETECTOR

NEGATIVES = [
    {"rule": {"condition": "total > 50"}},
    {"condition": "used"},
    {"weather": {"condition": "cloudy"}},
    {"printer": {"diagnosis": "paper jam"}},
    {"bug": {"symptom": "window stays white"}},
    {"crop": "tomato", "disease": "late blight"},
    {"playlist": {"mood": "calm"}},
    {"mood": "calm"},
    {"scene": {"mood": "sunset"}},
    {"medication": "none"},
    {"medication_reminder": True},
    {"medication": "https://shop.example/7"},
    {"product": {"medicine": "cough syrup", "price": 4}},
    {"pregnant": False},
    {"menu": {"allergies": "nuts"}},
    {"headache": False},
    {"symptom": ""},
    {"food": {"cholesterol": 30}},
    {"hdl": 3},
    {"test": "login", "value": 3},
    {"feeling": "lucky"},
]


@pytest.mark.parametrize("body", NEGATIVES, ids=json.dumps)
def test_what_is_something_else_is_not_reported(see, body) -> None:
    assert see(DETECTOR, body) == []


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ({"medication": {"name": "Sertraline", "dosage": "50 mg"}}, [("health.medication", "Sertraline")]),
        ({"conditions": [{"icd10": "E11.9"}]}, [("health.condition", "E11.9")]),
        ({"patient": {"diagnosis": "asthma"}}, [("health.condition", "asthma")]),
        ({"symptoms": ["cough", "fever"]}, [("health.condition", "cough")]),
        ({"allergies": [{"substance": "penicillin"}]}, [("health.condition", "penicillin")]),
        ({"pain_level": 6, "date": "2026-01-05"}, [("health.condition", "6")]),
        ({"diary": {"mood": 2}}, [("health.mood", "2")]),
        ({"phq9_score": 14}, [("health.mood", "14")]),
        ({"is_pregnant": True}, [("health.pregnancy", "true")]),
        ({"labs": [{"test": "HbA1c", "value": 6.1}]}, [("health.lab", "6.1")]),
    ],
    ids=json.dumps,
)
def test_what_is_there_is_reported(see, body, found) -> None:
    assert {(item.category, item.value) for item in see(DETECTOR, body)} == {tuple(pair) for pair in found}


def test_the_coding_of_a_medicine(see) -> None:
    coded = {"coding": [{"system": "http://www.whocc.no/atc", "code": "N06AB06", "display": "Sertralin"}]}
    assert "Sertralin" in {item.value for item in see(DETECTOR, {"medicationCodeableConcept": coded})} | {
        item.value
        for item in see(DETECTOR, {"medicationCodeableConcept": {"coding": {"display": "Sertralin"}}})
    }
    assert see(DETECTOR, {"category": coded}) == []
    assert see(DETECTOR, {"coding": [{"display": "Sertralin"}]}) == []


@pytest.mark.parametrize(
    ("body", "values"),
    [
        ({"diary": {"mood": ["great", "good", "awful"]}}, []),
        ({"health": {"blood_type": ["A+", "B+"]}}, []),
        ({"diary": {"symptoms": {"options": ["cramps", "nausea"]}}}, []),
        ({"diary": {"mood": ["awful"]}}, ["awful"]),
        ({"diary": {"symptoms": ["cramps", "nausea"]}}, ["cramps"]),
    ],
)
def test_a_menu_is_nobodys_health(see, body, values) -> None:
    assert [found.value for found in see(DETECTOR, body)] == values


def test_a_medicine_by_a_short_name(see) -> None:
    row = {"med": "Sertraline", "dose": 50, "unit": "mg", "due": 1779084000}
    assert [item.value for item in see(DETECTOR, {"log": [row]})] == ["Sertraline"]
    assert see(DETECTOR, {"sizes": {"low": "Small", "med": "Medium", "energy": 4}}) == []
    assert see(DETECTOR, {"sleep": {"med": "Average night"}}) == []


def test_insulin_beside_glucose_is_taken_and_of_a_shop_it_is_not(see) -> None:
    assert see(DETECTOR, {"sku": 8841, "insulin": 100, "price": 12.9}) == []
    found = see(DETECTOR, {"eventType": "Meal Bolus", "glucose": 148, "insulin": 4.5})
    assert [(seen.category, seen.value) for seen in found] == [("health.medication", "4.5")]


def test_the_week_of_a_pregnancy_is_told_in_variables_of_graphql_too(see) -> None:
    body = {"query": "mutation M { m }", "variables": {"p": {"gestationalWeek": 16, "dueDate": "2027-05-09"}}}
    assert {seen.category for seen in see(DETECTOR, body)} == {"health.pregnancy"}
