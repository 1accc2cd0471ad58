"""Events that say what somebody entered of a body; and events about articles, products and other periods."""

from __future__ import annotations

import json

import pytest

from analysis.detectors.health_events import DETECTOR

NEGATIVES = [
    {"event": "pregnancy_article_viewed"},
    {"event": "PREGNANCY_TEST_PRODUCT_ADDED"},
    {"event": "period_selected"},
    {"event": "trial_period_started"},
    {"event": "grace_period_ended"},
    {"event": "ovulation_screen_updated"},
    {"event": "pregnancy"},
    {"title": "R_PREGNANCY_WEEK_CHOSEN"},
    {"event": 14},
    {"event": ""},
]


@pytest.mark.parametrize("body", NEGATIVES, ids=json.dumps)
def test_what_is_something_else_is_not_reported(see, body) -> None:
    assert see(DETECTOR, body) == []


@pytest.mark.parametrize(
    ("body", "category"),
    [
        ({"_eventName": "R_PREGNANCY_WEEK_CHOSEN"}, "health.pregnancy"),
        ({"event": "period_logged"}, "health.cycle"),
        ({"events": [{"event_name": "ovulationDateEntered"}]}, "health.cycle"),
    ],
    ids=json.dumps,
)
def test_what_is_entered_is_reported(see, body, category) -> None:
    assert [item.category for item in see(DETECTOR, body)] == [category]


def test_one_event_of_a_list_is_told_once(see) -> None:
    assert len(see(DETECTOR, [{"event": "period_logged"}, {"event": "period_logged"}])) == 1
