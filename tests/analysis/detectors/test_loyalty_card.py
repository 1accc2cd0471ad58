"""A card that pays for nothing is found beside a receipt; cards of games, of banks and of graphics are not."""

from __future__ import annotations

import pytest

from analysis.detectors.loyalty_card import DETECTOR

NUMBER = "2987004412306"


@pytest.mark.parametrize(
    "body",
    [
        {"card": NUMBER},
        {"karta": 10, "suma": 31, "gracz": 2},
        {"card": "4111111111111111", "total": 12.5},
        {"card": NUMBER, "total": 40, "deck": "Frost", "hand": 7},
        {"cards": [{"card": NUMBER, "total": 3}]},
        {"card": "0000000000000", "total": 3},
        {"card": "GeForce RTX 4060", "total": 329},
        {"carte": "Menu du jour", "total": 18},
        {"card": "20261121", "items": 2, "position": 4},
    ],
)
def test_finds_nothing_in(see, body) -> None:
    assert see(DETECTOR, body) == []


@pytest.mark.parametrize(
    "body",
    [
        {"carte": NUMBER, "lignes": [{"pu": 18.9}], "total_ttc": 8.26},
        {"karta": int(NUMBER), "suma": 65.86},
        {"medlem_kort": NUMBER},
        {"club_card": NUMBER, "shop": 4},
    ],
)
def test_finds_the_number(see, body) -> None:
    (found,) = see(DETECTOR, body)
    assert (found.category, found.value) == ("identifier.account", NUMBER)


def test_what_is_sent_to_a_club_is_its_card(see) -> None:
    (found,) = see(DETECTOR, {"card": NUMBER}, path="/loyalty/visits")
    assert found.rule == "loyalty_card.number"
