"""A book beside a page and what only a reader leaves is found; shelves, citations and homework are none."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from analysis.detectors.reading_place import DETECTOR
from analysis.records import Observation

See = Callable[..., list[Observation]]


@pytest.mark.parametrize(
    "body",
    [
        {"book": "Dune", "page": 12},
        {"book": "Dune", "page": 12, "colour_of_cover": "red", "price": 9.9},
        {"buch": "Nachtzug", "seiten": 208, "verlag": "Anker", "datum": "2026-11-03"},
        {"buch": "Lambacher 7", "seite": 112, "aufgabe": "3a", "datum": "2026-11-27"},
        {"book": "Dune", "page": "twelve", "minutes": 9},
        {"book": "Dune", "page": True, "minutes": 9},
        {"book": "", "page": 3, "minutes": 9},
        {"title": "Dune", "page": 3, "minutes": 9},
    ],
)
def test_finds_nothing_in(see: See, body: object) -> None:
    assert see(DETECTOR, body) == []


def test_a_catalogue_tells_of_no_reader(see: See) -> None:
    assert see(DETECTOR, {"book": "Dune", "page": 12, "minutes": 4}, path="/catalogue/search") == []


@pytest.mark.parametrize(
    "body",
    [
        {"book": "Dune", "page": 12, "minutes": 9},
        {"ksiazka": "Lalka", "strona": 212, "z": 680},
        {"książka": "Lalka", "strona": 212, "minuty": 34},
        {"buch": "9783555012345", "stelle": 48211, "markierung": "Manchmal."},
        {"libro": "Rayuela", "capítulo": 7, "subrayado": "Toco tu boca"},
    ],
)
def test_finds(see: See, body: dict[str, object]) -> None:
    (seen,) = see(DETECTOR, body)
    assert (seen.category, seen.value) == ("usage.interaction", next(iter(body.values())))
