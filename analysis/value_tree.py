"""Walks structured values and gives each scalar its path: leaves, groups and series of one message."""

from __future__ import annotations

from typing import Final

from analysis.numeric_series import series_of_list, series_of_lists
from analysis.payload import Group, Leaf, Scalar, Series
from analysis.remembered import Remembered
from analysis.tree_walk import STEPS, Names, Walk
from analysis.units import Tree

MAX_LEAVES: Final = 50_000
MAX_NESTING: Final = 100  # objects and arrays in one another, across all layers
MAX_PATHS: Final = 16 << 20  # characters that the paths of all values of one message may take
NUMBERS_KEPT: Final = 16  # a longer array of numbers is a series only, not leaves
_BRANCHES: Final = (dict, list)  # tuples: a union would be built anew for every value


class TreeReader:
    """What came out of one message so far, and what of the budget of values is left."""

    def __init__(self, holds_more: Remembered[str, bool]) -> None:
        self._holds_more = holds_more  # of a text: nearly all hold nothing, which is told without a call
        self.leaves: list[Leaf] = []
        self.groups: list[Group] = []
        self.series: list[Series] = []
        self.warnings: list[str] = []
        self._paths_left = MAX_PATHS
        self._nesting = 0

    def open_value(self, value: str | bytes, path: str, names: Names, walk: Walk) -> bool:
        """Open a value that may hold more than it shows; True when it did, so that it is no leaf."""
        raise NotImplementedError

    def open_tree(self, tree: Tree, walk: Walk, names: Names) -> None:
        """Leaves, groups and series of a structured value."""
        if isinstance(tree, dict | list):
            self._walk(tree, walk.root, names, walk)
        else:
            self.leaf(walk.base, names, tree, walk)

    def _walk(self, tree: Tree, path: str, names: Names, walk: Walk) -> Leaf | None:
        if not isinstance(tree, _BRANCHES):
            return self.leaf(path, names, tree, walk)
        if self._nesting >= MAX_NESTING:
            self.warnings.append(f"values nested deeper than {MAX_NESTING} levels were not read")
            return None
        self._nesting += 1
        if isinstance(tree, dict):
            self._object(tree, path, names, walk)
        else:
            self._array(tree, path, names, walk)
        self._nesting -= 1
        return None

    def _object(self, tree: dict[str, Tree], path: str, names: Names, walk: Walk) -> None:
        members: dict[str, Leaf] = {}
        numbered = walk.style == "fields"
        context, leaves, holds_more = walk.context, self.leaves, self._holds_more
        at_root = len(path) == len(walk.base) + 1  # of pairs and fields; a document's root ends in "$"
        plain = not numbered and not at_root
        lists = 0
        for key, value in tree.items():
            if (len(leaves) >= MAX_LEAVES or self._paths_left <= 0) and self._full():
                lists = 2
                break
            if plain:  # by far the most; what walk.step and walk.names would say
                step, called = path + STEPS[key], (*names, key)
            else:
                step = walk.step(path, key)
                called = walk.names(names, step, key)
            if isinstance(value, str):
                if holds_more[value] and self.open_value(value, step, called, walk):
                    continue
            elif isinstance(value, _BRANCHES):
                lists += isinstance(value, list)
                self._walk(value, step, called, walk)
                continue
            elif isinstance(value, bytes):
                self.open_value(value, step, called, walk)
                continue
            if plain:  # what self._leaf would give
                leaf = Leaf(path=step, context=context, name=key, names=called, value=value)
                leaves.append(leaf)
                self._paths_left -= len(step)
                members[key] = leaf
            else:
                leaf = self._leaf(step, called, value, walk)
                members[leaf.name if numbered and len(called) > len(names) else key] = leaf
        name = names[-1] if names else ""
        place = walk.base if at_root else path  # the pairs of a layer stand at the layer
        if members:
            self.groups.append(
                Group(path=place, context=walk.context, name=name, names=names, members=members)
            )
        columns = series_of_lists(tree) if lists > 1 else None
        if columns:
            self.series.append(
                Series(path=place, context=walk.context, name=name, names=names, columns=columns)
            )

    def _array(self, tree: list[Tree], path: str, names: Names, walk: Walk) -> None:
        columns = series_of_list(tree)
        if columns:
            name = names[-1] if names else ""
            self.series.append(
                Series(path=path, context=walk.context, name=name, names=names, columns=columns)
            )
            if len(tree) > NUMBERS_KEPT and not isinstance(tree[0], dict | str):
                return
        matrix = bool(columns) and isinstance(tree[0], list)
        for index, value in enumerate(tree):
            if self._full():
                return
            if matrix and isinstance(value, list):
                for column, item in enumerate(value):  # the rows of a matrix are no series of their own
                    self._walk(item, f"{path}[{index}][{column}]", names, walk)
            else:
                self._walk(value, f"{path}[{index}]", names, walk)

    def leaf(self, path: str, names: Names, value: Scalar | bytes, walk: Walk) -> Leaf | None:
        """A leaf, unless the value opened into something of its own."""
        if isinstance(value, bytes):
            self.open_value(value, path, names, walk)
            return None
        if isinstance(value, str) and self._holds_more[value] and self.open_value(value, path, names, walk):
            return None
        return self._leaf(path, names, value, walk)

    def _leaf(self, path: str, names: Names, value: Scalar, walk: Walk) -> Leaf:
        name = names[-1] if names else ""
        leaf = Leaf(path=path, context=walk.context, name=name, names=names, value=value)
        self.leaves.append(leaf)
        self._paths_left -= len(path)
        return leaf

    def add(self, leaf: Leaf) -> None:
        """Take a leaf in, at the expense of the budget."""
        self.leaves.append(leaf)
        self._paths_left -= len(leaf.path)

    def _full(self) -> bool:
        if len(self.leaves) < MAX_LEAVES and self._paths_left > 0:
            return False
        full = len(self.leaves) >= MAX_LEAVES
        self.warnings.append(
            f"more than {MAX_LEAVES} values: the rest was not read"
            if full
            else "the paths of its values are too long: the rest was not read"
        )
        return True
