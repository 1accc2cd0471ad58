"""Recognises blood pressure: two numbers in one text, or the systolic and the diastolic in one object."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from analysis.field_names import is_named, words
from analysis.payload import Group, Leaf, Payload
from analysis.readings import number, text
from analysis.records import Confidence, Measures, Observation
from analysis.remembered import Remembered
from analysis.surroundings import surroundings
from analysis.units import Detector, Mapped

_CATEGORY: Final = "health.blood_pressure"
_RULE: Final = "blood_pressure.named"
_AROUND: Final = frozenset({
    "value", "reading", "last", "latest", "current", "avg", "average", "resting", "mmhg", "measurement", "user", "health",
    "record", "records",
})  # fmt: skip
_TEXT: Final = re.compile(r"\s?(\d{2,3})\s?/\s?(\d{2,3})\s?(?:mmHg)?\s?")
_LIMITS: Final = {"systolic": (60, 260), "diastolic": (30, 160)}  # mmHg


def _detect(payload: Payload) -> Iterator[Observation]:
    for group, names in surroundings(payload).shapes:
        about = _ABOUT[names]
        if about:
            yield from _of_group(group, about)


def _names_about_it(names: tuple[str, ...]) -> tuple[str, ...]:
    """The members of an object that may tell a blood pressure."""
    return tuple(
        name
        for name in names
        if not _LIMITS.keys().isdisjoint(words(name)) or is_named(name, ("blood pressure",), _AROUND)
    )


_ABOUT: Final = Remembered(_names_about_it)


def _of_group(group: Group, names: tuple[str, ...]) -> Iterator[Observation]:
    found: dict[str, Leaf] = {}
    for name in names:
        leaf = group.members[name]
        amount = number(leaf.value)
        for kind, (least, most) in _LIMITS.items():
            if kind in words(name) and amount is not None and least <= amount <= most:
                found.setdefault(kind, leaf)
        pair = _TEXT.fullmatch(leaf.value) if isinstance(leaf.value, str) else None
        if pair and is_named(name, ("blood pressure",), _AROUND) and int(pair[1]) > int(pair[2]) >= 30:
            yield _observation("x_bloodPressure", leaf, "a blood pressure as two numbers")
    if len(found) == len(_LIMITS):
        for kind, leaf in found.items():
            yield _observation(
                f"x_bloodPressure{kind.title()}", leaf, f"the {kind} blood pressure, with the other beside it"
            )


def _observation(prop: str, leaf: Leaf, reasoning: str) -> Observation:
    return Observation(
        category=_CATEGORY,
        property=prop,
        path=leaf.path,
        value=text(leaf.value),
        reasoning=f"{reasoning} (named {leaf.name[:60]!r})",
        rule=_RULE,
        confidence=Confidence.CERTAIN,
        measures=Measures(unit="mmHg"),
    )


DETECTOR: Final = Detector(
    name="blood_pressure",
    version=1,
    categories={
        _CATEGORY: Mapped(google="Health info", apple="Health", dpv="pd:PhysicalHealth", tcf="7"),
    },
    rules={_RULE: "Systolic and diastolic numbers in one object, or two numbers named blood pressure."},
    detect=_detect,
)
