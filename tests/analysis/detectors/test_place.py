"""Places by name: time zone, country, city, street."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from analysis.detectors.place import DETECTOR

NEGATIVES = [
    {"timezone": "UTC"},
    {"timezone": "summer"},
    {"timezone_offset": 0},
    {"offset": -120},
    {"tz": 1700000000},
    {"state": "CA"},
    {"state": "active", "country": ""},
    {"region": "eu-west-1"},
    {"city": "Berlin"},
    {"street": "main"},
    {"road": "A7"},
    {"country": "true"},
    {"country": "xx"},
    {"countries": ["DE", "FR"]},
    {"country": 49},
    {"store_country": "DE"},
    {"page": "a/b"},
    {"zip": "archive.zip", "city": ""},
]


@pytest.mark.parametrize("body", NEGATIVES, ids=lambda body: json.dumps(body)[:50])
def test_what_only_looks_like_a_place_is_none(see, body) -> None:
    assert see(DETECTOR, body) == []


@pytest.mark.parametrize(
    ("body", "prop", "value", "confidence"),
    [
        ({"timeZone": "Europe/Berlin"}, "timezone", "Europe/Berlin", "certain"),
        ({"extinfo": ["i2", "Europe/Berlin"]}, "timezone", "Europe/Berlin", "likely"),
        ({"timezone": "GMT+02:00"}, "timezone", "GMT+02:00", "likely"),
        ({"timezoneOffset": -120}, "timezone", "-120", "likely"),
        ({"country": "DE"}, "country", "DE", "certain"),
        ({"countryCode": "deu"}, "country", "deu", "certain"),
        ({"country": "Deutschland"}, "country", "Deutschland", "likely"),
    ],
)
def test_time_zone_and_country(see, body, prop, value, confidence) -> None:
    (found,) = see(DETECTOR, body)
    assert (found.category, found.property, found.value) == ("location.coarse", prop, value)
    assert found.confidence == confidence


def test_region_and_city_count_beside_a_country(see) -> None:
    found = see(DETECTOR, {"country": "US", "state": "CA", "city": "San Francisco", "zip": "94107"})
    assert {item.property: item.value for item in found} == {
        "country": "US", "state": "CA", "x_city": "San Francisco", "x_postalCode": "94107",
    }  # fmt: skip
    assert [item.property for item in see(DETECTOR, {"country": "US", "state": "completed"})] == ["country"]


def test_recorded_street(see, shared_data: Path) -> None:
    url = (shared_data / "http/ios-privacy-violations/24057-newsbreak-location.txt").read_text().strip()
    streets = [
        item for item in see(DETECTOR, query=url.partition("?")[2]) if item.category == "location.address"
    ]
    assert {(item.path, item.value) for item in streets} == {
        ("query:geo_data>json:$.thoroughfare", "Schreinerweg"),
        ("query:geo_data>json:$.subThoroughfare", "7"),
    }
