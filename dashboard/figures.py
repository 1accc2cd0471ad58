"""Rows to plotly figures, pure: the charts of the Device page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo

from analysis.coverage import ROUGH
from analysis.queries import Day
from analysis.query_records import Reading
from analysis.wording import tr, trn, written
from dashboard.lanes import Cells, Frame, close_up, found_words, whole
from dashboard.sentences import KINDS, category_words, clock, kind_of, kind_words

COLOURS: Final = {
    "location": "#2F6DB5",
    ROUGH: "#5E92CB",
    "photo": "#B5542F",
    "audio": "#7A4FB0",
    "sensor": "#2E8B6F",
    "health": "#C23B6E",
    "identifier": "#9A7B2D",
    "other": "#8A9199",
}
_QUIET: Final = "#7d857b"  # readable on both papers; the style sheet sets the theme's own
_ROW: Final = 70  # px of a kind's bars with its name
_GAP: Final = 10  # px below them
_LABEL: Final = 22  # px of its name
_AROUND: Final = 36  # px above and below of all rows
FINE: Final = 20 * 60 * 1_000_000  # µs: below this the axis shows seconds
SHORT: Final = (
    3 * 3_600_000_000
)  # µs: a series shorter than this is drawn over its own time, not over the day


def _layout(frame: Frame, height: int, unit: str) -> dict[str, object]:
    begin, end = (_local(frame.day.zone, at) for at in (frame.start, frame.end))
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
            "tickformat": "%H:%M" if frame.end - frame.start > FINE else "%H:%M:%S",
            "tickangle": 0,  # how many labels there are is plotly's to choose: it knows the width
        },
        "yaxis": {
            **axis,
            "automargin": True,
            "rangemode": "tozero",
            "title": {"text": unit, "font": {"size": 12}},
            "nticks": 5,
        },
        "separators": written(".,"),
        "barmode": "stack",
        "bargap": 0.15,
        "showlegend": False,
        "hovermode": "closest",
        "hoverlabel": {"align": "left", "font": {"size": 13}},
        "dragmode": False,
    }


def activity_figure(frame: Frame, cells: Cells) -> dict[str, object]:
    """A plotly figure: findings by the frame's slots (a quarter hour on a whole day), a row for each kind with its name.

    A colour never stands alone: eyes that cannot tell two of them apart read the row. Each row has its own scale, whose
    highest number stands at its side.
    """
    kinds = [kind for kind in KINDS if cells.get(kind)]
    height = _ROW * len(kinds)
    layout = _layout(frame, height + _AROUND, "")
    axis, across = layout.pop("yaxis"), layout["xaxis"]
    assert isinstance(axis, dict)
    assert isinstance(across, dict)
    traces, labels = [], []
    for row, kind in enumerate(kinds):
        name = "y" if not row else f"y{row + 1}"
        top = 1 - row * _ROW / height
        traces.append(_bars(kind, frame, cells[kind], name))
        labels.append(_row_label(kind, sum(cells[kind].values()), top))
        most = max(cells[kind].values())
        layout[f"yaxis{name[1:]}"] = {
            **axis,
            "domain": [top - (_ROW - _GAP) / height, top - _LABEL / height],
            "range": [0, most],
            "tickvals": [0, most],
        }
        across["anchor"] = name
    return {"data": traces, "layout": {**layout, "annotations": labels}}


def _bars(kind: str, frame: Frame, counts: Mapping[int, int], axis: str) -> dict[str, object]:
    starts = sorted(counts)
    return {
        "type": "bar",
        "name": kind_words(kind),
        "x": [_local(frame.day.zone, start + frame.slot // 2) for start in starts],
        "y": [counts[start] for start in starts],
        "yaxis": axis,
        "customdata": [clock(start, frame.day.zone, not frame.is_whole) for start in starts],
        "width": frame.slot / 1000 * 0.85,
        "marker": {"color": COLOURS[kind]},
        "hovertemplate": _hover(kind),
    }


def _row_label(kind: str, count: int, top: float) -> dict[str, object]:
    """The name of a row's kind with how many there are, above its bars."""
    found = trn("{n} finding", "{n} findings", count)
    return {
        "text": f"{kind_words(kind)} · {found}",
        "xref": "paper",
        "yref": "paper",
        "x": 0,
        "y": top,
        "xanchor": "left",
        "yanchor": "top",
        "showarrow": False,
        "font": {"size": 13},
    }


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
        held = trn("{n} reading", "{n} readings", measures.n or 1)
        words.append(f"{clock(point.seen_at, day.zone, True)} · {held}, {_range(point, unit)}")
    colour = COLOURS[kind_of(category)]
    trace = {
        "type": "scatter",
        "mode": "markers" if len(middle) < 3 else "lines+markers",
        "name": category_words(category),
        "x": [_local(day.zone, point.seen_at) for point in points],
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
    return {"data": [trace], "layout": _layout(_frame_of(day, points), 200, unit)}


def _frame_of(day: Day, points: Sequence[Reading]) -> Frame:
    """The time that a series is drawn over."""
    times = [point.seen_at for point in points]
    if len(times) < 2 or max(times) - min(times) > SHORT:
        return whole(day)
    return close_up(day, min(times), max(times))


def _range(point: Reading, unit: str) -> str:
    low, high = point.measures.min, point.measures.max
    ends = [*dict.fromkeys(written(f"{end:g}") for end in (low, high) if end is not None)]
    if len(ends) == 2:
        return tr("{first} to {last}", first=ends[0], last=f"{ends[1]} {unit}".strip())
    return f"{ends[0] if ends else written(f'{point.measures.median:g}')} {unit}".strip()


def _hover(kind: str) -> str:
    """What plotly shows of a bar; plotly itself fills in when and how many. Kinds are our own words, never the network's."""
    told = tr("from {time}: <b>{found}</b>", time="%{customdata}", found=found_words(kind, "%{y}"))
    return f"{told}<extra></extra>"


@lru_cache(4096)
def _local(zone: ZoneInfo, micros: int) -> str:
    """Local wall time, as plotly draws dates without a zone."""
    return datetime.fromtimestamp(micros / 1_000_000, zone).strftime("%Y-%m-%d %H:%M:%S")
