"""Puts messages of one sensor behind one another: a stream that is sent in pieces is one series to who gets them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from analysis.inferences import Datum

_PAUSE: Final = 5.0  # s between the end of a message's readings and the beginning of the next one's, at most


def runs(found: Iterable[Datum]) -> list[list[Datum]]:
    """Messages, in order of time, that follow one another as those of one stream do; each run in order."""
    every: list[list[Datum]] = []
    for item in found:
        if every and item.seen_at - every[-1][-1].seen_at <= (seconds_of(item) + _PAUSE) * 1_000_000:
            every[-1].append(item)
        else:
            every.append([item])
    return every


def seconds_of(item: Datum) -> float:
    """How long a message's readings last, in s; 0 where that is not told."""
    return (item.measures.seconds if item.measures is not None else None) or 0.0


def rate_of(item: Datum) -> float:
    """How often they were taken, in Hz; 0 where that is not told."""
    return (item.measures.rate_hz if item.measures is not None else None) or 0.0
