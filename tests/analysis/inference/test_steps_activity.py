"""Steps tell activity; the band of a day only when the day is nearly over."""

from __future__ import annotations

import pytest

from analysis.inference.steps_activity import INFERENCE
from analysis.inferences import Level
from tests.inference_cases import concludes, days_ago, found, never, refuses, sent, straight

STEPS, GOAL = "fitness.steps", "fitness.goal"
SENT = (sent("09:05", found(STEPS, "1893", "x_steps"), found(GOAL, "10000", "x_activityGoal")),)

test_hardly_moved = concludes(
    INFERENCE, SENT,
    "how active the wearer is: 1,893 steps by 09:05, with a goal of 10,000; the day's total is at least 1,893.",
    Level.VALUE,
)  # fmt: skip
test_what_does_not_count = never(INFERENCE, SENT, halves=False)
test_look_alikes = refuses(
    INFERENCE,
    {
        "nothing": (),
        "a goal alone": (sent("09:05", found(GOAL, "10000")),),
        "three steps of a wizard": (sent("09:05", found(STEPS, "3")),),
        "no number": (sent("09:05", found(STEPS, "many")),),
        "distance": (sent("09:05", found("fitness.workout", "1893", "x_distance")),),
        "the day before": (sent("09:05", *SENT[0].findings, day=days_ago(1)),),
        "heart rate": (sent("09:05", found("health.heart_rate", "1893")),),
    },
)


def test_a_goal_of_something_else_is_none_of_steps() -> None:
    minutes = found(GOAL, "30", "x_activityGoal", path="body>json:$.activeMinutesGoal")
    (one,) = straight(INFERENCE, [*SENT, sent("09:06", minutes)])
    assert one.words["goal"] == "10,000"
    (one,) = straight(INFERENCE, [sent("09:05", SENT[0].findings[0], minutes)])
    assert one.words["goal"] == "an unknown number"


@pytest.mark.parametrize(
    ("steps", "band"),
    [
        ("4999", "0–4,999"),
        ("5000", "5,000–7,499"),
        ("7500", "7,500–9,999"),
        ("12500", "10,000–12,500"),
        ("12501", "at least 12,501"),
    ],
)
def test_the_band_stands_when_the_day_is_nearly_over(steps: str, band: str) -> None:
    (one,) = straight(INFERENCE, [*SENT, sent("21:30", found(STEPS, steps, "x_steps"))])
    assert one.words["total"] == band


def test_the_most_of_the_day_counts_and_an_unknown_goal_is_said() -> None:
    (one,) = straight(
        INFERENCE,
        [
            sent("10:00", found(STEPS, "200")),
            sent("18:00", found(STEPS, "3100")),
            sent("19:00", found(STEPS, "90")),
        ],
    )
    assert (one.words["steps"], one.words["when"], one.words["goal"]) == (
        "3,100",
        "18:00",
        "an unknown number",
    )
