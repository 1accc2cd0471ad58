"""How active somebody is, from the day's steps and the goal for them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from analysis.inferences import Datum, Drawn, Evidence, Inference, Level, Source
from analysis.step_goals import is_of_steps

_BANDS: Final = (
    (12_501, "at least 12,501"),
    (10_000, "10,000–12,500"),
    (7_500, "7,500–9,999"),
    (5_000, "5,000–7,499"),
)
_LOWEST: Final = "0–4,999"
_LATE: Final = 21  # o'clock: from then on the day's band hardly changes any more
_TRIFLE: Final = 10.0  # steps


def _infer(evidence: Evidence) -> Iterator[Drawn]:
    counted = [
        item for item in evidence.today(evidence.of("fitness.steps")) if item.lowest_highest() is not None
    ]
    if not counted:
        return
    most = max(counted, key=_steps)
    if _steps(most) < _TRIFLE:
        return
    goals = [
        item
        for item in evidence.today(evidence.of("fitness.goal"))
        if item.lowest_highest() is not None and is_of_steps(item.path)
    ]
    goal = goals[-1] if goals else None
    late = any(evidence.local(item.seen_at).hour >= _LATE for item in counted)
    band = next((words for least, words in _BANDS if _steps(most) >= least), _LOWEST)
    words = {
        "steps": f"{_steps(most):,.0f}",
        "when": evidence.clock(most.seen_at),
        "goal": f"{_steps(goal):,.0f}" if goal is not None else "an unknown number",
        "total": band if late else f"at least {_steps(most):,.0f}",
    }
    rests_on = [most] if goal is None else [most, goal]
    yield Drawn(level=Level.VALUE, rests_on=rests_on, words=words, n=len(counted))


def _steps(item: Datum) -> float:
    return (item.lowest_highest() or (0.0, 0.0))[1]


INFERENCE: Final = Inference(
    name="steps_activity",
    title="How active you are",
    needs={
        "fitness.steps": "a number of steps",
        "fitness.goal": "a goal of steps for the day, where there is one",
    },
    condition="The day's highest number of steps, 10 or more; after 21:00 with its band: below 5,000 "
    "sedentary, to 7,499 low, to 9,999 somewhat active, to 12,500 active, above highly active.",
    says="This data could let the recipient infer how active the wearer is: {steps} steps by {when}, with a "
    "goal of {goal}; the day's total is {total}.",
    cap=Level.VALUE,
    otherwise=(
        "The watch lay on the table, or was on somebody else's wrist.",
        "The number is not of this day, or only of a part of it.",
    ),
    remedy=(
        "In the watch's app, switch synchronising and sharing with partners off.",
        "Take the fitness permission (Physical activity, Health Connect, Motion & Fitness) from the app.",
    ),
    sources=(
        Source(
            text="The bands of steps a day, from sedentary (below 5,000) to highly active (above 12,500).",
            where="Tudor-Locke et al. 2011, doi 10.1186/1479-5868-8-79",
            basis="P",
        ),
        Source(
            text="A life insurer ties all new policies to an activity programme, with up to 15 % off.",
            where="Engadget and AppleInsider, on John Hancock, 2018/19",
            basis="S",
        ),
    ),
    infer=_infer,
)
