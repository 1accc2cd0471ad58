"""Tells tables of doses from what somebody takes: a medicine beside rows of weights or ages, each with its dose."""

from __future__ import annotations

from itertools import islice
from typing import Final

from analysis.field_names import all_words
from analysis.payload import Group, Leaf
from analysis.readings import is_time_name
from analysis.surroundings import Surroundings

_BY: Final = frozenset({
    "weight", "kg", "age", "ages", "alter", "edad", "idade", "eta", "wiek", "vek", "leeftijd",
    "alder", "ika", "yas", "varsta", "eletkor", "ηλικία", "ηλικια", "вік", "возраст", "tuoi",
    "clearance", "crcl", "egfr", "months", "peso", "waga", "bodyweight",
})  # fmt: skip
_DOSES: Final = frozenset(
    {"dose", "doses", "dosage", "ml", "mg", "tablets", "drops", "maxdaily", "interval", "prises"}
)
_SOMEBODYS: Final = frozenset(
    {"patient", "user", "child", "name", "taken", "missed", "given", "administered"}
)
_MOST: Final = 16  # lists of one object


def is_of_a_dosage_table(leaf: Leaf, place: Surroundings) -> bool:
    """Whether the rows around a medicine, or in a list beside it, tell the dose of each weight or age and no time."""
    group = place.around(leaf.path)
    if group is None:
        return False
    if group.path.endswith("]"):
        rows = group.path[: group.path.rindex("[")]
        return _is_table(place.group(f"{rows}[0]"), place.group(f"{rows}[1]"))
    inner = (name for name in islice(place.names_at(group.path), _MOST) if name not in group.members)
    return any(
        _is_table(place.group(f"{group.path}.{name}[0]"), place.group(f"{group.path}.{name}[1]"))
        for name in inner
    )


def _is_table(first: Group | None, second: Group | None) -> bool:
    if first is None or second is None or first.members.keys() != second.members.keys():
        return False
    said = all_words(first.members)
    return (
        not said.isdisjoint(_BY)
        and not said.isdisjoint(_DOSES)
        and said.isdisjoint(_SOMEBODYS)
        and not any(map(is_time_name, first.members))
    )
