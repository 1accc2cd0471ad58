"""Orders are found by names of several languages; offers, menus and loans are none."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from analysis.detectors.order_entry import DETECTOR
from analysis.records import Observation

See = Callable[..., list[Observation]]


@pytest.mark.parametrize(
    "body",
    [
        {"bestellnr": "B-2291", "summe": 14.98, "waehrung": "EUR"},
        {"commande": "C-77", "montant": "49.90", "paiement": "carte"},
        {"nr_zamówienia": "Z-1", "nr_zamowienia": "Z-1", "kwota": 120.5, "waluta": "zł"},
        {"bon": [["Milch", 1, 1.19]], "summe": 1.19, "karte": "p7"},
        {"订单号": "88", "金额": 12, "支付方式": "微信"},
    ],
)
def test_finds_what_was_paid(see: See, body: object) -> None:
    (found,) = see(DETECTOR, body)
    assert (found.category, found.property) == ("finance.purchase", "revenue")


@pytest.mark.parametrize(
    "body",
    [
        {"angebot": "A-7", "summe": 120.5, "waehrung": "EUR", "bestellnr": "x"},
        {"gerichte": [{"summe": 4.5, "waehrung": "EUR"}]},
        {"betrag": 10000, "zins": 4.1, "waehrung": "EUR", "auftragsnr": "1"},
        {"summe": 0, "bestellnr": "1", "waehrung": "EUR"},
        {"summe": True, "bestellnr": "1", "waehrung": "EUR"},
        {"total": 12, "currency": "EUR", "items": [{"sku": 1}]},
        {"summe": 12, "bestellnr": "1", "waehrung": "Knöpfe"},
    ],
)
def test_finds_nothing_in(see: See, body: object) -> None:
    assert see(DETECTOR, body) == []
