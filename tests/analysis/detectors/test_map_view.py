"""Tiles and bounds of maps that somebody looks at; and numbers that only look like them. Never the device's place."""

from __future__ import annotations

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analysis.detectors.location import DETECTOR as LOCATION
from analysis.detectors.map_view import DETECTOR

PATHS = [
    "/2024/11/22.jpg",
    "/images/5/3/2.png",
    "/v1/3/4",
    "/api/12/345/678",
    "/photos/12/0345/678.png",
    "/users/19/33/44/avatar.png",
    "/tiles/3/9/1.png",
    "/tiles/1/0/0.png",
    "/tiles/2/1/1.png",
    "/tiles/12/5000/1.png",
    "/17/69402/43137",
    "/17/131072/43137.png",
    "/maps/search/cafe",
    "/tiles/style.json",
    "/assets/16/32/64.png",
    "/10/20/30.webp",
]


@pytest.mark.parametrize("path", PATHS)
def test_other_paths_are_no_tile(see, path: str) -> None:
    assert see(DETECTOR, path=path, host="cdn.example") == []


NEGATIVES = [
    {"bbox": [0, 0, 1080, 1920]},
    {"bbox": [12.5, 33.1, 88.2, 90.1]},
    {"bbox": [0.1234, 0.2345, 0.5678, 0.6789]},
    {"bounds": "0,0,1080,1920"},
    {"bounds": {"x": 10.123, "y": 52.123, "width": 11.1, "height": 53.1}},
    {"viewport": "360x800"},
    {"viewport": {"width": 360, "height": 800}},
    {"extent": [10.1234, 52.1234, 9.1234, 53.1234]},
    {"z": 17, "x": 69402, "y": 43137},
    {"north": 1, "south": 0, "east": 5, "west": 4},
    {"min": {"x": 1.234, "y": 2.345}, "max": {"x": 3.456, "y": 4.567}},
    {"sw": "service-worker", "ne": "neon"},
    {"southwest": {"lat": 52.1234, "lng": 10.1234}},
    {"southwest": {"lat": 52, "lng": 10}, "northeast": {"lat": 53, "lng": 11}},
    {"minLat": 52.1234, "maxLat": 53.1234},
    {"lat": 52.1234, "lon": 10.1234},
    {"top": 52.25, "left": 10.75, "bottom": 53.5, "right": 11.5},
    {"price_min": 10.99, "price_max": 52.99},
    {"bbox": "10.1,52.1,200.5,53.1"},
    {"bbox": "-180,-90,180,90"},
    {"bounds": "1.2,3.4,5.6,7.8,9.1"},
    {"version": "10.12.52.12"},
    {
        "gpx": {
            "bounds": {"@minlat": "45.7352", "@minlon": "14.2886", "@maxlat": "45.7953", "@maxlon": "14.3775"}
        }
    },
]


@pytest.mark.parametrize("body", NEGATIVES, ids=lambda body: json.dumps(body)[:60])
def test_other_boxes_are_none(see, body) -> None:
    assert see(DETECTOR, body) == []


@pytest.mark.parametrize(
    ("host", "path", "value", "confidence", "segment"),
    [
        ("tile.openstreetmap.org", "/16/34623/21592.png", "16/34623/21592", "likely", "path:2"),
        ("api.maptiler.com", "/tiles/v3/14/8653/5397.pbf", "14/8653/5397", "likely", "path:4"),
        ("a.example", "/styles/v1/streets/tiles/12/2163/1349@2x", "12/2163/1349", "likely", "path:6"),
        ("cdn.example", "/17/69402/43137.png", "17/69402/43137", "possible", "path:2"),
        ("maps.example", "/3/4/2.png", "3/4/2", "possible", "path:2"),
    ],
)
def test_a_tile_of_a_path(see, host, path, value, confidence, segment) -> None:
    (found,) = see(DETECTOR, host=host, path=path)
    assert (found.category, found.property, found.value) == ("usage.map_tile", "x_mapTile", value)
    assert (found.confidence, found.path) == (confidence, segment)
    assert "not necessarily where the device is" in found.reasoning
    assert found.measures.precision_m > 100
    assert see(LOCATION, host=host, path=path) == []


def test_a_tile_of_a_query(see) -> None:
    (found,) = see(DETECTOR, host="mt1.example", path="/vt", query="lyrs=m&x=34623&y=21592&z=16")
    assert (found.value, found.path, found.confidence) == ("16/34623/21592", "query:x", "likely")
    assert see(DETECTOR, host="game.example", path="/move", query="x=34623&y=21592&z=16") == []
    assert see(DETECTOR, host="maps.example", path="/vt", query="x=34623&y=21592&z=11") == []


BOXES = [
    ({"bbox": [10.1234, 52.1234, 10.2345, 52.2345]}, "$.bbox", "likely"),
    ({"viewport": {"northeast": {"lat": 52.2345, "lng": 10.2345}, "southwest": {"lat": 52.1234, "lng": 10.1234}}},
     "$.viewport", "certain"),
    ({"swLat": 52.1234, "swLng": 10.1234, "neLat": 52.2345, "neLng": 10.2345}, "$", "certain"),
    ({"bounds": {"topLeft": {"lat": 52.2345, "lon": 10.1234}, "bottomRight": {"lat": 52.1234, "lon": 10.2345}}},
     "$.bounds", "certain"),
    ({"map": {"south": 52.1234, "west": 10.1234, "north": 52.2345, "east": 10.2345}}, "$.map", "likely"),
    ({"minLat": 52.1234, "minLon": 10.1234, "maxLat": 52.2345, "maxLon": 10.2345}, "$", "likely"),
]  # fmt: skip


@pytest.mark.parametrize(("body", "path", "confidence"), BOXES, ids=str)
def test_bounds_of_a_map_are_usage_and_no_position(see, body, path, confidence) -> None:
    (found,) = see(DETECTOR, body)
    assert (found.category, found.property) == ("usage.map_tile", "x_mapArea")
    assert (found.path, found.value) == (f"body>json:{path}", "52.1234,10.1234,52.2345,10.2345")
    assert found.confidence == confidence
    assert found.measures.precision_m == pytest.approx(0.1111 * 111_320, rel=0.01)
    assert see(LOCATION, body) == []


def test_bounds_in_a_query(see) -> None:
    (found,) = see(DETECTOR, query={"bbox": "10.1234,52.1234,10.2345,52.2345", "zoom": "15"}, path="/poi")
    assert (found.path, found.value) == ("query:bbox", "52.1234,10.1234,52.2345,10.2345")


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.floats(-200, 200), min_size=4, max_size=4),
    st.sampled_from(["bbox", "bounds", "sw", "viewport"]),
)
def test_any_four_numbers_are_read_or_refused(see, numbers: list[float], name: str) -> None:
    for item in see(DETECTOR, {name: numbers}) + see(DETECTOR, {name: ",".join(map(str, numbers))}):
        south, west, north, east = map(float, item.value.split(","))
        assert -90 <= south < north <= 90
        assert -180 <= west <= 180
        assert -180 <= east <= 180


@pytest.mark.parametrize(
    "path", ["/worlds/nordmark/tiles/3/5/2.webp", "/floorplans/og2/tiles/4/7/9.png", "/iiif/tiles/5/9/9.jpg"]
)
def test_tiles_of_a_game_or_of_a_house_are_no_map(see, path: str) -> None:  # type: ignore[no-untyped-def]
    assert see(DETECTOR, path=path) == []
    assert see(DETECTOR, path="/tiles/world-imagery/12/2200/1343.png") != []
