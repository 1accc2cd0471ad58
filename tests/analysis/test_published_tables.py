"""Rows that count many, stations far apart, forecasts and earthquakes are nobody's; those of a person or a home stay."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from analysis.decoding import open_message
from analysis.payload import Group
from analysis.published_tables import (
    is_asked_of_many,
    is_counted,
    is_forecast,
    is_of_a_network,
    is_public_event,
)
from analysis.records import Transmission
from analysis.surroundings import Surroundings, surroundings

COUNTED = {"age": 30, "sex": "f", "premium": 39.7}
NORTH = {"stationCode": "A1", "lat": 52.26, "lon": 10.53, "pm10": 18}
SOUTH = {"stationCode": "B7", "lat": 48.13, "lon": 11.57, "pm10": 21}
DAY = {"date": "2026-11-26", "tMin": 1.2, "tMax": 7.9, "humidity": 71}


def at(body: Any, path: str) -> tuple[Group, Surroundings]:
    data = json.dumps(body).encode()
    place = surroundings(open_message(Transmission(
        id="0" * 26, flow_id="0" * 26, seen_at=datetime(2026, 11, 26, tzinfo=UTC), writer="test", method="POST",
        host="h.example", path="/v1", request_headers=(("Content-Type", "application/json"),), body=data,
        body_size=len(data),
    )))  # fmt: skip
    group = place.group(f"body>json:$.{path}")
    assert group is not None
    return group, place


@pytest.mark.parametrize(
    "rows",
    [
        [COUNTED],
        [COUNTED | {"firstName": "Mara"}, COUNTED | {"firstName": "Ilias"}],
        [COUNTED | {"userId": "u1"}, COUNTED | {"userId": "u2"}],
        [{"age": 30, "sex": "f", "weight": 62}, {"age": 31, "sex": "m", "weight": 80}],
        [{"age": 30, "sex": "f"}, {"age": 31, "sex": "m"}],
    ],
)
def test_people_are_not_counted(rows: list[dict[str, object]]) -> None:
    assert not is_counted(*at({"rows": rows}, "rows[0]"))


def test_one_object_that_is_in_no_list_is_of_one_person() -> None:
    assert not is_counted(*at({"quote": COUNTED}, "quote"))


@pytest.mark.parametrize("name", ["premium", "count", "population", "deaths", "einwohner"])
def test_rows_that_tell_how_many_are_so(name: str) -> None:
    rows = [{"age": 30, "sex": "m", name: 7}, {"age": 30, "sex": "f", name: 8}]
    assert all(is_counted(*at({"rows": rows}, f"rows[{row}]")) for row in range(2))


@pytest.mark.parametrize(
    "rows",
    [
        [NORTH],
        [NORTH, NORTH | {"pm10": 20}],
        [NORTH, NORTH | {"stationCode": "A2", "lat": 52.2601}],
        [{"stationCode": "kitchen", "pm10": 3}, {"stationCode": "garden", "pm10": 9}],
        [{"lat": 52.26, "lon": 10.53}, {"lat": 48.13, "lon": 11.57}],
    ],
)
def test_the_sensors_of_one_home_are_no_network(rows: list[dict[str, object]]) -> None:
    assert not is_of_a_network(*at({"rows": rows}, "rows[0]"))


def test_stations_far_apart_are_a_network() -> None:
    assert is_of_a_network(*at({"rows": [NORTH, SOUTH]}, "rows[1]"))


@pytest.mark.parametrize(
    "body",
    [
        {"days": [DAY]},
        {"issued": "2026-11-25", "days": [{"date": "2026-11-26", "humidity": 71}]},
    ],
)
def test_what_a_station_measured_is_no_forecast(body: dict[str, object]) -> None:
    assert not is_forecast(*at(body, "days[0]"))


def test_least_and_most_of_days_to_come_are_a_forecast() -> None:
    assert is_forecast(*at({"issued": "2026-11-25", "days": [DAY]}, "days[0]"))
    assert is_forecast(*at({"forecast": [DAY]}, "forecast[0]"))


@pytest.mark.parametrize(
    "event",
    [
        {"lat": 52.2, "lon": 10.5, "felt": True, "intensity": 4, "place": "home"},
        {"lat": 52.2, "lon": 10.5, "mag": 48.1, "depth": 3},
        {"lat": 52.2, "lon": 10.5, "satellite": 7, "brightness": 3},
    ],
)
def test_what_somebody_tells_of_a_place_is_no_public_event(event: dict[str, object]) -> None:
    assert not is_public_event(*at({"rows": [event]}, "rows[0]"))


def test_earthquakes_and_fires_are_public() -> None:
    quake = {"mag": 4.9, "place": "off Japan", "status": "reviewed", "felt": 3}
    feature = {"properties": quake, "geometry": {"type": "Point", "coordinates": [142.1, 39.6]}}
    assert is_public_event(*at({"features": [feature]}, "features[0].geometry"))
    fire = {"latitude": -12.3, "longitude": 131.0, "frp": 4.1, "acq_date": "2026-11-24", "satellite": "N"}
    assert is_public_event(*at({"rows": [fire]}, "rows[0]"))


SPAN = {"startDate": "2026-01-01", "endDate": "2026-10-31"}


def asked(body: Any, path: str) -> bool:
    _, place = at({"_": {"a": 1}, "q": body}, "_")
    return is_asked_of_many(f"body>json:$.q.{path}", place)


@pytest.mark.parametrize("parted", ["timeUnit", "granularity", "groupBy", "breakdown"])
def test_a_question_for_statistics_names_nobody(parted: str) -> None:
    body = SPAN | {parted: "month", "gender": "f", "groups": [{"name": "a", "keywords": ["b"]}]}
    assert asked(body, "gender")
    assert asked(body, "groups[0].keywords[0]")


@pytest.mark.parametrize(
    "body",
    [
        SPAN | {"gender": "f"},
        {"timeUnit": "month", "gender": "f"},
        SPAN | {"timeUnit": "month", "userId": "u-1", "gender": "f"},
    ],
)
def test_what_one_person_asks_or_is(body: Any) -> None:
    assert not asked(body, "gender")
