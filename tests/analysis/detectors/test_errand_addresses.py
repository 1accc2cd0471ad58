"""Streets with a number where somebody goes or is met; platforms, halls, stores of a firm and other numbers are none."""

from __future__ import annotations

import pytest

from analysis.detectors.place import DETECTOR
from analysis.errand_addresses import is_street_and_house

NEGATIVES = {
    "platforms": {"from": {"name": "Platform 9, Leeds"}, "to": "Gate 12, Terminal 2"},
    "halls": {"ziel": {"label": "Halle 11, Eingang Nord"}},
    "a phone": {"from": {"name": "iPhone 14, Pro"}},
    "a psalm": {"end": "Psalm 23, Vers"},
    "versions": {"from": "Version 3, Beta", "to": "Kapitel 4, Ende"},
    "a year": {"destination": {"label": "Berlin 2026, Finale"}},
    "a firm's store": {"from": {"warehouse": "W1", "address": "Lagerstraße 5, Hannover"}},
    "under another name": {"note": "Lindenstraße 5 bitte"},
    "a timetable": {"route_id": "5", "agency_id": "X", "to": "Lindenstraße 5"},
}


@pytest.mark.parametrize("name", NEGATIVES)
def test_others(see, name: str) -> None:  # type: ignore[no-untyped-def]
    assert not see(DETECTOR, NEGATIVES[name])


@pytest.mark.parametrize(
    "body",
    [
        {"skad": {"szer": 50.06391, "dl": 19.92874, "opis": "ul. Długa 8/12, Gdańsk"}},
        {"destination": {"address": "Rua Direita 42, Braga"}},
        {"abholung": {"beschreibung": "Am Römerturm 14a, Köln"}},
        {"retrait": {"description": "12 Rue des Lilas, Lyon"}},
        {"nereden": "Bora Sok. No:1, Kadıköy"},
        {"waypoints": [{"label": "14 Acacia Avenue, Sheffield"}]},
        {"van": {"naam": "Herengracht 102, Amsterdam"}},
    ],
)
def test_of_somebody(see, body: object) -> None:  # type: ignore[no-untyped-def]
    assert "location.address" in [item.category for item in see(DETECTOR, body)]


@pytest.mark.parametrize(
    "text", ["", "5", "Köln", "https://a.example/5, Köln", "x" * 400 + " 5, Köln", "5 5 5 5 5 5 5 5, 5"]
)
def test_no_street(text: str) -> None:
    assert not is_street_and_house(text)


@pytest.mark.parametrize(
    "body",
    [{"billingAddress": {"postalCode": "required"}}, {"address": {"state": "done"}}, {"zip": "8010"}],
)  # fmt: skip
def test_no_part_of_an_address(see, body: object) -> None:  # type: ignore[no-untyped-def]
    assert not see(DETECTOR, body)


@pytest.mark.parametrize(
    "body", [{"billing_address": {"postal_code": "94107"}}, {"billingAddress": {"city": "Maribor"}}]
)
def test_one_part_of_an_address(see, body: object) -> None:  # type: ignore[no-untyped-def]
    assert [item.category for item in see(DETECTOR, body)] == ["location.coarse"]
