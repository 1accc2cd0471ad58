"""Tables of towns, shows, airports and spacecraft tell nobody's place; what somebody keeps does."""

from __future__ import annotations

import pytest

from analysis.detectors.location import DETECTOR as LOCATION
from analysis.detectors.place import DETECTOR as PLACE

VIENNA, GRAZ = {"lat": 48.2082, "lon": 16.3738}, {"lat": 47.0707, "lon": 15.4395}
LINZ = {"lat": 48.3069, "lon": 14.2858}


@pytest.mark.parametrize(
    "body",
    [
        {"cities": [{"name": "Wien", **VIENNA}, {"name": "Graz", **GRAZ}]},
        {"x": [{"plz": "1010", "ort": "Wien", **VIENNA}, {"plz": "8010", "ort": "Graz", **GRAZ},
               {"plz": "4020", "ort": "Linz", **LINZ}]},
        {"iss_position": VIENNA},
        {"legs": [{"from": {"iata": "VIE", **VIENNA}, "to": {"iata": "GRZ", **GRAZ}}]},
        {"konzerte": [{"titel": "A", "stadt": "Wien", "plz": "1010", "eintritt": 5},
                      {"titel": "B", "stadt": "Graz", "plz": "8010", "eintritt": 0}]},
        {"pegel": [{"nummer": "1", "ort": "Wien", **VIENNA}, {"nummer": "2", "ort": "Graz", **GRAZ}]},
        {"halte": [{"n": "Dom", **VIENNA}, {"n": "Hafen", **GRAZ}, {"n": "Zoo", **LINZ}]},
        {"wagen": [{"ziel": "Dom", **VIENNA}, {"ziel": "Hafen", **GRAZ}, {"ziel": "Zoo", **LINZ}]},
    ],
)  # fmt: skip
def test_nobodys_places(see, body: object) -> None:  # type: ignore[no-untyped-def]
    assert see(LOCATION, body) + see(PLACE, body) == []


@pytest.mark.parametrize(
    "body",
    [
        {"favourites": [{"name": "Wien", **VIENNA}, {"name": "Graz", **GRAZ}]},
        {"visited": [{"city": "Wien", "country": "AT", **VIENNA}, {"city": "Graz", "country": "AT", **GRAZ}]},
        {"orte": [{"name": "Zuhause", **VIENNA}, {"name": "Arbeit", **GRAZ}]},
        {"friends": [{"name": "Mara", **VIENNA}, {"name": "Ilias", **GRAZ}, {"name": "Emre", **LINZ}]},
        {"city": "Graz", "plz": "8010", **GRAZ},
        {
            "sensors": [
                {"ort": "Balkon", "lat": 47.07071, "lon": 15.43951},
                {"ort": "Bad", "lat": 47.07072, "lon": 15.43952},
            ]
        },
    ],
)
def test_places_of_somebody(see, body: object) -> None:  # type: ignore[no-untyped-def]
    assert see(LOCATION, body) != []


def test_zones_of_a_table_and_other_names_of_zones_are_nobodys(see) -> None:  # type: ignore[no-untyped-def]
    assert see(PLACE, {"links": {"Europe/Busingen": "Europe/Zurich"}}) == []
    assert see(PLACE, {"w": {"Tokyo Standard Time": "Asia/Tokyo"}}) == []
    assert see(PLACE, {"z": {"de": "Europe/Berlin", "jp": "Asia/Tokyo", "mx": "America/Mexico_City"}}) == []
    assert see(PLACE, {"from": "Europe/Berlin", "to": "Asia/Tokyo"}) != []
