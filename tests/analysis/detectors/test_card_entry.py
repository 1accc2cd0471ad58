"""A card is known by what stands beside its number, in any language; gifts, members and tests have no cards."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from analysis.detectors.card_entry import DETECTOR
from analysis.records import Observation

See = Callable[..., list[Observation]]
CARD = "4532015112830366"


@pytest.mark.parametrize(
    "body",
    [
        {"knr": CARD, "gueltig": "09/29"},
        {"nr": CARD, "kod": "771", "p": "Jan Kot"},
        {"n": CARD, "m": "9", "y": "2029", "h": "Anna Beck"},
        {"カード": CARD, "有効期限": "0928"},
        {"d": [CARD, "09/29", "318"]},
        {"d": [["4532 0151 1283 0366", "2029-09"]]},
    ],
)
def test_finds_a_card(see: See, body: object) -> None:
    (found,) = see(DETECTOR, body)
    assert (found.category, found.property) == ("finance.card", "x_cardNumber")


@pytest.mark.parametrize(
    "body",
    [{"karte": "**** **** **** 4242"}, {"tarjeta": {"num": "453201******0366"}}, {"カード": "••••4242"}],
)
def test_finds_what_is_left_of_a_number(see: See, body: object) -> None:
    (found,) = see(DETECTOR, body)
    assert (found.category, found.property) == ("finance.card", "x_cardLastDigits")


@pytest.mark.parametrize(
    ("body", "path"),
    [
        ({"gutscheinkarte": CARD, "gueltig": "09/29"}, "/v1"),
        ({"testkarten": [{"nummer": CARD, "ablauf": "12/34"}]}, "/v1"),
        ({"nummer": CARD, "ablauf": "12/34"}, "/docs/cards"),
        ({"nr": CARD}, "/v1"),
        ({"tel": "**** 4242", "sim_karte": "••••4242"}, "/v1"),
        ({"nr": CARD, "m": 9, "y": 2029}, "/v1"),
        ({"nr": CARD, "at": "2026-11-22"}, "/v1"),
        ({"nr": "4532015112830367", "gueltig": "09/29"}, "/v1"),
    ],
)
def test_finds_nothing_in(see: See, body: object, path: str) -> None:
    assert see(DETECTOR, body, path=path) == []
