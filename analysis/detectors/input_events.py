"""Recognises what was pressed, clicked and scrolled, key by key and point by point: remote controls, session recorders."""

from __future__ import annotations

import statistics
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from analysis.field_names import all_words, words
from analysis.lazy_patterns import lazy_pattern
from analysis.name_tables import picking
from analysis.named_fields import observe
from analysis.needs import Needs
from analysis.payload import Payload
from analysis.records import Confidence, Measures, Observation
from analysis.remembered import Remembered
from analysis.remote_keys import KEY_TEXTS, pressed_keys
from analysis.surroundings import surroundings
from analysis.units import Detector, Mapped

_CATEGORY: Final = "usage.interaction"
_KEY: Final = lazy_pattern(r"KEY_[A-Z0-9_]{1,24}")  # input-event-codes.h
_NAMES: Final = frozenset({"key", "keys", "button", "code", "keycode", "pressed"})
_MOST_KEYS: Final = 40  # of a list that are given back
_OF_KEYS: Final = picking(lambda name: not _NAMES.isdisjoint(words(name)), _NAMES)


_GESTURES: Final = frozenset({
    "click", "clicks", "mouse", "touch", "touches", "scroll", "scrolls", "tap", "taps", "cursor", "pointer",
    "keystrokes", "swipes",
    "mousemove", "clickdata",
})  # fmt: skip
_POINT: Final = frozenset({"x", "y"})
_WHERE: Final = frozenset(
    {"selector", "target", "xpath", "element", "node", "nodeId", "time", "t", "ts", "timestamp"}
)
_OF_GESTURES: Final = Remembered[str, bool](lambda name: not _GESTURES.isdisjoint(words(name)))


def _recorded(payload: Payload) -> Iterator[Observation]:
    """The first point of each list of clicks or scrolls that a recorder of sessions sends."""
    seen = set[str]()
    for group in payload.groups:
        if not _OF_GESTURES[group.name] or group.path[-1:] != "]" or group.context != "body":
            continue
        path = group.path[: group.path.rindex("[")]
        names = group.members.keys()
        if path not in seen and not _POINT.isdisjoint(names) and not _WHERE.isdisjoint(names):
            seen.add(path)
            where = next(
                (group.members[name] for name in ("selector", "xpath", "target", "y", "x") if name in names),
                None,
            )
            if where is not None:
                yield observe(
                    where, category=_CATEGORY, name="userAction", rule="input_events.recorded", confidence=Confidence.LIKELY,
                    reasoning="where the person clicked, touched or scrolled, point by point",
                )  # fmt: skip


_PATHS: Final = frozenset({
    "mm", "mouse", "motion", "mousemove", "mousemoves", "moves", "movement", "movements", "pointer", "cursor", "touch",
    "touches", "trail", "trajectory", "drag", "swipe", "tm", "pm",
})  # fmt: skip
_POINTS: Final = 8  # of a path that counts
_WIDEST: Final = 20_000  # pixels
_OFTEN: Final = 1000  # milliseconds from one point to the next, as a rule


def _moved(payload: Payload) -> Iterator[Observation]:
    """``[[x, y, t], …]``: where a pointer was, moment by moment, as checks for people and recorders of sessions send it."""
    for series in payload.series:
        if series.context != "body" or tuple(series.columns) != ("0", "1", "2"):
            continue
        if all_words(series.names[-2:]).isdisjoint(_PATHS) or not _is_path(*series.columns.values()):
            continue
        points = len(series.columns["0"])
        yield Observation(
            category=_CATEGORY, property="userAction", path=series.path, value=f"{points} points of a pointer's path",
            reasoning="where the person moved the pointer, moment by moment", rule="input_events.path",
            confidence=Confidence.LIKELY, measures=Measures(n=points),
        )  # fmt: skip


def _may_move(payload: Payload) -> bool:
    return any(not all_words(series.names[-2:]).isdisjoint(_PATHS) for series in payload.series)


def _is_path(x: tuple[float, ...], y: tuple[float, ...], times: tuple[float, ...]) -> bool:
    """Whether whole pixels stand before times in ms that follow one another as closely as a hand moves."""
    if len(times) < _POINTS or not all(1e12 <= time < 1e13 for time in times):
        return False
    steps = [later - earlier for earlier, later in pairwise(times)]
    if min(steps) < 0 or statistics.median(steps) > _OFTEN or (len(set(x)) < 3 and len(set(y)) < 3):
        return False
    return all(-_WIDEST <= value <= _WIDEST and value == int(value) for value in (*x, *y))


def _detect(payload: Payload) -> Iterator[Observation]:
    yield from _recorded(payload)
    yield from _moved(payload)
    for path, keys in pressed_keys(payload):
        yield Observation(
            category=_CATEGORY, property="userAction", path=path, value=", ".join(keys[:_MOST_KEYS]),
            reasoning="keys of a remote control, one after the other, as somebody pressed them", rule="input_events.keys",
            confidence=Confidence.LIKELY, measures=Measures(n=len(keys)),
        )  # fmt: skip
    for leaf in surroundings(payload).leaves_of(_OF_KEYS):
        if isinstance(leaf.value, str) and leaf.context == "body" and _KEY.fullmatch(leaf.value):
            yield observe(
                leaf, category=_CATEGORY, name="userAction", rule="input_events.pressed", confidence=Confidence.LIKELY,
                reasoning="a key of a remote control that was pressed",
            )  # fmt: skip


DETECTOR: Final = Detector(
    name="input_events",
    version=3,
    categories={
        _CATEGORY: Mapped(
            google="App interactions",
            apple="Product Interaction",
            dpv="pd:ServiceConsumptionBehaviour",
            tcf="6",
        ),
    },
    rules={
        "input_events.pressed": "A key by its name in Linux (KEY_VOLUMEUP) in a field named key, button or code.",
        "input_events.keys": "Three keys of a remote control or more with their times, in what is named for keys.",
        "input_events.recorded": "A row with x or y and a time or an element in a list named for clicks or scrolls.",
        "input_events.path": "Eight rows or more of x, y and a time in ms in a list named for the mouse or a pointer.",
    },
    detect=_detect,
    needs=Needs(names=(_OF_KEYS,), object_names=(_OF_GESTURES,), texts=(KEY_TEXTS,), holds=(_may_move,)),
)
