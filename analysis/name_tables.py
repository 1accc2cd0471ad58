"""Picks, out of all the names in a message, those that a detector wants; remembered for messages with the same names."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from analysis.remembered import Remembered

Picked = Remembered[tuple[str, ...], tuple[str, ...]]


def picking(wanted: Callable[[str], object]) -> Picked:
    """A table of the names, of all in a message, that are wanted."""
    known = Remembered[str, bool](lambda name: bool(wanted(name)))
    return Remembered(lambda names: tuple(name for name in names if known[name]))


# One tuple for all messages with the same names: it is found again in a table without comparing name by name.
SAME: Final = Remembered[tuple[str, ...], tuple[str, ...]](lambda names: names)
