"""Finds the texts that stand within one object of a message, without going through all of the message for each."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from typing import Final

from analysis.payload import Leaf
from analysis.surroundings import Surroundings

_STEPS: Final = ("", ".", "[", ">", ":")  # what follows the path of an object in that of a value within it
_LAST: Final = "\U0010ffff"


class _Texts:
    """The texts of the bodies of one message in the order of their paths, and their places in the message."""

    def __init__(self, place: Surroundings) -> None:
        self.place = place
        self.leaves = [(leaf, text) for leaf, text in place.texts if leaf.context == "body"]
        ordered = sorted((leaf.path, at) for at, (leaf, _) in enumerate(self.leaves))
        self.paths = [path for path, _ in ordered]
        self.places = [at for _, at in ordered]


_last: _Texts | None = None


def texts_within(place: Surroundings, path: str) -> Iterator[tuple[Leaf, str]]:
    """The values of a body that are texts and stand at a path or within what stands there, in their order."""
    global _last
    texts = _last
    if texts is None or texts.place is not place:
        texts = _last = _Texts(place)
    start = bisect_left(texts.paths, path)
    end = bisect_left(texts.paths, path + _LAST, start)
    for at in sorted(texts.places[start:end]):
        leaf, text = texts.leaves[at]
        if leaf.path[len(path) : len(path) + 1] in _STEPS:
            yield leaf, text
