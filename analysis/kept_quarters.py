"""What was read of the quarter hours of a day: of a day that goes on most of them are over, and are not read again."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping

from analysis.rollup_reading import micros_of


class KeptQuarters[Key: Hashable, Value]:
    """Values by key and quarter hour (µs UTC). Several threads may ask: what was given is never changed."""

    def __init__(self) -> None:
        self._held: tuple[Mapping[str, int], dict[Key, dict[int, Value]]] | None = None

    def renewed(
        self,
        stamps: Mapping[str, int] | None,
        read: Callable[[list[str] | None], dict[Key, dict[int, Value]]],
    ) -> dict[Key, dict[int, Value]]:
        """All values, in order of time, by what the ledger says now of each quarter hour (``day_stamps.quarter_stamps``).

        ``read`` gives those of some quarter hours, by their starts as the roll-ups write them, or of all (None).
        """
        if stamps is None:
            return read(None)
        held = self._held
        if held is None or held[0].get("") != stamps.get(""):
            found = read(None)
        else:
            stale = [start for start, changes in stamps.items() if held[0].get(start) != changes]
            if not stale:
                return held[1]
            found = _replaced(held[1], read(stale), stale)
        self._held = (stamps, found)
        return found


def _replaced[Key: Hashable, Value](
    before: Mapping[Key, dict[int, Value]], new: Mapping[Key, dict[int, Value]], stale: Iterable[str]
) -> dict[Key, dict[int, Value]]:
    gone = [micros_of(start) for start in stale]
    found: dict[Key, dict[int, Value]] = {}
    for key in before.keys() | new.keys():
        values = dict(before.get(key, ()))
        for start in gone:
            values.pop(start, None)
        values.update(new.get(key, ()))
        if values:
            found[key] = dict(sorted(values.items()))
    return found
