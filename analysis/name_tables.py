"""Picks, out of all the names in a message, those that a detector wants; remembered for messages with the same names."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from analysis.remembered import Remembered


class Picked(Remembered[tuple[str, ...], tuple[str, ...]]):
    """Of the names of a message, those that are wanted; ``picks[name]`` is whether a single one is."""

    def __init__(self, wanted: Callable[[str], object]) -> None:
        self.picks: Remembered[str, bool] = Remembered(lambda name: bool(wanted(name)))
        super().__init__(self._of)

    def _of(self, names: tuple[str, ...]) -> tuple[str, ...]:
        picks = self.picks
        return tuple([name for name in names if picks[name]])


def picking(wanted: Callable[[str], object]) -> Picked:
    """A table of the names, of all in a message, that are wanted."""
    return Picked(wanted)


# One tuple for all messages with the same names: it is found again in a table without comparing name by name.
SAME: Final = Remembered[tuple[str, ...], tuple[str, ...]](lambda names: names)
