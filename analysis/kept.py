"""Keeps what was read or worked out until it no longer holds; a few at a time, the ones least asked for go first."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any, cast


class Kept:
    """Answers by key, each with the stamp under which it holds. Several threads may ask."""

    def __init__(self, most: int = 16) -> None:
        self._most = most
        self._lock = threading.Lock()
        self._held: OrderedDict[Hashable, tuple[Hashable, Any]] = OrderedDict()

    def get[Answer](self, key: Hashable, stamp: Hashable, make: Callable[[], Answer]) -> Answer:
        """What is kept of a key under this stamp; else what ``make`` gives, which is kept from now on."""
        with self._lock:
            held = self._held.get(key)
            if held is not None and held[0] == stamp:
                self._held.move_to_end(key)
                return cast("Answer", held[1])
        made = make()
        with self._lock:
            self._held[key] = (stamp, made)
            self._held.move_to_end(key)
            while len(self._held) > self._most:
                self._held.popitem(last=False)
        return made
