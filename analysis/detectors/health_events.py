"""Recognises events whose name tells of somebody's body: ``R_PREGNANCY_WEEK_CHOSEN``, ``period_logged``.

What analytics are told when somebody enters something about a pregnancy or the cycle. What is only looked at (articles,
products, screens) is use of an app, and no datum of a body.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from analysis.field_names import naming, words
from analysis.name_tables import picking
from analysis.needs import Needs
from analysis.payload import Payload
from analysis.records import Confidence, Observation
from analysis.surroundings import generic, surroundings
from analysis.units import Detector, Mapped

_TOPICS: Final = {
    "health.pregnancy": frozenset({"pregnancy", "pregnant", "trimester", "miscarriage"}),
    "health.cycle": frozenset({"menstruation", "menstrual", "ovulation"}),
}
_OF_PERIOD: Final = frozenset(
    {"log", "logged", "started", "ended"}
)  # what is done with a period of somebody's, not of time
_ENTERED: Final = _OF_PERIOD | {
    "chosen", "selected", "entered", "set", "saved", "added", "confirmed", "updated", "positive", "recorded", "changed",
}  # fmt: skip
_OTHER: Final = frozenset({
    "article", "product", "cart", "ad", "banner", "page", "screen", "video", "trial", "subscription", "billing", "premium",
    "purchase", "content", "lesson", "search", "reminder", "notification", "widget", "theme", "grace", "report",
})  # fmt: skip
_SUBJECTS: Final = {"health.pregnancy": "a pregnancy", "health.cycle": "the menstrual cycle"}
_LONGEST: Final = 80  # characters


def _is_event(name: str) -> bool:
    return words(name)[-2:] in (("event",), ("event", "name"), ("event", "type"), ("action",))


_EVENTS: Final = picking(_is_event)


def _topic(value: str) -> str:
    spoken = words(value)
    last = frozenset(spoken[-1:])
    if last.isdisjoint(_ENTERED) or not _OTHER.isdisjoint(spoken):
        return ""
    if spoken[-2:-1] == ("period",) and len(spoken) <= 3 and not last.isdisjoint(_OF_PERIOD):
        return "health.cycle"
    return next((topic for topic, said in _TOPICS.items() if not said.isdisjoint(spoken)), "")


def _detect(payload: Payload) -> Iterator[Observation]:
    place = surroundings(payload)
    seen: set[tuple[str, str]] = set()
    for leaf in place.leaves_of(_EVENTS):
        value = leaf.value if isinstance(leaf.value, str) and len(leaf.value) <= _LONGEST else ""
        topic = _topic(value) if value and leaf.context in ("body", "query") else ""
        if topic and (generic(leaf.path), value) not in seen:
            seen.add((generic(leaf.path), value))
            yield Observation(
                category=topic, property="x_healthEvent", path=leaf.path, value=value,
                reasoning=f"an event named for what somebody entered about {_SUBJECTS[topic]}{naming(leaf.name)}",
                rule="health_events.entered", confidence=Confidence.LIKELY,
            )  # fmt: skip


_HEALTH: Final = Mapped(google="Health info", apple="Health", dpv="pd:PhysicalHealth", tcf="7")

DETECTOR: Final = Detector(
    name="health_events",
    version=1,
    categories=dict.fromkeys(_TOPICS, _HEALTH),
    rules={
        "health_events.entered": "A name of an event that speaks of a pregnancy or the cycle and ends in what is entered "
        "(chosen, logged, started); articles, products, screens and subscriptions are left out.",
    },
    detect=_detect,
    needs=Needs(names=(_EVENTS,)),
)
