"""The drawings: pure, inside their frame, and honest about what is not there."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import plotly.graph_objects as go
import pytest

from analysis.queries import Day, day_of
from analysis.query_records import Mark, Reading, Traffic
from analysis.records import Measures, Visibility
from dashboard import figures
from dashboard.sentences import KINDS
from tests.ledger_book import DAY, ZONE

TODAY = day_of(DAY, ZONE)
HOUR = 3_600_000_000


def mark(hour: float, category: str = "location.precise", count: int = 1) -> Mark:
    start = TODAY.start + int(hour * HOUR) // figures.QUARTER * figures.QUARTER
    return Mark(
        start=start,
        device="phone",
        category=category,
        count=count,
    )


def traffic(hour: float, visibility: Visibility) -> Traffic:
    start = TODAY.start + int(hour * HOUR)
    return Traffic(
        start=start,
        device="phone",
        company="a",
        host="",
        visibility=visibility,
        bytes_out=1,
        unknown=0,
        flows=1,
        messages=0,
    )


def reading(hour: float, **measures: object) -> Reading:
    return Reading(
        seen_at=TODAY.start + int(hour * HOUR), category="sensor.ambient_light", property="lux", company="a", host="",
        measures=Measures(**measures),  # type: ignore[arg-type]
    )  # fmt: skip


def of_class(shapes: list[figures.Shape], name: str) -> list[figures.Shape]:
    return [shape for shape in shapes if name in shape.get("cls", "").split()]


def test_a_lane_has_one_mark_a_quarter_hour_and_kind() -> None:
    marks = [mark(8), mark(8, count=3), mark(8, "photo.image"), mark(8.25)]
    shapes, height = figures.lane(TODAY, marks, [], TODAY.start, "phone")
    drawn = of_class(shapes, "mark")
    assert len(drawn) == 3
    assert {shape["y"] for shape in of_class(shapes, "location")} != {
        shape["y"] for shape in of_class(shapes, "photo")
    }
    assert all(0 <= shape["x"] <= figures.WIDTH and shape["y"] + shape["height"] <= height for shape in drawn)


def test_more_findings_are_never_paler() -> None:
    few, _ = figures.lane(TODAY, [mark(8)], [], 0, "phone")
    many, _ = figures.lane(TODAY, [mark(8, count=1000)], [], 0, "phone")
    assert of_class(few, "mark")[0]["opacity"] < of_class(many, "mark")[0]["opacity"] <= 1


def test_the_line_of_now_is_drawn_only_today() -> None:
    assert of_class(figures.lane(TODAY, [], [], TODAY.start + HOUR, "phone")[0], "now")
    assert not of_class(figures.lane(TODAY, [], [], TODAY.end + HOUR, "phone")[0], "now")


def test_the_ribbon_says_what_could_be_read() -> None:
    rows = [
        traffic(8, Visibility.OPENED), traffic(8.25, Visibility.OPENED), traffic(9, Visibility.OPENED),
        traffic(9, Visibility.REFUSED), traffic(10, Visibility.QUIC),
    ]  # fmt: skip
    shapes, _ = figures.lane(TODAY, [], rows, TODAY.end, "phone")
    assert [len(of_class(shapes, name)) for name in ("read", "part", "unread")] == [1, 1, 1]
    assert of_class(shapes, "read")[0]["width"] == pytest.approx(figures.WIDTH / 48)


def test_hours_with_findings_link_to_their_evidence_and_say_what() -> None:
    shapes, _ = figures.lane(TODAY, [mark(8, count=2), mark(8.5, "photo.image")], [], 0, "a device&")
    (link,) = [shape for shape in shapes if shape["t"] == "a"]
    assert link["href"] == "/evidence?device=a+device%26&day=2026-11-20&hour=8"
    assert link["title"] == "08:00 to 09:00: 2 location, 1 photo"


def test_a_lane_in_words_never_claims_a_zero_without_its_coverage() -> None:
    assert (
        figures.lane_words(TODAY, [], "Phone")
        == "Phone, Friday: nothing recognised in the part that we could read"
    )
    assert figures.lane_words(TODAY, [mark(8)], "Phone") == "Phone, Friday: 1 location"


@pytest.mark.parametrize(("day", "share"), [(date(2026, 3, 29), 11 / 23), (date(2026, 10, 25), 13 / 25)])
def test_noon_is_where_it_is_when_clocks_change(day: date, share: float) -> None:
    assert figures.hour_share(day_of(day, ZONE), 12) == pytest.approx(share)
    assert figures.hour_share(day_of(day, ZONE), 24) == 1


def test_a_sparkline_draws_only_what_was() -> None:
    shapes = figures.sparkline((0, 1, 0, 400))
    assert [shape["x"] for shape in shapes] == [4, 12]
    assert shapes[0]["height"] >= 1.5
    assert shapes[1]["height"] == 19
    assert figures.sparkline((0, 0)) == []
    assert figures.sparkline(()) == []


def test_the_activity_figure_is_one_plotly_takes() -> None:
    figure = go.Figure(
        figures.activity_figure(TODAY, [mark(8), mark(8, "photo.image", 3), mark(9, "fitness.steps")])
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


def test_a_day_of_an_unusual_zone_is_drawn_in_full() -> None:
    from zoneinfo import ZoneInfo

    day: Day = day_of(DAY, ZoneInfo("Asia/Kolkata"))
    shapes, _ = figures.lane(day, [], [], day.end + 1, "phone")
    (quiet,) = of_class(shapes, "quiet")
    assert quiet["width"] == figures.WIDTH
