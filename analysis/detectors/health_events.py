"""Recognises events whose name tells of somebody's body: ``R_PREGNANCY_WEEK_CHOSEN``, ``period_logged``.

What analytics are told when somebody enters something about a pregnancy or the cycle. What is only looked at (articles,
products, screens) is use of an app, and no datum of a body.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from analysis.field_names import all_words, naming, words
from analysis.name_tables import picking
from analysis.needs import Needs
from analysis.payload import Leaf, Payload
from analysis.records import Confidence, Observation
from analysis.sent_names import topic_steps
from analysis.surroundings import Surroundings, generic, surroundings
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
# What apps for sleep tell of a night. A chip that rests says the same, so the address or a name beside must say sleep, too.
_ASLEEP: Final = frozenset({
    "deepsleep", "lightsleep", "remsleep", "rem", "fellasleep", "wokeup", "asleep", "sleeptrackingstarted", "awake",
    "sleeptrackingstopped", "sleeptrackingpaused", "sleeptrackingresumed", "notawake", "antisnoring", "snoring",
    "soundeventsnore", "soundeventtalk", "apneaalarm", "sleepstarted", "sleepended", "inbed", "outofbed",
})  # fmt: skip
_CHIPS: Final = frozenset(
    {"esp", "chip", "mcu", "cpu", "firmware", "rssi", "uptime", "wakeup", "modem", "node"}
)


def _is_event(name: str) -> bool:
    return words(name)[-2:] in (("event",), ("event", "name"), ("event", "type"), ("action",))


_EVENTS: Final = picking(_is_event, ("event", "action"))


def _topic(value: str) -> str:
    spoken = words(value)
    last = frozenset(spoken[-1:])
    if last.isdisjoint(_ENTERED) or not _OTHER.isdisjoint(spoken):
        return ""
    if spoken[-2:-1] == ("period",) and len(spoken) <= 3 and not last.isdisjoint(_OF_PERIOD):
        return "health.cycle"
    return next((topic for topic, said in _TOPICS.items() if not said.isdisjoint(spoken)), "")


def _is_asleep(leaf: Leaf, value: str, place: Surroundings) -> bool:
    if "".join(words(value)) not in _ASLEEP:
        return False
    sent = place.payload.transmission
    around = all_words((*topic_steps(leaf.path), sent.host, *sent.path.split("/", 8)[1:8], *leaf.names[:-1]))
    return bool(around & {"sleep", "sleeps", "sleeptracker"}) and place.near_words(
        leaf.path, leaf.names
    ).isdisjoint(_CHIPS)


def _detect(payload: Payload) -> Iterator[Observation]:
    place = surroundings(payload)
    seen: set[tuple[str, str]] = set()
    for leaf in place.leaves_of(_EVENTS):
        value = leaf.value if isinstance(leaf.value, str) and len(leaf.value) <= _LONGEST else ""
        told = value if value and leaf.context in ("body", "query") else ""
        if told and _is_asleep(leaf, told, place):
            yield Observation(
                category="health.sleep", property="x_sleep", path=leaf.path, value=value,
                reasoning=f"about sleep{naming(leaf.name)}", rule="health_events.asleep", confidence=Confidence.LIKELY,
            )  # fmt: skip
        topic = _topic(told) if told else ""
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
    version=2,
    categories=dict.fromkeys((*_TOPICS, "health.sleep"), _HEALTH),
    rules={
        "health_events.asleep": "A name of an event that tells a stage of sleep, sent to where sleep is told of.",
        "health_events.entered": "A name of an event that speaks of a pregnancy or the cycle and ends in what is entered "
        "(chosen, logged, started); articles, products, screens and subscriptions are left out.",
    },
    detect=_detect,
    needs=Needs(names=(_EVENTS,)),
)
