"""A device's day as SVG shapes, pure: one row a kind, and under them when it could be read."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime, time
from functools import cache, lru_cache
from typing import Final, TypedDict
from urllib.parse import urlencode

import msgspec

from analysis.calendar_words import weekday
from analysis.counting import commas, number
from analysis.queries import Day
from analysis.query_records import Mark, Traffic
from analysis.records import READABLE, Visibility
from analysis.wording import language, tr
from dashboard.sentences import KINDS, clock, kind_of, kind_words

WIDTH: Final = 960  # units of a lane: ten a quarter hour on a day of 24 hours
QUARTER: Final = 900_000_000  # µs
NIGHT: Final = (6, 22)  # hours between which it is not shaded
_HOUR: Final = 4 * QUARTER
_SECOND: Final = 1_000_000
_ROUND: Final = 1.5  # of a mark's corners
_STRENGTHS: Final = 4  # above the palest mark; each stands for twice as many findings
_STRONGEST: Final = 2**_STRENGTHS  # findings, and more
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
    """One SVG element: ``t`` is its tag, ``title`` its tooltip, ``cls`` its class.

    A path with ``at`` has its outline ``d`` at each of these places, x by x.
    """

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
    at: str
    d: str
    words: str


# how many findings, by kind as drawn (``KINDS``) and slot (µs UTC)
Cells = Mapping[str, Mapping[int, int]]
# of the slots (µs UTC) in which something left: whether some of it could be read, and some not
Ribbon = Mapping[int, tuple[bool, bool]]


def counted(marks: Iterable[Mark]) -> Cells:
    """Marks of one device as a lane draws them."""
    found: dict[str, dict[int, int]] = {}
    for mark in sorted(marks, key=lambda mark: mark.start):
        of_kind = found.setdefault(kind_of(mark.category), {})
        of_kind[mark.start] = of_kind.get(mark.start, 0) + mark.count
    return found


def readable(traffic: Iterable[Traffic]) -> Ribbon:
    """Traffic of one device as the ribbon of its lane draws it. Of a big body the beginning could be read, the rest not."""
    found: dict[int, tuple[bool, bool]] = {}
    for row in traffic:
        some, other = found.get(row.start, (False, False))
        could = row.visibility in READABLE
        found[row.start] = (some or could, other or not could or row.visibility is Visibility.SAMPLED)
    return found


class Drawing:
    """Lanes of one frame: what is the same in all of them is worked out once.

    ``now`` is µs UTC; ``row`` the height of a kind's row, and ``height`` that of a lane.
    """

    def __init__(self, frame: Frame, now: int, row: float = 7.5) -> None:
        self.frame, self.height = frame, 4 + row * len(KINDS) + 8
        self._now = now
        slot = frame.slot / (frame.end - frame.start) * WIDTH
        self._outlines = [_outline(4 + row * place, slot, row - 1.5) for place in range(len(KINDS))]
        self._paper = _paper(frame, self.height)
        self._x = x = cache(frame.x)
        # where the mark of a slot begins, and in which hour of the day
        self._slot = cache(
            lambda start: (f"{x(start) + slot * 0.16 + _ROUND:.2f}", (start - frame.day.start) // _HOUR)
        )
        self._hour = cache(lambda hour: _place_of_hour(frame, x, hour))

    def lane(self, device: str, cells: Cells, ribbon: Ribbon) -> list[Shape]:
        """A device's day: one row a kind, and the ribbon of what could be read under them; slots in order of time.

        Hours with data link to their evidence.
        """
        marks, hours = self._marks(cells)
        shapes = [*self._paper, *self._ribbon(ribbon), *marks]
        if self.frame.start < self._now < self.frame.end:
            x = self._x(self._now)
            shapes.append({"t": "line", "cls": "now", "x1": x, "x2": x, "y1": 0, "y2": self.height})
        return shapes + self._hours(hours, device)

    def _marks(self, cells: Cells) -> tuple[list[Shape], dict[int, list[int]]]:
        """All marks of one kind and one opacity as one shape, for a house has thousands a day; and what each hour holds."""
        shapes: list[Shape] = []
        hours: dict[int, list[int]] = {}
        slot_of = self._slot
        for place, kind in enumerate(KINDS):
            marked: list[list[str]] = [[] for _ in range(_STRENGTHS + 1)]
            for start, count in cells.get(kind, {}).items():
                at, hour = slot_of(start)
                marked[count.bit_length() - 1 if count < _STRONGEST else _STRENGTHS].append(at)
                if hour not in hours:
                    hours[hour] = [0] * len(KINDS)
                hours[hour][place] += count
            shapes += [
                {
                    "t": "path", "cls": f"mark {kind}", "at": " ".join(each), "d": self._outlines[place],
                    "opacity": round(0.8 + 0.05 * strength, 2),
                }
                for strength, each in enumerate(marked)
                if each
            ]  # fmt: skip
        return shapes, hours

    def _ribbon(self, ribbon: Ribbon) -> list[Shape]:
        """When what left could be read: one piece for neighbouring quarter hours that are alike."""
        frame, y = self.frame, self.height - 6
        end = min(max(self._now, frame.start), frame.end)
        shapes: list[Shape] = [
            {"t": "rect", "cls": "quiet", "x": 0, "y": y + 2, "width": self._x(end), "height": 1}
        ]
        pieces: list[tuple[int, int, str]] = []
        for start, (some, other) in sorted(ribbon.items()):
            word = "part" if some and other else "read" if some else "unread"
            if pieces and pieces[-1][1] == start and pieces[-1][2] == word:
                pieces[-1] = (pieces[-1][0], start + frame.slot, word)
            else:
                pieces.append((start, start + frame.slot, word))
        for first, last, word in pieces:
            x = self._x(first)
            width = max(1.0, round(self._x(last) - x, 1))
            shapes.append({"t": "rect", "cls": word, "x": x, "y": y, "width": width, "height": 5, "rx": 2})
        return shapes

    def _hours(self, hours: Mapping[int, list[int]], device: str) -> list[Shape]:
        """Links over the hours that hold something, each saying what."""
        day, spoken = self.frame.day, language()
        of_device = f"/evidence?{urlencode({'device': device, 'day': day.date.isoformat()})}"
        shapes: list[Shape] = []
        for hour, counts in sorted(hours.items()):
            first, last, x, width = self._hour(hour)
            shapes.append(
                {
                    "t": "a", "href": f"{of_device}&hour={hour}",
                    "title": _hour_words(spoken, first, last, tuple(counts)),
                    "x": x, "y": 0, "width": width, "height": self.height,
                }
            )  # fmt: skip
        return shapes


def _place_of_hour(frame: Frame, x_of: Callable[[float], float], hour: int) -> tuple[str, str, float, float]:
    """When it begins and ends, as the clock shows it, and where in a lane, and how wide it is."""
    day = frame.day
    start = day.start + hour * _HOUR
    end = min(start + _HOUR, day.end)
    x = x_of(start)
    return clock(start, day.zone), clock(end, day.zone), x, round(x_of(end) - x, 1)


@lru_cache(2048)  # hours that are over stay as they are
def _hour_words(_language: str, first: str, last: str, counts: tuple[int, ...]) -> str:
    kinds = {kind: count for kind, count in zip(KINDS, counts, strict=True) if count}
    return tr("{first} to {last}: {held}", first=first, last=last, held=_held(kinds))


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


def lane_words(day: Day, cells: Cells, name: str) -> str:
    """The lane in words, for those who do not see it."""
    held = _held({kind: sum(counts.values()) for kind, counts in cells.items() if counts})
    held = held or tr("nothing recognised in the part that we could read")
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
