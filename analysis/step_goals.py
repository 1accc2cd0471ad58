"""Tells a goal for steps from one for minutes, energy or distance, by what it is called."""

from __future__ import annotations

from typing import Final

from analysis.field_names import all_words
from analysis.lazy_patterns import lazy_pattern

_NAMES: Final = lazy_pattern(r"[^A-Za-z0-9_]+")
_STEPS: Final = frozenset({"step", "steps"})
_OTHER: Final = frozenset(
    {
        "active", "calorie", "calories", "distance", "energy", "exercise", "floor", "floors", "hours", "kcal", "minute",
        "minutes", "move", "sleep", "stand", "time", "water", "weekly", "weight",
    }
)  # fmt: skip


def is_of_steps(path: str) -> bool:
    """Whether the goal at a path may be one for steps: the names there say so, or speak of nothing else."""
    names = all_words(_NAMES.split(path.rpartition(">")[2]))
    return not _STEPS.isdisjoint(names) or _OTHER.isdisjoint(names)
