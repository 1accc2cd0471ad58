"""Tells a list of choices from a choice: several values of one field in a list, the options of a select, an enumeration."""

from __future__ import annotations

from typing import Final

from analysis.field_names import all_words, words
from analysis.lazy_patterns import lazy_pattern
from analysis.payload import Leaf
from analysis.readings import text
from analysis.remembered import Remembered
from analysis.surroundings import Surroundings

_OFFERED: Final = frozenset({
    "options", "option", "choices", "enum", "enums", "enumeration", "enumerations", "picklist", "picklists", "dropdown",
    "dropdowns", "codelist", "codelists", "lookups",
})  # fmt: skip
_OFFERED_TOGETHER: Final = frozenset(
    {"allowedvalues", "possiblevalues", "validvalues", "valueset", "oneof", "selectitems", "listofvalues"}
)
# What a row of a menu holds: the value, what is shown for it, and where it stands.
_OF_A_ROW: Final = frozenset({
    "value", "label", "text", "name", "title", "id", "key", "code", "display", "displayname", "order", "position", "sort",
    "icon", "description", "disabled", "default", "selected", "index", "active", "enabled",
})  # fmt: skip
_LIST_NAME: Final = lazy_pattern(r"([\w-]{1,64})\[[0-9*]{1,9}\]")
_OUTER: Final = 5  # names above a value that are looked at


def _is_offered(names: tuple[str, ...]) -> bool:
    return not _OFFERED.isdisjoint(all_words(names)) or any(
        "".join(words(name)) in _OFFERED_TOGETHER for name in names
    )


_IS_OFFERED: Final = Remembered(_is_offered)
_IS_ROW: Final[Remembered[tuple[str, ...], bool]] = Remembered(
    lambda names: len(names) >= 2 and all("".join(words(name)) in _OF_A_ROW for name in names)
)


def is_offered(leaf: Leaf, place: Surroundings) -> bool:
    """Whether a value is one that can be chosen: among what is named options, or a row of a menu of two and more."""
    item = leaf.path[-1:] == "]" and leaf.path[-2:-1].isdecimal()  # whose own name is that of the list
    if _IS_OFFERED[leaf.names[-_OUTER:] if item else leaf.names[-_OUTER - 1 : -1]]:
        return True
    if "".join(words(leaf.name)) not in _OF_A_ROW or "[" not in leaf.path:
        return False
    near = place.around(leaf.path)
    if near is None or not near.path.endswith("]") or not _IS_ROW[tuple(near.members)[:16]]:
        return False
    rows = near.path[: near.path.rindex("[")]
    told = {
        text(row.members[leaf.name].value)
        for row in (place.group(f"{rows}[0]"), place.group(f"{rows}[1]"))
        if row is not None and leaf.name in row.members
    }
    return len(told) > 1


def is_row_of_offers(path: str) -> bool:
    """Whether a path leads through a row of what is offered: ``$.heart_rate_zone_options[0].heart_rate``."""
    return "[" in path and any(not _OFFERED.isdisjoint(words(name)) for name in _LIST_NAME.findall(path))


def is_one_of_several(leaf: Leaf, place: Surroundings) -> bool:
    """Whether a value stands in a list with another of the same field: of what somebody has one of, a list offers all."""
    if not leaf.path.endswith("]"):
        return False
    items = place.lists.get(leaf.path[: leaf.path.rindex("[")], ())
    return len({text(item.value).casefold() for item in items}) > 1
