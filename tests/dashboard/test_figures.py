"""The charts: figures that plotly takes, with what they leave out left out."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import plotly.graph_objects as go

from analysis.queries import day_of
from analysis.query_records import Mark, Reading
from analysis.records import Measures
from dashboard import figures, lanes
from dashboard.lanes import counted, whole
from dashboard.sentences import KINDS, ROUGH
from tests.ledger_book import DAY, ZONE

TODAY = day_of(DAY, ZONE)
HOUR = 3_600_000_000


def mark(hour: float, category: str = "location.precise", count: int = 1) -> Mark:
    start = TODAY.start + int(hour * HOUR) // lanes.QUARTER * lanes.QUARTER
    return Mark(
        start=start,
        device="phone",
        category=category,
        count=count,
    )


def reading(hour: float, **measures: object) -> Reading:
    return Reading(
        seen_at=TODAY.start + int(hour * HOUR), category="sensor.ambient_light", property="lux", company="a", host="",
        measures=Measures(**measures),  # type: ignore[arg-type]
    )  # fmt: skip


def test_the_activity_figure_is_one_plotly_takes() -> None:
    figure = go.Figure(
        figures.activity_figure(
            whole(TODAY), counted([mark(8), mark(8, "photo.image", 3), mark(9, "fitness.steps")])
        )
    )
    assert {trace.name for trace in figure.data} == {"location", "photo", "health"}
    assert {trace.name: list(trace.y) for trace in figure.data}["photo"] == [3]
    assert figure.data[0].x[0].startswith("2026-11-20 0")


def test_each_kind_has_a_row_and_a_name_so_that_no_colour_stands_alone() -> None:
    cells = counted(
        [mark(8), mark(8, "photo.image", 3), mark(9, "fitness.steps", 200), mark(9, "audio.recording")]
    )
    figure = go.Figure(figures.activity_figure(whole(TODAY), cells))
    assert [trace.name for trace in figure.data] == ["location", "photo", "audio", "health"]
    rows = [trace.yaxis for trace in figure.data]
    assert rows == ["y", "y2", "y3", "y4"]
    axes = [figure.layout[f"yaxis{row[1:]}"] for row in rows]
    for above, below in pairwise(axes):
        assert above.domain[0] > below.domain[1]
    assert [axis.tickvals for axis in axes] == [(0, 1), (0, 3), (0, 1), (0, 200)]
    labels = [label.text for label in figure.layout.annotations]
    assert labels == [
        "location · 1 finding",
        "photo · 3 findings",
        "audio · 1 finding",
        "health · 200 findings",
    ]
    for label, axis in zip(figure.layout.annotations, axes, strict=True):
        assert axis.domain[1] < label.y <= 1
    assert figure.layout.xaxis.anchor == "y4"  # the times stand below the last row
    assert {trace.name: trace.marker.color for trace in figure.data}["photo"] == figures.COLOURS["photo"]


def test_the_series_figure_shows_median_and_range() -> None:
    points = [
        reading(8, n=60, min=2.0, median=4.0, max=9.0, unit="lux"),
        reading(9, max=5.0),
        reading(10, n=1),
    ]
    figure = go.Figure(figures.series_figure(TODAY, "sensor.ambient_light", points))
    (trace,) = figure.data
    assert list(trace.y) == [4.0, 5.0]
    assert len(trace.x) == 2
    assert (trace.error_y.array[0], trace.error_y.arrayminus[0]) == (5.0, 2.0)
    assert "60 readings, 2 to 9 lux" in trace.customdata[0]
    assert figure.layout.yaxis.title.text == "lux"


def test_the_style_sheet_has_the_same_colours() -> None:
    style = (Path(figures.__file__).parent / "assets" / "style.css").read_text(encoding="utf-8")
    assert set(figures.COLOURS) == set(KINDS)
    for kind, colour in figures.COLOURS.items():
        name = "rough" if kind == ROUGH else kind  # a property's name has no dot
        assert f"--{name}: {colour}" in style


def test_a_short_series_is_drawn_over_its_own_time() -> None:
    points = [reading(8 + n / 60, median=float(n)) for n in range(3)]
    low, high = go.Figure(figures.series_figure(TODAY, "sensor.ambient_light", points)).layout.xaxis.range
    assert low > "2026-11-20 07:59"
    assert high < "2026-11-20 08:04"
    day = go.Figure(
        figures.series_figure(TODAY, "sensor.ambient_light", [reading(1, median=1.0), reading(9, median=1.0)])
    )
    assert day.layout.xaxis.range[0] == "2026-11-20 00:00:00"
