"""Tables of people in rows of lists are read by their columns; those of staff, players and laureates tell of nobody here."""

from __future__ import annotations

from typing import Any

import pytest

from analysis.detectors import contact_address, named_person, profile
from tests.analysis.detectors.conftest import see as see

ROWS = [["Terpstra", "1961-04-02", "0614772095"], ["Vos", "1963-12-30", "0622093318"]]


def told(see: Any, body: object) -> list[str]:
    detectors = (named_person, contact_address, profile)
    return sorted({seen.category for one in detectors for seen in see(one.DETECTOR, body)})


@pytest.mark.parametrize(
    "body",
    [
        {
            "columns": ["lastname", "birthdate", "team"],
            "rows": [["Ferri", "2001-03-04", "U21"], ["Neri", "1999-09-12", "A"]],
        },
        {"columns": ["lastname", "phone", "role"], "rows": [["Huber", "05372 61200", "Violine"]]},
        {"columns": ["lastname", "birthdate", "died"], "rows": [["Deledda", "1871-09-27", "1936-08-15"]]},
        {"columns": ["lastname", "count"], "rows": [["Huber", 12], ["Moser", 9]]},
        {"columns": ["street", "phone"], "rows": [["Torget", "05372 61200"]]},
        {"squad": {"columns": ["lastname", "birthdate"], "rows": [["Ferri", "2001-03-04"]]}},
    ],
)
def test_finds_nothing_in(see: Any, body: object) -> None:
    assert told(see, body) == []


@pytest.mark.parametrize("names", ["columns", "kolommen"])
def test_finds_names_numbers_and_births(see: Any, names: str) -> None:
    body = {names: ["achternaam", "gebdatum", "telefoon"], "rijen": ROWS}
    assert told(see, body) == ["identifier.account", "identifier.phone", "profile.birth"]
    assert [seen.value for seen in see(named_person.DETECTOR, body)] == ["Terpstra", "Vos"]


def test_the_first_row_names_the_columns(see: Any) -> None:
    body = {"lista": [["efternamn", "mobilnr", "nr"], ["Sundkvist", "070-338 41 27", 4]]}
    assert told(see, body) == ["identifier.account", "identifier.phone"]
