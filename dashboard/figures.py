"""Rows to drawings, pure: lanes and sparklines as SVG shapes, the Device page's charts as plotly figures."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, time
from typing import Final, TypedDict
from urllib.parse import urlencode

from analysis.queries import Day
from analysis.query_records import Mark, Reading, Traffic
from analysis.records import READABLE
from dashboard.sentences import KINDS, category_words, clock, kind_of, number_of

COLOURS: Final = {
    "location": "#2F6DB5",
    "photo": "#B5542F",
    "audio": "#7A4FB0",
    "sensor": "#2E8B6F",
    "health": "#C23B6E",
    "identifier": "#9A7B2D",
    "other": "#8A9199",
}
WIDTH: Final = 960  # units of a lane: ten a quarter hour on a day of 24 hours
QUARTER: Final = 900_000_000  # µs
NIGHT: Final = (6, 22)  # hours between which it is not shaded
_QUIET: Final = "#7d857b"  # readable on both papers; the style sheet sets the theme's own


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


def lane(
    day: Day, marks: Iterable[Mark], traffic: Iterable[Traffic], now: int, device: str, row: float = 7.5
) -> tuple[list[Shape], float]:
    """A device's day: one row a kind, the ribbon of what could be read under them, and its height.

    ``now`` is µs UTC; ``row`` the height of a kind's row. Hours with data link to their evidence.
    """
    height = 4 + row * len(KINDS) + 8
    shapes = [*_paper(day, height), *_ribbon(day, traffic, now, height - 6)]
    counted: dict[tuple[int, str], int] = {}
    for mark in marks:
        key = (mark.start, kind_of(mark.category))
        counted[key] = counted.get(key, 0) + mark.count
    slot = QUARTER / (day.end - day.start) * WIDTH
    for (start, kind), count in sorted(counted.items()):
        shapes.append(
            {
                "t": "rect",
                "cls": f"mark {kind}",
                "x": _x(day, start) + slot * 0.16,
                "y": 4 + row * KINDS.index(kind),
                "width": round(slot * 0.68, 2),
                "height": row - 1.5,
                "rx": 1.5,
                "opacity": round(min(1.0, 0.8 + 0.05 * math.log2(count)), 2),
            }
        )
    if day.start < now < day.end:
        shapes.append(
            {"t": "line", "cls": "now", "x1": _x(day, now), "x2": _x(day, now), "y1": 0, "y2": height}
        )
    return shapes + _hours(day, counted, device, height), height


def _paper(day: Day, height: float) -> list[Shape]:
    early, late = (round(hour_share(day, hour) * WIDTH, 1) for hour in NIGHT)
    shapes: list[Shape] = [
        {"t": "rect", "cls": "night", "x": 0, "y": 0, "width": early, "height": height},
        {
            "t": "rect",
            "cls": "night",
            "x": late,
            "y": 0,
            "width": WIDTH - late,
            "height": height,
        },
    ]
    for hour in range(3, 24, 3):
        x = round(hour_share(day, hour) * WIDTH, 1)
        shapes.append({"t": "line", "cls": "grid", "x1": x, "x2": x, "y1": 0, "y2": height})
    return shapes


def _ribbon(day: Day, traffic: Iterable[Traffic], now: int, y: float) -> list[Shape]:
    """When what left could be read: one piece for neighbouring quarter hours that are alike."""
    seen: dict[int, set[bool]] = {}
    for row in traffic:
        seen.setdefault(row.start, set()).add(row.visibility in READABLE)
    end = min(max(now, day.start), day.end)
    shapes: list[Shape] = [
        {"t": "rect", "cls": "quiet", "x": 0, "y": y + 2, "width": _x(day, end), "height": 1}
    ]
    pieces: list[tuple[int, int, str]] = []
    for start in sorted(seen):
        word = "part" if len(seen[start]) == 2 else "read" if True in seen[start] else "unread"
        if pieces and pieces[-1][1] == start and pieces[-1][2] == word:
            pieces[-1] = (pieces[-1][0], start + QUARTER, word)
        else:
            pieces.append((start, start + QUARTER, word))
    for first, last, word in pieces:
        x = _x(day, first)
        width = max(1.0, _x(day, last) - x)
        shapes.append({"t": "rect", "cls": word, "x": x, "y": y, "width": width, "height": 5, "rx": 2})
    return shapes


def _hours(day: Day, counted: Mapping[tuple[int, str], int], device: str, height: float) -> list[Shape]:
    """Links over the hours that hold something, each saying what."""
    by_hour: dict[int, dict[str, int]] = {}
    for (start, kind), count in counted.items():
        kinds = by_hour.setdefault((start - day.start) // (4 * QUARTER), {})
        kinds[kind] = kinds.get(kind, 0) + count
    shapes: list[Shape] = []
    for hour, kinds in sorted(by_hour.items()):
        start = day.start + hour * 4 * QUARTER
        end = min(start + 4 * QUARTER, day.end)
        held = ", ".join(f"{kinds[kind]:,} {kind}" for kind in KINDS if kind in kinds)
        query = urlencode({"device": device, "day": day.date.isoformat(), "hour": hour})
        shapes.append(
            {
                "t": "a",
                "href": f"/evidence?{query}",
                "title": f"{clock(start, day.zone)} to {clock(end, day.zone)}: {held}",
                "x": _x(day, start),
                "y": 0,
                "width": _x(day, end) - _x(day, start),
                "height": height,
            }
        )
    return shapes


def lane_words(day: Day, marks: Iterable[Mark], name: str) -> str:
    """The lane in words, for those who do not see it."""
    counts: dict[str, int] = {}
    for mark in marks:
        counts[kind_of(mark.category)] = counts.get(kind_of(mark.category), 0) + mark.count
    held = ", ".join(f"{counts[kind]:,} {kind}" for kind in KINDS if kind in counts)
    return f"{name}, {day.date:%A}: {held or 'nothing recognised in the part that we could read'}"


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


def _x(day: Day, micros: float) -> float:
    return round((micros - day.start) / (day.end - day.start) * WIDTH, 1)


def _layout(day: Day, height: int, unit: str) -> dict[str, object]:
    begin, end = (_local(day, at) for at in (day.start, day.end))
    axis = {"gridcolor": "rgba(128,128,128,.2)", "zeroline": False, "fixedrange": True, "color": _QUIET}
    return {
        "height": height,
        "margin": {"l": 44, "r": 12, "t": 8, "b": 28},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "font": {"family": "ui-sans-serif, system-ui, sans-serif", "size": 12, "color": _QUIET},
        "xaxis": {
            **axis,
            "type": "date",
            "range": [begin, end],
            "tickformat": "%H:%M",
            "nticks": 9,
            "tickangle": 0,
        },
        "yaxis": {
            **axis,
            "automargin": True,
            "rangemode": "tozero",
            "title": {"text": unit, "font": {"size": 12}},
            "nticks": 5,
        },
        "barmode": "stack",
        "bargap": 0.15,
        "showlegend": False,
        "hovermode": "closest",
        "hoverlabel": {"align": "left", "font": {"size": 13}},
        "dragmode": False,
    }


def activity_figure(day: Day, marks: Iterable[Mark]) -> dict[str, object]:
    """A plotly figure: findings a quarter hour, one colour a kind."""
    counted: dict[str, dict[int, int]] = {}
    for mark in marks:
        of_kind = counted.setdefault(kind_of(mark.category), {})
        of_kind[mark.start] = of_kind.get(mark.start, 0) + mark.count
    traces = []
    for kind in reversed([kind for kind in KINDS if kind in counted]):
        starts = sorted(counted[kind])
        traces.append(
            {
                "type": "bar",
                "name": kind,
                "x": [_local(day, start + QUARTER // 2) for start in starts],
                "y": [counted[kind][start] for start in starts],
                "customdata": [clock(start, day.zone) for start in starts],
                "width": QUARTER / 1000 * 0.85,
                "marker": {"color": COLOURS[kind]},
                "hovertemplate": f"from %{{customdata}}: <b>%{{y}} {kind}</b><extra></extra>",
            }
        )
    return {"data": traces, "layout": _layout(day, 220, "")}


def series_figure(day: Day, category: str, points: Sequence[Reading]) -> dict[str, object]:
    """A plotly figure: the median of every series sent, with its range from lowest to highest."""
    points = [
        point for point in points if point.measures.median is not None or point.measures.max is not None
    ]
    units = sorted({point.measures.unit for point in points if point.measures.unit})
    unit = units[0] if len(units) == 1 else ""
    middle, above, below, words = [], [], [], []
    for point in points:
        measures = point.measures
        value = (measures.median if measures.median is not None else measures.max) or 0.0
        middle.append(value)
        above.append(max(0.0, (measures.max if measures.max is not None else value) - value))
        below.append(max(0.0, value - (measures.min if measures.min is not None else value)))
        held = number_of(measures.n or 1, "reading")
        words.append(f"{clock(point.seen_at, day.zone, True)} · {held}, {_range(point, unit)}")
    colour = COLOURS[kind_of(category)]
    trace = {
        "type": "scatter",
        "mode": "markers" if len(middle) < 3 else "lines+markers",
        "name": category_words(category),
        "x": [_local(day, point.seen_at) for point in points],
        "y": middle,
        "customdata": words,
        "line": {"color": colour, "width": 1.2},
        "marker": {"color": colour, "size": 5},
        "error_y": {
            "type": "data", "symmetric": False, "array": above, "arrayminus": below, "color": colour,
            "thickness": 1, "width": 0,
        },
        "hovertemplate": "%{customdata}<extra></extra>",
    }  # fmt: skip
    return {"data": [trace], "layout": _layout(day, 200, unit)}


def _range(point: Reading, unit: str) -> str:
    low, high = point.measures.min, point.measures.max
    ends = [f"{end:g}" for end in (low, high) if end is not None]
    return f"{' to '.join(dict.fromkeys(ends)) or f'{point.measures.median:g}'} {unit}".strip()


def _local(day: Day, micros: int) -> str:
    """Local wall time, as plotly draws dates without a zone."""
    return datetime.fromtimestamp(micros / 1_000_000, UTC).astimezone(day.zone).strftime("%Y-%m-%d %H:%M:%S")
