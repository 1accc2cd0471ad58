"""Recognises when a machine of the household ran: the end of a wash, a clean, a brew, with its length, area or programme."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from analysis.field_names import words
from analysis.name_tables import picking
from analysis.needs import Needs
from analysis.payload import Group, Leaf, Payload
from analysis.readings import number
from analysis.records import Confidence, Observation
from analysis.remembered import Remembered
from analysis.surroundings import surroundings
from analysis.units import Detector, Mapped

_CATEGORY: Final = "usage.interaction"
_EVENTS: Final = frozenset(
    {"event", "eventtype", "state", "status", "action", "eventname", "type", "cyclestate", "jobstate"}
)
_DOINGS: Final = frozenset({
    "clean", "cleaning", "cleaned", "vacuum", "vacuuming", "mop", "mopping", "wash", "washing", "rinse", "spin", "dry",
    "drying", "brew", "brewing", "brewed", "mow", "mowing", "mowed", "cook", "cooking", "bake", "baking", "dishwash",
})  # fmt: skip
_STAGES: Final = frozenset({
    "finished", "finish", "done", "completed", "complete", "started", "start", "ended", "end", "stopped", "paused",
})  # fmt: skip
_LENGTHS: Final = frozenset(
    {
        "minutes",
        "duration",
        "durations",
        "durationmin",
        "durationminutes",
        "seconds",
        "durationseconds",
        "runtime",
    }
)
_MEASURES: Final = frozenset({
    "aream", "aream2", "area", "rooms", "program", "programme", "cycle", "cups", "recipe", "waterl", "spinspeed", "load",
    "startedby", "zones", "beverage", "drink", "temperature",
})  # fmt: skip
# Jobs of a server: a cache that is cleaned, a build, data.
_OTHERS: Final = frozenset({
    "build", "commit", "branch", "job", "jobid", "pipeline", "rowcount", "rows", "files", "bytes", "cache", "table", "host",
    "exitcode", "dataset", "level", "steps", "price", "repo", "container", "deleted",
})  # fmt: skip


def _plain_names(names: tuple[str, ...]) -> dict[str, str]:
    """The names of an object by their plain form; none where it cannot tell of a run."""
    plain = {"".join(words(name)): name for name in names[:32]}
    ran = not _EVENTS.isdisjoint(plain) and not _LENGTHS.isdisjoint(plain) and _OTHERS.isdisjoint(plain)
    return plain if ran else {}


_SAID: Final = Remembered(_plain_names)
_GATE: Final = picking(lambda name: "".join(words(name)) in _LENGTHS)


def _detect(payload: Payload) -> Iterator[Observation]:
    place = surroundings(payload)
    for group, names in place.shapes if place.picked(_GATE) else ():
        if group.context == "body" and (said := _near(payload, group, _SAID[names])):
            leaf = _event(group, said)
            if leaf is not None and any(
                number(group.members[said[key]].value) for key in _LENGTHS if key in said
            ):
                yield Observation(
                    category=_CATEGORY, property="userAction", path=leaf.path, value=str(leaf.value),
                    rule="appliance_use.run",
                    reasoning="a machine of the household ran, with how long", confidence=Confidence.LIKELY,
                )  # fmt: skip


def _near(payload: Payload, group: Group, said: dict[str, str]) -> dict[str, str]:
    """The names, where what was done is measured in the object or in a list beneath it."""
    if not said or not _MEASURES.isdisjoint(said):
        return said
    lists = surroundings(payload).lists
    return said if f"{group.path}.rooms" in lists or f"{group.path}.zones" in lists else {}


def _event(group: Group, said: dict[str, str]) -> Leaf | None:
    for key in _EVENTS.intersection(said):
        leaf = group.members[said[key]]
        if isinstance(leaf.value, str) and len(leaf.value) <= 60:
            spoken = frozenset(words(leaf.value))
            if not spoken.isdisjoint(_DOINGS) and not spoken.isdisjoint(_STAGES):
                return leaf
    return None


DETECTOR: Final = Detector(
    name="appliance_use",
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
        "appliance_use.run": "An event such as clean_finished beside a length and an area, rooms or a programme.",
    },
    detect=_detect,
    needs=Needs(names=(_GATE,)),
)
