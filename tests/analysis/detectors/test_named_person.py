"""Names under words for what somebody is are found; articles, companies, kinds and tables are not."""

from __future__ import annotations

import pytest

from analysis.detectors.named_person import DETECTOR


@pytest.mark.parametrize(
    "body",
    [
        {"patient": "Erste Patientin geheilt"},
        {"student": "Freie Universität"},
        {"student": "8812"},
        {"patient": "Patient"},
        {"recipient": "Halina Wójcik"},
        {"recipient": "Support Team", "street": "Długa 14"},
        {"customer": "Acme GmbH", "address": {"street": "Am Wehr 9"}},
        {"patient": "Max Mustermann"},
        {"title": "Ein Fall", "author": "Red.", "patient": "Mira Abendroth"},
        {"huts": [{"guardian": "Reto Frei"}, {"guardian": "Urs Kern"}]},
        {"cardholder": "VISA DEBIT"},
        {"recipient": "halina.wojcik", "street": "Długa 14"},
    ],
)
def test_finds_nothing_in(see, body) -> None:
    assert see(DETECTOR, body) == []


@pytest.mark.parametrize(
    ("body", "value"),
    [
        ({"uczen": "Zofia Wrzos", "klasa": "4b"}, "Zofia Wrzos"),
        ({"patient": "Maëlys Le Goff", "motif": "suivi"}, "Maëlys Le Goff"),
        ({"cardholderName": "N OYELARAN", "number": "4111"}, "N OYELARAN"),
        ({"odbiorca": "Halina Wójcik-Mazur", "adres": {"ulica": "Długa 14/3"}}, "Halina Wójcik-Mazur"),
        ({"destinatario": "Graça Meireles", "morada": {"rua": "Rua da Boavista"}}, "Graça Meireles"),
        ({"pupil": "Jan van den Berg"}, "Jan van den Berg"),
    ],
)
def test_finds_the_name(see, body, value: str) -> None:
    (found,) = see(DETECTOR, body)
    assert (found.category, found.property, found.value) == ("identifier.account", "x_name", value)


def test_the_holder_of_an_animal(see) -> None:
    (found,) = see(DETECTOR, {"halter": "Birgit Nowak", "tier": {"name": "Socke"}})
    assert found.value == "Birgit Nowak"
