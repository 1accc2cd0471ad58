"""The charts: figures that plotly takes, with what they leave out left out."""

from __future__ import annotations

from pathlib import Path

import plotly.graph_objects as go

from analysis.queries import day_of
from analysis.query_records import Mark, Reading
from analysis.records import Measures
from dashboard import figures, lanes
from dashboard.lanes import counted, whole
from dashboard.sentences import KINDS
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
        assert f"--{kind}: {colour}" in style


def test_a_short_series_is_drawn_over_its_own_time() -> None:
    points = [reading(8 + n / 60, median=float(n)) for n in range(3)]
    low, high = go.Figure(figures.series_figure(TODAY, "sensor.ambient_light", points)).layout.xaxis.range
    assert low > "2026-11-20 07:59"
    assert high < "2026-11-20 08:04"
    day = go.Figure(
        figures.series_figure(TODAY, "sensor.ambient_light", [reading(1, median=1.0), reading(9, median=1.0)])
    )
    assert day.layout.xaxis.range[0] == "2026-11-20 00:00:00"
