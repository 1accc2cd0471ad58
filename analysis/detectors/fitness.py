"""Recognises fitness readings: steps, activity goals, workouts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from analysis.field_names import all_words, is_named, words
from analysis.payload import Group, Leaf, Payload
from analysis.quantities import QUALIFIERS, Field, Gauge, Quantity, telling_words
from analysis.readings import number, text
from analysis.records import Confidence, Observation
from analysis.remembered import Remembered
from analysis.surroundings import Surroundings, surroundings
from analysis.units import Detector, Mapped

_MOST_STEPS: Final = 200_000  # a day's record lies near 150,000
_AROUND: Final = QUALIFIERS | {
    "count", "delta", "cumulative", "day", "week", "weekly", "hourly", "since", "boot", "summary", "number", "of", "total",
    "walked", "cadence", "aggregate", "sum",
}  # fmt: skip
_STEP_COUNT: Final = ("step count", "pedometer", "daily steps", "steps today", "step counter", "pedometer steps",
                      "steps taken", "steps walked", "steps count", "step count delta")  # fmt: skip
_EVIDENCE: Final = frozenset({
    "fitness", "health", "heart", "walk", "walking", "running", "calories", "calorie", "kcal", "pedometer", "workout",
    "workouts", "garmin", "fitbit", "strava", "healthkit", "googlefit", "fit", "floors", "sleep", "bpm", "hr", "cadence",
    "active", "distance", "wearable", "watch", "stairs", "exercise", "wellness", "burned", "energy", "sedentary", "goal",
})  # fmt: skip
_PROCEDURE: Final = frozenset({
    "onboarding", "wizard", "checkout", "training", "progress", "setup", "flow", "tutorial", "funnel", "form", "current",
    "max", "num", "next", "previous", "learning", "epoch", "batch", "inference", "sampler", "seed", "model", "completed",
    "page", "survey", "quiz", "install", "recipe", "slider", "cfg", "prompt",
})  # fmt: skip
_GOAL_NAMES: Final = (
    "step goal", "steps goal", "goal steps", "daily step goal", "daily steps goal", "activity goal", "move goal",
    "exercise goal", "stand goal", "step target", "steps target", "target steps", "active minutes goal",
    "calorie goal", "calories goal", "distance goal", "weekly goal minutes", "floors goal", "active energy burned goal",
    "apple exercise time goal", "apple stand hours goal",
)  # fmt: skip
_BARE_GOAL: Final = ("goal", "daily goal", "target", "daily target")
_WORKOUT: Final = {
    "x_workoutDistance": ("distance", "total distance", "distance meters", "distance km", "distance walking running"),
    "x_workoutCalories": ("calories", "active calories", "calories burned", "active energy burned", "kcal",
                          "active kilocalories", "energy burned", "total calories"),
    "x_cadence": ("cadence", "average cadence", "running cadence"),
    "x_floors": ("floors", "floors climbed", "flights climbed", "floors ascended"),
    "x_workoutDuration": ("moving time", "active minutes", "workout duration", "exercise minutes", "active time",
                          "moderate intensity minutes", "vigorous intensity minutes"),
    "x_workoutType": ("activity type", "workout type", "sport", "sport type", "exercise type", "workout activity type"),
    "x_elevationGain": ("elevation gain", "total elevation gain", "total ascent"),
    "x_pace": ("pace", "average pace"),
    "x_vo2max": ("vo 2 max", "vo 2"),
}  # fmt: skip
_TELLING: Final = frozenset(
    {"x_workoutCalories", "x_cadence", "x_floors", "x_workoutDuration", "x_vo2max", "x_workoutType"}
)
_SPORTS: Final = frozenset({
    "run", "running", "walk", "walking", "ride", "cycling", "biking", "swim", "swimming", "hike", "hiking", "yoga", "rowing",
    "workout", "strength", "elliptical", "ski", "skiing", "still", "on_foot", "in_vehicle", "on_bicycle", "treadmill",
    "trail_running", "virtualride", "virtualrun", "weighttraining", "strength_training", "automotive", "stationary",
})  # fmt: skip
_AROUND_WORKOUT: Final = QUALIFIERS | {
    "in",
    "meters",
    "metres",
    "km",
    "m",
    "miles",
    "seconds",
    "minutes",
    "total",
    "summary",
}


def _steps(field: Field, place: Surroundings) -> Confidence | None:
    whole = field.low == int(field.low) and field.high == int(field.high)
    if not (whole and 1 <= field.high <= _MOST_STEPS and field.low >= 0):
        return None
    counted = is_named(field.called, _STEP_COUNT, _AROUND)
    if not counted and not is_named(field.called, ("steps",), _AROUND):
        return None
    near = place.near_words(field.path, field.names) | _host_words(place)
    if counted:
        return Confidence.CERTAIN if near.isdisjoint(_PROCEDURE - {"current", "max"}) else None
    if not near.isdisjoint(_EVIDENCE):
        return Confidence.CERTAIN if near.isdisjoint(_PROCEDURE) else Confidence.POSSIBLE
    total = not frozenset(words(field.called)).isdisjoint({"total", "number", "max", "current", "last"})
    if total or not near.isdisjoint(_PROCEDURE) or field.high < 30:
        return None
    return Confidence.LIKELY if field.high >= 500 and field.high % 100 else Confidence.POSSIBLE


def _host_words(place: Surroundings) -> frozenset[str]:
    sent = place.payload.transmission
    return all_words((sent.host, *sent.path.split("/", 8)[1:8]))


def _goal(field: Field, place: Surroundings) -> Confidence | None:
    if not 1 <= field.low <= field.high <= _MOST_STEPS:
        return None
    if is_named(field.called, _GOAL_NAMES, _AROUND | {"daily"}):
        return Confidence.CERTAIN
    if not is_named(field.called, _BARE_GOAL, _AROUND):
        return None
    near = place.near_words(field.path, field.names)
    beside = not near.isdisjoint({"steps", "step", "pedometer", "calories", "workout", "floors"})
    return Confidence.LIKELY if beside and near.isdisjoint(_PROCEDURE) else None


_GAUGE: Final = Gauge((
    Quantity(
        category="fitness.steps", property="x_steps", rule="steps.named", unit="steps", reasoning="a number of steps walked",
        judge=_steps, words=telling_words(_STEP_COUNT, ("steps",)),
    ),
    Quantity(
        category="fitness.goal", property="x_activityGoal", rule="goal.named", unit="", reasoning="a goal for activity",
        judge=_goal, words=telling_words(_GOAL_NAMES, _BARE_GOAL),
    ),
))  # fmt: skip


def _detect(payload: Payload) -> Iterator[Observation]:
    place = surroundings(payload)
    yield from _GAUGE.observe(place)
    for group, names in place.shapes:
        members = _PARTS[names]
        if members:
            yield from _workout(group, members)


def _parts_among(names: tuple[str, ...]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The members of an object that may be parts of a workout, with what they may be."""
    found = ((name, _parts(name)) for name in names)
    return tuple((name, parts) for name, parts in found if parts)


def _parts(name: str) -> tuple[str, ...]:
    return tuple(part for part, phrases in _WORKOUT.items() if is_named(name, phrases, _AROUND_WORKOUT))


_PARTS: Final = Remembered(_parts_among)


def _workout(group: Group, members: tuple[tuple[str, tuple[str, ...]], ...]) -> Iterator[Observation]:
    """Two or more members of a workout in one object, at least one of which is said of nothing else."""
    found: dict[str, Leaf] = {}
    for name, parts in members:
        leaf = group.members[name]
        part = next((part for part in parts if _is_workout_value(part, leaf)), None)
        if part is not None:
            found.setdefault(part, leaf)
    beside = all_words((*group.names[-2:], *group.members)) & {
        "steps",
        "heart",
        "heartrate",
        "workout",
        "pedometer",
        "hr",
    }
    if len(found) + bool(beside) < 2 or (_TELLING.isdisjoint(found) and not beside) or _is_food(group):
        return
    for prop, leaf in found.items():
        yield Observation(
            category="fitness.workout",
            property=prop,
            path=leaf.path,
            value=text(leaf.value),
            reasoning=f"{leaf.name[:40]!r} beside other readings of a workout",
            rule="workout.group",
            confidence=Confidence.CERTAIN if beside or len(found) >= 3 else Confidence.LIKELY,
        )


def _is_workout_value(prop: str, leaf: Leaf) -> bool:
    if prop == "x_workoutType":
        return isinstance(leaf.value, str) and leaf.value.lower().replace(" ", "_") in _SPORTS
    amount = number(leaf.value)
    return amount is not None and 0 < amount < 1e6


def _is_food(group: Group) -> bool:
    near = all_words((*group.names[-2:], *group.members))
    return not near.isdisjoint(
        {"protein", "carbs", "fat", "serving", "food", "meal", "recipe", "ingredients"}
    )


_FITNESS: Final = Mapped(
    google="Fitness info", apple="Fitness", dpv="ext:PhysicalActivity < pd:Behavioural", tcf="7"
)

DETECTOR: Final = Detector(
    name="fitness",
    version=1,
    categories={"fitness.steps": _FITNESS, "fitness.goal": _FITNESS, "fitness.workout": _FITNESS},
    rules={
        "steps.named": "A whole number in a field named step count, or named steps among fitness words; steps of a "
        "procedure (wizard, check-out, training of a model) do not count, and a small number alone is at most possible.",
        "goal.named": "A number in a field named step goal or activity goal, or named goal beside steps.",
        "workout.group": "Two or more of distance, calories, cadence, floors, duration and kind of sport in one object, "
        "or one of them beside steps or heart rate.",
    },
    detect=_detect,
)
