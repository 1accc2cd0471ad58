"""Recognises how many steps a person walks, and goals for activity."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from analysis.aimed_moves import AIM_ROWS, AIMED_AT, HOLDS_AIMS, IS_TYPED_AIM, aimed_moves, is_sent_to_goals
from analysis.body_tables import is_of_a_body_table
from analysis.body_words import OFFERED, PETS, PLAYED
from analysis.field_names import all_words, is_named, naming, words
from analysis.goals_done import HAS_GOAL, TIMED, active_times, goals_done
from analysis.lists_beside import is_played, words_of_lists
from analysis.named_rows import columns_as_series, may_hold_columns
from analysis.needs import Needs
from analysis.payload import Leaf, Payload
from analysis.quantities import QUALIFIERS, Field, Gauge, Quantity, telling_words
from analysis.readings import text
from analysis.records import Confidence, Observation
from analysis.surroundings import Surroundings, surroundings
from analysis.units import Detector, Mapped

_ANSWER: Final = 3  # as much as the state of a permission may be
_MANY: Final = 100  # steps below which a procedure may have as many
_NO_CHANCE: Final = 500  # steps that are no chance, where the number is not round
_FEW: Final = 3  # values of a message that says nothing else
_MOST_IN_A_MINUTE: Final = 300
_MOST_STEPS: Final = 200_000  # a day's record lies near 150,000
_AROUND: Final = QUALIFIERS | {
    "count", "delta", "cumulative", "day", "week", "weekly", "hourly", "since", "boot", "summary", "number", "of",
    "total",
    "walked", "cadence", "aggregate", "active", "walking", "daily", "sum", "record", "records", "taken", "sensors",
    "activities",
}  # fmt: skip
_STEP_COUNT: Final = ("step count", "pedometer", "daily steps", "steps today", "step counter", "pedometer steps",
                      "steps taken", "steps walked", "steps count", "step count delta", "steps record",
                      "steps sensor", "number of steps", "steps record count")  # fmt: skip
# words that say by themselves that steps are those of a person
_EVIDENCE: Final = frozenset({
    "fitness", "health", "heart", "walking", "calories", "calorie", "kcal", "pedometer", "workout", "workouts",
    "garmin",
    "fitbit", "strava", "healthkit", "googlefit", "floors", "sleep", "bpm", "cadence", "wearable", "stairs",
    "wellness",
    "burned", "sedentary", "walked", "dailies", "heartrate", "hr", "kilocalories", "watch", "withings", "wellbeing",
})  # fmt: skip
# words that do so two at a time
_HINTS: Final = frozenset({
    "active", "distance", "goal", "exercise", "energy", "fit", "run", "running", "walk", "activity", "date", "day",
    "meters", "km", "minutes", "today", "activities", "floorsup", "elevation", "daily", "datum", "fecha", "dato", "dagen",
    "дата", "التاريخ", "ημερομηνία", "ngay", "tarikh", "pvm", "tarih",
})  # fmt: skip
# steps of what is done in steps, whatever stands beside them
_PROCEDURE: Final = frozenset({
    "onboarding", "wizard", "checkout", "tutorial", "funnel", "learning", "epoch", "epochs", "batch", "inference",
    "sampler", "seed", "survey", "quiz", "recipe", "recipes", "slider", "cfg", "prompt", "ci", "job", "jobs",
    "pipeline",
    "pipelines", "build", "builds", "workflow", "workflows", "deploy", "deployment", "commit", "runner", "stage",
    "stages",
    "branch", "repo", "repository", "simulation", "iterations", "iteration", "agent", "motor", "stepper", "animation",
    "easing", "lesson", "lessons", "chapter", "ingredients", "servings", "cook", "cooking", "loss", "lr", "gpu",
    "checkpoint", "tokens", "migration", "playbook", "automation", "approval", "puzzle", "robot", "walkthrough",
    "signup", "registration", "kyc", "guide", "instructions", "assembly", "questionnaire", "denoise", "diffusion",
    "рецепт", "الوصفة", "وصفة", "συνταγή", "συνταγη", "merides", "μερίδες", "μεριδες", "порції", "порцій", "الحصص", "wasfa",
    "wasafat", "syntages", "retsepty", "інструкція", "تعليمات", "οδηγίες", "congthuc",
    "scheduler", "optimizer", "solver", "rng", "trace", "debugger", "gcode", "sequencer", "bpmn", "ml", "crawl",
})  # fmt: skip
_SLICES: Final = frozenset({"epoch", "epochs"})
_MOVED: Final = frozenset({"kilocalories", "met", "walking", "sedentary"})
_SOME: Final = 20  # steps that no procedure has beside such words
# what may be said of either
_EITHER: Final = frozenset({
    "training", "progress", "setup", "flow", "form", "current", "max", "num", "next", "previous", "model",
    "completed",
    "page", "install", "status", "duration", "run", "runs", "task", "test", "tests", "failed", "passed", "index",
    "step",
})  # fmt: skip
_GOAL_NAMES: Final = (
    "step goal", "steps goal", "goal steps", "daily step goal", "daily steps goal", "activity goal", "move goal",
    "exercise goal", "stand goal", "step target", "steps target", "target steps", "active minutes goal",
    "active min goal", "active mins goal", "exercise min goal",
    "calorie goal", "calories goal", "distance goal", "weekly goal minutes", "floors goal",
    "active energy burned goal",
    "apple exercise time goal", "apple stand hours goal",
)  # fmt: skip
_GOALS: Final = frozenset({
    "goal", "goals", "targets", "ziele", "hedefler", "cele", "objetivos", "objectifs", "obiettivi", "metas", "doelen",
    "maal",
    "tavoitteet", "celuri", "celok", "cile", "targety",
})  # fmt: skip
_ENERGY_GOALS: Final = ("active calories", "active kcal", "active energy", "calories burned")
_OF_A_SPORT: Final = frozenset(
    {"learning", "stage", "stages", "guide", "player", "stamina"}
)  # of which goals tell, too
_BARE_GOAL: Final = ("goal", "daily goal", "target", "daily target")


def _steps(field: Field, place: Surroundings) -> Confidence | None:
    whole = field.low == int(field.low) and field.high == int(field.high)
    if not (whole and 1 <= field.high <= _MOST_STEPS and field.low >= 0):
        return None
    counted = is_named(field.called, _STEP_COUNT, _AROUND)
    if not counted and not is_named(field.called, ("steps",), _AROUND):
        return None
    above = all_words(field.names[-3:-1])
    if not above.isdisjoint(_GOALS):
        return None
    near = place.near_words(field.path, field.names) | place.sent_words
    if (
        _is_aimed(near, place)
        or not near.isdisjoint(PETS)
        or is_played(field.path, near, place)
        or _is_defined(field, near | words_of_lists(field.path, place))
        or (
            "[" in field.path
            and not above.isdisjoint(OFFERED)
            and near.isdisjoint(_MEASURED - {"day", "distance", "km"})
        )
    ):
        return None
    done = near & _PROCEDURE
    moved = field.high > _SOME and not near.isdisjoint(_MOVED)
    if done <= _SLICES and moved:  # an epoch of a watch is a quarter of an hour
        done = frozenset()
    if done or (field.high <= _ANSWER and not counted):
        return None
    if counted:
        return Confidence.CERTAIN
    watch = "intensity" in near and not near.isdisjoint({"timestamp", "time", "ts"})
    minutes = watch and field.high <= _MOST_IN_A_MINUTE and "[" in field.path
    evident = (
        not near.isdisjoint(_EVIDENCE) or len(near & _HINTS) > 1 or minutes or (moved and "activity" in near)
    )
    evident = evident or ("hourly" in words(field.called) and field.is_series)
    if "goal" in near:  # a step goal is a person's
        near -= {"step"}
    if not near.isdisjoint(_EITHER):
        return Confidence.LIKELY if evident and (moved or field.high >= _MANY) else None
    if evident:
        return Confidence.CERTAIN
    total = not frozenset(words(field.called)).isdisjoint({"total", "number", "max", "current", "last"})
    telling = field.high >= _NO_CHANCE and field.high % 100 and not total
    hinted = bool(near & _HINTS) or len(place.payload.leaves) <= _FEW
    return (Confidence.LIKELY if hinted else Confidence.POSSIBLE) if telling else None


def _is_aimed(near: frozenset[str], place: Surroundings) -> bool:
    """Whether steps are those that somebody wants to walk: sent to where goals are kept, with no day beside."""
    return is_sent_to_goals(place.payload.transmission) and near.isdisjoint(
        _MEASURED - {"user", "kcal", "calories", "km"}
    )


_DEFINING: Final = frozenset({
    "slug", "equipment", "muscle", "muscles", "instructions", "difficulty", "met", "mets", "bodypart", "mechanics",
    "thumbnail",
})  # fmt: skip
_MEASURED: Final = frozenset({
    "date", "day", "time", "timestamp", "ts", "start", "end", "user", "uid", "device", "athlete", "heart", "bpm",
    "at",
    "logged",
    "calories", "kcal", "distance", "km", "activity", "epoch", "today",
})  # fmt: skip


_OF_MANY: Final = frozenset({
    "people", "persons", "population", "respondents", "residents", "households", "employees", "einwohner",
})  # fmt: skip


def _is_defined(field: Field, near: frozenset[str]) -> bool:
    """Whether the steps are those of an exercise in a list for anybody, with no day and no person, of many or goods."""
    in_a_list = "[" in field.path
    if (in_a_list and not near.isdisjoint(_OF_MANY)) or not near.isdisjoint({"sku", "price", "warranty"}):
        return True
    return in_a_list and not near.isdisjoint(_DEFINING) and near.isdisjoint(_MEASURED)


def _goal(field: Field, place: Surroundings) -> Confidence | None:
    if not 1 <= field.low <= field.high <= _MOST_STEPS:
        return None
    within = not all_words(field.names[-3:-1]).isdisjoint(_GOALS)
    if (
        within
        and field.low >= _MANY
        and is_named(field.called, ("steps", "step count", "daily steps", *_ENERGY_GOALS), _AROUND)
    ):
        return Confidence.LIKELY
    if is_named(field.called, _GOAL_NAMES, _AROUND | {"daily"}):
        bound = field.called.lower().startswith(("max", "minimum", "min_", "minstep"))
        done = place.near_words(field.path, field.names) & (_PROCEDURE | PLAYED)
        return Confidence.CERTAIN if not bound and done <= _OF_A_SPORT else None
    if not is_named(field.called, _BARE_GOAL, _AROUND):
        return None
    near = place.near_words(field.path, field.names)
    beside = not near.isdisjoint({"steps", "step", "pedometer", "calories", "workout", "floors"})
    return (
        Confidence.LIKELY if beside and near.isdisjoint(_PROCEDURE | _EITHER - {"run", "duration"}) else None
    )


_GAUGE: Final = Gauge((
    Quantity(
        category="fitness.steps", property="x_steps", rule="steps.named", unit="steps", reasoning="a number of steps walked",
        judge=_steps, words=telling_words(_STEP_COUNT, ("steps", "step")) - {"daily", "number"}, counts=True,
    ),
    Quantity(
        category="fitness.goal", property="x_activityGoal", rule="goal.named", unit="", reasoning="a goal for activity",
        judge=_goal, words=frozenset(phrase.replace(" ", "") for phrase in _GOAL_NAMES) | {"goal", "target", "steps",
        "step", "active", "calories"},
    ),
))  # fmt: skip


def _detect(payload: Payload) -> Iterator[Observation]:
    place = surroundings(payload)
    told: set[str] = set()
    for found in _GAUGE.observe(place, columns_as_series(place)):
        told.add(found.path)
        if not is_of_a_body_table(found.path, place):
            yield found
    for goal in goals_done(place):
        if goal.aimed.path not in told:
            told.add(goal.aimed.path)
            yield _part(goal.aimed, "fitness.goal", "x_activityGoal", "a goal for activity")
        if goal.done.path not in told:
            yield _part(
                goal.done, "fitness.activity", "x_activityDone", "how much of a goal for activity is done"
            )
    for leaf in aimed_moves(place):
        if leaf.path not in told:
            told.add(leaf.path)
            yield _part(leaf, "fitness.goal", "x_activityGoal", "a goal for activity", "goal.put_together")
    aimed = is_sent_to_goals(place.payload.transmission)
    for leaf in () if aimed else active_times(place):
        yield _part(leaf, "fitness.activity", "x_activeTime", "how long the person was active")


def _part(leaf: Leaf, category: str, prop: str, why: str, rule: str = "goal.done") -> Observation:
    return Observation(
        category=category, property=prop, path=leaf.path, value=text(leaf.value), reasoning=f"{why}{naming(leaf.name)}",
        rule=rule, confidence=Confidence.LIKELY,
    )  # fmt: skip


_FITNESS: Final = Mapped(
    google="Fitness info", apple="Fitness", dpv="ext:PhysicalActivity < pd:Behavioural", tcf="7"
)

DETECTOR: Final = Detector(
    name="fitness",
    version=6,
    categories=dict.fromkeys(("fitness.steps", "fitness.goal", "fitness.activity"), _FITNESS),
    rules={
        "steps.named": "A whole number in a field named step count, or named steps among fitness words; steps of a "
        "procedure (wizard, build, recipe, training of a model) do not count, and a small number alone neither.",
        "goal.named": "A number in a field named step goal or activity goal, or named goal beside steps.",
        "goal.done": "A target beside how much is done, in an object or row named after something that is moved (active "
        "minutes, jump rope); goals of savings, sales, programs and games are left out.",
        "goal.put_together": "A number named as a goal for something that is moved and how it is counted (stand hours "
        "target), or so in an object of goals, or in a row whose type says it; of distance, energy or activity alone two, "
        "or one among words of a band.",
    },
    detect=_detect,
    needs=_GAUGE.needs.or_else(
        Needs(
            names=(AIM_ROWS,),
            objects=(HAS_GOAL, TIMED, AIMED_AT, IS_TYPED_AIM),
            object_names=(HOLDS_AIMS,),
            sent=(is_sent_to_goals,),
            holds=(may_hold_columns,),
        )
    ),
)
