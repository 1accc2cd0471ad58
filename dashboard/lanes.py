"""A device's day as SVG shapes, pure: one row a kind, and under them when it could be read."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, time
from functools import cache
from typing import Final, TypedDict
from urllib.parse import urlencode

import msgspec

from analysis.calendar_words import weekday
from analysis.counting import commas, number
from analysis.queries import Day
from analysis.query_records import Mark, Traffic
from analysis.records import READABLE, Visibility
from analysis.wording import tr
from dashboard.sentences import KINDS, clock, kind_of, kind_words

WIDTH: Final = 960  # units of a lane: ten a quarter hour on a day of 24 hours
QUARTER: Final = 900_000_000  # µs
NIGHT: Final = (6, 22)  # hours between which it is not shaded
_HOUR: Final = 4 * QUARTER
_SECOND: Final = 1_000_000
_ROUND: Final = 1.5  # of a mark's corners
_STRENGTHS: Final = 4  # above the palest mark; each stands for twice as many findings
_TICKS: Final = tuple(seconds * _SECOND for seconds in (5, 10, 15, 30, 60, 120, 300, 600, 900))


class Frame(msgspec.Struct, frozen=True, kw_only=True):
    """The time that a lane shows: a whole day by quarter hours, or a short stretch of it in finer slots (all in µs)."""

    day: Day
    start: int
    end: int
    slot: int = QUARTER

    @property
    def is_whole(self) -> bool:
        """True where it shows the whole day."""
        return (self.start, self.end) == (self.day.start, self.day.end)

    def share(self, micros: float) -> float:
        """Where in the frame a time is, 0..1 inside of it."""
        return (micros - self.start) / (self.end - self.start)

    def x(self, micros: float) -> float:
        """Where in a lane a time is, kept inside of it."""
        return round(min(max(self.share(micros), 0.0), 1.0) * WIDTH, 1)

    def ticks(self) -> list[tuple[float, str]]:
        """Where to write which time, (0..1, words)."""
        if self.is_whole:
            return [(hour_share(self.day, hour), f"{hour:02}") for hour in (*range(0, 24, 3), 24)]
        step = next((tick for tick in _TICKS if (self.end - self.start) / tick <= 8), _TICKS[-1])
        first = self.start + (-(self.start - self.day.start)) % step
        moments = range(first, self.end + 1, step)
        return [(self.share(at), clock(at, self.day.zone, step % (60 * _SECOND) != 0)) for at in moments]


def whole(day: Day) -> Frame:
    """The frame of a whole day."""
    return Frame(day=day, start=day.start, end=day.end)


def close_up(day: Day, first: int, last: int) -> Frame:
    """The frame around a short stretch of a day, from ``first`` to ``last`` (µs UTC), with a margin; 120 slots."""
    length = max(last - first, 60 * _SECOND)
    start = max(day.start, first - length // 20)
    end = min(day.end, start + length + length // 10)
    return Frame(day=day, start=start, end=end, slot=max((end - start) // 120, 1))


class Shape(TypedDict, total=False):
    """One SVG element: ``t`` is its tag, ``title`` its tooltip, ``cls`` its class."""

    t: str
    cls: str
    title: str
    href: str
    x: float
    y: float
    width: float
    height: float
    x1: float
    x2: float
    y1: float
    y2: float
    rx: float
    opacity: float
    d: str
    words: str


def lane(
    frame: Frame, marks: Iterable[Mark], traffic: Iterable[Traffic], now: int, device: str, row: float = 7.5
) -> tuple[list[Shape], float]:
    """A device's day: one row a kind, the ribbon of what could be read under them, and its height.

    ``now`` is µs UTC; ``row`` the height of a kind's row. Hours with data link to their evidence.
    """
    height = 4 + row * len(KINDS) + 8
    shapes = [*_paper(frame, height), *_ribbon(frame, traffic, now, height - 6)]
    counted: dict[tuple[int, str], int] = {}
    for mark in marks:
        key = (mark.start, kind_of(mark.category))
        counted[key] = counted.get(key, 0) + mark.count
    shapes += _marks(frame, counted, row)
    if frame.start < now < frame.end:
        shapes.append(
            {"t": "line", "cls": "now", "x1": frame.x(now), "x2": frame.x(now), "y1": 0, "y2": height}
        )
    return shapes + _hours(frame, counted, device, height), height


def _marks(frame: Frame, counted: Mapping[tuple[int, str], int], row: float) -> list[Shape]:
    """All marks of one kind and one opacity are one shape: a house has thousands in a day."""
    slot = frame.slot / (frame.end - frame.start) * WIDTH
    x_of = cache(frame.x)
    paths: dict[tuple[str, int], list[str]] = {}
    outlines = {kind: _outline(4 + row * place, slot, row - 1.5) for place, kind in enumerate(KINDS)}
    for (start, kind), count in sorted(counted.items()):
        strength = min(count.bit_length() - 1, _STRENGTHS)
        paths.setdefault((kind, strength), []).append(
            f"M{x_of(start) + slot * 0.16 + _ROUND:.2f},{outlines[kind]}"
        )
    return [
        {"t": "path", "cls": f"mark {kind}", "d": "".join(marks), "opacity": round(0.8 + 0.05 * strength, 2)}
        for (kind, strength), marks in paths.items()
    ]


def _outline(top: float, slot: float, height: float) -> str:
    """A mark's outline after its first x: a rectangle with round corners, clockwise."""
    r, wide, high = _ROUND, max(0.0, round(slot * 0.68 - 2 * _ROUND, 2)), height - 2 * _ROUND
    corners = [f"a{r},{r} 0 0 1 {x},{y}" for x, y in ((r, r), (-r, r), (-r, -r), (r, -r))]
    sides = (f"v{high:g}", f"h{-wide:g}", f"v{-high:g}", "z")
    return f"{top:g}h{wide:g}" + "".join(corner + side for corner, side in zip(corners, sides, strict=True))


def _paper(frame: Frame, height: float) -> list[Shape]:
    early, late = (round(hour_share(frame.day, hour) * WIDTH, 1) for hour in NIGHT)
    shapes: list[Shape] = []
    if frame.is_whole:
        for x, width in ((0.0, early), (late, WIDTH - late)):
            shapes.append({"t": "rect", "cls": "night", "x": x, "y": 0, "width": width, "height": height})
    for share, _words in frame.ticks():
        if 0 < share < 1:
            x = round(share * WIDTH, 1)
            shapes.append({"t": "line", "cls": "grid", "x1": x, "x2": x, "y1": 0, "y2": height})
    return shapes


def _ribbon(frame: Frame, traffic: Iterable[Traffic], now: int, y: float) -> list[Shape]:
    """When what left could be read: one piece for neighbouring quarter hours that are alike."""
    seen: dict[int, set[bool]] = {}
    for row in traffic:
        of_slot = seen.setdefault(row.start, set())
        of_slot.add(row.visibility in READABLE)
        if row.visibility is Visibility.SAMPLED:  # its beginning could, the rest could not
            of_slot.add(False)
    end = min(max(now, frame.start), frame.end)
    shapes: list[Shape] = [
        {"t": "rect", "cls": "quiet", "x": 0, "y": y + 2, "width": frame.x(end), "height": 1}
    ]
    pieces: list[tuple[int, int, str]] = []
    for start in sorted(seen):
        word = "part" if len(seen[start]) == 2 else "read" if True in seen[start] else "unread"
        if pieces and pieces[-1][1] == start and pieces[-1][2] == word:
            pieces[-1] = (pieces[-1][0], start + frame.slot, word)
        else:
            pieces.append((start, start + frame.slot, word))
    for first, last, word in pieces:
        x = frame.x(first)
        width = max(1.0, round(frame.x(last) - x, 1))
        shapes.append({"t": "rect", "cls": word, "x": x, "y": y, "width": width, "height": 5, "rx": 2})
    return shapes


def _hours(frame: Frame, counted: Mapping[tuple[int, str], int], device: str, height: float) -> list[Shape]:
    """Links over the hours that hold something, each saying what."""
    day = frame.day
    by_hour: dict[int, dict[str, int]] = {}
    for (start, kind), count in counted.items():
        kinds = by_hour.setdefault((start - day.start) // _HOUR, {})
        kinds[kind] = kinds.get(kind, 0) + count
    shapes: list[Shape] = []
    for hour, kinds in sorted(by_hour.items()):
        start = day.start + hour * _HOUR
        end = min(start + _HOUR, day.end)
        first, last = clock(start, day.zone), clock(end, day.zone)
        query = urlencode({"device": device, "day": day.date.isoformat(), "hour": hour})
        shapes.append(
            {
                "t": "a",
                "href": f"/evidence?{query}",
                "title": tr("{first} to {last}: {held}", first=first, last=last, held=_held(kinds)),
                "x": frame.x(start),
                "y": 0,
                "width": round(frame.x(end) - frame.x(start), 1),
                "height": height,
            }
        )
    return shapes


def lane_words(day: Day, marks: Iterable[Mark], name: str) -> str:
    """The lane in words, for those who do not see it."""
    counts: dict[str, int] = {}
    for mark in marks:
        counts[kind_of(mark.category)] = counts.get(kind_of(mark.category), 0) + mark.count
    held = _held(counts) or tr("nothing recognised in the part that we could read")
    return tr("{device}, {weekday}: {held}", device=name, weekday=weekday(day.date), held=held)


def _held(counts: Mapping[str, int]) -> str:
    """``2 location, 1 photo``."""
    return commas([found_words(kind, counts[kind]) for kind in KINDS if kind in counts])


def found_words(kind: str, count: int | str) -> str:
    """How many findings of a kind: ``2 location``."""
    figure = number(count) if isinstance(count, int) else count
    return tr("{number} {kind}", context="findings of a kind of data", number=figure, kind=kind_words(kind))


def sparkline(activity: Sequence[int]) -> list[Shape]:
    """Bars of one unit height 20, scaled to the highest; the square root keeps small hours visible."""
    top = math.sqrt(max(activity, default=0)) or 1.0
    shapes: list[Shape] = []
    for slot, count in enumerate(activity):
        if count:
            height = max(1.5, math.sqrt(count) / top * 19)
            shapes.append(
                {
                    "t": "rect",
                    "x": slot * 4,
                    "y": round(20 - height, 1),
                    "width": 3,
                    "height": round(height, 1),
                    "rx": 1,
                }
            )
    return shapes


def hour_share(day: Day, hour: int) -> float:
    """Where in the day (0..1) the clock shows this hour (0..24)."""
    at = datetime.combine(day.date, time(hour), day.zone).timestamp() * 1e6 if hour < 24 else day.end
    return (at - day.start) / (day.end - day.start)
