"""Answers about field names, which come again with every message: worked out once, remembered within bounds."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

MOST: Final = 4096  # answers kept; then all are forgotten
LONGEST: Final = 1024  # characters of a key, all its names together; a longer one is answered anew each time


class Remembered[Key: (str, tuple[str, ...]), Answer](dict[Key, Answer]):
    """``table[name]`` (or ``table[names]``) is ``ask`` of it; ``ask`` must be pure.

    A sender chooses the names, so neither their number nor their length may fill the memory: ``most`` are kept, and none
    of more than ``longest`` characters.
    """

    def __init__(self, ask: Callable[[Key], Answer], most: int = MOST, longest: int = LONGEST) -> None:
        super().__init__()
        self._ask: Callable[[Key], Answer] = ask
        self._most: int = most
        self._longest: int = longest

    def __missing__(self, key: Key) -> Answer:
        answer: Answer = self._ask(key)
        if (len(key) if isinstance(key, str) else sum(map(len, key)) + len(key)) <= self._longest:
            if len(self) >= self._most:
                self.clear()
            self[key] = answer
        return answer
