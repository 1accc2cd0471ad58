"""Picks, out of all the names in a message, those that a detector wants; remembered for messages with the same names."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from analysis.field_names import words
from analysis.remembered import Remembered

_tables: list[Picked] = []
_always_asked: list[Picked] = []
_asked_about: dict[str, list[Picked]] = {}  # by a word of a name


def _tables_that_pick(name: str) -> int:
    found = 0
    for table in _always_asked:
        if table.wanted(name):
            found |= table.bit
    for word in words(name):
        for table in _asked_about.get(word, ()):
            if not found & table.bit and table.wanted(name):
                found |= table.bit
    return found


# By name: a bit for each table that picks it. All are asked once, when a name is new: most pick none of a message's names.
PICKED_BY: Final[Remembered[str, int]] = Remembered(_tables_that_pick)


class Picked(Remembered[tuple[str, ...], tuple[str, ...]]):
    """Of the names of a message, those that are wanted. ``bit`` is the table's own in ``PICKED_BY``; tables are constants.

    ``among``: words of which every wanted name holds one, so that other names need not be asked about.
    """

    def __init__(self, wanted: Callable[[str], object], among: frozenset[str] = frozenset()) -> None:
        super().__init__(self._of)
        self.wanted = wanted
        self.among = among
        self.bit = 1 << len(_tables)
        _tables.append(self)
        if not among:
            _always_asked.append(self)
        for word in among:
            _asked_about.setdefault(word, []).append(self)
        PICKED_BY.clear()

    def _of(self, names: tuple[str, ...]) -> tuple[str, ...]:
        known, bit, wanted = PICKED_BY.get, self.bit, self.wanted
        found: list[str] = []
        for name in names:
            picked = known(
                name
            )  # not asked of all tables here: of a stranger's many or long names nothing is remembered
            if wanted(name) if picked is None else picked & bit:
                found.append(name)
        return tuple(found)


def picking(wanted: Callable[[str], object], among: frozenset[str] = frozenset()) -> Picked:
    """A table of the names, of all in a message, that are wanted, each of which holds a word of ``among``."""
    return Picked(wanted, among)


# One tuple for all messages with the same names: it is found again in a table without comparing name by name.
SAME: Final = Remembered[tuple[str, ...], tuple[str, ...]](lambda names: names)
