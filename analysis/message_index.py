"""What there is in one message by name and by place in lists: put in order once for all detectors."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Final

from analysis.name_tables import SAME, Picked
from analysis.payload import Group, Leaf, Payload

_ITEMS: Final = 16  # scalars kept of one list


class MessageIndex:
    """The values and objects of one payload; each part is put in order when it is first asked for."""

    def __init__(self, payload: Payload) -> None:
        self.payload = payload

    @cached_property
    def shapes(self) -> tuple[tuple[Group, tuple[str, ...]], ...]:
        """Every object with the names of its scalars, from which a detector tells cheaply that it is none of its own."""
        return tuple((group, SAME[tuple(group.members)]) for group in self.payload.groups)

    @cached_property
    def names_of_objects(self) -> tuple[tuple[str, ...], ...]:
        """The names of the scalars of every object, each once."""
        return tuple({id(names): names for _, names in self.shapes}.values())

    @cached_property
    def by_name(self) -> Mapping[str, list[Leaf]]:
        """The leaves of each name."""
        found: dict[str, list[Leaf]] = {}
        for leaf in self.payload.leaves:
            name = leaf.name
            if name in found:
                found[name].append(leaf)
            else:
                found[name] = [leaf]
        return found

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The names of all values, each once."""
        return SAME[tuple(self.by_name)]

    def picked(self, table: Picked) -> tuple[str, ...]:
        """The names of values in this message that a table picks."""
        return table[self.names]

    def leaves_of(self, table: Picked) -> Iterator[Leaf]:
        """The leaves of the names that a table picks, those of one name together."""
        for name in table[self.names]:
            yield from self.by_name[name]

    @cached_property
    def texts(self) -> tuple[tuple[Leaf, str], ...]:
        """The leaves that hold a text, with it."""
        return tuple((leaf, leaf.value) for leaf in self.payload.leaves if isinstance(leaf.value, str))

    @cached_property
    def in_lists(self) -> tuple[Leaf, ...]:
        """The leaves that stand in a list, or in an object of one."""
        return tuple([leaf for leaf in self.payload.leaves if "[" in leaf.path])

    @cached_property
    def lists(self) -> Mapping[str, list[Leaf]]:
        """The first sixteen scalars of each list that has any, by the path of the list."""
        found: dict[str, list[Leaf]] = {}
        for leaf in self.in_lists:
            if leaf.path.endswith("]") and leaf.path[-2:-1].isdecimal():
                items = found.setdefault(leaf.path[: leaf.path.rindex("[")], [])
                if len(items) < _ITEMS:
                    items.append(leaf)
        return found
