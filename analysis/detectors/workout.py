"""Recognises workouts: their kind, length, distance, energy, and when somebody does them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from analysis.aimed_moves import is_sent_to_goals
from analysis.body_words import AIMED, DRIVEN, EATEN, OFFERED
from analysis.field_names import all_words, is_named, naming, words
from analysis.lists_beside import words_of_lists
from analysis.name_tables import picking
from analysis.needs import Needs
from analysis.normal_ranges import is_normal_range
from analysis.payload import Group, Leaf, Payload
from analysis.quantities import QUALIFIERS, Field, Gauge, Quantity, telling_words
from analysis.readings import number, text
from analysis.records import Confidence, Measures, Observation
from analysis.remembered import Remembered
from analysis.repetitions import REPETITIONS, repetitions
from analysis.sports import SPORTS, spelled
from analysis.surroundings import Surroundings, surroundings
from analysis.time_spans import STARTS, Parts, span
from analysis.units import Detector, Mapped
from analysis.unnamed_workouts import names_a_sport, unnamed_workouts

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
    "x_laps": ("laps", "lengths", "lap count"),
    "x_strokes": ("strokes", "stroke count", "stroke rate", "swolf", "total strokes"),
    "x_poolLength": ("pool length", "pool size"),
    "x_output": ("total output", "total output kj", "average output", "kilojoules", "total work kj"),
    "x_resistance": ("resistance", "average resistance"),
    "x_power": ("average watts", "average power", "normalized power", "weighted average watts", "max watts", "ftp"),
    "x_vo2max": ("vo 2 max", "vo 2"),
}  # fmt: skip
_TELLING: Final = frozenset({
    "x_workoutCalories", "x_cadence", "x_floors", "x_workoutDuration", "x_vo2max", "x_workoutType", "x_strokes",
    "x_poolLength",
})  # fmt: skip
_DONE: Final = frozenset({"x_workoutDuration", "x_floors", "x_workoutCalories", "x_workoutDistance"})
_BOUND: Final = frozenset({"max", "maximum", "limit"})
_AROUND: Final = QUALIFIERS | {
    "in", "meters", "metres", "km", "m", "miles", "seconds", "minutes", "total", "summary", "manual", "kcal", "hk",
    "record",
    "records", "kilocalories",
}  # fmt: skip
# Games that others play.
_WATCHED: Final = frozenset({
    "league", "team", "teams", "match", "season", "opponent", "fixture", "channel", "odds", "ticket",
})  # fmt: skip
_KINDS: Final = ("activity type", "workout type", "sport", "sport type", "exercise type", "workout activity type",
                 "detailed sport info", "sport name", "activity", "activity name",
                 "workout", "exercise", "discipline", "disciplina", "dyscyplina", "session", "sp", "種目", "项目",
                 "종목", "laji",
                 "gren", "idraet", "trening")  # fmt: skip
_NUMBERED_KINDS: Final = ("exercise type", "workout activity type")  # so Health Connect and HealthKit
_FIT: Final = frozenset({"fitness", "fit", "workout", "workouts"})  # whose sports are numbered, too
_UNSURE: Final = frozenset({"running", "still", "stationary", "run", "workout", "strength"})  # processes run
_SHORTEST, _LONGEST = 60, 24 * 3600  # seconds
_ENERGY: Final = ("active calories burned", "active energy burned", "active energy", "total calories burned",
                  "basal energy burned", "calories expended", "active calories burned record", "kcal burned",
                  "calories burned")  # fmt: skip
_DISTANCE: Final = ("distance walking running", "distance cycling", "distance swimming", "distance record",
                    "walking running distance")  # fmt: skip
_OXYGEN: Final = ("vo 2 max", "vo 2", "vo2max", "max oxygen uptake", "v o 2 max")
_FOOD: Final = frozenset({"protein", "carbs", "fat", "serving", "food", "meal", "recipe", "ingredients"})


def _energy(field: Field, _place: Surroundings) -> Confidence | None:
    fits = 0 < field.low <= field.high <= 20_000 and is_named(field.called, _ENERGY, _AROUND)
    return Confidence.LIKELY if fits else None


def _distance(field: Field, _place: Surroundings) -> Confidence | None:
    fits = 0 < field.low <= field.high <= 1e6 and is_named(field.called, _DISTANCE, _AROUND)
    return Confidence.LIKELY if fits else None


def _oxygen(field: Field, _place: Surroundings) -> Confidence | None:
    fits = 10 <= field.low <= field.high <= 100 and is_named(field.called, _OXYGEN, _AROUND)
    return Confidence.LIKELY if fits else None


_GAUGE: Final = Gauge(tuple(
    Quantity(
        category="fitness.workout", property=prop, rule="workout.named", unit="", reasoning=why, judge=judge,
        words=frozenset(phrase.replace(" ", "") for phrase in phrases) | {"calories", "energy", "distance", "vo", "kcal"},
        counts=True,
    )
    for prop, why, judge, phrases in (
        ("x_workoutCalories", "the energy that a person burned", _energy, _ENERGY),
        ("x_workoutDistance", "how far a person walked, ran or rode", _distance, _DISTANCE),
        ("x_vo2max", "how much oxygen a person can take up", _oxygen, _OXYGEN),
    )
))  # fmt: skip


def _detect(payload: Payload) -> Iterator[Observation]:
    place = surroundings(payload)
    grouped: set[str] = set()
    for group, names in place.shapes if place.picked(_PART_NAMES) else ():
        if members := _PARTS[names]:
            for found in _workout(group, members, place):
                grouped.add(found.path)
                if not is_normal_range(found.path, place):
                    yield found
    for group, parts in place.spans:
        if session := _session(group, parts, place):
            grouped.add(session.path)
            yield session
    for leaf in unnamed_workouts(place):
        yield Observation(
            category="fitness.workout", property="x_workoutType", path=leaf.path, value=text(leaf.value),
            reasoning="a kind of sport beside when it began and how long it took", rule="workout.unnamed",
            confidence=Confidence.LIKELY,
        )  # fmt: skip
    yield from repetitions(place, grouped)
    for found in _GAUGE.observe(place):
        if found.path not in grouped and not is_normal_range(found.path, place):
            yield found


def _parts_among(names: tuple[str, ...]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The members of an object that may be parts of a workout, with what they may be."""
    found = ((name, _parts(name)) for name in names)
    return tuple((name, parts) for name, parts in found if parts)


def _parts(name: str) -> tuple[str, ...]:
    bound = (
        frozenset() if _BOUND.isdisjoint(words(name)) else _DONE
    )  # of these the most is what may be chosen
    return tuple(
        part for part, said in _WORKOUT.items() if part not in bound and is_named(name, said, _AROUND)
    )


_PARTS: Final = Remembered(_parts_among)
_PART_NAMES: Final = picking(_parts, telling_words(*_WORKOUT.values()))


_BESIDE: Final = frozenset(
    {"steps", "heart", "heartrate", "workout", "pedometer", "hr", "pulse", "pols", "pouls", "pulso"}
)


def _workout(
    group: Group, members: tuple[tuple[str, tuple[str, ...]], ...], place: Surroundings
) -> Iterator[Observation]:
    """Two or more members of a workout in one object, at least one of which is said of nothing else."""
    found: dict[str, Leaf] = {}
    for name, parts in members:
        leaf = group.members[name]
        part = next((part for part in parts if _is_workout_value(part, leaf)), None)
        if part is not None:
            found.setdefault(part, leaf)
    if not all_words(group.names[-2:]).isdisjoint(AIMED | OFFERED) or is_sent_to_goals(
        place.payload.transmission
    ):
        return
    beside = all_words((*group.names[-2:], *group.members)) & _BESIDE or _is_typed_sport(group)
    if len(found) + bool(beside) < 2 or (_TELLING.isdisjoint(found) and not beside) or _is_food(group, place):
        return
    if not all_words((*group.names[-2:], *group.members)).isdisjoint(DRIVEN):
        return
    for prop, leaf in found.items():
        yield Observation(
            category="fitness.workout",
            property=prop,
            path=leaf.path,
            value=text(leaf.value),
            reasoning=f"a reading beside others of a workout{naming(leaf.name)}",
            rule="workout.group",
            confidence=Confidence.CERTAIN if beside or len(found) >= 3 else Confidence.LIKELY,
        )


_TOOK: Final = frozenset({"elapsed", "moving", "duration", "active"})


def _is_typed_sport(group: Group) -> bool:
    """``{"type": "Run", "elapsed_time": 812, "distance": 2296.3}``: the type of an entry that is of a sport."""
    kind = group.members.get("type") or group.members.get("kind")
    if kind is None or not _sport(kind):
        return False
    spoken = all_words(group.members)
    return (
        "distance" in spoken and not spoken.isdisjoint(_TOOK) and spoken.isdisjoint(_WATCHED | _OF_PROCESSES)
    )


_OF_PROCESSES: Final = frozenset({"pid", "exit", "job", "thread", "fare", "price", "driver", "passenger"})


def _is_workout_value(prop: str, leaf: Leaf) -> bool:
    if prop == "x_workoutType":
        return _sport(leaf) != ""
    amount = number(leaf.value)
    return amount is not None and 0 < amount < 1e6


def _is_food(group: Group, place: Surroundings) -> bool:
    said = all_words((*group.names[-2:], *group.members)) | words_of_lists(f"{group.path}.value", place)
    return not said.isdisjoint(_FOOD) or not (said | place.sent_words).isdisjoint(EATEN)


# -- sessions -----------------------------------------------------------------------------------------------------


def _kinds_among(names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(name for name in names if is_named(name, _KINDS, _AROUND))


_SESSION_KINDS: Final = Remembered(_kinds_among)


def _session(group: Group, parts: Parts, place: Surroundings) -> Observation | None:
    """A kind of sport with when it began and how long it took, or a span in an object that is called a workout."""
    fit = not place.sent_words.isdisjoint(_FIT)
    kinds = _SESSION_KINDS[tuple(group.members)]
    kind = next((name for name in kinds if _is_sport(group.members[name], numbered=fit)), "")
    if not kind and not _called_workout(group, place):
        return None
    if not all_words(group.members).isdisjoint(_WATCHED):
        return None
    found = span(group, parts)
    if found is None or not _SHORTEST <= found[1] <= _LONGEST:
        return None
    leaf, seconds = found
    return Observation(
        category="fitness.workout",
        property="x_workoutSession",
        path=leaf.path,
        value=text(leaf.value),
        reasoning=f"{seconds / 60:.0f} minutes of sport, by {kind[:40]!r}"
        if kind
        else f"{seconds / 60:.0f} minutes in an object that is called a workout",
        rule="workout.session",
        confidence=Confidence.LIKELY,
        measures=Measures(seconds=round(seconds)),
    )


def _is_sport(leaf: Leaf, *, numbered: bool) -> bool:
    if isinstance(leaf.value, int) and not isinstance(leaf.value, bool):
        fits = numbered and words(leaf.name) == ("activity", "type")
        return fits or is_named(leaf.name, _NUMBERED_KINDS, _AROUND)
    sport = _sport(leaf)
    return sport != "" and (
        sport not in _UNSURE or words(leaf.name) not in (("activity",), ("activity", "name"))
    )


def _sport(leaf: Leaf) -> str:
    """The kind of sport in one spelling; "" for what is none."""
    if not isinstance(leaf.value, str) or len(leaf.value) > 60:
        return ""
    sport = spelled(leaf.value)
    return sport if sport in SPORTS else ""


def _called_workout(group: Group, place: Surroundings) -> bool:
    for name in place.callings(f"{group.path}.value", (*group.names, "value"))[:3]:
        spoken = frozenset(words(name))
        if not spoken.isdisjoint({"workout", "workouts", "hkworkout"}) or {"exercise", "session"} <= spoken:
            return True
    return False


DETECTOR: Final = Detector(
    name="workout",
    version=3,
    categories={
        "fitness.workout": Mapped(
            google="Fitness info", apple="Fitness", dpv="ext:PhysicalActivity < pd:Behavioural", tcf="7"
        )
    },
    rules={
        "workout.group": "Two or more of distance, calories, cadence, floors, duration and kind of sport in one object, "
        "or one of them beside steps or heart rate.",
        "workout.session": "A kind of sport, or the name workout, with a start and an end or a length of a minute to a day.",
        "workout.named": "A number in a field named active energy burned, distance walked and run, VO2 max, and the like.",
        "workout.unnamed": "A kind of sport beside a moment and a number of seconds, in a row or an object whose "
        "fields have "
        "no names.",
        "workout.sets": "A number of repetitions beside a weight, a set or an exercise.",
    },
    detect=_detect,
    needs=_GAUGE.needs.or_else(Needs(names=(_PART_NAMES, STARTS, REPETITIONS), holds=(names_a_sport,))),
)
