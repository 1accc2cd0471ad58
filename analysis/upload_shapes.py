"""Describes how bytes left where nothing could be opened: steady, in a burst, in a quiet night, again and again. Pure.

Each shape is a fact with its numbers. What a shape may be is said only as ``possible``, with what else it may be.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise
from statistics import median
from typing import Final

import msgspec

from analysis.wording import tr

SECOND: Final = 1_000_000  # µs
MINUTE: Final = 60 * SECOND
MOST: Final = 5_000  # pieces or times of one recipient that are looked at

STEADY_PIECES: Final = 5  # counts in a row without which nothing is called steady: a total is only an average
STEADY_TIME: Final = 20 * SECOND
STEADY_SPREAD: Final = 1.5  # the fastest piece by the slowest
STEADY_RATE: Final = 8_000  # bit/s; less is what any open connection says to stay open
BURST_PIECE: Final = 250_000  # bytes within a minute or less
BURST: Final = 1_000_000  # bytes in all
BURST_GAP: Final = MINUTE
LARGE: Final = 20_000_000  # bytes of one connection that took longer than a minute
# two full packets of 1514 bytes come to 35 times their acknowledgement (86 bytes at most), a single one to 17
ACKNOWLEDGED: Final = 12
BEATS: Final = 8
SURE_BEATS: Final = 12  # with fewer, every beat must be in time
SHORTEST, LONGEST = 10 * SECOND, 6 * 60 * MINUTE  # periods that are looked for
JITTER: Final = 0.125  # of the period
IN_TIME: Final = 0.8  # the share of beats that are
MISSED: Final = 0.35  # the share of beats that may be missing
_MULTIPLES: Final = 4  # a gap of more periods is a pause
# bit/s of sound on the wire: Opus runs at 6 to 510 kbit/s (RFC 6716, section 2), speech at the lower end
_SOUND: Final = (12_000, 160_000)


class Kind(StrEnum):
    """What was seen."""

    STEADY = "steady"
    BURST = "burst"
    LARGE = "large"
    NIGHT = "night"
    BEACON = "beacon"


class Piece(msgspec.Struct, frozen=True, kw_only=True, order=True):
    """Bytes up between two counts of one connection, times in µs."""

    start: int
    end: int
    bytes_out: int
    connection: str = ""

    @property
    def rate(self) -> float:
        """Bit/s, of a second at least."""
        return self.bytes_out * 8 * SECOND / max(self.end - self.start, SECOND)


class Shape(msgspec.Struct, frozen=True, kw_only=True):
    """A shape from ``start`` to ``end`` (µs): bytes up, and what is measured of its kind, 0 where it does not apply.

    ``rate`` in bit/s, its ``slowest`` and ``fastest`` piece; ``count`` of pieces, beats or connections; ``period`` and
    ``jitter`` (the median distance from it) in µs; ``missed`` beats. ``possible`` is a reasoning, or "".
    """

    kind: Kind
    start: int
    end: int
    bytes_out: int
    rate: float = 0.0
    slowest: float = 0.0
    fastest: float = 0.0
    count: int = 0
    period: int = 0
    jitter: int = 0
    missed: int = 0
    possible: str = ""


def is_acknowledging(sent: int, got: int) -> bool:
    """Whether bytes up do no more than say that bytes down have come: a TCP acknowledgement is at most a twelfth of that."""
    return sent * ACKNOWLEDGED <= got


def steady(pieces: Iterable[Piece]) -> list[Shape]:
    """Stretches of one connection in which every count in a row shows nearly the same rate."""
    found: list[Shape] = []
    run: list[Piece] = []
    for piece in [*sorted(pieces, key=lambda one: (one.connection, one.start))[:MOST], None]:
        if piece is not None and (not run or _goes_on(run, piece)):
            run.append(piece)
            continue
        found += _steady(run)
        run = [piece] if piece is not None else []
    return sorted(found, key=lambda shape: shape.start)


def _goes_on(run: list[Piece], piece: Piece) -> bool:
    last = run[-1]
    if piece.connection != last.connection or piece.start > last.end + (last.end - last.start):
        return False
    rates = [one.rate for one in run] + [piece.rate]
    return max(rates) <= STEADY_SPREAD * min(rates)


def _steady(run: list[Piece]) -> list[Shape]:
    if len(run) < STEADY_PIECES or run[-1].end - run[0].start < STEADY_TIME:
        return []
    sent, time = sum(piece.bytes_out for piece in run), run[-1].end - run[0].start
    rate = sent * 8 * SECOND / time
    if rate < STEADY_RATE:
        return []
    rates = [piece.rate for piece in run]
    reason = ""
    if _SOUND[0] <= rate <= _SOUND[1]:
        reason = tr(
            "a stream of sound as it is recorded would look like this (speech and music are commonly sent at 6 to 510 "
            "kbit/s); so would readings that are sent all the time, or an upload that is slowed down on purpose"
        )
    return [
        Shape(
            kind=Kind.STEADY, start=run[0].start, end=run[-1].end, bytes_out=sent, rate=rate, slowest=min(rates),
            fastest=max(rates), count=len(run), possible=reason,
        )
    ]  # fmt: skip


def bursts(pieces: Iterable[Piece]) -> list[Shape]:
    """Much in little time: pieces of a minute or less that follow one another, of one recipient's connections together."""
    heavy = sorted(
        piece for piece in pieces if piece.bytes_out >= BURST_PIECE and piece.end - piece.start <= MINUTE
    )[:MOST]
    groups: list[list[Piece]] = []
    for piece in heavy:
        if groups and piece.start <= max(one.end for one in groups[-1][-8:]) + BURST_GAP:
            groups[-1].append(piece)
        else:
            groups.append([piece])
    found = []
    for group in groups:
        start, end, sent = group[0].start, max(one.end for one in group), sum(one.bytes_out for one in group)
        if sent >= BURST:
            rate = sent * 8 * SECOND / max(end - start, SECOND)
            connections = len({one.connection for one in group})
            found.append(
                Shape(kind=Kind.BURST, start=start, end=end, bytes_out=sent, rate=rate, count=connections)
            )
    return found


def large(pieces: Iterable[Piece]) -> list[Shape]:
    """Connections of more than a minute that sent very much; of a single count only the average rate is known."""
    by_connection: dict[str, list[Piece]] = {}
    for piece in pieces:
        by_connection.setdefault(piece.connection, []).append(piece)
    found = []
    for of in by_connection.values():
        start, end, sent = (
            min(one.start for one in of),
            max(one.end for one in of),
            sum(one.bytes_out for one in of),
        )
        if sent >= LARGE and end - start > MINUTE:
            rate = sent * 8 * SECOND / (end - start)
            found.append(
                Shape(kind=Kind.LARGE, start=start, end=end, bytes_out=sent, rate=rate, count=len(of))
            )
    return sorted(found, key=lambda shape: (-shape.bytes_out, shape.start))


def beacon(times: Iterable[int], bytes_out: int = 0) -> Shape | None:
    """Whether connections (their starts, µs) come again after the same time, allowing for jitter and missed beats.

    Connections that come together are one beat. A timer that counts from its last beat drifts, so gaps are compared with
    the period and not times with a grid.
    """
    beats = _beats(sorted(times)[:MOST])
    if len(beats) < BEATS:
        return None
    found = _period(array("q", beats).tobytes())
    return None if found is None else msgspec.structs.replace(found, bytes_out=bytes_out)


@lru_cache(1024)  # a page that is open asks every few seconds, and few hosts were talked to meanwhile
def _period(packed: bytes) -> Shape | None:
    """``packed``: the times as numbers of 64 bits, a quarter of what a tuple of them would hold in memory."""
    beats = array("q", packed)
    gaps = [later - earlier for earlier, later in pairwise(beats)]
    best: tuple[float, int] | None = None
    for start in _candidates(gaps):
        period = _refined(gaps, start)
        if SHORTEST <= period <= LONGEST:
            share = _in_time(gaps, period)
            if best is None or share > best[0] + 0.01:
                best = (share, period)
    if best is None or best[0] < (IN_TIME if len(beats) >= SURE_BEATS else 0.99):
        return None
    period = best[1]
    steps = [round(gap / period) for gap in gaps]
    missed = sum(step - 1 for step in steps if 1 < step <= _MULTIPLES)
    if missed > MISSED * (missed + len(gaps)) or sum(step == 1 for step in steps) < len(gaps) / 2:
        return None
    jitter = int(median(abs(gap - step * period) for gap, step in zip(gaps, steps, strict=True) if step))
    return Shape(
        kind=Kind.BEACON, start=beats[0], end=beats[-1], bytes_out=0, count=len(beats), period=period, jitter=jitter,
        missed=missed,
    )  # fmt: skip


def _beats(times: Sequence[int]) -> list[int]:
    """The times, with those that come within five seconds of the one before as one."""
    found: list[int] = []
    last = None
    for time in times:
        if last is None or time - last > SHORTEST // 2:
            found.append(time)
        last = time
    return found


def _candidates(gaps: Sequence[int]) -> list[int]:
    """Gaps out of the middle: with missed beats and pauses the period is among the shorter ones."""
    ordered = sorted(gaps)
    return sorted({ordered[len(ordered) * part // 100] for part in (20, 35, 50, 65)})


def _refined(gaps: Sequence[int], period: int) -> int:
    """The median of the gaps near it, as single periods."""
    for _ in range(3):
        near = [
            gap / step
            for gap in gaps
            if 1 <= (step := round(gap / period)) <= _MULTIPLES and _fits(gap, period)
        ]
        if not near:
            break
        period = int(median(near))
    return max(period, 1)


def _fits(gap: int, period: int) -> bool:
    step = round(gap / period)
    return 1 <= step <= _MULTIPLES and abs(gap - step * period) <= JITTER * period


def _in_time(gaps: Sequence[int], period: int) -> float:
    return sum(_fits(gap, period) for gap in gaps) / len(gaps)
