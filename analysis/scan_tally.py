"""Counts what ``scan`` saw, and says how much of it could be read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from analysis.records import Transmission, Visibility


class Tally:
    """Counts what was seen and how much of it could be read: no number of findings is shown without it."""

    def __init__(self) -> None:
        self.visibilities: Counter[Visibility] = Counter()
        self.kinds: Counter[str] = Counter()
        self.unread_flows = 0

    def add(self, transmission: Transmission, categories: Iterable[str]) -> None:
        """One message with the categories of its findings; what was joined from several messages is none of its own."""
        self.visibilities[transmission.visibility] += not transmission.parts
        self.kinds.update(category.partition(".")[0] for category in categories)

    def update(self, other: Tally) -> None:
        """Count what another has counted."""
        self.visibilities.update(other.visibilities)
        self.kinds.update(other.kinds)
        self.unread_flows += other.unread_flows

    def summary(self) -> str:
        """``12 messages: 10 readable, 2 without body; 37 findings (identifier 33, location 4)``."""
        seen = self.visibilities
        readable = seen[Visibility.OPENED] + seen[Visibility.CLEARTEXT]
        parts = [f"{readable} readable"]
        for visibility, words in (
            (Visibility.SAMPLED, "too big and read in part"),
            (Visibility.BODY_ABSENT, "without body"),
        ):
            parts += [f"{seen[visibility]} {words}"] if seen[visibility] else []
        others = seen.total() - readable - seen[Visibility.SAMPLED] - seen[Visibility.BODY_ABSENT]
        parts += [f"{others} not readable"] if others else []
        found = _count(self.kinds.total(), "finding")
        kinds = ", ".join(f"{kind} {count}" for kind, count in sorted(self.kinds.items()))
        flows = (
            f"; {_count(self.unread_flows, 'connection')} without readable content"
            if self.unread_flows
            else ""
        )
        where = f" ({kinds})" if kinds else " in the part that could be read"
        return f"{_count(seen.total(), 'message')}: {', '.join(parts)}{flows}; {found}{where}"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
