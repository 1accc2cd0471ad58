"""Steps and goals; and steps of another kind."""

from __future__ import annotations

import json

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
    {"steps": 120},
    {"steps": 5, "wizard": "signup", "active": 2},
    {"job": "build-42", "steps": 8213, "status": "passed", "duration": 61.2},
    {"pipeline": {"steps": 1214, "stage": "deploy"}},
    {"workflow_run": {"id": 1, "steps": 1843, "conclusion": "success"}},
    {"recipe": "Lasagne", "steps": 9, "calories": 640, "servings": 4},
    {"tutorial": "intro", "steps": 1231, "completed": True},
    {"steps": 20, "sampler": "k_euler", "width": 512},
    {"num_train_steps": 10_231, "loss": 0.31},
    {"steps": 1231, "lr": 0.001, "gpu": "a100"},
    {"stepper": {"steps": 3217, "rpm": 60}},
    {"animation": {"steps": 1601, "easing": "linear"}},
    {"puzzle": {"steps": 1713, "time": 61}},
    {"solver": "rk4", "steps": 4321},
    {"steps": 4, "progress": 0.5, "health": 3},
    {"lesson": {"steps": 713, "date": "2026-11-22"}},
    {"permissions": {"steps": 1, "heart_rate": 1}},
    {"steps": 612, "tests": 3, "failed": 0},
    {"questionnaire": {"steps": 731}, "health": 1},
    {"stepCount": 8213, "workflow": "nightly"},
    {"onboarding_step_count": 7},
    {"footsteps": 4000},
    {"goal": 3},
    {"goal": "awareness", "target": 12},
    {"sales_goal": 10000},
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
        ({"steps": 5231, "app": 1, "os": 2, "lang": 3}, "5231", "possible"),
        ({"steps": 5231, "date": "2026-11-22", "a": 1, "b": 2}, "5231", "likely"),
        ({"steps": 42, "distance": 31.2, "activity": "x"}, "42", "certain"),
        ({"steps": 5231, "progress": 0.6, "kcal": 210}, "5231", "likely"),
        ({"dailies": [{"steps": 5231, "durationInSeconds": 86400}]}, "5231", "likely"),
        ({"activities-steps": [{"dateTime": "2026-11-22", "value": "5231"}]}, "5231", "certain"),
        ({"recordType": "StepsRecord", "count": 5231}, "5231", "certain"),
        ({"steps": {"count": 5231}}, "5231", "likely"),
        ({"numberOfSteps": 5231, "floorsAscended": 3}, "5231", "certain"),
        ({"step_count": {"value": 5231, "unit": "steps"}}, "5231", "certain"),
        ({"Steps": "5231", "Calories": "310"}, "5231", "certain"),
        ({"sensors": [{"unique_id": "steps_sensor", "state": 5231}]}, "5231", "certain"),
        ({"pedometer": {"steps": 87, "start": 1}}, "87", "certain"),
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


def test_steps_beside_a_step_goal_and_other_readings_are_certain(see) -> None:
    body = {"totalSteps": 1893, "dailyStepGoal": 10000, "sedentarySeconds": 6900, "restingHeartRate": 52}
    found = {item.property: item.confidence for item in see(DETECTOR, body)}
    assert found == {"x_steps": "certain", "x_activityGoal": "certain"}


def test_active_steps_and_goals_around_steps(see) -> None:
    assert [item.category for item in see(DETECTOR, {"active-steps": 8123, "calories": 2310})] == [
        "fitness.steps"
    ]
    assert [item.category for item in see(DETECTOR, {"goal": {"daily_steps": 10000}})] == ["fitness.goal"]
    assert see(DETECTOR, {"tutorial": {"active_steps": 3, "total": 7}}) == []


def test_an_epoch_of_a_watch_is_no_epoch_of_a_model(see) -> None:
    watch = {"epochs": [{"steps": 93, "met": 3.3, "activityType": "WALKING", "durationInSeconds": 840}]}
    assert [item.category for item in see(DETECTOR, watch)] == ["fitness.steps"]
    assert see(DETECTOR, {"epochs": [{"steps": 930, "loss": 0.4}]}) == []
    assert see(DETECTOR, {"epochs": [{"steps": 930, "met": True, "loss": 0.4}]}) == []
    assert see(DETECTOR, {"steps": 7, "kilocalories": 640, "duration": 35}) == []
