"""Coordinates of gauges, lights, mapped things and cells of a game are nobody's; those of people near them are not."""

from __future__ import annotations

import pytest

from analysis.detectors.location import DETECTOR
from analysis.detectors.place import DETECTOR as PLACE

CHARTED = {
    "a gauge and its datum": {
        "station": {"name": "A", "lat": 55.46083, "lng": 8.44114, "datum": "MLLW"},
        "predictions": [{"t": "03:12", "v": "1.62"}],
    },
    "a port and its tides": {
        "puerto": {"nombre": "Cádiz", "lat": 36.54012, "lon": -6.28611},
        "mareas": [{"hora": "03:12", "altura": 2.9}],
    },
    "a light": {"feuer": {"lat": 54.76812, "lon": 9.96471, "kennung": "Blz. 5s", "tragweite": 19}},
    "a light whose place is apart": {
        "aton": {"position": {"lat": 59.08132, "lon": 10.42219}, "topmark": "can", "nominal_range": 4}
    },
    "a seamark": {
        "geometry": {"type": "Point", "coordinates": [5.31982, 60.39781]},
        "tags": {"seamark:type": "mooring"},
    },
    "a node of a map": {"lat": 54.18411, "lon": 7.88261, "tags": {"man_made": "lighthouse"}},
}
PLAYED = {
    "a map and its size": {"map": {"w": 64, "h": 40, "lat": 11, "lon": 3}, "seed": 4},
    "a party": {"party": {"gold": 21, "xp": 340, "lat": 9, "lon": 17}},
    "units with lives": {"grid": {"w": 9, "h": 9}, "units": [{"lat": 3, "lon": 4, "hp": 10}]},
}


@pytest.mark.parametrize("name", [*CHARTED, *PLAYED])
def test_nobody_is_there(see, name: str) -> None:  # type: ignore[no-untyped-def]
    assert not see(DETECTOR, (CHARTED | PLAYED)[name])


@pytest.mark.parametrize(
    "body",
    [
        {"lat": 54.13127, "lon": -3.22418, "datum": "LAT", "days": 3},
        {"location": {"name": "Home", "lat": 54.13127, "lon": -3.22418}, "tides": [{"t": "08:00", "h": 1.2}]},
        {
            "entry": {"harbour": "Marstal", "lat": 54.85493, "lon": 10.52011, "user": "lise"},
            "tide": {"height": 1},
        },
        {
            "geometry": {"type": "Point", "coordinates": [9.96412, 54.76871]},
            "properties": {"timestamp": 1795350000},
        },
        {"lat": 54.18411, "lon": 7.88261, "tags": {"amenity": "bench", "visited_at": "2026-11-01T10:00:00Z"}},
        {"player": "mira", "score": 410, "level": 7, "pos": {"lat": 48.20412, "lon": 16.36914}},
        {"level": 12, "score": 5, "device": {"os": "Android 15"}, "geo": {"lat": 48, "lon": 16}},
    ],
)
def test_somebody_is_there(see, body: object) -> None:  # type: ignore[no-untyped-def]
    assert [item.property for item in see(DETECTOR, body, path="/v1/tides")] == ["latitude", "longitude"]


RANGES = [
    [{"network": "192.0.2.0/25", "city": "A", "zip": "1000"}, {"network": "192.0.2.128/25", "city": "B", "zip": "1010"}],
    [{"ip_from": 3221225984, "ip_to": 3221226111, "country": "AT", "zip_code": "1010"},
     {"ip_from": 3405803776, "ip_to": 3405804031, "country": "SI", "zip_code": "1000"}],
    [{"start_ip": "192.0.2.0", "end_ip": "192.0.2.9", "city": "Brno", "country": "CZ"},
     {"start_ip": "192.0.2.10", "end_ip": "192.0.2.19", "city": "Praha", "country": "CZ"}],
    [{"cidr": "2001:db8:1::/48", "city": "Lund", "country": "SE"},
     {"cidr": "2001:db8:2::/48", "city": "Ystad", "country": "SE"}],
]  # fmt: skip


@pytest.mark.parametrize("rows", RANGES)
def test_ranges_of_addresses_are_nobodys(see, rows: object) -> None:  # type: ignore[no-untyped-def]
    assert not see(PLACE, rows)


def test_whoever_asked_is_somebody(see) -> None:  # type: ignore[no-untyped-def]
    seen = see(PLACE, {"network": "192.0.2.0/24", "city": "Leeds", "postal": "LS1 4AP", "country": "GB"})
    assert {item.property for item in seen} == {"x_city", "x_postalCode", "country"}
    visits = [{"city": "Leeds", "country": "GB", "start": "1795350000", "end": "1795360000"}] * 2
    assert see(PLACE, visits)


def test_a_table_of_zones_is_nobodys(see) -> None:  # type: ignore[no-untyped-def]
    rows = [["Asia/Tokyo", 540], ["Asia/Seoul", 540], ["Asia/Kathmandu", 345]]
    assert not see(PLACE, {"rows": rows})
    log = [
        ["2026-11-01T06:30:00Z", "Europe/Rome"],
        ["2026-11-02T06:30:00Z", "Europe/Oslo"],
        ["2026-11-03T06:30:00Z", "Asia/Tokyo"],
    ]
    assert len(see(PLACE, {"log": log})) == 3
