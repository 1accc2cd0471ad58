"""Finds goals for moving with how much of them is done: ``"activeMinutes": {"target": 60, "done": 37}``.

Goals of savings, projects and sales are written the same: the object's name, or the label of its row, says what is moved.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import msgspec

from analysis.body_words import OFFERED
from analysis.field_names import all_words, is_named, words
from analysis.name_tables import SAID_BY
from analysis.payload import Leaf
from analysis.quantity_kinds import telling_words
from analysis.readings import number
from analysis.remembered import Remembered
from analysis.sports import SPORTS
from analysis.surroundings import Surroundings
from analysis.translated_names import without_marks

AIMED_WORDS: Final = frozenset({
    "target", "goal", "ziel", "hedef", "cel", "objetivo", "objectif", "obiettivo", "meta", "mal", "tavoite", "doel",
    "cil", "soll",
    "obiectiv", "aim", "quota", "目標", "目标", "목표", "цель", "mokuhyou", "mubiao", "celkem",
})  # fmt: skip
_DONE: Final = frozenset({
    "done", "current", "achieved", "actual", "progress", "reached", "completed", "so_far", "sofar", "ist", "erreicht",
    "geschafft",
    "fait", "realise", "hecho", "logrado", "actuel", "fatto", "raggiunto", "feito", "gedaan", "behaald", "wykonane",
    "zrobione", "osiagniete", "splneno", "hotovo", "gjort", "oppnadd", "opnaet", "uppnatt", "tehty", "yapilan",
    "tamamlanan",
    "realizat", "kesz", "达成", "完成", "達成", "달성", "сделано", "value", "today", "heute", "count", "amount",
})  # fmt: skip
_MOVED: Final = (
    "active minutes", "active min", "active mins", "active time", "activity minutes", "activity", "move",
    "move minutes",
    "exercise", "exercise minutes", "stand", "stand hours", "steps", "step count", "calories", "calories burned",
    "active calories", "active energy", "distance", "floors", "stairs", "jump rope", "jumps", "skips", "push ups",
    "pushups",
    "pull ups", "pullups", "sit ups", "situps", "squats", "plank", "burpees", "crunches", "walking", "walk",
    "running",
    "run",
    "cycling", "swimming", "swim", "workouts", "workout", "training", "stretching", "outdoor minutes", "outdoor play",
    "zone minutes", "active zone minutes", "cardio minutes", "intensity minutes", "heart points", "move points",
    "kilometres",
    "kilometers", "bewegung", "bewegungsminuten", "liegestuetze", "liegestutze", "kniebeugen", "seilspringen",
    "pompes",
    "abdominales", "flexiones", "sentadillas", "flessioni", "addominali", "pompki", "przysiady", "brzuszki", "kliky",
    "drepy",
    "armhavninger", "armbojninger", "armhavningar", "punnerrukset", "kyykyt", "sinav", "mekik", "liikunta", "hareket",
    "ruch",
    "mouvement", "movimiento", "movimento", "beweging", "pohyb", "bevegelse", "bevaegelse", "rorelse", "miscare",
    "mozgas",
)  # fmt: skip
_AROUND: Final = frozenset({
    "daily", "weekly", "day", "week", "goal", "goals", "target", "targets", "min", "mins", "minutes", "count",
    "total",
    "today",
    "user", "kid", "kids", "child", "km", "m", "kcal", "per", "ring", "rings", "progress", "time", "hours", "my",
})  # fmt: skip
# In a program, in sales and in games the same words are runs, moves and training of something else.
NO_MOVE: Final = frozenset({
    "runs", "ci", "build", "job", "jobs", "model", "epoch", "agent", "sales", "budget", "savings", "revenue",
    "campaign",
    "donation", "donations", "fund", "raised", "donors", "currency", "sprint", "okr", "okrs", "kpi", "kpis", "quest",
    "quests",
    "level", "xp", "achievements", "wizard", "onboarding", "team", "teams", "subject", "math", "match", "league",
    "setup", "employees", "course", "lesson", "certificate", "chess", "game", "games", "npc", "tasks",
})  # fmt: skip
# Said of much else: beside these stands what else a band or a parent tells.
_GENERAL: Final = (
    "distance",
    "steps",
    "training",
    "exercise",
    "activity",
    "move",
    "run",
    "running",
    "walk",
    "stand",
    "calories",
)
OF_A_BAND: Final = frozenset({
    "active", "calories", "kcal", "steps", "step", "ring", "rings", "ringe", "anneaux", "fitness", "fit", "health",
    "watch", "band",
    "wellness", "stand", "floors", "heart", "workout", "workouts", "kid", "kids", "child", "children", "kinder",
    "streak", "sleep",
    "daily", "minutes", "walking", "move", "exercise", "family",
})  # fmt: skip
SENT_WORDS: Final = frozenset(
    {"fitness", "fit", "health", "kids", "kinder", "family", "watch", "band", "rings", "wellness", "workout"}
)
_MOST: Final = 200_000
_LABELS: Final = frozenset(
    {"name", "type", "kind", "metric", "label", "key", "title", "activity", "goal", "id"}
)
_MAY_NAMES: Final = 12  # of such an object


class Goal(msgspec.Struct, frozen=True, kw_only=True):
    """The goal, and how much of it is done."""

    aimed: Leaf
    done: Leaf


def _parts(names: tuple[str, ...]) -> tuple[str, str]:
    """The names of the goal and of what is done among those of an object; "" for one that is not there."""
    if len(names) > _MAY_NAMES or AIMED_WORDS.isdisjoint(SAID_BY[names]):
        return "", ""
    plain = {without_marks(name).lower(): name for name in names}
    aimed = next((name for said, name in plain.items() if said in AIMED_WORDS), "")
    done = next((name for said, name in plain.items() if said in _DONE and name != aimed), "")
    return (aimed, done) if aimed and done else ("", "")


GOAL_PARTS: Final = Remembered(_parts)
HAS_GOAL: Final = Remembered[tuple[str, ...], bool](lambda names: GOAL_PARTS[names][0] != "")


def _is_moved(said: str) -> bool:
    plain = "".join(words(said))
    return is_named(said, _MOVED, _AROUND) or plain in SPORTS


_IS_MOVED: Final = Remembered(_is_moved)


def goals_done(place: Surroundings) -> Iterator[Goal]:
    """Each object that holds a goal and how much of it is done, of something that is moved."""
    for group, names in place.shapes:
        aimed, done = GOAL_PARTS[names]
        if not aimed or group.context != "body":
            continue
        goal, amount = number(group.members[aimed].value), number(group.members[done].value)
        if goal is None or amount is None or not 1 <= goal <= _MOST or not 0 <= amount <= _MOST:
            continue
        labels = [
            leaf.value
            for name, leaf in group.members.items()
            if name.lower() in _LABELS and isinstance(leaf.value, str) and len(leaf.value) <= 40
        ]
        named = next((said for said in (group.name, *labels) if said and _IS_MOVED[said]), "")
        if named:
            near = place.near_words(group.members[aimed].path, group.members[aimed].names)
            own = frozenset(words(named))
            around = ((near | all_words(labels)) - own) | (place.sent_words & SENT_WORDS)
            if is_named(named, _GENERAL, _AROUND) and around.isdisjoint(OF_A_BAND):
                continue
            if near.isdisjoint(NO_MOVE) and place.sent_words.isdisjoint(NO_MOVE):
                yield Goal(aimed=group.members[aimed], done=group.members[done])


_TIMES: Final = (
    "active minutes", "active min", "active mins", "stand hours", "stand minutes", "exercise min", "exercise minutes",
    "move minutes", "sedentary minutes", "zone minutes", "intensity minutes", "moderate minutes", "vigorous minutes",
    "active hours", "outdoor minutes", "play minutes",
)  # fmt: skip
_BESIDE: Final = frozenset(
    {"steps", "day", "date", "calories", "kcal", "floors", "distance", "etagen", "kid", "child", "hr"}
)
_DAY: Final = 1_440  # minutes


def _timed(names: tuple[str, ...]) -> tuple[str, ...]:
    if _SAID_OF_TIMES.isdisjoint(SAID_BY[names]):
        return ()  # as nearly every object
    plain = {name.lower(): name for name in names[:64]}
    if plain.keys() >= {"move", "exercise", "stand"}:  # the three rings of a watch
        return plain["move"], plain["exercise"], plain["stand"]
    return tuple(name for name in names[:64] if is_named(name, _TIMES, _OF_A_TIME))


_SAID_OF_TIMES: Final = telling_words(_TIMES) | {"move"}
_OF_A_TIME: Final = frozenset({"daily", "total", "today", "day", "count", "value", "avg", "user"})
TIMED: Final = Remembered(_timed)


def active_times(place: Surroundings) -> Iterator[Leaf]:
    """How long somebody moved or stood, told of a day: two such times of one object, or one beside steps."""
    for group, names in place.shapes:
        timed = TIMED[names]
        if not timed or group.context not in ("body", "query"):
            continue
        leaves = [group.members[name] for name in timed]
        told = [leaf for leaf in leaves if (amount := number(leaf.value)) is not None and 0 <= amount <= _DAY]
        near = place.near_words(f"{group.path}.value", (*group.names, "value"))
        near |= all_words(group.names[-2:])  # of the list that a row stands in
        aimed = not near.isdisjoint(OFFERED | {"goals", "ziele", "targets"}) and "done" not in near
        if (
            told
            and not aimed
            and (len(told) > 1 or not near.isdisjoint(_BESIDE))
            and near.isdisjoint(NO_MOVE)
        ):
            yield told[0]
