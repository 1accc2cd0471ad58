"""Positions: what is one, how precise it is, and what only looks like one."""

from __future__ import annotations

import csv
import json
import math
from datetime import datetime
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analysis.coordinates import precision_m
from analysis.detectors.location import DETECTOR
from analysis.records import Confidence

NEGATIVES = [
    {"lat": "latte", "lon": "long black"},
    {"version": "52.2.1", "sdk": "10.5.2"},
    {"lat": 52.2352, "lng": "en"},
    {"long": "long text", "lat": "short text"},
    {"lat": 120, "long": 1700000000},
    {"lat": 120},
    {"lat": 12.5, "unit": "ms"},
    {"latency": 52.2, "longest": 10.5},
    {"lat": 0, "lon": 0},
    {"latitude": "0.0", "longitude": "0.0"},
    {"latitude": "", "longitude": ""},
    {"latitude": -1, "longitude": -1},
    {"latitude": 91.5, "longitude": 10.5},
    {"latitude": 52.5, "longitude": 181.2},
    {"location": [1080, 1920]},
    {"location": [0.25, 0.75]},
    {"location": "Berlin, Germany"},
    {"location": "https://example.com/52.2,10.5"},
    {"price": "52.23,10.56"},
    {"prices": [52.23, 10.56]},
    {"color": [52.23, 10.56, 3.1]},
    {"matrix": [[52.231, 10.561], [52.232, 10.562], [52.233, 10.563]]},
    {"scroll": [52.25, 10.75], "position": [12, 40]},
    {"minLat": 52.123, "minLon": 10.123, "maxLat": 53.123, "maxLon": 11.123},
    {"viewport": {"northeast": {"lat": 52.123, "lng": 10.123}, "southwest": {"lat": 51.1, "lng": 9.12}}},
    {"bbox": [10.123, 52.123, 11.123, 53.123]},
    {"points": [[10.5, 20.5], [30.25, 40.75], [55.5, 61.125], [70.5, 80.5]]},
    {"lat": True, "lon": True},
    {"lat": {"a": 1}, "lon": [1]},
    {"lat": 34567, "lon": 1234567},
    {"strings": ["52.2352", "10.5640"]},
    {"css": {"top": 52.23, "left": 10.56}},
    {"geo": "de-DE"},
    {"q": "10,5"},
    {"coordinates": [[[10.1, 52.1], [10.2, 52.2], [10.3, 52.1], [10.1, 52.1]]], "type": "Polygon"},
    {"geohash": "none"},
    {"geohash": "u33"},
    {"geohash": "5d41402abc4b2a76b9719d911017c592"},
    {"geohash": "s00000000000"},
    {"geohash": "unknown"},
    {"hash": "u33dc0cpnnb7"},
    {"word": "never"},
    {"colour": "green", "size": "0x7f"},
    {"plus_code": "PLUS20"},
    {"text": "8FVC9G8F 6W"},
    {"code": "9G8F+6W"},
    {"formula": "C2H6+O2CO2"},
    {"key": "AbCd8FVC9G8F+6WxYz=="},
    {"phone": "+49 531 1234567"},
    {"polyline": "none"},
    {"polyline": "[[0,0],[100,20],[200,40]]"},
    {"points": "M10 10 L 20 20 L 30 10 Z"},
    {"path": "/usr/share/maps|/tmp|/var"},
    {"route": "home;profile;settings"},
    {"summary_polyline": ""},
    {"track": "Song 2|Parklife|Girls"},
    {"line": "12.5,3.5;14.5,2.5;16.5,1.5"},
    {"lat": 12, "latency_ms": 12, "lon": "eng"},
    {"long": True, "lat": False},
    {"stocks": {"lat": 17.25, "close": 18.5}},
    {"latitude_accuracy": 12.5, "longitude_accuracy": 10.5},
    {"lat": 90, "lon": 180},
    {"upperLeftLat": 52.123, "upperLeftLng": 10.123, "lowerRightLat": 51.1, "lowerRightLng": 11.5},
    {"ne_lat": 52.123, "ne_lng": 10.123},
    {"bounds": {"@minlat": "45.77", "@minlon": "14.31", "@maxlat": "45.78", "@maxlon": "14.39"}},
    {"weather": "21.5°, 18.2"},
    {"oven": "180° for 20' at 5\""},
    {"latitudeDelta": 0.0922, "longitudeDelta": 0.0421},
    {"game": {"pos": [412.25, 96.5], "vel": [0.125, -3.5]}},
    {"ip": "52.23.10.56", "port": "443"},
    {"score": "52.2352 / 100"},
    {"ratio": ["16.25", "9.75"], "rgb": "52.2,10.5,3.1"},
]


@pytest.mark.parametrize("body", NEGATIVES, ids=lambda body: json.dumps(body)[:60])
def test_what_only_looks_like_a_position_is_none(see, body) -> None:
    assert see(DETECTOR, body) == []


@pytest.mark.parametrize("query", ["z=17&x=69402&y=43137", "v=52.2.1&lat=latte", "bbox=10.1,52.1,10.2,52.2"])
def test_map_tiles_and_versions_in_a_query_are_none(see, query) -> None:
    assert see(DETECTOR, query=query, path="/17/69402/43137.png") == []


POSITIONS = [
    ({"lat": 52.2352, "lon": 10.564}, "$.lat", "52.2352", "10.564", "coordinates.named", "certain", 4),
    ({"device": {"geo": {"latitude": "52.2352", "longitude": "10.564"}}}, "$.device.geo.latitude", "52.2352",
     "10.564", "coordinates.named", "certain", 4),
    ({"gpsLat": 52.2352, "gpsLng": 10.564}, "$.gpsLat", "52.2352", "10.564", "coordinates.named", "certain", 4),
    ({"lat": 52.2, "long": 10.6}, "$.lat", "52.2", "10.6", "coordinates.named", "likely", 1),
    ({"lat": 52, "lon": 10}, "$.lat", "52", "10", "coordinates.named", "possible", 0),
    ({"latitude": "52.2352 N", "longitude": "10.564 W"}, "$.latitude", "52.2352 N", "10.564 W",
     "coordinates.named", "certain", 4),
    ({"latitudeE7": 522352000, "longitudeE7": 105640000}, "$.latitudeE7", "522352000", "105640000",
     "coordinates.e7", "certain", 4),
    ({"lat": 522352123, "lon": 105640000}, "$.lat", "522352123", "105640000", "coordinates.e7", "likely", 7),
    ({"lat_e6": 52235200, "lon_e6": 10564000}, "$.lat_e6", "52235200", "10564000", "coordinates.e7", "certain", 4),
    ({"ll": "52.2352,10.564"}, "$.ll", "52.2352", "10.564", "coordinates.pair_text", "certain", 4),
    ({"geo": "52.23;10.56"}, "$.geo", "52.23", "10.56", "coordinates.pair_text", "likely", 2),
    ({"lnglat": "10.5640,52.2352"}, "$.lnglat", "52.2352", "10.5640", "coordinates.pair_text", "certain", 4),
    ({"where": "POINT(10.564 52.2352)"}, "$.where", "52.2352", "10.564", "coordinates.pair_text", "certain", 4),
    ({"loc": "+52.2352+010.5640/"}, "$.loc", "+52.2352", "+010.5640", "coordinates.pair_text", "certain", 4),
    ({"link": "see geo:52.2352,10.564;u=35"}, "$.link", "52.2352", "10.564", "coordinates.geo_uri", "certain", 4),
    ({"log": "fix lat=52.2352, lng=10.564 ok"}, "$.log", "52.2352", "10.564", "coordinates.labelled_text", "likely", 4),
    ({"point": "52.2352°, 10.564°"}, "$.point", "52.2352", "10.564", "coordinates.pair_text", "certain", 4),
    ({"where": "52°14'07\"N 10°33'50\"E"}, "$.where", "52.2353", "10.5639", "coordinates.dms", "likely", 4),
    ({"location": [52.2352, 10.564]}, "$.location[0]", "52.2352", "10.564", "coordinates.list", "likely", 4),
    ({"g": {"type": "Point", "coordinates": [10.564, 52.2352]}}, "$.g.coordinates[1]", "52.2352", "10.564",
     "coordinates.geojson", "certain", 4),
]  # fmt: skip


@pytest.mark.parametrize(
    ("body", "path", "latitude", "longitude", "rule", "confidence", "decimals"),
    POSITIONS,
    ids=lambda item: json.dumps(item)[:50] if isinstance(item, dict) else "",
)
def test_a_position_is_found_where_it_stands(
    see, body, path, latitude, longitude, rule, confidence, decimals
) -> None:
    first, second = see(DETECTOR, body)
    assert (first.property, second.property) == ("latitude", "longitude")
    assert (first.value, second.value) == (latitude, longitude)
    assert first.path == f"body>json:{path}"
    assert first.rule == rule
    assert first.confidence == confidence
    assert first.category == ("location.precise" if decimals >= 3 else "location.coarse")
    assert first.measures is not None
    assert first.measures.precision_m == pytest.approx(111_320 / 10**decimals, rel=1e-3)


def test_longitude_shrinks_with_the_cosine_of_the_latitude(see) -> None:
    latitude, longitude = see(DETECTOR, {"lat": 60.1234, "lon": 10.1234})
    assert longitude.measures.precision_m == pytest.approx(latitude.measures.precision_m / 2, rel=0.01)


def test_query_form_and_header_hold_positions_too(see) -> None:
    query = see(DETECTOR, query="a=1&latitude=-33.8688&longitude=151.2093")
    assert [item.path for item in query] == ["query:latitude", "query:longitude"]
    header = see(DETECTOR, headers=(("X-Geo-Position", "-33.8688;151.2093"),))
    assert [item.path for item in header] == ["header:X-Geo-Position"] * 2
    pair = see(DETECTOR, headers=(("X-Latitude", "-33.8688"), ("X-Longitude", "151.2093")))
    assert [item.value for item in pair] == ["-33.8688", "151.2093"]
    path = see(DETECTOR, path="/forecast/52.2352,10.5640")
    assert [item.path for item in path] == ["path:1"] * 2


def test_start_and_end_do_not_mix(see) -> None:
    body = {"start_lat": 52.1234, "start_lng": 10.1234, "end_lat": 53.1234, "end_lng": 11.1234}
    assert [item.value for item in see(DETECTOR, body)] == ["52.1234", "10.1234", "53.1234", "11.1234"]


def test_altitude_beside_a_position(see) -> None:
    found = see(DETECTOR, {"latitude": 52.2352, "longitude": 10.564, "altitude": 80.5, "speed": 1.2})
    assert [item.property for item in found] == ["latitude", "longitude", "x_altitude"]
    assert see(DETECTOR, {"altitude": 80.5}) == []


def test_latitude_alone_is_possible_only_when_named_in_full(see) -> None:
    (found,) = see(DETECTOR, {"latitude": 52.2352})
    assert found.confidence is Confidence.POSSIBLE
    assert see(DETECTOR, {"lat": 52.2352}) == []
    assert see(DETECTOR, {"latitude": 52}) == []


def test_single_precision_and_sums_give_no_false_digits(see) -> None:
    widened = see(DETECTOR, {"lat": 37.33069992065430, "lon": -122.03070068359375})
    assert widened[0].measures.precision_m == pytest.approx(11.13, rel=0.01)
    summed = see(DETECTOR, {"lat": 52.1234 + 0.0002, "lon": 10.5})
    assert summed[0].measures.precision_m == pytest.approx(11.13, rel=0.01)


@pytest.mark.parametrize(
    "body",
    [
        {"locations": [{"coords": {"latitude": 52.1 + i / 1e4, "longitude": 10.5}, "timestamp": 1.7e12 + i * 1000}
                       for i in range(30)]},
        {"track": [{"t": 1.7e9 + i, "lat": str(52.1 + i / 1e4), "lng": "10.5"} for i in range(30)]},
        {"run": {"lat": [52.1 + i / 1e4 for i in range(30)], "lng": [10.5] * 30,
                 "timestamps": [1_700_000_000 + i for i in range(30)]}},
        {"route": [{"latE7": 521000000 + i * 1000, "lngE7": 105000000, "time": f"2026-11-22T07:00:{i:02}Z"}
                   for i in range(30)]},
    ],
    ids=["nested", "texts", "columns", "e7"],
)  # fmt: skip
def test_three_positions_make_one_track(see, body) -> None:
    (track,) = see(DETECTOR, body)
    assert (track.category, track.property) == ("location.track", "x_track")
    assert track.confidence is Confidence.CERTAIN
    assert track.measures.n == 30
    assert track.measures.seconds == pytest.approx(29)
    assert track.value.startswith("52.1,10.5 52.1001,10.5 ")


def test_rows_of_two_numbers_are_a_track_when_they_move_by_small_steps(see) -> None:
    rows = [[10.5 + i / 1e4, 52.1234, 80.0] for i in range(20)]
    (track,) = see(DETECTOR, {"type": "LineString", "coordinates": rows})
    assert track.measures.n == 20
    assert track.value.startswith("52.1234,10.5 ")
    few = see(DETECTOR, {"path": [[52.1234 + i / 1e4, 10.5432] for i in range(4)]})
    assert [item.category for item in few] == ["location.track"]


def test_recorded_position_and_its_street(see, shared_data: Path) -> None:
    url = (shared_data / "http/ios-privacy-violations/24057-newsbreak-location.txt").read_text().strip()
    found = see(DETECTOR, query=url.partition("?")[2])
    assert [(item.path, item.value[:7]) for item in found] == [
        ("query:latitude", "52.2352"),
        ("query:longitude", "10.5642"),
    ]


def test_recorded_bid_requests(see, shared_data: Path) -> None:
    bids = sorted((shared_data / "http/prebid-openrtb").rglob("*.json"))
    assert bids
    found = [item for bid in bids for item in see(DETECTOR, json.loads(bid.read_text())["mockBidRequest"])]
    assert {item.value for item in found} == {"47.6275", "-122.3462", "20.6668", "-103.3918"}
    assert {item.confidence for item in found} == {Confidence.CERTAIN}


def _given(number: str) -> int:
    return len(number.partition(".")[2].rstrip("0"))


WRITINGS = ["number", "text", "e7", "pair", "geojson", "geo_uri", "query"]


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    latitude=st.floats(-89, 89),
    longitude=st.floats(-179, 179),
    decimals=st.integers(3, 7),
    writing=st.sampled_from(WRITINGS),
)
def test_any_coordinates_are_found_with_the_precision_of_their_digits(
    see, latitude: float, longitude: float, decimals: int, writing: str
) -> None:
    lat, lon = f"{latitude:.{decimals}f}", f"{longitude:.{decimals}f}"
    if abs(float(lat)) < 1.01 or abs(float(lon)) < 0.01:
        return
    bodies: dict[str, object] = {
        "number": {"lat": float(lat), "lon": float(lon)},
        "text": {"latitude": lat, "longitude": lon},
        "e7": {"latitudeE7": round(float(lat) * 1e7), "longitudeE7": round(float(lon) * 1e7)},
        "pair": {"ll": f"{lat},{lon}"},
        "geojson": {"type": "Point", "coordinates": [float(lon), float(lat)]},
        "geo_uri": {"uri": f"geo:{lat},{lon}"},
    }
    if max(_given(lat), _given(lon)) < 2:
        return
    found = see(DETECTOR, bodies.get(writing), query=f"lat={lat}&lng={lon}" if writing == "query" else "")
    assert [item.property for item in found] == ["latitude", "longitude"]
    given_decimals = max(_given(lat), _given(lon))
    if writing == "pair":
        assert found[0].path.endswith("$.ll")
    assert found[0].measures.precision_m == precision_m(given_decimals)
    scale = 1e-7 if writing == "e7" else 1.0
    assert math.isclose(float(found[0].value) * scale, float(lat), abs_tol=1e-9)
    assert math.isclose(float(found[1].value) * scale, float(lon), abs_tol=1e-9)


def test_members_named_by_digits_are_no_matrix(see) -> None:  # type: ignore[no-untyped-def]
    rows = [{"0": 52.2352 + number, "": 10.5} for number in range(4)]
    assert see(DETECTOR, {"location": rows}) == []


# -- codes --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "prop", "value", "category", "precision", "confidence"),
    [
        ({"geohash": "u33dc0cpnnb"}, "x_geohash", "u33dc0cpnnb", "location.precise", 0.1493, "certain"),
        ({"user": {"geo_hash": "u33d"}}, "x_geohash", "u33d", "location.coarse", 19_570, "possible"),
        ({"userGeohash": "u33dc"}, "x_geohash", "u33dc", "location.coarse", 4_892, "certain"),
        ({"geohash": "gcpuvpk"}, "x_geohash", "gcpuvpk", "location.precise", 152.9, "possible"),
        ({"plus_code": "8FVC9G8F+6W"}, "x_plusCode", "8FVC9G8F+6W", "location.precise", 13.9, "certain"),
        ({"plusCode": {"globalCode": "849VCWC8+R9X"}}, "x_plusCode", "849VCWC8+R9X", "location.precise", 2.783, "certain"),
        ({"note": "meet at 8FVC9G8F+6W, Zurich"}, "x_plusCode", "8FVC9G8F+6W", "location.precise", 13.9, "likely"),
        ({"olc": "8FVC0000+"}, "x_plusCode", "8FVC0000+", "location.coarse", 111_300, "certain"),
    ],
    ids=str,
)  # fmt: skip
def test_codes_of_places(see, body, prop, value, category, precision, confidence) -> None:
    (found,) = see(DETECTOR, body)
    assert (found.property, found.value, found.category) == (prop, value, category)
    assert found.measures.precision_m == pytest.approx(precision, rel=0.01)
    assert found.confidence == confidence


def test_a_plus_code_in_a_query_whose_plus_became_a_space(see) -> None:
    (found,) = see(DETECTOR, query="pluscode=8FVC9G8F+6W&x=1")
    assert (found.path, found.value) == ("query:pluscode", "8FVC9G8F+6W")


def test_integers_without_a_scale_are_read_as_what_lies_on_the_globe(see) -> None:
    millionths = see(DETECTOR, {"latitude": 52235200, "longitude": 10564000})
    assert millionths[0].rule == "coordinates.e7"
    assert millionths[0].measures.precision_m == precision_m(4)
    tenths = see(DETECTOR, {"latitude": 522352123, "longitude": 105640000})
    assert tenths[0].measures.precision_m == precision_m(7)
    named = see(DETECTOR, {"latMicro": 52235200, "lngMicro": 10564000})
    assert (named[0].rule, named[0].confidence) == ("coordinates.e7", "certain")


def test_the_error_that_the_message_gives_counts(see) -> None:
    (latitude, longitude) = see(DETECTOR, {"latitude": 52.23521, "longitude": 10.56412, "accuracy": 35.5})
    assert (latitude.category, latitude.measures.precision_m) == ("location.precise", 35.5)
    assert longitude.measures.precision_m == 35.5
    coarse = see(DETECTOR, {"latitude": 52.23521, "longitude": 10.56412, "horizontalAccuracy": 3000})
    assert {item.category for item in coarse} == {"location.coarse"}
    unknown = see(DETECTOR, {"latitude": 52.23521, "longitude": 10.56412, "accuracy": -1})
    assert unknown[0].measures.precision_m == precision_m(5)


# -- tracks in other notations ------------------------------------------------------------------------------------


def _tree(element: ElementTree.Element) -> object:
    """An XML element as the decoder gives it: attributes as @name, repeated elements as lists, a bare text as itself."""
    name = lambda tag: tag.rpartition("}")[2]  # noqa: E731
    tree: dict[str, object] = {f"@{name(key)}": value for key, value in element.attrib.items()}
    children: dict[str, list[object]] = {}
    for child in element:
        children.setdefault(name(child.tag), []).append(_tree(child))
    tree |= {key: items[0] if len(items) == 1 else items for key, items in children.items()}
    return tree or (element.text or "").strip()


@pytest.mark.parametrize(
    ("name", "least"),
    [
        ("Mojstrovka.gpx", 180),
        ("cerknicko-jezero.gpx", 296),
        ("korita-zbevnica.gpx", 871),
        ("around-visnjan-with-car.gpx", 104),
    ],
)
def test_recorded_gpx(see, shared_data: Path, name: str, least: int) -> None:
    root = ElementTree.parse(shared_data / "sensors/gpx" / name).getroot()
    points = len(root.findall(".//{*}trkpt"))
    found = [item for item in see(DETECTOR, {"gpx": _tree(root)}) if item.category == "location.track"]
    assert points >= least
    walked = [item for item in found if "trkpt" in item.path]
    assert sum(item.measures.n for item in walked) == points
    assert all(item.measures.precision_m < 2 for item in found)
    assert '["@lat"]' in found[0].path


def test_recorded_gpx_with_times_has_its_length(see, shared_data: Path) -> None:
    file = shared_data / "sensors/garminconnect/test_data/sample_activity.gpx"
    root = ElementTree.parse(file).getroot()
    (found,) = see(DETECTOR, {"gpx": _tree(root)})
    times = [point.findtext("{*}time") for point in root.findall(".//{*}trkpt")]
    assert (found.measures.n, found.confidence) == (len(times), "certain")
    first, last = (datetime.fromisoformat(times[at]).timestamp() for at in (0, -1))
    assert found.measures.seconds == pytest.approx(last - first)


def test_nmea_and_fit_as_their_decoders_give_them(see) -> None:
    sentences = [{"sentence": "GGA", "time": f"07:00:0{i}", "lat": 48.1173 + i / 1e4, "lon": 11.5166, "altitude": 545.4}
                 for i in range(5)]  # fmt: skip
    (track,) = see(DETECTOR, sentences)
    assert (track.category, track.measures.n) == ("location.track", 5)
    single = see(DETECTOR, sentences[0])
    assert [item.property for item in single] == ["latitude", "longitude", "x_altitude"]
    records = {"record": [{"position_lat": 52.1 + i / 1e5, "position_long": 10.5, "heart_rate": 120 + i,
                           "timestamp": f"2026-11-22T07:00:{i:02}Z"} for i in range(20)]}  # fmt: skip
    (run,) = see(DETECTOR, records)
    assert (run.measures.n, run.measures.seconds, run.confidence) == (20, 19, "certain")


def test_recorded_fit_positions(see, shared_data: Path) -> None:
    with (shared_data / "sensors/fit-fitdecode/garmin-fenix-5-run-records.csv").open() as lines:
        rows = [row for row in csv.DictReader(lines) if row.get("position_lat")]
    scale = 180 / 2**31
    whole = [
        {axis: int(float(row[axis])) for axis in ("position_lat", "position_long")} for row in rows[:400]
    ]
    (raw,) = see(DETECTOR, {"record": whole})
    (found,) = see(
        DETECTOR, {"record": [{axis: value * scale for axis, value in row.items()} for row in whole]}
    )
    assert (found.category, found.measures.n) == ("location.track", len(whole))
    assert raw.value == found.value  # the integers as the watch wrote them
    assert found.value.startswith("38.2")


def test_recorded_polyline(see, shared_data: Path) -> None:
    route = json.loads((shared_data / "sensors/strava/example_route_response.json").read_text())
    found = [item for item in see(DETECTOR, route) if item.category == "location.track"]
    assert found
    assert all(item.rule == "track.positions" for item in found)


@pytest.mark.parametrize(
    "body",
    [
        {"overview_polyline": {"points": "_izlhA~rlgdF_{geC~ywl@_kwzCn`{nI"}},
        {"path": "52.1234,10.5001|52.1235,10.5002|52.1236,10.5003"},
        {"geometry": "LINESTRING(10.5001 52.1234, 10.5002 52.1235, 10.5003 52.1236)"},
        {"waypoints": "52.1234,10.5001;52.1235,10.5002;52.1236,10.5003"},
        {"run": {"latE7": [521000000 + i for i in range(9)], "lngE7": [105000000 + i for i in range(9)]}},
    ],
    ids=["polyline", "path", "wkt", "waypoints", "columns"],
)
def test_a_route_in_one_text(see, body) -> None:
    found = see(DETECTOR, body)
    if "overview_polyline" in body:
        assert found == []  # steps of degrees: a made-up line of the manual, no way that somebody went
        return
    (track,) = found
    assert (track.category, track.confidence in ("likely", "certain")) == ("location.track", True)


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=80), st.sampled_from(["polyline", "geohash", "plus_code", "path", "q", "points"]))
def test_any_text_is_read_or_refused(see, value: str, name: str) -> None:
    for item in see(DETECTOR, {name: value}):
        assert item.rule in DETECTOR.rules


# -- lists of places ----------------------------------------------------------------------------------------------

_CITIES = [(52.5200, 13.4050), (48.1371, 11.5754), (53.5511, 9.9937), (51.2277, 6.7735)]
_BLOCK = [(52.5201 + i / 1e3, 13.4051 + i / 2e3) for i in range(6)]


def _rows(points, **more):
    return [{"lat": lat, "lng": lng, **more} for lat, lng in points]


@pytest.mark.parametrize(
    "body",
    [
        {"stores": _rows(_CITIES, name="Filiale")},
        {"results": [{"geometry": {"location": row}, "name": "a"} for row in _rows(_BLOCK)]},
        {"stops": _rows(_BLOCK, id=1)},
        {"items": _rows(_BLOCK, address="Hauptstr. 1", zip="10115")},
        {"hotels": _rows(_BLOCK, rating=4.5, price=120)},
        {"cities": _rows(_CITIES, label="x")},
        {"airports": _rows(_CITIES, iata="BER")},
        {"listings": _rows(_BLOCK, rooms=3)},
        {"data": _rows(_BLOCK, title="Cafe", rating=4.1)},
        {"geofence": {"vertices": _rows(_BLOCK)}},
        {"zones": [{"polygon": _rows(_BLOCK)}]},
        {"markers": _rows(_BLOCK, icon="pin")},
        {"atms": _rows(_BLOCK, bank="x")},
        {"d": _rows(_CITIES)},
    ],
    ids=lambda body: next(iter(body)),
)
def test_a_list_of_places_is_no_track(see, body) -> None:
    assert see(DETECTOR, body) == []


@pytest.mark.parametrize(
    "body",
    [
        {"points": _rows(_BLOCK)},
        {"locations": _rows(_BLOCK, speed=1.4, accuracy=8)},
        {"trip": {"path": _rows(_BLOCK)}},
        {"breadcrumbs": _rows(_BLOCK, bearing=120)},
        {"batch": [{"coords": row, "activity": "walking"} for row in _rows(_BLOCK)]},
        {"stores": [{**row, "timestamp": 1_700_000_000 + 60 * i} for i, row in enumerate(_rows(_BLOCK))]},
        {"flights": [{**row, "time": 1_700_000_000 + 3600 * i} for i, row in enumerate(_rows(_CITIES))]},
        {
            "gpx": {
                "trk": {"trkseg": {"trkpt": [{"@lat": str(lat), "@lon": str(lon)} for lat, lon in _BLOCK]}}
            }
        },
        {
            "samples": [
                {"latitudeInDegree": lat, "longitudeInDegree": lon, "heartRate": 120} for lat, lon in _BLOCK
            ]
        },
        {"city": "Berlin", "route": _rows(_BLOCK)},
    ],
    ids=lambda body: next(iter(body)),
)
def test_positions_of_a_way_are_a_track(see, body) -> None:
    assert [item.category for item in see(DETECTOR, body)] == ["location.track"]


# -- notations of their own -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "body",
    [
        {"GPSLatitude": [59, 19, 46.21]},
        {"GPSLatitude": [59, 61, 46.21], "GPSLongitude": [18, 4, 7.12]},
        {"utm_zone": "32T", "easting": 12, "northing": 5189567.4},
        {"easting": 465018.2, "northing": 5189567.4},
        {"x": 13.40495, "y": 52.52001},
        {"x": 13.40495, "y": 52.52001, "crs": "EPSG:3857"},
        {"lat": {"value": 52.52001}},
        {"body": "mars", "lat": -4.5895, "lon": 137.4417},
        {"mars": {"lat": -4.5895, "lon": 137.4417}},
        {"lat_ms": 12.123, "lon_ms": 13.456},
        {"geometry": "ROUNDED_RECTANGLE", "shape": "HomeStudioWORK", "path": "RouteHomeWORK"},
        {"mgrs": "12ABC1234", "locator": "//button[@id='go']", "h3": "Section A", "words": "one.two.three"},
        {"log": "Location[gps off]", "text": "<+1> +/- 2"},
    ],
    ids=json.dumps,
)
def test_what_only_looks_like_another_notation_is_none(see, body) -> None:
    assert [item for item in see(DETECTOR, body) if item.category != "location.coarse"] == []


@pytest.mark.parametrize(
    "path", ["/npm/3.141/2.718/x.js", "/convert/1250.5000/1.0843", "/a/52.37403/b/4.88969", "/1.2345"]
)
def test_numbers_in_a_path_that_are_no_position(see, path) -> None:
    assert see(DETECTOR, {}, path=path) == []


@pytest.mark.parametrize(
    ("body", "value"),
    [
        (
            {"GPSLatitude": [59, 19, 46.21], "GPSLatitudeRef": "S", "GPSLongitude": [18, 4, 7.12]},
            "-59.329503",
        ),
        ({"GPSLatitude": "48/1,12/1,2956/100", "GPSLongitude": "16/1,22/1,2575/100"}, "48.208211"),
        ({"GPSLatitude": "59 deg 19' 46.21\" N", "GPSLongitude": "18 deg 4' 7.12\" E"}, "59.329503"),
        ({"lat": "52,31.2024N", "lon": "13,24.2970E"}, "52.520040"),
        ({"utm_zone": "31U", "easting": 448251, "northing": 5411932}, "48.858194"),
        ({"x": 13.40495, "y": 52.52001, "crs": "EPSG:4326"}, "52.52001"),
        ({"x": 13.40495, "y": 52.52001, "spatialReference": {"wkid": 4326}}, "52.52001"),
        ({"lat": {"value": 52.52001}, "lng": {"value": 13.40495}}, "52.52001"),
        ({"loc": "52.52001|13.40495"}, "52.52001"),
        ({"log": "got Location[fused 48.856613,2.352222 hAcc=11.3 et=+3d]"}, "48.856613"),
        ({"log": "<+37.33182000,-122.03118000> +/- 5.00m (speed -1.00 mps)"}, "+37.33182000"),
        ({"found": "N 47° 22.610' E 008° 32.490'"}, "47.37683"),
    ],
    ids=json.dumps,
)
def test_a_position_in_another_notation_is_found(see, body, value) -> None:
    found = see(DETECTOR, body)
    assert [item.value for item in found if item.property == "latitude"] == [value]
    assert {item.category for item in found} == {"location.precise"}


@pytest.mark.parametrize(
    ("body", "prop"),
    [
        ({"mgrs": "31UDQ4825111932"}, "x_mgrs"),
        ({"what3words": "///filled.count.soap"}, "x_threeWords"),
        ({"receiverLocator": "JN78cg24"}, "x_gridLocator"),
        ({"h3_index": "8a1fb46622dffff"}, "x_h3Cell"),
    ],
    ids=json.dumps,
)
def test_codes_of_places_are_found_by_name(see, body, prop) -> None:
    assert [item.property for item in see(DETECTOR, body)] == [prop]


@pytest.mark.parametrize(
    ("path", "latitude"),
    [
        ("/route/v1/driving/13.388860,52.517037;13.397634,52.529407", "52.517037"),
        ("/calculateRoute/52.50931,13.42936:52.50274,13.43872/json", "52.50931"),
        ("/matrix/-122.4241,-37.7812;-122.4053,-37.7764;-122.4100,-37.7800", "-37.7812"),
    ],
)
def test_the_first_of_several_places_in_a_path(see, path, latitude) -> None:
    found = {item.property: item.value for item in see(DETECTOR, path=path)}
    assert found["latitude"] == latitude


@pytest.mark.parametrize(
    "path",
    [
        "/uv/0.1250,0.5000;0.2500,0.7500", "/diff/1.204,2.881;1.205,2.882", "/a/52.5170,13.3888;x",
        "/c/152.5170,113.3888:152.5170,113.3888", "/d/1.2345:6.7890",
    ],
)  # fmt: skip
def test_other_rows_of_numbers_in_a_path(see, path) -> None:
    assert see(DETECTOR, path=path) == []


@pytest.mark.parametrize(
    "body",
    [
        {"lt": 47.069418, "ln": 15.443307},
        {"lt": 48.208201, "lg": 16.373801},
        {
            "V.Location.Latitude": {"value": 48.137154, "unit": "deg"},
            "V.Location.Longitude": {"value": 11.576, "unit": "deg"},
        },
    ],
    ids=json.dumps,
)
def test_short_names_and_values_under_long_ones(see, body) -> None:
    assert {item.property for item in see(DETECTOR, body)} == {"latitude", "longitude"}


@pytest.mark.parametrize(
    "body",
    [
        {"lt": 47.06, "ln": 15.44},
        {"lt": 47.069418},
        {"ln": 47.069418, "lg": 15.443307},
        {"map.max.latitude": {"value": 55.058}, "map.max.longitude": {"value": 15.041}},
        {"a.latitude": {"value": 55.058}, "b.longitude": {"value": 15.041}},
        {"position": [4.21, 1.62, -7.07], "fov": 50},
        {"pose": {"position": [4.21, 1.62, -7.07], "quaternion": [0, 0, 0, 1]}},
    ],
    ids=json.dumps,
)
def test_other_pairs_and_figures_are_no_places(see, body) -> None:
    assert [item for item in see(DETECTOR, body) if item.rule != "coordinates.latitude_alone"] == []


RING = [[10.4661, 52.2512], [10.4708, 52.2511], [10.471, 52.2539], [10.4662, 52.2541], [10.4661, 52.2512]]


def test_an_area_is_nobodys_way(see) -> None:
    assert see(DETECTOR, {"type": "Feature", "geometry": {"type": "Polygon", "coordinates": [RING]}}) == []
    assert see(DETECTOR, {"type": "MultiPolygon", "coordinates": [[RING], [RING]]}) == []
    line = see(DETECTOR, {"type": "Feature", "geometry": {"type": "LineString", "coordinates": RING}})
    assert [item.category for item in line] == ["location.track"]


POLYLINE = "sy~}Hg~f_AqBoBqAsAq@gBk@_DgAeEiBsDuB_C}AuAw@}Ai@oC}@}DaB}DuBoCgB}AaAuAi@_C"


@pytest.mark.parametrize(
    ("body", "tracks"),
    [
        ({"line": {"encoding": "polyline5", "points": POLYLINE}}, 1),
        ({"route": {"points": POLYLINE}}, 1),
        ({"overview_polyline": {"points": POLYLINE}}, 1),
        ({"game": {"points": POLYLINE}}, 0),
        ({"line": {"points": "sixteenlettersandmore"}}, 0),
        ({"line": {"text": POLYLINE}}, 0),
    ],
)
def test_points_of_a_line_as_an_encoded_polyline(see, body: object, tracks: int) -> None:
    assert [item.category for item in see(DETECTOR, body)] == ["location.track"] * tracks


def test_metres_of_a_pose_are_no_position_on_earth(see) -> None:
    pose = {"position": [0.12, 1.64, -0.4], "rotation": [0.0174, 0.2588, 0.0, 0.9658]}
    assert see(DETECTOR, {"headset": pose}) == []
    assert see(DETECTOR, {"head": {"position": [0.12, 1.64, -0.4], "orientation": [0.1, 12.25, 0.5]}}) == []
    assert see(DETECTOR, {"position": [48.2082, 16.3738]}) != []


def test_the_place_of_an_earthquake_is_nobodys(see) -> None:
    quake = {
        "mag": 4.9,
        "place": "112 km SSE of Hachinohe",
        "felt": None,
        "status": "reviewed",
        "magType": "mb",
    }
    feature = {
        "type": "Feature",
        "properties": quake,
        "geometry": {"type": "Point", "coordinates": [142.1873, 39.6121]},
    }
    assert see(DETECTOR, {"type": "FeatureCollection", "features": [feature]}) == []
    assert len(see(DETECTOR, feature | {"properties": {"name": "camp"}})) == 2


def _called(names: str) -> list[dict[str, object]]:
    return [{**row, "name": name} for row, name in zip(_rows(_BLOCK), names, strict=False)]


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ({"title": "Ilmtal", "route": {"waypoints": _called("abcdefgh")}}, False),
        ({"rte": {"name": "Etapa 3", "rtept": _called("abcdefgh")}}, False),
        ({"gpx": {"@version": "1.1", "metadata": {"name": "Szlak"}, "rte": {"rtept": _called("abcdefgh")}}}, False),
        ({"route": {"waypoints": _called("abcdefgh")}}, True),
        ({"title": "Ilmtal", "route": {"waypoints": _called("aaaaaaaa")}}, True),
        ({"title": "Ilmtal", "route": {"waypoints": _called("12345678")}}, True),
        ({"title": "Ilmtal", "points": _called("abcdefgh")}, True),
        ({"title": "Ilmtal", "route": {"waypoints": _rows(_BLOCK)}}, True),
        ({"title": "Weg", "deviceId": "9c1b", "route": {"waypoints": _called("abcdefgh")}}, True),
        ({"title": "Weg", "route": {"waypoints": [{**row, "time": 1_700_000_000 + i}
                                                  for i, row in enumerate(_called("abcdefgh"))]}}, True),
    ],
)  # fmt: skip
def test_a_way_with_a_name_whose_points_have_names_is_walked_by_nobody(see, body, found) -> None:
    assert bool(see(DETECTOR, body)) is found
