"""Rows of a list named after a kind of place, and features that tell their hours, are open to all; places of people not."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from analysis.decoding import open_message
from analysis.directories import is_in_a_directory
from analysis.public_places import is_public_place, is_site_of_a_firm
from analysis.records import Transmission
from analysis.surroundings import Surroundings, surroundings

NORTH = {"name": "Nord", "street": "Wiener Str. 3", "phone": "+43 316 555010", "lat": 47.09, "lng": 15.4}
SOUTH = {
    "name": "Weiz",
    "street": "Birkfelder Str. 9",
    "phone": "+43 3172 555022",
    "lat": 47.21,
    "lng": 15.62,
}
POINT = {"type": "Point", "coordinates": [4.89512, 52.37011]}


def around(body: Any) -> Surroundings:
    data = json.dumps(body).encode()
    return surroundings(open_message(Transmission(
        id="0" * 26, flow_id="0" * 26, seen_at=datetime(2026, 11, 26, tzinfo=UTC), writer="test", method="POST",
        host="h.example", path="/v1", request_headers=(("Content-Type", "application/json"),), body=data,
        body_size=len(data),
    )))  # fmt: skip


def is_public(body: Any, path: str) -> bool:
    return is_public_place(f"body>json:$.{path}", around(body))


@pytest.mark.parametrize("name", ["stations", "apotheken", "OIL", "pharmacies", "subeler", "parcelShops"])
def test_rows_of_a_directory(name: str) -> None:
    assert all(is_public({name: [NORTH, SOUTH]}, f"{name}[{row}]") for row in range(2))


@pytest.mark.parametrize(
    ("body", "path"),
    [
        ({"contacts": [NORTH, SOUTH]}, "contacts[0]"),
        ({"places": [NORTH, SOUTH]}, "places[1]"),
        ({"stores": [NORTH]}, "stores[0]"),
        ({"stores": [NORTH, NORTH]}, "stores[0]"),
        ({"favouriteStores": [NORTH, SOUTH]}, "favouriteStores[0]"),
        ({"stores": [NORTH | {"visited": 3}, SOUTH]}, "stores[0]"),
        ({"stores": [NORTH | {"lastName": "Keller"}, SOUTH | {"lastName": "Auer"}]}, "stores[0]"),
        ({"stores": [{"name": "A", "lat": 1.5}, {"name": "B", "lat": 2.5}]}, "stores[0]"),
        ({"customer": 4, "stores": [NORTH, SOUTH]}, "stores[0]"),
    ],
)
def test_rows_of_somebody(body: Any, path: str) -> None:
    assert not is_public(body, path)


def feature(**properties: object) -> dict[str, object]:
    return {"features": [{"type": "Feature", "geometry": POINT, "properties": properties}]}


@pytest.mark.parametrize("hours", ["09:00-19:00", "9h - 19h", "Mo-Fr 10-18", "10:00–17:30; Sa 10-13"])
def test_a_feature_that_tells_when_it_is_open(hours: str) -> None:
    body = feature(name="Oost", phone="+31205550102", hours=hours)
    assert is_public(body, "features[0].properties")
    assert is_public(body, "features[0].geometry")


@pytest.mark.parametrize(
    "properties",
    [
        {"name": "Oost", "phone": "+31205550102"},
        {"kind": "end", "hours": 1.4},
        {"kind": "end", "hours": "1.4"},
        {"hours": "09:00-19:00", "rider": "r-1"},
    ],
)
def test_a_feature_of_somebody(properties: dict[str, object]) -> None:
    assert not is_public(feature(**properties), "features[0].properties")
    assert not is_public(feature(**properties), "features[0].geometry")


def test_hours_without_a_point_say_nothing() -> None:
    place = around({"features": [{"properties": {"hours": "09:00-19:00"}}]})
    group = place.group("body>json:$.features[0].properties")
    assert group is not None
    assert not is_in_a_directory(group, place)


@pytest.mark.parametrize(
    ("body", "is_firm"),
    [
        ({"operator": {"website": "https://a.example"}}, True),
        ({"company": {"name": "A", "website": "https://a.example"}}, True),
        ({"shop": {"openingHours": "9-18", "website": "https://a.example"}}, True),
        ({"member": {"website": "https://a.example"}}, False),
        ({"website": "https://a.example"}, False),
    ],
)
def test_the_site_of_a_firm(body: object, is_firm: bool) -> None:
    place = around(body)
    leaf = next(leaf for leaf in place.payload.leaves if leaf.name == "website")
    assert is_site_of_a_firm(leaf, place) is is_firm
