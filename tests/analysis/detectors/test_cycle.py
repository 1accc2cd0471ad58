"""The menstrual cycle; and cycles and periods of payment."""

from __future__ import annotations

import json

import pytest

from analysis.detectors.cycle import DETECTOR

NEGATIVES = [
    {"cycle": 3, "billing": "monthly"},
    {"billing_cycle_length": 28},
    {"period_start": "2026-11-01", "plan": "gold"},
    {"period": 28},
    {"cycle": 3},
    {"trial_period_start": "2026-11-01"},
    {"wash_cycle_phase": "rinse"},
    {"menstrual_tracking": True},
    {"last_period": None},
    {"flow": "light"},
]


@pytest.mark.parametrize("body", NEGATIVES, ids=json.dumps)
def test_other_cycles_are_none(see, body) -> None:
    assert see(DETECTOR, body) == []


@pytest.mark.parametrize(
    ("body", "confidence"),
    [
        ({"menstrual_flow": "light"}, "certain"),
        ({"last_period": "2026-11-01"}, "possible"),
        (
            {"type": "HKCategoryTypeIdentifierMenstrualFlow", "value": "HKCategoryValueVaginalBleedingLight"},
            "certain",
        ),
        ({"recordType": "MenstruationFlowRecord", "value": 2}, "certain"),
        ({"ovulationDate": "2026-11-15"}, "certain"),
    ],
    ids=str,
)
def test_one_value(see, body, confidence) -> None:
    (found,) = see(DETECTOR, body)
    assert (found.category, found.property, found.confidence) == (
        "health.cycle",
        "x_menstrualCycle",
        confidence,
    )


def test_a_dated_entry_of_the_cycle_and_its_flow(see) -> None:
    days = [{"category": "menstruation", "date": day} for day in ("2026-01-03", "2026-01-04")]
    entry = {"events": days}
    assert [item.rule for item in see(DETECTOR, entry)] == ["cycle.entry"]
    assert [item.value for item in see(DETECTOR, {"period": {"start": "2026-01-02", "flow": "heavy"}})] == [
        "heavy"
    ]
    assert see(DETECTOR, {"type": "menstruation", "title": "Biology 7", "date": "2026-01-03"}) == []
    assert see(DETECTOR, {"type": "menstruation"}) == []
    assert see(DETECTOR, {"period": {"flow": "cash"}}) == []


@pytest.mark.parametrize(
    ("body", "values"),
    [
        ({"period": {"start": "2026-01-02", "flow": ["light", "medium", "heavy"]}}, []),
        ({"menstrual_flow": {"options": ["light", "heavy"]}}, []),
        ({"menstrual_flow": ["light", "heavy"]}, []),
        ({"period": {"start": "2026-01-02", "flow": ["heavy"]}}, ["heavy"]),
        ({"last_period_date": ["2026-01-02", "2026-01-30"]}, ["2026-01-02", "2026-01-30"]),
    ],
)
def test_a_menu_is_nobodys_cycle(see, body, values) -> None:
    assert [found.value for found in see(DETECTOR, body)] == values


def test_a_day_of_a_diary_of_the_cycle(see) -> None:
    day = {"date": "2026-05-18", "flow": "HEAVY", "basalTemp": 36.62, "cervicalMucus": "NONE"}
    assert {item.value for item in see(DETECTOR, {"day": day})} == {"HEAVY", "NONE"}
    assert see(DETECTOR, {"flow": "heavy", "temp": 36.62, "traffic": "road 7"}) == []
    assert see(DETECTOR, {"options": {"cervicalMucus": "NONE"}}) == []


@pytest.mark.parametrize(
    "body",
    [
        {"menstruacao": True, "ovulacao": True, "tema": "escuro"},
        {"menstruacao": True, "diaDoCiclo": 2},
        {"diaDelCiclo": 2, "flujo": "MEDIO", "fecha": "2026-06-01"},
        {"zyklustag": 3, "rechnung": 4471, "faellig": "2026-09-03"},
        {"okres": "2026-09", "kwota": 19.9, "data": "2026-09-03"},
    ],
)
def test_switches_bills_and_irrigation_are_no_cycle(see, body) -> None:
    assert see(DETECTOR, body) == []


@pytest.mark.parametrize(
    "body",
    [
        {"data": "2026-09-27", "menstruacao": True, "diaDoCiclo": 2},
        {"datum": "2026-08-11", "menstruation": False, "zyklustag": 3},
        {"date": "2026-03-09", "regles": "oui", "jour_du_cycle": "5"},
    ],
)
def test_a_menstruation_beside_the_day_of_a_cycle(see, body) -> None:
    assert see(DETECTOR, body)
