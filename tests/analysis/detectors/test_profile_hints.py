"""What is told of a person under short names, by the value or in company; churches, shares, animals and shops tell none."""

from __future__ import annotations

import pytest

from analysis.detectors.profile import DETECTOR


@pytest.mark.parametrize(
    ("body", "path"),
    [
        ({"orientation": "portrait", "ich_bin": "dabei"}, "/x"),
        ({"glaube": "evangelisch", "plz": "80333", "name": "Erlöser"}, "/x"),
        ({"glaube": "Lehre von der Rechtfertigung", "email": "a@b.example"}, "/x"),
        ({"geb": "2019-03-02"}, "/x"),
        ({"geb": "2019-03-02", "name": "Bello", "rasse": "Beagle"}, "/x"),
        ({"geb": "1900-11-19", "name": "Anna Seghers", "gest": "1983-06-01"}, "/x"),
        ({"dn": "2026-03-02", "name": "Faktura"}, "/x"),
        ({"g": "f", "ag": "5-8"}, "/x"),
        ({"g": "f", "ag": "35-44", "size": 38}, "/x"),
        ({"targeting": {"g": "f", "ag": "35-44", "seg": "auto_intender,pets"}}, "/x"),
        ({"rows": [{"g": "f", "ag": "35-44", "n": 12}, {"g": "m", "ag": "35-44", "n": 9}]}, "/x"),
        ({"religion": "Religion"}, "/x"),
    ],
)
def test_finds_nothing_in(see, body, path) -> None:
    assert see(DETECTOR, body, path=path) == []


@pytest.mark.parametrize(
    ("body", "categories"),
    [
        ({"ich_bin": "bi"}, {"profile.sensitive"}),
        ({"orientation": "gay"}, {"profile.sensitive"}),
        ({"wiara": "katolicka", "wzrost": 168}, {"profile.sensitive"}),
        ({"geb": "1988-08-09", "vorname": "Eva"}, {"profile.birth"}),
        ({"jahrgang": 1988, "vorname": "Eva"}, {"profile.birth"}),
        ({"g": "f", "ag": "35-44"}, {"profile.demographic"}),
        ({"sx": "m", "aud": "golf_fan|new_parent"}, {"profile.demographic", "profile.interest"}),
    ],
)
def test_finds_what_is_told(see, body, categories) -> None:
    assert {item.category for item in see(DETECTOR, body)} == categories


def test_segments_alone_are_told_to_advertising(see) -> None:
    query = "pid=7&seg=auto_intender,pet_dog"
    assert [item.category for item in see(DETECTOR, query=query, path="/sync")] == ["profile.interest"]
    assert see(DETECTOR, query=query, path="/video") == []
