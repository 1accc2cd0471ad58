"""A goal of minutes, energy or distance is none of steps."""

from __future__ import annotations

import pytest

from analysis.step_goals import is_of_steps


@pytest.mark.parametrize(
    "path",
    [
        "body>json:$.activeMinutesGoal",
        "body>json:$.goals.calories",
        "body>json:$.goals.distance_goal",
        "body>gzip>json:$.appleStandHoursGoal",
        "body>json:$.weekly_goal_minutes",
        "query:floors_goal",
    ],
)
def test_of_something_else(path: str) -> None:
    assert not is_of_steps(path)


@pytest.mark.parametrize(
    "path",
    [
        "body>gzip>json:$.dailyStepGoal",
        "body>json:$.goal.daily_steps",
        "body>json:$.activeGoals.steps",
        "body>json:$.goal",
        "body>json:$.activityGoal",
        "",
    ],
)
def test_of_steps_or_of_nothing_in_particular(path: str) -> None:
    assert is_of_steps(path)
