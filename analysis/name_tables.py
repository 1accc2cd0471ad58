"""Picks, out of all the names in a message, those that a detector wants; remembered for messages with the same names."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Final

from analysis.field_names import words
from analysis.remembered import Remembered
from analysis.translated_names import folded, without_marks

_tables: list[Picked] = []
_always_asked: list[Picked] = []
_asked_about: dict[str, list[Picked]] = {}  # by a word of a name
_asked_if_spelled: dict[str, list[Picked]] = {}  # by one of the spellings of a name
_MOST_NAMES: Final = 256  # of an object
_PARTING: Final = str.maketrans("", "", "_-. @/:$")


def heard_words(name: str) -> Collection[str]:
    """The words of a name, and what they are without the marks of Latin letters."""
    spoken = words(name)
    return spoken if name.isascii() else {*spoken, *map(folded, spoken)}


def spellings(name: str) -> frozenset[str]:
    """How tables spell a name: in small letters, without what parts its words, and its words put together.

    The second is also given without the marks of Latin letters.
    """
    small = name.lower()
    plain = small.translate(_PARTING)
    spelled = {small, plain, "".join(words(name))}
    if not name.isascii():
        bare = without_marks(name)
        spelled |= {bare, bare.translate(_PARTING), "".join(filter(str.isalnum, bare))}
    elif not plain.isalnum():
        spelled.add("".join(filter(str.isalnum, plain)))
    return frozenset(spelled)


SPELLINGS: Final[Remembered[str, frozenset[str]]] = Remembered(spellings)


def _said_by(names: tuple[str, ...]) -> frozenset[str]:
    every = names[:_MOST_NAMES]
    return frozenset().union(*map(SPELLINGS.__getitem__, every), *map(heard_words, every))


# Of the names of an object: every word and spelling, so that a table of objects tells at one look that it knows none.
SAID_BY: Final = Remembered[tuple[str, ...], frozenset[str]](_said_by)


def _tables_that_pick(name: str) -> int:
    found = 0
    for table in _always_asked:
        if table.wanted(name):
            found |= table.bit
    for asked, keys in ((_asked_about, heard_words(name)), (_asked_if_spelled, SPELLINGS[name])):
        for key in keys:
            for table in asked.get(key, ()):
                if not found & table.bit and table.wanted(name):
                    found |= table.bit
    return found


# By name: a bit for each table that picks it. All are asked once, when a name is new: most pick none of a message's names.
PICKED_BY: Final[Remembered[str, int]] = Remembered(_tables_that_pick)


class Picked(Remembered[tuple[str, ...], tuple[str, ...]]):
    """Of the names of a message, those that are wanted. ``bit`` is the table's own in ``PICKED_BY``; tables are constants.

    Every wanted name holds a word of ``among`` (``heard_words``) or is spelled (``spellings``) as one of ``spelled``, so
    that other names need not be asked about.
    """

    def __init__(
        self, wanted: Callable[[str], object], among: Collection[str] = (), spelled: Collection[str] = ()
    ) -> None:
        super().__init__(self._of)
        self.wanted = wanted
        self.among = frozenset(among)
        self.spelled = frozenset(map(str.lower, spelled))
        self.bit = 1 << len(_tables)
        _tables.append(self)
        if not among and not spelled:
            _always_asked.append(self)
        for word in self.among:
            _asked_about.setdefault(word, []).append(self)
        for spelling in self.spelled:
            _asked_if_spelled.setdefault(spelling, []).append(self)
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


def picking(
    wanted: Callable[[str], object], among: Collection[str] = (), spelled: Collection[str] = ()
) -> Picked:
    """A table of the names, of all in a message, that are wanted.

    Each holds a word of ``among`` or is spelled as one of ``spelled``; without both every name is asked about.
    """
    return Picked(wanted, among, spelled)


# One tuple for all messages with the same names: it is found again in a table without comparing name by name.
SAME: Final = Remembered[tuple[str, ...], tuple[str, ...]](lambda names: names)
