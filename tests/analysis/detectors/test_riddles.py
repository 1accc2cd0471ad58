"""The answers of riddles and what is shown for an example are nobody's places; what somebody tells of themselves is."""

from __future__ import annotations

import pytest

from analysis.detectors.location import DETECTOR as LOCATION
from analysis.nobodys_objects import is_of_nobody

DOM = {"lat": 50.9413, "lon": 6.9583}
TOWER = {"lat": 43.72296, "lon": 10.3966}


@pytest.mark.parametrize(
    "body",
    [
        {"type": "round", "q": "Where is the tower that leans?", "target": TOWER},
        {"pack": "Europe", "rounds": [{"question": "Where?", "answer": DOM, "tolerance": 50}]},
        {"runde": 4, "frage": "Wo steht der Dom?", "loesung": {"breite": 50.9413, "laenge": 6.9583}, "punkte": 500},
        {"soru": "Kule nerede?", "puan": 10, "cevap": {"enlem": 41.0256, "boylam": 28.9741}},
        {"clue": "A tower", "guess": TOWER, "score": 3},
        {"demo": DOM},
        {"sample": True, "home": DOM},
        {"beispiele": [DOM, TOWER]},
    ],
)  # fmt: skip
def test_riddles_and_examples(see, body: object) -> None:  # type: ignore[no-untyped-def]
    assert see(LOCATION, body) == []


def test_a_quiz_by_its_address(see) -> None:  # type: ignore[no-untyped-def]
    form = {"frage": "Wo fand die Schlacht statt?", "lat": "47.8167", "lon": "12.9833"}
    assert see(LOCATION, form=form, host="lern.example", path="/quiz") == []
    assert len(see(LOCATION, form=form, host="lern.example", path="/umfrage")) == 2


@pytest.mark.parametrize(
    "body",
    [
        {"question": "Where do you live?", "answer": DOM},
        {"prompt": "Share your location", "me": DOM},
        {"target": DOM, "speed": 3.1},
        {"round": 3, "player": {"id": 4, **DOM}},
        {"sample": False, "home": DOM},
        {"samples": [{"t": 1, **DOM}]},
    ],
)
def test_places_of_somebody(see, body: object) -> None:  # type: ignore[no-untyped-def]
    assert {one.property for one in see(LOCATION, body)} == {"latitude", "longitude"}


def test_only_categories_with_rules_are_asked() -> None:
    assert not is_of_nobody("credential.secret", "body>json:$.demo", None)  # type: ignore[arg-type]
