"""Finds insulin that was given, by rows that say how and how much: ``{"type": "bolus", "normal": 2.4, "time": "…"}``.

Names: Tidepool's data model (bolus: normal, extended; basal: rate), Nightscout's treatments (Temp Basal: rate, absolute).
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Final

from analysis.body_words import TAUGHT
from analysis.field_names import all_words, words
from analysis.payload import Group, Leaf, Payload
from analysis.readings import instant, number
from analysis.surroundings import outer, surroundings
from analysis.texts import TextShape, texts_like

_GIVEN: Final = frozenset({
    "bolus", "basal", "temp basal", "tempbasal", "meal bolus", "mealbolus", "correction bolus", "correctionbolus",
    "snack bolus", "combo bolus", "scheduledbasal", "scheduled basal", "basalrate", "smb", "tempbasalstart",
})  # fmt: skip
_SAYS: Final = frozenset({
    "type", "kind", "eventtype", "event", "category", "dosetype", "treatment", "entrytype", "subtype", "insulintype", "art",
    "tipo", "typ", "name",
})  # fmt: skip
_AMOUNTS: Final = frozenset({
    "normal", "extended", "rate", "units", "u", "iu", "ie", "ui", "dose", "insulin", "amount", "delivered", "value",
    "absolute", "programmed", "unitsdelivered", "deliveredunits", "dosis", "volume", "einheiten", "unidades",
})  # fmt: skip
_OTHERS: Final = frozenset({
    "price", "sku", "unit", "uom", "species", "cattle", "cow", "ear", "plot", "page", "text", "question", "formula",
    "feed", "tube", "pid", "flow",
})  # fmt: skip
_MOST: Final = 200  # rows
_MEMBERS: Final = 32
_HIGHEST: Final = 100.0  # units
_SHAPE: Final = TextShape(
    lambda text: text.lower() in _GIVEN, headers=False, shortest=3, longest=16, begins="bBtTmMcCsS"
)


def insulin_given(payload: Payload) -> Iterator[Leaf]:
    """How much was given, once for each list and name."""
    place = surroundings(payload)
    seen: set[tuple[str, str]] = set()
    for leaf, _ in islice(texts_like(payload, _SHAPE), _MOST):
        group = place.group(outer(leaf.path))
        if group is None or "".join(words(leaf.name)) not in _SAYS or not _is_noted(group):
            continue
        said = all_words((*group.names[-3:], *islice(group.members, _MEMBERS)))
        if not said.isdisjoint(_OTHERS | TAUGHT):
            continue
        for name, amount in islice(group.members.items(), _MEMBERS):
            units = number(amount.value) if not isinstance(amount.value, bool) else None
            key = group.path.rpartition("[")[0], name
            if (
                "".join(words(name)) in _AMOUNTS
                and units is not None
                and 0 < units <= _HIGHEST
                and key not in seen
            ):
                seen.add(key)
                yield amount
                break


def _is_noted(group: Group) -> bool:
    """Whether a moment of our days stands beside it."""
    for leaf in islice(group.members.values(), _MEMBERS):
        if isinstance(leaf.value, str | int | float) and not isinstance(leaf.value, bool):
            at = instant(leaf.value)
            if at is not None and 1_200_000_000 <= at <= 2_200_000_000_000:
                return True
    return False


INSULIN_GIVEN: Final = _SHAPE
