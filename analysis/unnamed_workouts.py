"""Finds workouts in messages whose fields have no names: a sport, when it began and how long it took.

Such are protobuf messages and rows of an array: ``["POOL_SWIM", 1795320000, 2410, 1500.0]``.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Final

from analysis.company_names import MEANINGS
from analysis.field_names import words
from analysis.lazy_patterns import lazy_pattern
from analysis.payload import Group, Leaf, Payload
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
    "sports", "run", "runs", "swim", "ride", "rides", "session", "sessions", "running", "cycling", "swimming",
    "traning",
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
        elif group.context == "body" and len(group.members) <= _MOST:
            yield from _named_sport(group)
    for items in islice(place.lists.values(), 256):
        if len(items) >= 3 and items[0].context == "body":
            yield from _sport_among(items, place)


_LENGTHS: Final = frozenset({
    "minuter", "minutter", "minut", "minuty", "minuti", "minutos", "minutit", "dakika", "perc", "sekunden", "secs",
    "dauer", "duree", "durata", "duracion", "duracao", "duration", "czas", "czastrwania", "tiempo", "tempo",
    "temps", "cas",
    "tid", "varighed", "varighet", "kesto", "aika", "sure", "durata_min", "dauermin", "min", "minutes", "minuten",
    "zeit",
    "looptijd", "duur", "time", "elapsed", "trvani", "idotartam", "jikan", "shichang", "时长", "時間", "시간",
})  # fmt: skip
_CLOCK: Final = lazy_pattern(r"(?:[0-9]{1,2}:)?[0-9]{1,3}:[0-5][0-9](?:\.[0-9])?")
_MADE: Final = frozenset({"distance", "pulse", "energy", "power", "cadence", "steps"})
_NO_SPORT: Final = frozenset({
    "price", "plan", "league", "team", "teams", "match", "course", "tickets", "odds", "level", "equipment",
    "instructions",
    "met", "route", "title", "url", "slug", "shop", "fare", "driver",
})  # fmt: skip


def _named_sport(group: Group) -> Iterator[Leaf]:
    """``{"art": "laufen", "dauer": "00:42:10", "km": 8.1, "puls": 151}``: a sport, how long, and how far or how hard."""
    sport = next(
        (leaf for leaf in group.members.values() if isinstance(leaf.value, str) and _IS_SPORT[leaf.value]),
        None,
    )
    if sport is None or not _NO_SPORT.isdisjoint("".join(words(name)) for name in group.members):
        return
    took = any("".join(words(name)) in _LENGTHS and _is_length(leaf) for name, leaf in group.members.items())
    made = {
        kind
        for name, leaf in group.members.items()
        if leaf is not sport and (number(leaf.value) or 0) > 0
        for kind in MEANINGS[name]
    }
    if took and not made.isdisjoint(_MADE):
        yield sport


def _is_length(leaf: Leaf) -> bool:
    if isinstance(leaf.value, str) and _CLOCK.fullmatch(leaf.value):
        return True
    amount = number(leaf.value) if not isinstance(leaf.value, bool) else None
    return amount is not None and 1 <= amount <= _LONGEST * 1000


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
