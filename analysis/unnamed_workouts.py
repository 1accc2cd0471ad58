"""Finds workouts in messages whose fields have no names: a sport, when it began and how long it took.

Such are protobuf messages and rows of an array: ``["POOL_SWIM", 1795320000, 2410, 1500.0]``.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Final

from analysis.payload import Leaf, Payload
from analysis.readings import instant, number
from analysis.remembered import Remembered
from analysis.sports import SPORTS, spelled
from analysis.surroundings import Surroundings

_ERA: Final = (1.4e9, 2.2e9)  # s since 1970: from 2014 on
_SHORTEST, _LONGEST = 60, 24 * 3600  # seconds
# Sports that processes, music and shops are not called.
_CLEAR: Final = frozenset(sport for sport in SPORTS if "_" in sport) - {
    "in_vehicle", "on_foot", "on_bicycle",
}  # fmt: skip
_SENT: Final = frozenset({
    "workout", "workouts", "activity", "activities", "training", "trainings", "exercise", "exercises", "fitness",
    "fit", "sport",
    "sports", "run", "runs", "swim", "ride", "rides", "session", "sessions", "running", "cycling", "swimming", "traning",
})  # fmt: skip
_PROGRAMS: Final = frozenset(
    {"ci", "ml", "build", "builds", "jobs", "models", "pipeline", "pipelines", "runner", "actions"}
)
_SHORT, _FEW = 3, 3  # letters of names that say little, and how many of them
_MOST: Final = 64  # values of one object, and rows


# Asked of every message, whose words come again with the next.
_IS_SPORT: Final = Remembered[str, bool](lambda word: spelled(word) in SPORTS, longest=64)


def names_a_sport(payload: Payload) -> bool:
    """Whether one of the first values of the body is a kind of sport."""
    return any(
        leaf.context == "body"
        and isinstance(leaf.value, str)
        and len(leaf.value) <= 64
        and _IS_SPORT[leaf.value]
        for leaf in payload.leaves[:_MOST]
    )


def unnamed_workouts(place: Surroundings) -> Iterator[Leaf]:
    """The sport of each object or row that holds also when it began and how long it took."""
    for group in islice(place.payload.groups, 256):
        short = sum(len(name) <= _SHORT for name in group.members) >= _FEW
        if group.context == "body" and (short or "protobuf" in group.path) and len(group.members) <= _MOST:
            yield from _sport_among(list(group.members.values()), place)
    for items in islice(place.lists.values(), 256):
        if len(items) >= 3 and items[0].context == "body":
            yield from _sport_among(items, place)


def _sport_among(leaves: list[Leaf], place: Surroundings) -> Iterator[Leaf]:
    sport = next(
        (leaf for leaf in leaves if isinstance(leaf.value, str) and spelled(leaf.value) in SPORTS), None
    )
    if sport is None:
        return
    clear = spelled(str(sport.value)) in _CLEAR
    if not clear and (place.sent_words.isdisjoint(_SENT) or not place.sent_words.isdisjoint(_PROGRAMS)):
        return
    amounts = [
        amount for leaf in leaves if leaf is not sport and (amount := _moment_or_number(leaf)) is not None
    ]
    times = [amount for amount in amounts if _is_moment(amount)]
    lengths = [amount for amount in amounts if _SHORTEST <= amount <= _LONGEST]
    if len(times) >= 2 or (times and lengths):
        yield sport


def _moment_or_number(leaf: Leaf) -> float | None:
    return instant(leaf.value) if isinstance(leaf.value, str) else number(leaf.value)


def _is_moment(amount: float) -> bool:
    return any(_ERA[0] <= amount / scale <= _ERA[1] for scale in (1.0, 1e3, 1e6))
