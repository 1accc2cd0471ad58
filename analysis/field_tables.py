"""Tables of what fields are called, in phrases: one look-up tells which of all tables know a name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from analysis.field_names import words
from analysis.remembered import Remembered


class FieldTable[Entry]:
    """Entries by phrase; a phrase is written in words (``"advertising id"``) and matched in whole words.

    ``"advertising id"`` is any name that ends so (``googleAdvertisingId``); ``"=ph"`` is a name that is nothing
    else; ``"device.id"`` a name ``id`` within an object whose name ends in ``device``. A phrase with an object goes
    before one without, then the longest wins.
    """

    def __init__(self, entries: Mapping[str, Entry]) -> None:
        self._entries = {_key(phrase): entry for phrase, entry in entries.items()}
        self._found = Remembered(self._search)
        for key in self._entries:
            _tables_of_key.setdefault(key, []).append(self)
            _said_within.add(key.partition(".")[2])
        for memory in _memories:
            memory.clear()

    def find(self, names: tuple[str, ...]) -> Entry | None:
        """The entry for a value's names, from the outside in; None where no phrase is said."""
        found = self._found[names[-2:]] if names else None
        return found[0] if found else None

    def find_with_rest(self, names: tuple[str, ...]) -> tuple[Entry, tuple[str, ...]] | None:
        """The entry and the words that stand before the phrase in the same name."""
        return self._found[names[-2:]] if names else None

    def _search(self, names: tuple[str, ...]) -> tuple[Entry, tuple[str, ...]] | None:
        if not MAY_SAY[names[-1]]:
            return None  # as most names: it is known from the other tables
        entries = self._entries
        return next(((entries[key], rest) for key, rest in _KEYS[names] if key in entries), None)


_memories: list[Remembered[Any, Any]] = []


def until_next_table[Key: (str, tuple[str, ...]), Answer](
    ask: Callable[[Key], Answer],
) -> Remembered[Key, Answer]:
    """Answers that depend on which tables there are: forgotten when there is one more."""
    memory = Remembered(ask)
    _memories.append(memory)
    return memory


def _key(phrase: str) -> str:
    return phrase.replace(" ", "")


def _keys_of(names: tuple[str, ...]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """All that one or two names say, the most telling first, each with the words that stand before it."""
    inner = words(names[-1])
    whole = "".join(inner)
    outer = words(names[-2]) if len(names) > 1 else ()
    keys: list[tuple[str, tuple[str, ...]]] = [(f"={whole}", ())]
    keys += [("".join(outer[at:]) + f".{whole}", outer[:at]) for at in range(len(outer))]
    keys += [("".join(inner[at:]), inner[:at]) for at in range(len(inner))]
    return tuple(keys)


_KEYS: Final = Remembered(_keys_of)
_said_within: set[str] = set()  # the names of the phrases that are said within an object
_tables_of_key: dict[str, list[FieldTable[Any]]] = {}


def _find_tables(names: tuple[str, ...]) -> tuple[FieldTable[Any], ...]:
    return tuple(dict.fromkeys(table for key, _ in _KEYS[names] for table in _tables_of_key.get(key, ())))


# By the last two names of a value. Most names say nothing to any table: one look-up for all of them.
TABLES_THAT_FIND: Final[Remembered[tuple[str, ...], tuple[FieldTable[Any], ...]]] = until_next_table(
    _find_tables
)


def _may_say(name: str) -> bool:
    inner = words(name)
    whole = "".join(inner)
    return (
        f"={whole}" in _tables_of_key
        or whole in _said_within
        or any("".join(inner[at:]) in _tables_of_key for at in range(len(inner)))
    )


# Whether a value's own name may say a phrase of any table, whatever the object around it is called.
MAY_SAY: Final[Remembered[str, bool]] = until_next_table(_may_say)
