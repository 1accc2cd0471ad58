"""Breathing, strain and curves of the heart; and lessons, load tests and word lists."""

from __future__ import annotations

import json

import pytest

from analysis.detectors.vitals import DETECTOR

NEGATIVES = [
    {"respiration": 12},
    {"respiratory_rate": 120},
    {"respiratory_rate": "normal"},
    {"stress": 80},
    {"stress": 40, "bpm": 128, "key": "Am"},
    {"cpu": {"stress": 80}},
    {"ecg": ["a", "b", "c"]},
    {"ecg": [1, 1, 1]},
    {"ecg": 4},
    {"resp": 200},
]


@pytest.mark.parametrize("body", NEGATIVES, ids=json.dumps)
def test_what_is_something_else_is_not_reported(see, body) -> None:
    assert see(DETECTOR, body) == []


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ({"respiratoryRate": 14.5}, [("health.respiration", "14.5")]),
        ({"breaths_per_minute": 13}, [("health.respiration", "13")]),
        ({"sleep": {"respiration": 13.1}}, [("health.respiration", "13.1")]),
        ({"stressLevel": 41, "heartRate": 66}, [("health.stress", "41")]),
        ({"ecg": [1, 4, 900, -120]}, [("health.ecg", "4 readings, -120 to 900")]),
    ],
    ids=json.dumps,
)
def test_what_is_there_is_reported(see, body, found) -> None:
    assert {(item.category, item.value) for item in see(DETECTOR, body)} == {tuple(pair) for pair in found}


def test_a_figure_of_a_game_is_under_no_strain(see) -> None:
    assert see(DETECTOR, {"hero": {"stress": 12, "mana": 41, "steps": 8412}}) == []
    assert see(DETECTOR, {"player": {"stress": 12, "sleep": 3}}) == []
    assert see(DETECTOR, {"stress": 12, "steps": 8412}) != []


CURVE = [6, 12, 3, 7, 166, 491, 1094, 467, -116, -30, 19]


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ({"frequency": 300, "gain": 1.0, "leads": {"leadI": CURVE}}, True),
        ({"sampling_hz": 250, "lead_II": CURVE}, True),
        ({"campaign": "x", "leads": {"leadI": CURVE}}, False),
        ({"frequency": 300, "leads": CURVE}, False),
        ({"frequency": 300, "leadI": [0] * 11}, False),
    ],
)
def test_a_lead_beside_how_it_was_sampled_is_a_curve_of_the_heart(see, body: object, *, found: bool) -> None:
    assert [item.category for item in see(DETECTOR, body)] == ["health.ecg"] * found


def test_breathing_while_awake_is_told_by_its_own_name(see) -> None:
    found = see(DETECTOR, {"respiration": {"avgWakingRespirationValue": 14}})
    assert [(seen.category, seen.value) for seen in found] == [("health.respiration", "14")]
