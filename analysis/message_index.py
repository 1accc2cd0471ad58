"""What there is in one message by name and by place in lists: put in order once for all detectors."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from analysis.name_tables import SAME, Picked
from analysis.payload import Group, Leaf, Payload

_ITEMS: Final = 16  # scalars kept of one list


class MessageIndex:
    """The values and objects of one payload.

    ``names`` are those of all values, each once; ``by_name`` the leaves of each. ``shapes`` is every object with the names
    of its scalars, from which a detector tells cheaply that it is none of its own; ``names_of_objects`` these names, each
    once. ``in_lists`` are the leaves that stand in a list, or in an object of one. What few messages are asked for is put
    in order when it is first asked for (no ``cached_property``: mypyc takes it for a ``property``, and forgets).
    """

    def __init__(self, payload: Payload) -> None:
        self.payload = payload
        self.by_name: Mapping[str, list[Leaf]] = _by_name(payload)
        self.names: tuple[str, ...] = SAME[tuple(self.by_name)]
        self.shapes: tuple[tuple[Group, tuple[str, ...]], ...] = tuple(
            [(group, SAME[tuple(group.members)]) for group in payload.groups]
        )
        self.names_of_objects: tuple[tuple[str, ...], ...] = tuple(
            {id(names): names for _, names in self.shapes}.values()
        )
        self.in_lists: tuple[Leaf, ...] = tuple([leaf for leaf in payload.leaves if "[" in leaf.path])
        self._texts: tuple[tuple[Leaf, str], ...] | None = None
        self._lists: Mapping[str, list[Leaf]] | None = None

    def picked(self, table: Picked) -> tuple[str, ...]:
        """The names of values in this message that a table picks."""
        return table[self.names]

    def leaves_of(self, table: Picked) -> Iterator[Leaf]:
        """The leaves of the names that a table picks, those of one name together."""
        for name in table[self.names]:
            yield from self.by_name[name]

    @property
    def texts(self) -> tuple[tuple[Leaf, str], ...]:
        """The leaves that hold a text, with it."""
        if self._texts is None:
            leaves = self.payload.leaves
            self._texts = tuple([(leaf, leaf.value) for leaf in leaves if isinstance(leaf.value, str)])
        return self._texts

    @property
    def lists(self) -> Mapping[str, list[Leaf]]:
        """The first sixteen scalars of each list that has any, by the path of the list."""
        if self._lists is None:
            self._lists = _lists(self.in_lists)
        return self._lists


def _by_name(payload: Payload) -> dict[str, list[Leaf]]:
    found: dict[str, list[Leaf]] = {}
    for leaf in payload.leaves:
        name = leaf.name
        if name in found:
            found[name].append(leaf)
        else:
            found[name] = [leaf]
    return found


def _lists(in_lists: tuple[Leaf, ...]) -> dict[str, list[Leaf]]:
    found: dict[str, list[Leaf]] = {}
    for leaf in in_lists:
        if leaf.path.endswith("]") and leaf.path[-2:-1].isdecimal():
            items = found.setdefault(leaf.path[: leaf.path.rindex("[")], [])
            if len(items) < _ITEMS:
                items.append(leaf)
    return found
