"""Looks fields up by what they are named, and turns them into observations."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache

from analysis.field_names import words
from analysis.payload import Leaf, Payload
from analysis.readings import text
from analysis.records import Confidence, Observation
from analysis.surroundings import Surroundings

LONGEST_VALUE = 4096  # characters of a value that is judged by its name


class FieldTable[Entry]:
    """Entries by phrase; a phrase is written in words (``"advertising id"``) and matched in whole words.

    ``"advertising id"`` is any name that ends so (``googleAdvertisingId``); ``"=ph"`` is a name that is nothing
    else; ``"device.id"`` a name ``id`` within an object whose name ends in ``device``. A phrase with an object goes
    before one without, then the longest wins.
    """

    def __init__(self, entries: Mapping[str, Entry]) -> None:
        self._entries = {_key(phrase): entry for phrase, entry in entries.items()}
        self._find = lru_cache(maxsize=8192)(self._search)

    def find(self, names: tuple[str, ...]) -> Entry | None:
        """The entry for a value's names, from the outside in; None where no phrase is said."""
        found = self.find_with_rest(names)
        return found[0] if found else None

    def find_with_rest(self, names: tuple[str, ...]) -> tuple[Entry, tuple[str, ...]] | None:
        """The entry and the words that stand before the phrase in the same name."""
        return self._find(names[-2:]) if names else None

    def _search(self, names: tuple[str, ...]) -> tuple[Entry, tuple[str, ...]] | None:
        inner = words(names[-1])
        whole = "".join(inner)
        if f"={whole}" in self._entries:
            return self._entries[f"={whole}"], ()
        outer = words(names[-2]) if len(names) > 1 else ()
        keys = [("".join(outer[at:]) + f".{whole}", outer[:at]) for at in range(len(outer))]
        keys += [("".join(inner[at:]), inner[:at]) for at in range(len(inner))]
        return next(((self._entries[key], rest) for key, rest in keys if key in self._entries), None)


def _key(phrase: str) -> str:
    return phrase.replace(" ", "")


def named(payload: Payload, *, booleans: bool = False) -> Iterator[tuple[Leaf, tuple[str, ...], str]]:
    """Every value that has a name and is not long: its leaf, its names and its text without outer white space.

    In ``{"name": "idfa", "value": "…"}`` the value is named ``idfa``. True and false only where ``booleans`` asks.
    """
    for field in _named(payload):
        if booleans or not isinstance(field[0].value, bool):
            yield field


def _named(payload: Payload) -> tuple[tuple[Leaf, tuple[str, ...], str], ...]:
    """All named values; those of the last payload are remembered, because every detector asks for them in turn."""
    global _last
    last = _last
    if last is None or last[0] is not payload:
        last = _last = payload, tuple(_read(payload))
    return last[1]


_last: tuple[Payload, tuple[tuple[Leaf, tuple[str, ...], str], ...]] | None = None


def _read(payload: Payload) -> Iterator[tuple[Leaf, tuple[str, ...], str]]:
    place = Surroundings(payload)
    for leaf in payload.leaves:
        if leaf.value is None or not leaf.names:
            continue
        value = (
            text(leaf.value) if not isinstance(leaf.value, str) else leaf.value[: LONGEST_VALUE + 1].strip()
        )
        if not value or len(value) > LONGEST_VALUE:
            continue
        called = place.called(leaf.path, leaf.names)
        yield leaf, leaf.names if called in ("", leaf.name) else (*leaf.names[:-1], called), value


def observe(
    leaf: Leaf,
    *,
    category: str,
    name: str,
    rule: str,
    reasoning: str,
    confidence: Confidence,
    value: str | None = None,
) -> Observation:
    """An observation of a leaf: ``name`` is the property; ``value`` defaults to the leaf's text."""
    return Observation(
        category=category,
        property=name,
        path=leaf.path,
        value=text(leaf.value).strip() if value is None else value,
        reasoning=f"{reasoning} (named {leaf.name[:60]!r})" if leaf.name else reasoning,
        rule=rule,
        confidence=confidence,
    )
