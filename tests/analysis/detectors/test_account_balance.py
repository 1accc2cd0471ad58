"""Rows of an account and what is shared are found in several languages; games, offers and ledgers of firms are none."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from analysis.detectors.account_balance import DETECTOR
from analysis.records import Observation

See = Callable[..., list[Observation]]


@pytest.mark.parametrize(
    "body",
    [
        {"balance": 310, "amount": -40},
        {"balance": 310, "amount": -40, "description": "Iron helmet", "coins": True},
        {"balance": 0, "amount": 10000, "title": "Savings", "rate": 2.4},
        {"balance": "half", "amount": 3, "description": "x"},
        {"balance": 871200, "amount": 120000, "text": "Sales", "fiscal_year": 2026},
        {"kontostand": 37.5, "betrag": 5, "zweck": ""},
        {"balance": True, "amount": 3, "description": "x"},
        {"amount": 87.5, "description": "pizza", "paid_by": "Kuba"},
        {"amount": "much", "description": "pizza", "paid_by": "Kuba", "split": 3},
    ],
)
def test_finds_nothing_in(see: See, body: object) -> None:
    assert see(DETECTOR, body) == []


@pytest.mark.parametrize(
    ("body", "value"),
    [
        ({"kontostand": 37.5, "betrag": 5, "zweck": "Zimmer"}, "37.5"),
        ({"saldo": 1893.02, "valor": -142.77, "descrição": "MERCADO"}, "1893.02"),
        ({"row": {"solde": "120,50", "montant": "-9,90", "libellé": "Café"}}, "120,50"),
        ({"zůstatek": 900, "částka": -120, "popis": "Oběd"}, "900"),
    ],
)
def test_finds_what_is_left_on_an_account(see: See, body: object, value: str) -> None:
    (seen,) = see(DETECTOR, body)
    assert (seen.category, seen.value) == ("finance.account", value)


@pytest.mark.parametrize(
    "body",
    [
        {"amount": 87.5, "description": "pizza", "paid_by": "Kuba", "split": {"Kuba": 40}},
        {"opis": "pizza", "kwota": 87.5, "zapłacił": "Kuba", "podzial": {"Kuba": 40}},
        {"cost": 87.5, "description": "pizza", "payer": 4, "participants": [4, 5]},
    ],
)
def test_finds_what_is_paid_for_several(see: See, body: object) -> None:
    (seen,) = see(DETECTOR, body)
    assert (seen.category, seen.value) == ("finance.purchase", "87.5")
