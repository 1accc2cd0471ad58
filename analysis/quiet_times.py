"""Finds when a device was left alone at night, and what it sent all the same. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from statistics import median
from typing import Final

import msgspec

from analysis.upload_shapes import Kind, Piece, Shape

QUARTER: Final = 900_000_000  # µs
AT_LEAST: Final = 4  # quarter hours in a row
FEW: Final = 4  # connections of a quarter hour that any device left alone makes
OF_THE_DAY: Final = 0.25  # of the connections of its usual quarter hour by day, if that is more
SENT: Final = 100_000  # bytes; less is upkeep


class Quiet(msgspec.Struct, frozen=True, kw_only=True):
    """A stretch (µs) in which the device made at most ``busiest`` connections a quarter hour."""

    start: int
    end: int
    busiest: int


def quiet(connections: Mapping[int, int], night: tuple[int, int], now: int) -> list[Quiet]:
    """The quiet stretches of a night, from the connections by quarter hour (µs) of the day around it.

    A device that made none by day has no usual quarter hour: then ``FEW`` is the measure. What lies after ``now`` is not
    quiet, it is not over yet. A night without any connection says nothing: the device may have been off or away.
    """
    by_day = [count for start, count in connections.items() if count and not night[0] <= start < night[1]]
    most = max(FEW, int(OF_THE_DAY * median(by_day))) if by_day else FEW
    found: list[list[int]] = []
    for start in range(night[0], min(night[1], now - QUARTER + 1), QUARTER):
        if connections.get(start, 0) > most:
            continue
        if found and found[-1][-1] == start - QUARTER:
            found[-1].append(start)
        else:
            found.append([start])
    stretches = [
        Quiet(
            start=starts[0],
            end=starts[-1] + QUARTER,
            busiest=max(connections.get(start, 0) for start in starts),
        )
        for starts in found
        if len(starts) >= AT_LEAST
    ]
    return [stretch for stretch in stretches if stretch.busiest]


def at_night(pieces: Iterable[Piece], stretches: Iterable[Quiet]) -> list[Shape]:
    """What one recipient got in each quiet stretch, where it is more than upkeep."""
    held = list(pieces)
    found = []
    for stretch in stretches:
        within = [one for one in held if stretch.start <= one.start and one.end <= stretch.end]
        sent = sum(one.bytes_out for one in within)
        if sent >= SENT:
            found.append(
                Shape(
                    kind=Kind.NIGHT,
                    start=min(one.start for one in within),
                    end=max(one.end for one in within),
                    bytes_out=sent,
                    count=len({one.connection for one in within}),
                    slowest=float(stretch.busiest),
                )
            )
    return found
