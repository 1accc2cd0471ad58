"""Vehicles of a line, aircraft and stations are told to all; somebody beside them is somebody."""

from __future__ import annotations

import pytest

from analysis.detectors.location import DETECTOR

AT = {"lat": 48.20913, "lon": 16.37245}


@pytest.mark.parametrize(
    "body",
    [
        {"VP": {"desi": "550", "dir": "2", "veh": 423, "spd": 8.4, **AT}},
        {"Lines": "17", "VehicleNumber": "3117", "Brigade": "4", **AT},
        {"zugnr": 4711, "linie": "RE5", "ziel": "Kiel", **AT},
        {"vehicule": {"ligne": "T3", "terminus": "Porte", **AT}},
        {
            "vehicle": {
                "trip": {"tripId": "t1", "routeId": "10"},
                "position": AT,
                "stopId": "s1",
                "currentStatus": 2,
            }
        },
        {"hex": "3c6444", "flight": "DLH4AB", "alt_baro": 35_000, "squawk": "1000", **AT},
        {"icao": "LOWW", "temp": 4, "wspd": 14, **AT},
        {"metar": {"raw": "LOWW 270920Z 29014KT 9999 FEW030 04/01 Q1013", **AT}},
        {"wmo_id": "11035", "temperatur": 3.1, **AT},
        {"webcam": {"title": "Gipfel", "url": "https://cams.example/1.jpg", **AT}},
    ],
)
def test_what_is_told_to_all(see, body: dict[str, object]) -> None:
    assert not see(DETECTOR, body)


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/gtfs-rt/vehicle-positions", {"route": "F2", "vehicle": "88", **AT}),
        ("/pegelonline/KOELN", {"station": "KOELN", "gewaesser": "RHEIN", **AT}),
        ("/sondehub/S12", {"type": "RS41", **AT}),
        ("/ais/heard", {"mmsi": 211_234_560, "shipname": "FRISIA", **AT}),
        ("/knmi/06260", {"temperatuur": 8.1, "luchtvochtigheid": 93, **AT}),
    ],
)
def test_what_the_address_says(see, path: str, body: dict[str, object]) -> None:
    assert not see(DETECTOR, body, path=path)
    assert see(DETECTOR, {**body, "userId": "u-1"}, path=path)


@pytest.mark.parametrize(
    "body",
    [
        {"userId": "u-1", "zug": "RE5", "linie": "RE5", "ziel": "Kiel", **AT},
        {"kind": "Mia", "bus": "12", "linie": "S3", "haltestelle": "Markt", **AT},
        {"courierId": "c1", "route": "R12", "stop": 5, "veh": 423, **AT},
        {"car": "Golf", "route": "Heimweg", "ziel": "Zuhause", **AT},
        {"station": "Garten", "temp": 4.1, "wind": 3.3, **AT},
        {"pilot": "me", "callsign": "D-EABC", "alt": 812, "gs": 92, **AT},
    ],
)
def test_who_is_somebody(see, body: dict[str, object]) -> None:
    assert len([one for one in see(DETECTOR, body) if one.property in ("latitude", "longitude")]) == 2
