"""Rows of positions in one text, angles with minutes in fields of their own, circles around a place."""

from __future__ import annotations

import time

import pytest

from analysis.detectors.location import DETECTOR

ROWS = (
    ("48.20913", "16.37245"),
    ("48.20951", "16.37302"),
    ("48.20998", "16.37377"),
    ("48.21044", "16.37431"),
)


def text(between_rows: str, row: str) -> str:
    return between_rows.join(row.format(lat, lon, at) for at, (lat, lon) in enumerate(ROWS))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("gps", text(";", "{0},{1},179576640{2},4")),
        ("gps", text(";", "179576640{2},{0},{1},4")),
        ("spur", text("#", "2026-11-27 08:0{2}:00|{0}|{1}|85")),
        ("anything", text("|", "179576640{2},{0},{1},4")),
        ("anything", text("|", "{0}:{1}:5{2}")),  # it goes on as somebody does
        ("pos", text("\n", "{0} {1} 12.5")),
        ("gps", text(";", "A,{0},N,{1},E,5.{2}")),
        ("route", "[" + text("],[", "{0},{1},{2}") + "]"),
    ],
)
def test_rows_in_a_text_are_a_track(see, name: str, value: str) -> None:
    found = see(DETECTOR, form={name: value})
    assert [one.category for one in found] == ["location.track"]
    assert found[0].value.startswith("48.20913,16.37245 48.20951,16.37302")


def test_hemispheres_in_fields_of_their_own_become_signs(see) -> None:
    found = see(DETECTOR, form={"gps": text(";", "A,{0},S,{1},W,5.{2}")})
    assert found[0].value.startswith("-48.20913,-16.37245 ")


@pytest.mark.parametrize("value", ["48.20913,16.37245,1795766400,0", "1795766400|48.20913|16.37245|12"])
def test_a_single_row_under_a_name_for_places_is_a_position(see, value: str) -> None:
    assert [one.property for one in see(DETECTOR, {"loc": value})] == ["latitude", "longitude"]
    assert not see(DETECTOR, {"anything": value})


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("shops", text(";", "{0},{1},Shop {2}")),
        ("gps", text(";", "{0},{1},Shop {2}")),
        ("polygon", text(";", "{0},{1},{2}")),
        ("geofence", text(";", "{0},{1},{2}")),
        ("matrix", "1.00213,0.99821,0.00012;0.00113,1.00012,0.99917;0.00010,0.00020,1.00001"),
        (
            "rows",
            "1795766400,48.20913,48.37245,100;1795766460,48.20951,48.37302,120;1795766520,48.20998,48.37377,90",
        ),
        ("rows", "1795766400,48.20913,16.37245;1795766460,11.20951,93.37302;1795766520,71.20998,31.37377"),
        ("rows", "12.50013,48.37245,7;19.20951,11.37302,9;3.20998,63.37377,8"),
        ("gps", "48.20913,16.37245,1795766400;48.20951,16.37302"),
        ("gps", "48.20913,16.37245,7,5.12345,6.12345"),
    ],
)
def test_other_rows_are_none(see, name: str, value: str) -> None:
    assert not see(DETECTOR, form={name: value})


def test_long_texts_take_no_time(see) -> None:
    hostile = ";".join("48.20913,16.37245,1:2|3/4 5#6" for _ in range(8_000))
    begun = time.process_time()
    see(DETECTOR, {"gps": hostile, "rows": ["48.20913 16.37245 x y;1,2:3"] * 5_000})
    assert time.process_time() - begun < 5


@pytest.mark.parametrize(
    "body",
    [
        {"lat": "5419.4412", "ns": "N", "lon": "01008.2210", "ew": "E"},
        {"latitude": 5419.4412, "n_s": "N", "longitude": 1008.221, "e_w": "E"},
    ],
)
def test_degrees_and_minutes_in_one_number_take_hemispheres_beside_them(see, body: dict[str, object]) -> None:
    found = see(DETECTOR, body)
    assert [one.value for one in found] == ["54.324020", "10.137017"]
    assert not see(DETECTOR, {name: value for name, value in body.items() if value not in ("N", "E")})
    assert not see(DETECTOR, {**body, "b": "S"})


def test_a_middle_with_a_radius_is_a_position(see) -> None:
    circle = {"zona": {"centro": [40.41678, -3.70379], "radio": 150}}
    assert [one.value for one in see(DETECTOR, circle)] == ["40.41678", "-3.70379"]
    assert not see(DETECTOR, {"zona": {"centro": [40.41678, -3.70379]}})


def test_a_row_with_a_time_is_told_by_the_address(see) -> None:
    row = [1_795_770_012, 48.20913, 16.37245, 12]
    assert len(see(DETECTOR, row, path="/v1/gps")) == 2
    assert not see(DETECTOR, row, path="/v1/prices")


def test_axes_with_a_decimal_comma(see) -> None:
    found = see(DETECTOR, form={"breite": "48,20913", "laenge": "16,37245"})
    assert [one.value for one in found] == ["48.20913", "16.37245"]
    assert not see(DETECTOR, form={"breite": "48,5", "laenge": "16,5"})


@pytest.mark.parametrize("name", ["reitti", "strecke", "ruta", "percorso", "trajet"])
def test_rows_under_a_name_for_ways(see, name: str) -> None:
    rows = [[float(lat), float(lon)] for lat, lon in ROWS]
    assert [one.category for one in see(DETECTOR, {name: rows})] == ["location.track"]
