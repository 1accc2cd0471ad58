"""Almanacs, rules of a country, line-ups, kinds of animals, stations at sea are nobody's data; those of a person stay."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from analysis.catalogue import load
from analysis.decoding import open_message
from analysis.nobodys_objects import is_of_nobody
from analysis.pipeline import Analyser
from analysis.records import Transmission

DAYS = [
    {"date": "2026-12-01", "sunrise": "07:48", "sunset": "16:34"},
    {"date": "2026-12-02", "sunrise": "07:49", "sunset": "16:33"},
]
TOWN = {"city": "Bregenz", "lat": 47.5031, "lon": 9.7471}
TIDES = [
    {"t": "2026-09-01T03:12", "h": 3.61, "type": "HW"},
    {"t": "2026-09-01T09:41", "h": 0.22, "type": "NW"},
]
LISTED = {"items": [{"a": 1}, {"a": 2}]}
PLAYER = {"no": 1, "pos": "GK", "born": "1996-02-11", "weight": 84}
OTHER = {"no": 9, "pos": "FW", "born": "2001-07-30", "weight": 73}
DOG = {"name": "Barsoi", "lifespan": "10-12", "weight": {"min": 35, "max": 48}}
HOUND = {"name": "Saluki", "lifespan": "12-14", "weight": {"min": 20, "max": 30}}


def sent(body: object, path: str = "/v1") -> Transmission:
    data = json.dumps(body).encode()
    return Transmission(
        id="0" * 26, flow_id="0" * 26, seen_at=datetime(2026, 11, 26, tzinfo=UTC), writer="test", method="POST",
        host="h.example", path=path, request_headers=(("Content-Type", "application/json"),), body=data,
        body_size=len(data),
    )  # fmt: skip


def nobodys(category: str, body: object, at: str, path: str = "/v1") -> bool:
    return is_of_nobody(category, f"body>json:$.{at}", open_message(sent(body, path)))


@pytest.mark.parametrize(
    ("body", "at"),
    [
        (TOWN | {"days": DAYS}, "lat"),
        ({"tables": [TOWN | {"rows": DAYS}, TOWN | {"rows": DAYS}]}, "tables[1].city"),
        ({"station": "Cuxhaven", "lat": 53.8678, "lon": 8.7175, "events": TIDES}, "lon"),
    ],
)
def test_the_place_of_an_almanac(body: object, at: str) -> None:
    assert nobodys("location.precise", body, at)
    assert nobodys("location.coarse", body, at)
    assert not nobodys("identifier.device", body, at)


@pytest.mark.parametrize(
    "body",
    [
        TOWN,
        TOWN | {"days": DAYS[:1]},
        TOWN | {"days": [{"date": "2026-12-01", "up": "06:15", "bed": "22:40"}] * 2},
        TOWN | {"days": [{"date": "2026-12-01", "high": 4.5, "low": 1.2}] * 2},
        TOWN | {"days": [{"date": "2026-12-01", "sunset": "16:34"}] * 2},
        TOWN | {"days": DAYS, "deviceId": "9c1b7e44"},
        TOWN | {"days": DAYS, "accuracy": 14},
        TOWN | {"events": TIDES},
    ],
)
def test_the_place_of_somebody_with_days_of_his_own(body: object) -> None:
    assert not nobodys("location.precise", body, "lat")


def test_what_holds_for_all_of_a_country() -> None:
    assert nobodys(
        "location.coarse", {"country": "DE", "validFrom": "2027-01-01", "currency": "EUR"} | LISTED, "country"
    )


@pytest.mark.parametrize(
    "body",
    [
        {"country": "DE", "validFrom": "2027-01-01"},
        {"country": "DE"} | LISTED,
        {"country": "DE", "validFrom": "2021-05-04", "documentNumber": "093145672"} | LISTED,
        {"country": "DE", "published": "2027-01-01", "userId": "u-1"} | LISTED,
    ],
)
def test_the_country_of_somebody(body: object) -> None:
    assert not nobodys("location.coarse", body, "country")


def test_a_line_up() -> None:
    body = {"season": "2026/27", "players": [PLAYER, OTHER]}
    assert nobodys("health.weight", body, "players[1].weight")
    assert nobodys("profile.birth", body, "players[0].born")
    assert nobodys("health.weight", {"players": [PLAYER, OTHER]}, "players[0].weight", "/v2/squads")
    assert not nobodys("health.heart_rate", body, "players[0].heartRate")


@pytest.mark.parametrize(
    "body",
    [
        {"season": "2026/27", "players": [PLAYER]},
        {"players": [PLAYER, OTHER]},
        {"season": "2026/27", "players": [PLAYER | {"parentPhone": "+4520123456"}, OTHER]},
        {"season": "2026/27", "players": [{"no": 1, "weight": 84}, {"no": 2, "weight": 73}]},
    ],
)
def test_players_of_somebodys_own(body: object) -> None:
    assert not nobodys("health.weight", body, "players[0].weight")


def test_kinds_of_animals() -> None:
    assert nobodys("health.weight", {"entries": [DOG, HOUND]}, "entries[0].weight.max")
    assert not nobodys("health.weight", {"entries": [DOG]}, "entries[0].weight.max")
    week = {"week": 47, "weight": {"min": 71.2, "max": 72.6}}
    assert not nobodys("health.weight", {"weeks": [week, week]}, "weeks[0].weight.min")
    one = {"name": "Rex", "lifespan": "12", "weight": {"value": 31, "unit": "kg"}}
    assert not nobodys("health.weight", {"pets": [one, one]}, "pets[0].weight.value")


def test_a_station_at_sea() -> None:
    air = {"airTemperature": 7.1, "humidity": 83}
    assert nobodys("sensor.environment", air | {"waveHeight": 1.9, "wavePeriod": 6.4}, "humidity")
    assert nobodys("sensor.environment", air | {"hs": 1.9}, "humidity", "/buoy")
    assert not nobodys("sensor.environment", air | {"hs": 1.9}, "humidity")
    assert not nobodys("sensor.environment", air | {"waterTemperature": 9.8}, "humidity", "/buoy")
    assert not nobodys("sensor.environment", air | {"hs": 1.9, "tp": 6, "userId": "u1"}, "humidity")


def test_an_object_of_very_many_names_is_not_gone_through() -> None:
    many = {f"field{at}": at for at in range(70)}
    assert not nobodys("location.precise", TOWN | many | {"days": DAYS}, "lat")


def test_what_stands_in_no_object_of_the_body() -> None:
    payload = open_message(sent([1, 2]))
    assert not is_of_nobody("location.precise", "body>json:$[0]", payload)
    assert not is_of_nobody("location.coarse", "header:X-Timezone", payload)


def test_the_program_reports_no_place_of_an_almanac_and_what_stands_beside_it() -> None:
    def found(body: object) -> set[str]:
        findings = Analyser(load()).analyse(sent(body)).event.findings
        return {finding.category for finding in findings} - {"device_state.software", "device_state.hardware"}

    assert found(TOWN | {"days": DAYS}) == set()
    assert found(TOWN | {"days": DAYS, "email": "anna.keller@post.at"}) == {"identifier.email"}
    assert "location.precise" in found(TOWN | {"days": DAYS, "deviceId": "9c1b7e44"})


def test_what_somebody_published_is_no_rule_of_a_country() -> None:
    assert not nobodys(
        "location.coarse", {"country": "DE", "title": "Rad", "published": True} | LISTED, "country"
    )
