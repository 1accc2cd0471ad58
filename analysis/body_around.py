"""Words that may stand beside the name of a reading of a body, and readings that are nobody's: bounds and lessons."""

from __future__ import annotations

from typing import Final

from analysis.body_words import BOUNDS, TAUGHT
from analysis.field_names import all_words
from analysis.quantity_kinds import QUALIFIERS, Field
from analysis.surroundings import Surroundings

AROUND: Final = QUALIFIERS | {
    "bpm", "resting", "sleeping", "walking", "instant", "continuous", "average", "kg", "lb", "lbs", "pct", "percent",
    "percentage", "mmhg", "mg", "dl", "mmol", "l", "ms", "minutes", "min", "seconds", "hours", "total", "record",
    "records", "milli", "millis", "reading", "measurement", "in", "recent", "beat", "workout", "exercise", "night",
    "c", "celsius", "user", "body", "time", "offset", "sleep", "lvl", "val", "gem", "moy", "schnitt", "srednia",
    "promedio", "moyen", "mittel", "snitt", "gns", "keski", "medie", "mediu", "moyenne", "ort",
}  # fmt: skip
_NO_READING: Final = BOUNDS - {"zone", "zones", "range", "normal"}


def is_of_nobody(field: Field, place: Surroundings) -> bool:
    """Whether the names above tell of bounds for a reading, or those around of a lesson."""
    bounded = not all_words(field.names[:-1]).isdisjoint(_NO_READING)
    return bounded or not place.near_words(field.path, field.names).isdisjoint(TAUGHT)
