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
    {"address": "10.0.0.12"},
    {"address": "a.tester@mail.example"},
    {"address": "0x52908400098527886E0F7030069857D2E4169EE7"},
    {"address": "3c:a6:2f:bc:5e:65"},
    {"address": "https://shop.example/a, 12, b"},
    {"address": "Berlin"},
    {"address": "Hello, world, and 3 others"},
    {"addr": "127.0.0.1:8080, 127.0.0.2:8080"},
    {"address": "street, number, town"},
    {"email_address": "Main St 5, 38106 Braunschweig"},
    {"memory_address": "7ffe, 12, abcd"},
    {"street": "Schreinerweg"},
    {"town": "Springfield"},
    {"village": "Idiots"},
    {"department": "Sales"},
    {"county": 5},
    {"suburb": True, "country": 7},
    {"line1": "Hello there"},
    {"address_1": "eth0"},
    {"house_number": 7},
    {"postcode": 38106},
    {"region": "us-east-1", "state": "running"},
    {"state": "loading", "road": "closed"},
    {"description": "Schreinerweg 7, 38126 Braunschweig, Germany"},
    {"country": "Loading ..."},
    {"city": "Unimplemented", "region": "Unimplemented", "country": "Unimplemented"},
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
    both = see(DETECTOR, {"city": "San Francisco", "state": "CA"})
    assert {item.property for item in both} == {"x_city", "state"}


def test_recorded_street(see, shared_data: Path) -> None:
    url = (shared_data / "http/ios-privacy-violations/24057-newsbreak-location.txt").read_text().strip()
    streets = [
        item for item in see(DETECTOR, query=url.partition("?")[2]) if item.category == "location.address"
    ]
    assert {(item.path, item.value) for item in streets} == {
        ("query:geo_data>json:$.thoroughfare", "Schreinerweg"),
        ("query:geo_data>json:$.subThoroughfare", "7"),
    }


@pytest.mark.parametrize(
    "value",
    [
        "Schreinerweg 7, 38126 Braunschweig, Germany", "1600 Amphitheatre Parkway, Mountain View, CA 94043",
        "10 Downing Street, London SW1A 2AA", "12 Rue de Rivoli\n75001 Paris", "221B Baker Street, London, United Kingdom",
    ],
)  # fmt: skip
@pytest.mark.parametrize("name", ["address", "formatted_address", "homeAddress", "deliveryAddress"])
def test_a_whole_address_in_one_text(see, name, value) -> None:
    (found,) = see(DETECTOR, {name: value})
    assert (found.category, found.property, found.rule) == ("location.address", "x_address", "address.whole")
    assert (found.value, found.confidence) == (value, "likely")


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ({"thoroughfare": "Schreinerweg", "subThoroughfare": "7", "locality": "Braunschweig", "adminArea": "Niedersachsen",
          "postalCode": "38126", "countryCode": "DE"},
         {"x_street": 2, "x_city": 1, "state": 1, "x_postalCode": 1, "country": 1}),
        ({"streetAddress": "1600 Amphitheatre Pkwy", "addressLocality": "Mountain View", "addressRegion": "CA",
          "postalCode": "94043", "addressCountry": "US"},
         {"x_street": 1, "x_city": 1, "state": 1, "x_postalCode": 1, "country": 1}),
        ({"line1": "1 Main St", "line2": "Apt 4", "city": "Springfield", "state": "IL", "postal_code": "62701"},
         {"x_street": 1, "x_city": 1, "state": 1, "x_postalCode": 1}),
        ({"house_number": "7", "road": "Schreinerweg", "suburb": "Heidberg", "city": "Braunschweig", "postcode": "38124"},
         {"x_street": 2, "x_city": 2, "x_postalCode": 1}),
    ],
    ids=["placemark", "schema.org", "billing", "nominatim"],
)  # fmt: skip
def test_addresses_in_the_fields_of_many_makers(see, body, expected) -> None:
    counts: dict[str, int] = {}
    for item in see(DETECTOR, body):
        counts[item.property] = counts.get(item.property, 0) + 1
    assert counts == expected


def test_all_time_zones_for_the_choice_of_one(see) -> None:
    assert see(DETECTOR, {"zones": ["Europe/Berlin", "Europe/Vienna", "Asia/Tokyo"]}) == []
    assert see(DETECTOR, {"timezones": ["Europe/Berlin", "Europe/Vienna"]}) == []
    assert [item.value for item in see(DETECTOR, {"zones": ["Europe/Berlin"]})] == ["Europe/Berlin"]
    assert [item.value for item in see(DETECTOR, {"tz": "Asia/Tokyo", "zones": ["x", "y"]})] == ["Asia/Tokyo"]
