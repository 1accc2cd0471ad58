"""The map: scale and frame are true, the date line is crossed, nothing is drawn that was not told."""

from __future__ import annotations

import json
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from plotly.utils import PlotlyJSONEncoder

from analysis.place_queries import PlacesTold, Told
from analysis.settings import Home
from analysis.stays import metres
from dashboard import place_map
from dashboard.place_map import WIDTH, frame_of, section, shapes
from tests.places_book import home_of

ZONE = ZoneInfo("Europe/Berlin")


def place(latitude: float, longitude: float, **given: Any) -> Told:
    base = {
        "seen_at": 1_763_640_000_000_000, "event_id": "e", "position": 1, "precision_m": 5.0, "company": "",
        "host": "acme.example", "of_a_photo": False,
    }  # fmt: skip
    return Told(latitude=latitude, longitude=longitude, **{**base, **given})


def words(read: PlacesTold) -> str:
    return json.dumps(section(read, {}, ZONE), cls=PlotlyJSONEncoder)


def test_where_nothing_was_told_nothing_is_drawn() -> None:
    assert section(PlacesTold(), {}, ZONE) == []


def test_what_is_not_kept_any_more_is_said_instead() -> None:
    assert "their full values are not kept any more" in words(PlacesTold(sealed=3))


@given(
    st.lists(st.tuples(st.floats(-85, 85), st.floats(-180, 180)), min_size=1, max_size=6),
)
def test_every_place_lies_within_the_picture(found: list[tuple[float, float]]) -> None:
    first = found[0][1]
    places = [
        place(latitude, longitude)
        for latitude, longitude in found
        if abs((longitude - first + 180) % 360 - 180) < 90
    ]
    frame = frame_of(places)
    for one in places:
        assert -1 <= frame.x(one.longitude) <= WIDTH + 1
        assert -1 <= frame.y(one.latitude) <= frame.height + 1


@pytest.mark.parametrize("latitude", [-48.8767, 0.0, 52.5, 78.2])
def test_on_a_phone_no_label_stands_on_another_or_beyond_the_edge(latitude: float) -> None:
    drawn, frame = shapes([place(latitude, -123.3933)], {}, ZONE)
    labels = [shape for shape in drawn if shape["t"] == "text"]
    below = [shape for shape in labels if shape["cls"] == "degree" and shape["y"] == frame.height - 4]
    glyph = 26 * 0.55  # the style sheet's size on a phone, and how much of it a figure takes
    for left, right in pairwise(below):
        assert left["x"] + len(str(left["words"])) * glyph < right["x"]
    wide = [
        shape for shape in labels if str(shape["cls"]).startswith("degree") and shape["y"] == frame.height - 4
    ]
    assert below
    for label in wide:
        width = glyph if label in below else 13 * 0.55
        assert label["x"] + len(str(label["words"])) * width <= WIDTH
    (scale,) = (shape for shape in labels if shape["cls"] == "degree end")
    assert scale["y"] >= 26


def test_distances_are_true_on_both_axes() -> None:
    one, other, third = place(52.52, 13.40), place(52.53, 13.40), place(52.52, 13.42)
    frame = frame_of([one, other, third])
    down = abs(frame.y(one.latitude) - frame.y(other.latitude))
    across = abs(frame.x(one.longitude) - frame.x(third.longitude))
    assert down == pytest.approx(frame.units(metres(52.52, 13.40, 52.53, 13.40)), rel=0.01)
    assert across == pytest.approx(frame.units(metres(52.52, 13.40, 52.52, 13.42)), rel=0.01)


def test_across_the_date_line_the_map_is_small() -> None:
    frame = frame_of([place(-17.8, 179.9), place(-17.8, -179.9)])
    assert abs(frame.x(179.9) - frame.x(-179.9)) == pytest.approx(
        frame.units(0.2 * 111_195 * 0.952), rel=0.02
    )


def test_of_a_town_no_border_is_drawn_and_of_a_country_some_are() -> None:
    town, _ = shapes([place(52.52, 13.40), place(52.53, 13.41)], {}, ZONE)
    assert not [shape for shape in town if shape.get("cls") == "border"]
    country, _ = shapes([place(48.1, 11.6), place(53.6, 10.0)], {}, ZONE)
    assert [shape for shape in country if shape.get("cls") == "border"]


def test_the_lines_are_those_of_the_earth() -> None:
    lines = place_map.borders()
    assert sum(len(line) for line in lines) > 8_000
    assert all(
        abs(longitude) <= 180 and abs(latitude) <= 90 for line in lines for longitude, latitude in line
    )


def test_a_circle_is_as_wide_as_the_place_is_vague() -> None:
    drawn, frame = shapes([place(52.5, 13.4, precision_m=400.0)], {}, ZONE)
    (around,) = [shape for shape in drawn if shape.get("cls") == "around"]
    assert f"a{frame.units(400):.1f} " in around["d"]
    assert not [
        shape
        for shape in shapes([place(52.5, 13.4, precision_m=None)], {}, ZONE)[0]
        if shape.get("cls") == "around"
    ]


def test_a_photos_place_is_a_square_and_a_hostile_host_is_text() -> None:
    drawn, _ = shapes([place(52.5, 13.4, of_a_photo=True, host="<b>x</b>.example")], {}, ZONE)
    (dot,) = [shape for shape in drawn if shape["t"] == "rect"]
    assert dot["rx"] == 0
    assert "<b>x</b>.example" in dot["title"]
    assert [shape["href"] for shape in drawn if shape["t"] == "a"] == ["/evidence?event=e-1"]


def test_the_device_page_shows_the_places_of_its_day(tmp_path: Path, page: Callable[..., str]) -> None:
    home, device = home_of(tmp_path / "home", {"latitude": 52.235212, "longitude": 10.564013})
    shown = page(Home.open(home.root), "/device/<device>", device=device, day="2026-11-20")
    assert "Places that it told" in shown
    assert "52.2352, 10.5640" in shown
    assert "no map server is asked" in shown
