"""Recognises which way a device points, by its compass, and which way up its screen is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from analysis.field_names import is_named
from analysis.name_tables import picking
from analysis.needs import Needs
from analysis.payload import Leaf, Payload
from analysis.quantities import QUALIFIERS
from analysis.quantity_kinds import telling_words
from analysis.readings import number, text
from analysis.records import Confidence, Measures, Observation
from analysis.remembered import Remembered
from analysis.surroundings import surroundings
from analysis.units import Detector, Mapped

_AROUND: Final = QUALIFIERS | {"webkit", "compass", "motion", "core", "event"}
_WAYS_UP: Final = frozenset({
    "portrait", "landscape", "faceup", "facedown", "portrait-primary", "landscape-primary", "portrait-upside-down",
    "landscape-left", "landscape-right", "landscapeleft", "landscaperight",
})  # fmt: skip


def _single_kind(name: str) -> str:
    if is_named(name, ("magnetic heading", "true heading", "compass heading"), _AROUND):
        return "heading"
    return "orientation" if is_named(name, ("orientation",), frozenset({"device", "screen"})) else ""


_KINDS: Final = Remembered(_single_kind)
_WANTED: Final = picking(
    _single_kind, telling_words(("magnetic heading", "true heading", "compass heading", "orientation"))
)


def _detect(payload: Payload) -> Iterator[Observation]:
    for leaf in surroundings(payload).leaves_of(_WANTED):
        yield from _heading(leaf) if _KINDS[leaf.name] == "heading" else _screen_orientation(leaf)


def _heading(leaf: Leaf) -> Iterator[Observation]:
    degrees = number(leaf.value)
    if degrees is not None and 0 < degrees <= 360:
        yield Observation(
            category="sensor.motion",
            property="x_heading",
            path=leaf.path,
            value=text(leaf.value),
            reasoning="which way the device points, by its compass",
            rule="heading.compass",
            confidence=Confidence.LIKELY,
            measures=Measures(unit="degrees"),
        )


def _screen_orientation(leaf: Leaf) -> Iterator[Observation]:
    if isinstance(leaf.value, str):
        value = leaf.value.lower().replace("_", "-")
        if value in _WAYS_UP:
            yield Observation(
                category="sensor.motion",
                property="orientation",
                path=leaf.path,
                value=leaf.value,
                reasoning="which way up the screen is; the device tells it from its motion sensor",
                rule="heading.screen",
                confidence=Confidence.POSSIBLE,
            )


DETECTOR: Final = Detector(
    name="heading",
    version=1,
    categories={
        "sensor.motion": Mapped(
            apple="Other Data / Fitness if exercise", dpv="ext:MotionReading < pd:Behavioural", tcf="2"
        )
    },
    rules={
        "heading.compass": "A number above 0 and up to 360 in a field named magnetic, true or compass heading.",
        "heading.screen": "portrait or landscape in a field named orientation.",
    },
    detect=_detect,
    needs=Needs(names=(_WANTED,)),
)
