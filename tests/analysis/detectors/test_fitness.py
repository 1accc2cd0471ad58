"""Steps, goals and workouts; and steps of another kind."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from analysis.detectors.fitness import DETECTOR

NEGATIVES = [
    {"steps": ["login", "pay"]},
    {"steps": 3},
    {"step": 2, "of": 5},
    {"currentStep": 2000},
    {"totalSteps": 5000},
    {"onboarding": {"steps": 4000}},
    {"steps": 20000, "training": True, "batch": 32},
    {"steps": 50, "cfg_scale": 7, "seed": 123456, "prompt": "a cat"},
    {"steps": "5 steps to success"},
    {"steps": 5231.5},
    {"steps": True},
    {"onboarding_step_count": 7},
    {"footsteps": 4000},
    {"goal": 3},
    {"goal": "awareness", "target": 12},
    {"sales_goal": 10000},
    {"distance": 12.5, "duration": 300},
    {"calories": 250, "protein": 12, "serving": 1, "distance": 1},
    {"pace": 3, "distance": 2},
    {"floors": 2, "rooms": 5},
]


@pytest.mark.parametrize("body", NEGATIVES, ids=json.dumps)
def test_other_steps_are_none(see, body) -> None:
    assert see(DETECTOR, body) == []


@pytest.mark.parametrize(
    ("body", "value", "confidence"),
    [
        ({"stepCount": 5231}, "5231", "certain"),
        ({"daily_steps": "5231"}, "5231", "certain"),
        ({"steps": 5231, "calories": 230}, "5231", "certain"),
        ({"steps": 5231}, "5231", "likely"),
        ({"steps": 120}, "120", "possible"),
        ({"totalSteps": 5231, "totalDistanceMeters": 4100, "activeKilocalories": 200}, "5231", "certain"),
        ({"type": "HKQuantityTypeIdentifierStepCount", "value": 5231}, "5231", "certain"),
        ({"dataTypeName": "com.google.step_count.delta", "value": [{"intVal": 1290}]}, "1290", "certain"),
    ],
    ids=str,
)
def test_steps(see, body, value, confidence) -> None:
    steps = [item for item in see(DETECTOR, body) if item.property == "x_steps"]
    assert [(item.value, item.confidence) for item in steps] == [(value, confidence)]


def test_the_host_may_tell(see) -> None:
    (found,) = see(DETECTOR, {"steps": 120}, host="sync.fitness.example")
    assert found.confidence == "certain"


def test_goals(see) -> None:
    found = see(DETECTOR, {"steps": 5231, "dailyStepGoal": 8000})
    assert {(item.category, item.property, item.value) for item in found} == {
        ("fitness.steps", "x_steps", "5231"),
        ("fitness.goal", "x_activityGoal", "8000"),
    }
    beside = see(DETECTOR, {"steps": 5231, "goal": 8000})
    assert {item.property for item in beside} == {"x_steps", "x_activityGoal"}


def test_a_day_of_steps_is_one_series(see) -> None:
    rows = [{"time": 1_700_000_000 + 900 * i, "steps": 100 + i, "cadence": 90} for i in range(8)]
    found = [item for item in see(DETECTOR, {"rows": rows}) if item.property == "x_steps"]
    assert [item.measures.n for item in found] == [8]
    assert found[0].measures.seconds == 6300


def test_workout(see) -> None:
    body = {"activity_type": "Run", "distance": 5012.3, "calories": 380, "average_cadence": 84}
    found = {item.property: item.value for item in see(DETECTOR, body)}
    assert found == {
        "x_workoutType": "Run", "x_workoutDistance": "5012.3", "x_workoutCalories": "380", "x_cadence": "84",
    }  # fmt: skip


def test_recorded_activity(see, shared_data: Path) -> None:
    body = json.loads((shared_data / "sensors/strava/activity.3.json").read_text())
    found = see(DETECTOR, body)
    assert {"x_workoutDistance", "x_workoutDuration"} <= {item.property for item in found}
    assert {item.category for item in found} == {"fitness.workout"}
