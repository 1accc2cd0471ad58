"""Recognises how a person sleeps: named values, stages, and spans of time that are said to be sleep."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import Final

from analysis.field_names import all_words, is_named, naming, words
from analysis.lists_beside import words_of_lists
from analysis.lying_times import BED_OR_UP, COUNTS, counted_nights, lain
from analysis.name_tables import picking
from analysis.named_rows import may_hold_columns
from analysis.needs import Needs
from analysis.payload import Group, Leaf, Payload
from analysis.quantities import QUALIFIERS
from analysis.readings import instant, number, text
from analysis.records import Confidence, Measures, Observation
from analysis.remembered import Remembered
from analysis.sleep_rows import STAGE_ROWS, are_telling, coded_stages, stage_of, stage_rows, stages_in_tables
from analysis.surroundings import Surroundings, surroundings
from analysis.time_spans import STARTS, Parts, span
from analysis.unit_words import WITHOUT_UNIT
from analysis.units import Detector, Mapped

_AROUND: Final = QUALIFIERS | {
    "resting", "minutes", "min", "seconds", "hours", "total", "record", "records", "in", "recent", "night", "user",
    "stage", "deep", "light", "rem", "category", "main", "average",
}  # fmt: skip
_NAMES: Final = (
    "sleep duration", "sleep stage", "sleep stages", "sleep score", "sleep start", "sleep end", "sleep start time",
    "sleep end time", "bedtime", "time asleep", "deep sleep", "rem sleep", "light sleep", "minutes asleep",
    "sleep time",
    "sleep efficiency", "sleep analysis", "sleep quality", "asleep duration", "time in bed", "awake duration",
    "deep sleep minutes", "rem sleep minutes", "light sleep minutes", "sleep minutes", "wake up time", "sleep hours",
    "sleep seconds", "sleep time seconds", "deep sleep seconds", "rem sleep seconds", "light sleep seconds",
    "deep sleep duration", "rem sleep duration", "light sleep duration", "sleep latency", "sleep segment",
    "asleep at", "woke at", "wake at", "woke up at", "fell asleep at", "total sleep time", "sleep debt",
    "bedtime start",
    "bedtime end", "sleep onset", "sleep confidence", "sleep phase", "sleep phases", "sleep phase 5 min",
    "nap duration",
    "nap minutes", "hours slept", "slept hours", "slept minutes", "sleep bedtime", "bedtime sleep", "out of bed time",
    "in bed", "out of bed", "got out of bed", "snoring", "snore", "snore minutes", "snore min", "snoring min",
    "snoring minutes", "snore time",
)  # fmt: skip
_SLEPT: Final = frozenset(
    {("sleep",), ("total", "sleep"), ("asleep",), ("deep", "sleep"), ("rem", "sleep"), ("light", "sleep")}
)
_SLEEPING: Final = frozenset(
    {"slept", "nap", "snore", "snoring", "woke", "sleep", "asleep", "bedtime", "awake", "bed", "wake"}
)
_SAID: Final = frozenset({"sleep", "sleeps", "sleepsession", "sleepsessions", "sleepdata", "sleeplog"})
_NOT_SLEEP: Final = frozenset({
    "thread", "timer", "mode", "retry", "poll", "device", "screen", "timeout", "worker", "backoff", "wifi", "policy",
    "interval", "cpu", "display", "tv", "job", "queue", "animation", "machine", "computer", "laptop", "host",
    "server",
    "sd", "stddev", "mittel", "mittelwerte", "cohort", "quantiles", "process", "task", "hibernate", "power", "standby",
    "command", "sound", "sounds", "radio", "playlist", "delay",
})  # fmt: skip
_STAGES: Final = frozenset({"deep", "light", "rem", "core", "awake", "asleep", "inbed", "wake"})
_SHORTEST, _LONGEST = 15 * 60, 24 * 3600  # seconds


def _detect(payload: Payload) -> Iterator[Observation]:
    place = surroundings(payload)
    for leaf in (*place.leaves_of(_WANTED), *place.typed_of(_WANTED)):
        if leaf.names and leaf.value not in (None, "") and not isinstance(leaf.value, bool):
            yield from _named(leaf, place)
    for leaf in counted_nights(place):
        yield _observation(leaf, "sleep.lain", "what is counted of a night")
    for leaf in lain(place):
        yield _observation(leaf, "sleep.lain", "when somebody went to bed, beside when they got up")
    for leaf, count in chain(stage_rows(place), coded_stages(place), stages_in_tables(place)):
        yield _observation(leaf, "sleep.stages", f"{count} stages of sleep in their order")
    for group, parts in place.spans:
        yield from _span(group, parts, place)
    for group, names in place.shapes if len(place.picked(_STAGE_NAMES)) > 1 else ():
        if stages := _STAGED[names]:
            yield from _staged(group, stages, place)


# -- values by their names ----------------------------------------------------------------------------------------


def _about(called: str) -> bool:
    rest, unit = WITHOUT_UNIT[called]
    if unit in ("s", "min", "ms", "h") and words(rest) in _SLEPT:  # sleepSecs, total_sleep_min
        return True
    return not _SLEEPING.isdisjoint(words(called)) and any(
        is_named(name, _NAMES, _AROUND) for name in (called, WITHOUT_UNIT[called][0])
    )


_ABOUT: Final = Remembered(_about)
_WANTED: Final = picking(lambda name: _ABOUT[name], {*_SLEEPING, *chain(*_SLEPT)})


def _named(leaf: Leaf, place: Surroundings) -> Iterator[Observation]:
    called = next((name for name in place.callings(leaf.path, leaf.names) if _ABOUT[name]), "")
    if "bedtime" in words(called):
        near = place.near_words(leaf.path, leaf.names) | words_of_lists(leaf.path, place)
        if not near.isdisjoint(_RULED):
            return
    if words(called) in _IN_BED and not _is_a_moment(leaf):  # double beds, and how many are taken
        return
    if not place.near_words(leaf.path, leaf.names).isdisjoint(_SOLD):
        return
    bare = bool(called) and words(WITHOUT_UNIT[called][0]) == (
        "sleep",
    )  # also what a program does between two tries
    if (
        called
        and all_words((called, *leaf.names)).isdisjoint(_NOT_SLEEP)
        and (not bare or _is_night(leaf, called, place))
    ):
        yield _observation(leaf, "sleep.named", f"about sleep{naming(called)}")


# Beside these the time at which a child is to be in bed, or a screen to be off: nobody slept.
_RULED: Final = frozenset({
    "parental", "downtime", "blocked", "block", "blocklist", "limit", "limits", "restrict", "restricted", "restrictions",
    "filter", "kids", "playtime", "allowed", "rule", "rules", "pause", "paused", "internet", "curfew", "rating", "pin",
    "quota", "allowance", "whitelist", "blacklist", "guardian", "supervised",
})  # fmt: skip
_SOLD: Final = frozenset(
    {"price", "sku", "product", "products", "article", "articles", "lesson", "lessons", "course"}
)
_IN_BED: Final = frozenset({("in", "bed"), ("out", "of", "bed"), ("got", "out", "of", "bed")})


def _is_a_moment(leaf: Leaf) -> bool:
    moment = instant(leaf.value)
    return (moment or 0) > 1e9 or (
        isinstance(leaf.value, str) and leaf.value[1:3].count(":") == 1 and len(leaf.value) <= 8
    )


_NIGHT_BESIDE: Final = frozenset({
    "quality", "heart", "hr", "hrv", "wellness", "steps", "readiness", "weight", "spo", "rem", "deep", "awake", "bed",
    "asleep",
    "fatigue", "mood", "stress", "resting", "health", "night", "bedtime", "recovery",
})  # fmt: skip


def _is_night(leaf: Leaf, called: str, place: Surroundings) -> bool:
    """Whether a bare ``sleepSecs`` is as long as a night may be, and stands among words of the body."""
    amount = number(leaf.value)
    seconds = {"ms": 1e-3, "min": 60.0, "h": 3600.0}.get(WITHOUT_UNIT[called][1], 1.0) * (amount or 0.0)
    near = place.near_words(leaf.path, leaf.names) | place.sent_words
    return _SHORTEST <= seconds <= _LONGEST and not near.isdisjoint(_NIGHT_BESIDE)


# -- spans and stages ---------------------------------------------------------------------------------------------


def _is_stage(name: str) -> bool:
    return _plain_stage(name) in _STAGES or stage_of(_plain_stage(name)) != ""


_OF_A_LENGTH: Final = frozenset({
    "min", "mins", "minutes", "sec", "s", "h", "m", "duration", "time", "pct", "percent", "total", "sum",
})  # fmt: skip


def _plain_stage(name: str) -> str:
    """``tief_min`` → ``tief``: a name without its unit."""
    said = words(WITHOUT_UNIT[name][0])
    return "".join(said[:-1] if len(said) > 1 and said[-1] in _OF_A_LENGTH else said)


def _stages(names: tuple[str, ...]) -> tuple[str, ...]:
    found = tuple(name for name in names if _is_stage(name))
    return found if len(found) >= 2 else ()


_STAGED: Final = Remembered(_stages)
_STAGE_NAMES: Final = picking(_is_stage)


def _is_sleep(group: Group, place: Surroundings) -> bool:
    """Whether names or labels around an object, or the place that it is sent to, say that it is about sleep."""
    named = all_words((*group.names[-3:], *group.members)) | place.sent_words
    if named.isdisjoint(_SAID) and not _says_sleep(place, group):
        return False
    return (named | place.near_words(f"{group.path}.value", group.names)).isdisjoint(_NOT_SLEEP)


def _says_sleep(place: Surroundings, group: Group) -> bool:
    return any(
        "sleep" in words(name) for name in place.callings(f"{group.path}.value", (*group.names, "value"))
    )


def _span(group: Group, parts: Parts, place: Surroundings) -> Iterator[Observation]:
    found = span(group, parts)
    if found is None or not _SHORTEST <= found[1] <= _LONGEST or not _is_sleep(group, place):
        return
    leaf, seconds = found
    yield _observation(
        leaf,
        "sleep.span",
        f"a span of {seconds / 3600:.1f} hours, said to be sleep",
        Measures(seconds=round(seconds)),
    )


def _staged(group: Group, stages: tuple[str, ...], place: Surroundings) -> Iterator[Observation]:
    leaves = [
        leaf
        for name in stages
        if (amount := number((leaf := group.members[name]).value)) is not None and amount >= 0
    ]
    told = are_telling({stage for leaf in leaves if (stage := stage_of(_plain_stage(leaf.name)))})
    if len(leaves) >= 2 and any(number(leaf.value) for leaf in leaves) and (told or _is_sleep(group, place)):
        yield _observation(
            leaves[0], "sleep.stages", f"{len(leaves)} stages of sleep with their lengths in one object"
        )


def _observation(leaf: Leaf, rule: str, reasoning: str, measures: Measures | None = None) -> Observation:
    return Observation(
        category="health.sleep",
        property="x_sleep",
        path=leaf.path,
        value=text(leaf.value),
        reasoning=reasoning,
        rule=rule,
        confidence=Confidence.LIKELY,
        measures=measures,
    )


DETECTOR: Final = Detector(
    name="sleep",
    version=3,
    categories={
        "health.sleep": Mapped(google="Health info", apple="Health", dpv="pd:PhysicalHealth", tcf="7")
    },
    rules={
        "sleep.named": "A value in a field named after sleep of people: duration, stages, score, bedtime.",
        "sleep.span": "A start and an end or a length of 15 minutes to 24 hours, in an object that is named sleep or sent "
        "to a place for sleep; timers, screens, computers and threads are left out.",
        "sleep.lain": "A time of going to bed beside one of getting up, in any language; or two abbreviations of what "
        "is counted of a night (TST, WASO).",
        "sleep.stages": "Lengths of two or more stages (deep, light, REM, awake) in an object about sleep, or of three with "
        "REM anywhere; four or more stages in rows or one text, in any language; or a hypnogram.",
    },
    detect=_detect,
    needs=Needs(
        names=(_WANTED, STARTS, _STAGE_NAMES, STAGE_ROWS, BED_OR_UP),
        called=(_WANTED,),
        objects=(COUNTS,),
        holds=(may_hold_columns,),
    ),
)
