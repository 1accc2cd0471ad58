"""Geohashes under short names and in paths; codes in the same letters, and those of shops, are none."""

from __future__ import annotations

import pytest

from analysis.detectors.location import DETECTOR


@pytest.mark.parametrize(
    "query",
    [
        {"gh": "u281zd9gk", "umkreis": "5"},
        {"gh": "u281zd9gk"},
        {"geo": "u281zd9", "radius": "3"},
        {"ubicacion": "ezjmgtwu8", "distancia_km": "3"},
        {"standort": "u33dc0xq", "umkreis_km": "10"},
    ],
)
def test_a_geohash_beside_a_radius(see, query: dict[str, str]) -> None:
    (found,) = see(DETECTOR, query=query)
    assert found.property == "x_geohash"
    assert found.category == "location.precise"


@pytest.mark.parametrize("path", ["/near/u33dc0xq/stations", "/melden/gh/u2edk8b1t", "/umkreis/u33dc0xq"])
def test_a_geohash_in_a_path(see, path: str) -> None:
    assert [one.property for one in see(DETECTOR, path=path)] == ["x_geohash"]


@pytest.mark.parametrize(
    "body",
    [
        {"gh": "u281zd9"},  # too short to stand alone
        {"gh": "0123bcdf9"},  # hexadecimal
        {"gh": "strungby"},  # a word
        {"hash": "x7k2m9p4q", "cell": "b12k9zq4"},
        {"gh": "u281zd9gka"},  # no letter of a geohash
        {"shops": [{"name": name, "geohash": code} for name, code in
                   (("Nord", "u281zd9gk"), ("Sued", "u281zb8gm"), ("West", "u2817d9gk"))]},
    ],
)  # fmt: skip
def test_other_codes_are_none(see, body: dict[str, object]) -> None:
    assert not see(DETECTOR, body)
    assert not see(DETECTOR, path="/assets/u281zd9gk/app")
