"""How a person sleeps; and threads, timers and screens that sleep as well."""

from __future__ import annotations

import json

import pytest

from analysis.detectors.sleep import DETECTOR

NEGATIVES = [
    {"sleep": 100},
    {"sleep_ms": 500},
    {"thread": {"sleep_time": 500}},
    {"sleep_timer": 30},
    {"screen_sleep_duration": 30},
    {"sleep": {"start": 1_700_000_000, "duration": 30}},
    {"sleep": {"start": 0, "duration": 27_000}},
    {"sleep": {"enabled": True, "timeout": 1800}},
    {"device": {"sleep": {"start": 1_700_000_000, "end": 1_700_027_000}}},
    {"sleep": {"start": 1_700_000_000, "end": 1_700_000_060}},
    {"sleep": {"start": 1_700_000_000, "end": 1_701_000_000}},
    {"computer": {"sleep": {"startTime": "2026-11-21T23:00:00Z", "endTime": "2026-11-22T07:00:00Z"}}},
    {"start": "2026-11-21T23:00:00Z", "end": "2026-11-22T07:00:00Z"},
    {"meeting": {"start": 1_700_000_000, "duration": 3600}},
    {"startTime": "23:10", "duration": 28_800, "date": "2026-11-21"},
    {"sleep": {"startTime": "23:10", "endTime": "07:00"}},
    {"deep": 1.2, "light": 3.4, "awake": 0.3},
    {"theme": {"light": 1, "deep": 2}},
    {"tv": {"sleep": {"from": 1_700_000_000, "length": 3600}}},
    {"sleep": {"deep": True, "light": False}},
    {"job": {"sleep": {"start": 1_700_000_000, "duration_s": 3600}}},
    {"type": "sleep", "sound": "rain", "start": 1_700_000_000, "duration": 3600},
]
NIGHT = {"startTime": "2026-11-21T23:00:00Z", "endTime": "2026-11-22T07:00:00Z"}
POSITIVES = [
    {"sleep_duration": 27000},
    {"bedtime": "23:10"},
    {"recordType": "SleepSessionRecord", **NIGHT},
    {"sleep": [{"start": 1_700_000_000, "end": 1_700_027_000}]},
    {
        "sleeps": [
            {"calendarDate": "2026-11-21", "startTimeInSeconds": 1_700_000_000, "durationInSeconds": 27_000}
        ]
    },
    {"deepSleepDurationInSeconds": 5400},
    {"type": "sleep", "startDate": "2026-11-21T23:00:00Z", "endDate": "2026-11-22T07:00:00Z"},
    {"sleep": {"startTimeMillis": 1_700_000_000_000, "endTimeMillis": 1_700_027_000_000}},
    {"data": {"metrics": [{"name": "sleep_analysis", "data": [{"deep": 1.2, "rem": 1.6, "core": 3.9}]}]}},
    {"sleep": {"stages": {"deep": 5400, "light": 14_000, "rem": 6000}}},
    {"bedtime_start": "2026-11-21T23:00:00+01:00", "bedtime_end": "2026-11-22T07:00:00+01:00"},
    {"type": "HKCategoryTypeIdentifierSleepAnalysis", "value": "HKCategoryValueSleepAnalysisAsleepREM"},
    {"dataTypeName": "com.google.sleep.segment", "value": [{"intVal": 5}]},
    {"sleep": {"start_date": "2026-11-21T23:00:00Z", "duration_minutes": 410}},
    {"sleep_efficiency": 91},
]


@pytest.mark.parametrize("body", NEGATIVES, ids=json.dumps)
def test_other_sleep_is_none(see, body) -> None:
    assert see(DETECTOR, body) == []


@pytest.mark.parametrize("body", POSITIVES, ids=json.dumps)
def test_sleep_of_people(see, body) -> None:
    assert {item.category for item in see(DETECTOR, body)} == {"health.sleep"}


def test_the_place_that_a_span_is_sent_to(see) -> None:
    night = {"date": "2026-11-21", "startTime": "23:10", "duration": "28800000"}
    (found,) = see(DETECTOR, form=night, path="/1.2/user/-/sleep.json")
    assert (found.value, found.measures.seconds, found.rule) == ("28800000", 28_800, "sleep.span")
    assert [item.value for item in see(DETECTOR, NIGHT, path="/v2/sleep")] == ["2026-11-22T07:00:00Z"]
    for path in ("/v1/activities", "/v1/device/sleep", "/v1/tv/sleep", "/bookings"):
        assert see(DETECTOR, NIGHT, path=path) == []


def test_sleep_in_seconds_is_that_of_people_as_long_as_a_night(see) -> None:
    assert [item.value for item in see(DETECTOR, {"sleepSecs": 27000, "restingHR": 48})] == ["27000"]
    assert see(DETECTOR, {"sleepSecs": 27000}) == []
    assert see(DETECTOR, {"sleepSecs": 5, "restingHR": 48}) == []
    assert see(DETECTOR, {"worker": {"sleepSecs": 1800}, "steps": 4}) == []
    assert [item.rule for item in see(DETECTOR, {"asleepAt": "2026-01-05T19:00:00Z"})] == ["sleep.named"]
