"""What the phone says that its owner does; and states of processes, tickets and games."""

from __future__ import annotations

import json

import pytest

from analysis.detectors.activity_kind import DETECTOR

NEGATIVES = [
    {"state": "running"},
    {"type": "walking"},
    {"status": "still"},
    {"activity": "running", "process": 3},
    {"type": "driving", "title": "Driving school"},
    {"activity": "MainActivity"},
    {"movement": "slow"},
    {"motion": {"preset": "running start"}},
    {"transport": "truck"},
]


@pytest.mark.parametrize("body", NEGATIVES, ids=json.dumps)
def test_what_is_something_else_is_not_reported(see, body) -> None:
    assert see(DETECTOR, body) == []


@pytest.mark.parametrize(
    ("body", "found"),
    [
        (
            {"activityRecognition": {"type": "IN_VEHICLE", "confidence": 92}},
            [("fitness.activity", "IN_VEHICLE")],
        ),
        ({"activity": {"type": "walking", "confidence": "high"}}, [("fitness.activity", "walking")]),
        ({"motionActivity": "automotive"}, [("fitness.activity", "automotive")]),
        ({"motion": "stationary", "lat": 1}, [("fitness.activity", "stationary")]),
    ],
    ids=json.dumps,
)
def test_what_is_there_is_reported(see, body, found) -> None:
    assert {(item.category, item.value) for item in see(DETECTOR, body)} == {tuple(pair) for pair in found}
