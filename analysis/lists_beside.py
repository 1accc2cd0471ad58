"""Names of the lists of texts and of mixed rows that stand in the object of a value, which ``near_words`` does not hold."""

from __future__ import annotations

from typing import Final

from analysis.body_words import PLAYED
from analysis.field_names import all_words
from analysis.readings import number
from analysis.surroundings import Surroundings, outer

_MOST: Final = 16  # lists of one object
_HIT_POINTS: Final = 100  # a number named health that is more than this is none of a hundred
_NO_WORDS: Final[frozenset[str]] = frozenset()
_last: tuple[Surroundings, dict[str, list[str]]] | None = None


def _by_holder(place: Surroundings) -> dict[str, list[str]]:
    """The names of the lists in each object; that of the last message is kept."""
    global _last
    last = _last
    if last is None or last[0] is not place:
        found: dict[str, list[str]] = {}
        for path, items in place.lists.items():
            held = found.setdefault(outer(path), [])
            if len(held) < _MOST and items[0].name:
                held.append(items[0].name)
        last = _last = place, found
    return last[1]


def words_of_lists(path: str, place: Surroundings) -> frozenset[str]:
    """The words of the names of the lists in the nearest object around a path."""
    near = place.around(path)
    here = near.path if near is not None else outer(path)
    while near is None and here.endswith("]"):  # an object of lists alone
        here = outer(here)
    names = _by_holder(place).get(here) or (_by_holder(place).get(outer(here)) if near is None else None)
    return all_words(names) if names else _NO_WORDS


def is_played(path: str, near: frozenset[str], place: Surroundings) -> bool:
    """Whether a reading is that of a figure in a game: beside loot or mana, or beside hit points named health."""
    if not near.isdisjoint(PLAYED) or not words_of_lists(path, place).isdisjoint(PLAYED):
        return True
    group = place.around(path)
    points = group.members.get("health") if group is not None else None
    amount = number(points.value) if points is not None and not isinstance(points.value, bool) else None
    return amount is not None and amount > _HIT_POINTS
