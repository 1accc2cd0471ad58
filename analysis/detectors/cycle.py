"""Recognises the menstrual cycle: its dates, phases and flow."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from analysis.field_names import all_words, is_named, naming, words
from analysis.name_tables import picking
from analysis.payload import Leaf, Payload
from analysis.quantities import QUALIFIERS
from analysis.readings import text
from analysis.records import Confidence, Observation
from analysis.remembered import Remembered
from analysis.surroundings import Surroundings, surroundings
from analysis.units import Detector, Mapped

_AROUND: Final = QUALIFIERS | {
    "date", "phase", "day", "length", "start", "total", "record", "records", "user", "category",
}  # fmt: skip
_NAMES: Final = (
    "menstrual", "menstruation", "menstrual cycle", "last period", "period start", "last period start", "ovulation",
    "ovulation date", "fertile window", "menstrual flow", "last menstrual period", "cycle phase", "period flow",
    "period start date", "last period date", "menstruation flow", "menstrual phase",
)  # fmt: skip
_SURE: Final = frozenset({"menstrual", "menstruation", "ovulation", "fertile", "fertility", "menstruating"})
_SPOKEN: Final = _SURE | {"period", "cycle"}
_BILLING: Final = frozenset({"billing", "subscription", "trial", "invoice", "plan", "payment", "report"})


def _about(called: str) -> bool:
    return not _SPOKEN.isdisjoint(words(called)) and is_named(called, _NAMES, _AROUND)


_ABOUT: Final = Remembered(_about)
_WANTED: Final = picking(lambda name: _ABOUT[name])


def _detect(payload: Payload) -> Iterator[Observation]:
    place = surroundings(payload)
    for leaf in (*place.leaves_of(_WANTED), *place.typed_of(_WANTED)):
        if leaf.names and leaf.value not in (None, "") and not isinstance(leaf.value, bool):
            yield from _named(leaf, place)


def _named(leaf: Leaf, place: Surroundings) -> Iterator[Observation]:
    called = next((name for name in place.callings(leaf.path, leaf.names) if _ABOUT[name]), "")
    if not called:
        return
    near = all_words((called, *leaf.names, *place.siblings(leaf.path)))
    if near.isdisjoint(_BILLING):
        yield Observation(
            category="health.cycle",
            property="x_menstrualCycle",
            path=leaf.path,
            value=text(leaf.value),
            reasoning=f"about the menstrual cycle{naming(called)}",
            rule="cycle.named",
            confidence=Confidence.CERTAIN if not near.isdisjoint(_SURE) else Confidence.POSSIBLE,
        )


DETECTOR: Final = Detector(
    name="cycle",
    version=1,
    categories={
        "health.cycle": Mapped(google="Health info", apple="Health", dpv="pd:PhysicalHealth", tcf="7")
    },
    rules={"cycle.named": "A value in a field named after the menstrual cycle."},
    detect=_detect,
)
