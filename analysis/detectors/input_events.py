"""Recognises what was pressed, clicked and scrolled, key by key and point by point: remote controls, session recorders."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from analysis.field_names import words
from analysis.name_tables import picking
from analysis.named_fields import observe
from analysis.needs import Needs
from analysis.payload import Payload
from analysis.records import Confidence, Observation
from analysis.remembered import Remembered
from analysis.surroundings import surroundings
from analysis.units import Detector, Mapped

_CATEGORY: Final = "usage.interaction"
_KEY: Final = re.compile(r"KEY_[A-Z0-9_]{1,24}")  # input-event-codes.h
_NAMES: Final = frozenset({"key", "keys", "button", "code", "keycode", "pressed"})
_OF_KEYS: Final = picking(lambda name: not _NAMES.isdisjoint(words(name)))


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


def _detect(payload: Payload) -> Iterator[Observation]:
    yield from _recorded(payload)
    for leaf in surroundings(payload).leaves_of(_OF_KEYS):
        if isinstance(leaf.value, str) and leaf.context == "body" and _KEY.fullmatch(leaf.value):
            yield observe(
                leaf, category=_CATEGORY, name="userAction", rule="input_events.pressed", confidence=Confidence.LIKELY,
                reasoning="a key of a remote control that was pressed",
            )  # fmt: skip


DETECTOR: Final = Detector(
    name="input_events",
    version=1,
    categories={
        _CATEGORY: Mapped(
            google="App interactions",
            apple="Product Interaction",
            dpv="pd:ServiceConsumptionBehaviour",
            tcf="6",
        ),
    },
    rules={
        "input_events.pressed": "A key by its name in Linux (KEY_VOLUMEUP) in a field named key, button or code."
    },
    detect=_detect,
    needs=Needs(names=(_OF_KEYS,), object_names=(_OF_GESTURES,)),
)
