"""Towns, hosts, people in public life, figures and vacancies are looked up; rows like them of somebody's own stay."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from analysis import public_figures as figures
from analysis import reference_tables as tables
from analysis.decoding import open_message
from analysis.payload import Group
from analysis.records import Transmission
from analysis.surroundings import Surroundings, surroundings

Rule = Callable[[Group, Surroundings], bool]
TOWNS = [{"plz": "6900", "ort": "Lugano"}, {"plz": "7000", "ort": "Chur"}, {"plz": "8001", "ort": "Zürich"}]
HOSTS = [{"host": "de-01", "city": "Frankfurt", "ip": "193.32.127.66"}, {"host": "se-02", "city": "Malmö"}]
PEAKS = [{"name": "Glockner", "lat": 47.07, "lon": 12.69}, {"name": "Spitze", "lat": 46.88, "lon": 10.86}]
CAST = [{"name": "Tom Becker", "birthday": "1956-07-09"}, {"name": "Anna Roth", "birthday": "1977-02-09"}]
SHOP = {"@context": "https://schema.org", "@type": "FurnitureStore", "geo": {"latitude": 47.5}}


def holds(rule: Rule, body: Any, path: str) -> bool:
    data = json.dumps(body).encode()
    place = surroundings(open_message(Transmission(
        id="0" * 26, flow_id="0" * 26, seen_at=datetime(2026, 11, 26, tzinfo=UTC), writer="test", method="POST",
        host="h.example", path="/v1", request_headers=(("Content-Type", "application/json"),), body=data,
        body_size=len(data),
    )))  # fmt: skip
    group = place.group(f"body>json:$.{path}" if path else "body>json:$")
    assert group is not None
    return rule(group, place)


def with_each(rows: list[dict[str, Any]], **more: object) -> list[dict[str, Any]]:
    return [row | more for row in rows]


@pytest.mark.parametrize(
    ("body", "path", "expected"),
    [
        ({"towns": TOWNS}, "towns[2]", True),
        ({"towns": with_each(TOWNS, lat=46.0, population=7)}, "towns[0]", True),
        ({"towns": TOWNS[:2]}, "towns[0]", False),
        ({"visited": TOWNS}, "visited[0]", False),
        ({"savedTowns": TOWNS}, "savedTowns[0]", False),
        ({"tour": with_each(TOWNS, strasse="Ring 4")}, "tour[0]", False),
        ({"tour": with_each(TOWNS, time=1_795_541_200)}, "tour[0]", False),
        ({"towns": with_each(TOWNS, plz="6900")}, "towns[0]", False),
        ({"towns": [{"ort": row["ort"]} for row in TOWNS]}, "towns[0]", False),
    ],
)
def test_a_gazetteer(body: Any, path: str, expected: bool) -> None:
    assert holds(tables.is_of_a_gazetteer, body, path) is expected


@pytest.mark.parametrize(
    ("body", "path", "expected"),
    [
        ({"servers": HOSTS}, "servers[1]", True),
        ({"pops": [{"code": "FRA", "lat": 50.1}, {"code": "VIE", "lat": 48.1}]}, "pops[0]", True),
        ({"devices": HOSTS}, "devices[0]", False),
        ({"servers": HOSTS[:1]}, "servers[0]", False),
        ({"servers": with_each(HOSTS, userId="u1")}, "servers[0]", False),
        ({"servers": [{"host": "a", "ip": "1.2.3.4"}, {"host": "b", "ip": "1.2.3.5"}]}, "servers[0]", False),
    ],
)
def test_hosts_that_a_service_runs(body: Any, path: str, expected: bool) -> None:
    assert holds(tables.is_of_a_service, body, path) is expected


@pytest.mark.parametrize(
    ("body", "path", "expected"),
    [
        ({"peaks": PEAKS}, "peaks[0]", True),
        ({"gipfel": with_each(PEAKS, hoehe=3798)}, "gipfel[1]", True),
        ({"peaks": PEAKS[:1]}, "peaks[0]", False),
        ({"peaks": with_each(PEAKS, name="x")}, "peaks[0]", False),
        ({"peaks": with_each(PEAKS, time=1_795_541_200)}, "peaks[0]", False),
        ({"peaks": with_each(PEAKS, deviceId="9c1b")}, "peaks[0]", False),
        ({"peaks": with_each(PEAKS, lat=47.07, lon=12.69)}, "peaks[0]", False),
        ({"friends": PEAKS}, "friends[0]", False),
        ({"myPeaks": PEAKS}, "myPeaks[0]", False),
        ({"devices": PEAKS}, "devices[0]", False),
        ({"beehives": PEAKS}, "beehives[0]", False),
    ],
)
def test_places_far_apart(body: Any, path: str, expected: bool) -> None:
    assert holds(tables.is_of_a_map, body, path) is expected


@pytest.mark.parametrize(
    ("body", "path", "expected"),
    [
        ({"cast": CAST}, "cast[0]", True),
        ({"persons": with_each(CAST, imdbId="nm1")}, "persons[1]", True),
        ({"k": with_each(CAST, party="X", constituency="4A")}, "k[0]", True),
        ({"members": CAST}, "members[0]", False),
        ({"cast": CAST[:1]}, "cast[0]", False),
        ({"cast": with_each(CAST, phone="+4917612345678")}, "cast[0]", False),
        ({"members": with_each(CAST, politicalParty="X")}, "members[0]", False),
    ],
)
def test_people_in_public_life(body: Any, path: str, expected: bool) -> None:
    assert holds(figures.is_in_public_life, body, path) is expected


def test_the_address_of_an_office_and_of_an_actor() -> None:
    assert holds(figures.is_elected, {"k": with_each(CAST, wahlkreis=82)}, "k[0]")
    assert not holds(figures.is_elected, {"cast": CAST}, "cast[0]")


@pytest.mark.parametrize(
    ("body", "path", "expected"),
    [
        (SHOP, "", True),
        (SHOP, "geo", True),
        (SHOP | {"@type": "Person"}, "geo", False),
        (SHOP | {"@type": "CheckInAction", "location": SHOP}, "location.geo", False),
        (SHOP | {"@context": "https://www.w3.org/ns/activitystreams"}, "geo", False),
        ({"@type": "Restaurant", "geo": {"latitude": 47.5}}, "geo", False),
        (SHOP | {"@type": "Recipe"}, "geo", False),
    ],
)
def test_linked_data(body: Any, path: str, expected: bool) -> None:
    assert holds(figures.is_linked_data, body, path) is expected


@pytest.mark.parametrize(
    ("body", "path", "expected"),
    [
        (
            {"title": "a", "hiringOrganization": {"name": "b"}, "jobLocation": {"city": "c"}},
            "jobLocation",
            True,
        ),
        ({"jobTitle": "a", "salary": 3200, "contact": {"phone": "1"}}, "contact", True),
        ({"jobTitle": "a", "contact": {"phone": "1"}}, "contact", False),
        ({"jobTitle": "a", "salary": 3200, "applicant": {"phone": "1"}}, "applicant", False),
    ],
)
def test_a_vacancy(body: Any, path: str, expected: bool) -> None:
    assert holds(figures.is_of_a_vacancy, body, path) is expected


@pytest.mark.parametrize(
    ("rule", "body", "path", "expected"),
    [
        (figures.is_made_up, {"npcs": {"smith": {"firstName": "Olm"}}}, "npcs.smith", True),
        (figures.is_made_up, {"user": {"firstName": "Olm"}}, "user", False),
        (figures.is_simulated, {"mannequin": "SimMan", "states": [{"heartRate": 112}]}, "states[0]", True),
        (figures.is_simulated, {"scenario": "rest", "states": [{"heartRate": 112}]}, "states[0]", False),
        (
            tables.is_of_a_catalogue,
            {"d": [{"regex": "SM.*", "model": "S21"}, {"regex": "P.*"}]},
            "d[0]",
            True,
        ),
        (tables.is_of_a_catalogue, {"d": [{"os": "Android", "model": "S21"}, {"os": "iOS"}]}, "d[0]", False),
        (
            tables.is_of_a_tariff,
            {"p": [{"mcc": "232", "price": 1}, {"mcc": "262", "price": 2}]},
            "p[0]",
            True,
        ),
        (
            tables.is_of_a_tariff,
            {"p": [{"mcc": "232", "mnc": "01"}, {"mcc": "262", "mnc": "02"}]},
            "p[0]",
            False,
        ),
        (
            tables.is_of_a_tariff,
            {"sims": [{"mcc": "232", "apn": "a"}, {"mcc": "262", "apn": "b"}]},
            "sims[0]",
            False,
        ),
    ],
)
def test_figures_mannequins_catalogues_and_tariffs(rule: Rule, body: Any, path: str, expected: bool) -> None:
    assert holds(rule, body, path) is expected


@pytest.mark.parametrize(
    ("rule", "body", "path", "expected"),
    [
        (figures.is_cited, {"i": [{"DOI": "10.1000/1", "creators": [{"firstName": "A"}]}]}, "i[0].creators[0]", True),
        (figures.is_cited, {"blog": "Bienen", "authors": [{"firstName": "A"}]}, "authors[0]", False),
        (figures.is_cited, {"DOI": "10.1000/1", "user": {"firstName": "A"}}, "user", False),
        (tables.is_normal, {"period": "1991-2020", "m": [{"month": 1}, {"month": 2}]}, "m[0]", True),
        (tables.is_normal, {"greenhouse": "Nord", "m": [{"month": 1}, {"month": 2}]}, "m[0]", False),
        (tables.is_normal, {"period": "a", "m": [{"month": 1, "deviceId": "a"}, {"month": 2}]}, "m[0]", False),
        (tables.is_normal, {"period": "a", "m": [{"month": 1}]}, "m[0]", False),
        (tables.is_operating_range, {"temperature": {"min": -40, "max": 85}}, "temperature", True),
        (tables.is_operating_range, {"temperature": {"min": "-40", "max": "125"}}, "temperature", True),
        (tables.is_operating_range, {"temperature": {"min": 6.1, "max": 21.4}}, "temperature", False),
        (tables.is_operating_range, {"temperature": {"min": -40}}, "temperature", False),
        (tables.is_operating_range, {"temperature": {"value": 21.4}}, "temperature", False),
    ],
)  # fmt: skip
def test_citations_normals_and_operating_ranges(rule: Rule, body: Any, path: str, expected: bool) -> None:
    assert holds(rule, body, path) is expected


@pytest.mark.parametrize(
    ("rule", "body", "path", "expected"),
    [
        (tables.is_of_countries, {"rates": [{"country": "AT", "vat": 20}, {"country": "DE"}]}, "rates[0]", True),
        (tables.is_of_countries, {"rates": [{"country": "AT"}, {"country": "AT"}]}, "rates[0]", False),
        (tables.is_of_countries, {"visitedCountries": [{"country": "AT"}, {"country": "DE"}]}, "visitedCountries[0]", False),
        (tables.is_of_countries, {"r": [{"country": "AT", "ip": "1.2.3.4"}, {"country": "DE"}]}, "r[0]", False),
        (tables.is_of_countries, {"r": [{"country": "AT", "email": "a@b.at"}, {"country": "DE"}]}, "r[0]", False),
        (tables.is_of_countries, {"friends": [{"country": "AT"}, {"country": "DE"}]}, "friends[0]", False),
        (tables.is_of_a_line, {"v": [{"lineRef": "31", "vehicleRef": "8"}, {"lineRef": "2"}]}, "v[0]", True),
        (tables.is_of_a_line, {"v": [{"j": {"lineRef": "31", "vehicleRef": "8", "p": {"lat": 5}}}, {"j": {"a": 1}}]},
         "v[0].j.p", True),
        (tables.is_of_a_line, {"lineRef": "31", "vehicleRef": "8", "p": {"lat": 5}}, "p", False),
        (tables.is_of_a_line, {"v": [{"lineRef": "31", "vehicleRef": "8"}]}, "v[0]", False),
        (tables.is_of_a_line, {"v": [{"lineRef": "31", "tripId": "8", "driver": "d"}, {"lineRef": "2"}]}, "v[0]", False),
        (tables.is_of_a_line, {"trips": [{"routeId": "31", "tripId": "8"}, {"routeId": "2"}]}, "trips[0]", False),
    ],
)  # fmt: skip
def test_countries_and_lines(rule: Rule, body: Any, path: str, expected: bool) -> None:
    assert holds(rule, body, path) is expected
