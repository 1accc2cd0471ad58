"""Judges numbers that may be what a baby weighs: in grams or kilograms, with a time, sent to where babies are weighed."""

from __future__ import annotations

from itertools import islice
from typing import Final

from analysis.body_around import AROUND
from analysis.body_words import EATEN, PARCEL, SOLD
from analysis.field_names import is_named
from analysis.lazy_patterns import lazy_pattern
from analysis.quantity_kinds import Field
from analysis.readings import instant, is_time_name
from analysis.surroundings import Surroundings

_BABIES: Final = lazy_pattern(
    r"baby|bebe|b[eé]b[eé]|saeugling|saugling|neugebor|newborn|neonat|infant|nouveau.?ne|nourrisson|lactante|vauva"
    r"|spadbarn|niemowl|kojen|novorozen|csecsemo|\bbaba(?:mer|nap)|\bsugar(?:ul|ii)\b|vrefos|nemovl|tre.?so.?sinh|akachan"
)
_NAMES: Final = ("weight", "body weight", "baby weight")
_BESIDE: Final = (AROUND - {"x", "min", "max"}) | {"g", "gram", "grams", "gramm"}
_GRAMS: Final = (1_500, 25_000)
_FACTORS: Final = {"g": 1, "kg": 1_000}
_OF_GOODS: Final = (PARCEL - {"weights"}) | SOLD | (EATEN - {"food", "foods", "meal", "meals", "nutrition", "sugar"}) | {
    "min", "max", "seat", "stroller", "diaper", "diapers", "carrier", "capacity", "range", "size", "sizes", "percentile",
    "median", "p50", "formula", "dose",
}  # fmt: skip
_A_DAY: Final = 8  # letters
_MOST: Final = 32  # names of one object


def is_of_a_baby(field: Field, place: Surroundings) -> bool:
    """Whether it is as much as a baby weighs, sent to where babies are weighed, and nothing that is sold for one."""
    if not is_named(field.called, _NAMES, _BESIDE):
        return False
    factor = _FACTORS.get(field.unit, 1 if field.low >= _GRAMS[0] else 0)
    if not _GRAMS[0] <= field.low * factor <= field.high * factor <= _GRAMS[1]:
        return False
    sent = place.payload.transmission
    if _BABIES.search(f"{sent.host}/{sent.path[:200]}".lower()) is None:
        return False
    near = place.near_words(field.path, field.names) | place.sent_words
    return near.isdisjoint(_OF_GOODS) and any(
        is_time_name(name) or (isinstance(value, str) and len(value) > _A_DAY and instant(value) is not None)
        for name, value in islice(place.siblings(field.path).items(), _MOST)
    )
