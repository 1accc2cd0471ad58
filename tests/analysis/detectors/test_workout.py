"""Workouts; and runs, activities and distances of another kind."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from analysis.detectors.workout import DETECTOR

SPAN = {"startTime": "2026-11-22T06:00:00Z", "endTime": "2026-11-22T06:41:00Z"}
NEGATIVES = [
    {"distance": 12.5, "duration": 300},
    {"calories": 250, "protein": 12, "serving": 1, "distance": 1},
    {"pace": 3, "distance": 2},
    {"floors": 2, "rooms": 5},
    SPAN,
    {"activity": "running", **SPAN},
    {"activity_name": "running", "service": "db", **SPAN},
    {"activityType": "call", **SPAN},
    {"activityType": 3, **SPAN},
    {"type": "run", "workflow": "build", **SPAN},
    {"sport": "football", "league": "x", **SPAN},
    {"exercise": {"question": 3, **SPAN}},
    {"exerciseType": "essay", **SPAN},
    {"workout_reminder": {"enabled": True}, **SPAN},
    {"sport": "running", "startTime": "2026-11-22T06:00:00Z", "endTime": "2026-12-22T06:00:00Z"},
    {"sport": "running", "start": 3, "end": 9},
    {"energy": 210},
    {"active_energy_tariff": 0.31},
    {"calories": 640, "distance": 3, "ingredients": 5},
    {"distance": {"inMeters": 6900}},
]
POSITIVES = [
    {"recordType": "ExerciseSession", "exerciseType": 56, **SPAN},
    {"recordType": "ExerciseSessionRecord", "title": "Morning", **SPAN},
    {
        "activityId": 90013,
        "startTime": "07:10",
        "durationMillis": 1_861_000,
        "manualCalories": 210,
        "distance": 4.2,
    },
    {"workoutActivityType": 37, "startDate": "2026-11-22T06:00:00Z", "endDate": "2026-11-22T06:41:00Z"},
    {
        "workoutActivityType": "HKWorkoutActivityTypeCycling",
        "startDate": "2026-11-22T06:00:00Z",
        "duration": 2460,
    },
    {
        "name": "Morning",
        "sport_type": "Run",
        "start_date_local": "2026-11-22T06:00:00Z",
        "elapsed_time": 2461,
    },
    {"activityType": "RUNNING", "startTimeInSeconds": 1_700_000_000, "durationInSeconds": 2461},
    {"detailed-sport-info": "RUNNING", "start-time": "2026-11-22T06:00:00", "duration": "PT41M20S"},
    {"activity": "cycling", "start_datetime": "2026-11-22T06:00:00Z", "end_datetime": "2026-11-22T06:41:00Z"},
    {"workout": {"title": "Push", "start_time": "2026-11-22T06:00:00Z", "end_time": "2026-11-22T07:02:00Z"}},
    {"type": "HKQuantityTypeIdentifierActiveEnergyBurned", "value": 12.4, "unit": "kcal"},
    {"recordType": "ActiveCaloriesBurnedRecord", "energy": {"inKilocalories": 210.0}},
    {"recordType": "DistanceRecord", "distance": {"inMeters": 6900.0}},
    {"metrics": [{"name": "active_energy", "units": "kcal", "data": [{"qty": 310.5}]}]},
    {"activityType": "walking", "calories": 120},
    {"startTimeMillis": 1_700_000_000_000, "endTimeMillis": 1_700_002_460_000, "sport": "rowing"},
]


@pytest.mark.parametrize("body", NEGATIVES, ids=json.dumps)
def test_other_activity_is_none(see, body) -> None:
    assert see(DETECTOR, body) == []


@pytest.mark.parametrize("body", POSITIVES, ids=json.dumps)
def test_workouts_of_many_senders(see, body) -> None:
    assert {item.category for item in see(DETECTOR, body)} == {"fitness.workout"}


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


def test_repetitions_are_of_a_workout_only_beside_a_weight_or_an_exercise(see) -> None:
    assert see(DETECTOR, {"srs": {"reps": 4, "rest": 1}}) == []
    assert see(DETECTOR, {"reps": 4, "lapses": 1}) == []
    assert see(DETECTOR, {"sales": {"reps": 900, "rest": 1}}) == []
    found = see(
        DETECTOR, {"exercises": [{"sets": [{"weight": 92.5, "reps": 5}, {"weight": 97.5, "reps": 3}]}]}
    )
    assert [(item.rule, item.value) for item in found] == [("workout.sets", "5")]


def test_lengths_of_a_pool_and_vo2_max_are_of_a_workout(see) -> None:
    found = see(DETECTOR, {"laps": 40, "strokes": 610, "pool_length": 25})
    assert {item.property for item in found} == {"x_laps", "x_strokes", "x_poolLength"}
    assert [
        item.value for item in see(DETECTOR, {"type": "HKQuantityTypeIdentifierVO2Max", "value": 43.1})
    ] == ["43.1"]
    assert see(DETECTOR, {"vo2": 900}) == []
    assert see(DETECTOR, {"laps": 3}) == []


def test_a_numbered_sport_only_where_sport_is_sent_to(see) -> None:
    session = {"startTimeMillis": "1788436800000", "endTimeMillis": "1788438641000", "activityType": 8}
    assert [item.property for item in see(DETECTOR, session, path="/fitness/v1/users/me/sessions/s")] == [
        "x_workoutSession"
    ]
    assert see(DETECTOR, session, path="/crm/activities") == []
    assert see(DETECTOR, {**session, "activityType": "8"}, path="/fitness/v1") == []


def test_burned_energy_with_its_unit(see) -> None:
    assert [item.value for item in see(DETECTOR, {"kcal_burned": {"value": 160, "unit": "kcal"}})] == ["160"]
    assert see(DETECTOR, {"discs_burned": {"value": 160, "unit": "pcs"}}) == []
    assert see(DETECTOR, {"kcal": {"value": 160, "unit": "kcal"}}) == []


PLANNED = {"plan": "5 km", "weeks": 8, "sessions": [{"day": 3, "type": "intervals", "reps": 6, "rest_s": 90}]}


def test_repetitions_of_a_plan_are_nobodys_until_they_are_done(see) -> None:
    assert see(DETECTOR, PLANNED) == []
    done = {**PLANNED, "sessions": [{**PLANNED["sessions"][0], "weight": 60}]}
    assert [item.property for item in see(DETECTOR, done)] == ["x_repetitions"]
    of_one = {"plan": "A", "sets": [{"reps": 6, "rest_s": 90}]}
    assert [item.property for item in see(DETECTOR, of_one)] == ["x_repetitions"]


def test_repetitions_of_a_catalogue_are_nobodys(see) -> None:
    exercise = {"name": "Row", "muscles": ["lats"], "sets": 3, "reps": 12}
    assert see(DETECTOR, {"exercises": [exercise, exercise]}) == []
