"""Finds how well somebody hears: thresholds in decibels of hearing level (ISO 8253-1) by the frequency of a tone.

Equalizers have the same frequencies: what makes it a test is its name, or the unit dB HL.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Final

from analysis.field_names import words
from analysis.name_tables import SAID_BY
from analysis.payload import Group, Leaf
from analysis.readings import number
from analysis.remembered import Remembered
from analysis.surroundings import Surroundings, generic
from analysis.translated_names import without_marks

_TESTS: Final = frozenset({
    "audiogram", "audiogramm", "audiogramme", "audiogramma", "audiograma", "audiograms", "hoerkurve", "horkurve",
    "hoorcurve", "dbhl", "thresholddbhl", "hearinglevel", "hearinglevels", "hearingthreshold", "hearingthresholds",
    "hearinglossdb", "hoerschwelle", "hoerschwellen", "horschwelle", "horschwellen", "seuilauditif",
    "seuilsauditifs", "umbralauditivo", "umbralesauditivos", "sogliauditiva", "hoordrempel", "hoordrempels",
    "horselskarsklar", "hortroskel", "hortrosklar", "kuulokynnys", "progslyszenia", "ακοογραμμα", "аудіограма",
    "аудиограмма", "مخطط_السمع", "thinhlucdo", "聴力レベル",
})  # fmt: skip
_TONES: Final = frozenset({
    "125", "250", "500", "750", "1000", "1500", "2000", "3000", "4000", "6000", "8000", "1k", "2k", "3k", "4k", "6k", "8k",
    "f250", "f500", "f1000", "f2000", "f4000", "f8000", "hz250", "hz500", "hz1000", "hz2000", "hz4000", "hz8000", "250hz",
    "500hz", "1000hz", "2000hz", "4000hz", "8000hz",
})  # fmt: skip
_UNITS: Final = frozenset({"db hl", "dbhl", "db(hl)", "db_hl"})
_NOT_OF_ONE: Final = frozenset({
    "normal", "reference", "norm", "mean", "median", "cohort", "study", "n", "gain", "gains", "eq",
    "equalizer", "quiz", "price", "product", "sku", "preset", "presets", "calibration",
})  # fmt: skip
_LEAST, _FINEST, _LOUDEST = 3, -15, 125  # tones of one ear; dB HL
_MOST: Final = 32


def _plain(name: str) -> str:
    return without_marks(name).lower().replace("_", "").replace(" ", "").replace("-", "")


def _heard(names: tuple[str, ...]) -> tuple[str, ...]:
    """The names that are those of thresholds, or the tones of an ear where there are enough of them."""
    if len(names) > _MOST or (SAID_BY[names].isdisjoint(_TONES) and SAID_BY[names].isdisjoint(_TESTS)):
        return ()
    found = tuple(name for name in names if _plain(name) in _TONES)
    return tuple(name for name in names if _plain(name) in _TESTS) or (found if len(found) >= _LEAST else ())


HEARD: Final = Remembered(_heard)


def hearing_tests(place: Surroundings) -> Iterator[Leaf]:
    """``[{"hz": 500, "dbHL": 25}, …]``, ``{"audiogram": {"500": 25, "1000": 30, "2000": 45}}``: the first of each list."""
    seen: set[str] = set()
    for group, names in place.shapes:
        heard = HEARD[names] if group.context == "body" and generic(group.path) not in seen else ()
        if not heard or not all(_is_level(group.members[name]) for name in heard):
            continue
        told = _plain(heard[0]) in _TESTS or _is_told(group, place)
        if told and _is_of_one(group.members[heard[0]], place):
            seen.add(generic(group.path))
            yield group.members[heard[0]]


def _is_level(leaf: Leaf) -> bool:
    amount = None if isinstance(leaf.value, bool) else number(leaf.value)
    return amount is not None and _FINEST <= amount <= _LOUDEST


def _is_told(group: Group, place: Surroundings) -> bool:
    if any(_plain(name) in _TESTS for name in group.names[-3:]):
        return True
    beside = islice(place.siblings(f"{group.path}.value").values(), _MOST)
    return any(isinstance(value, str) and value.strip().lower() in _UNITS for value in beside)


def _is_of_one(leaf: Leaf, place: Surroundings) -> bool:
    near = place.near_words(leaf.path, leaf.names) | frozenset(words(leaf.name))
    return near.isdisjoint(_NOT_OF_ONE) and place.sent_words.isdisjoint(_NOT_OF_ONE - {"n"})
