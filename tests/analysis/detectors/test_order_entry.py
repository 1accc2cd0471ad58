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


@pytest.mark.parametrize(
    "body",
    [
        {"الطلب": "77", "المجموع": 7.5, "العملة": "JOD"},
        {"talab": "77", "almajmu": 7.5, "aleumla": "JOD", "aldafe": "naqdan"},
        {"αριθμός_παραγγελίας": 22, "σύνολο": 4.2, "νόμισμα": "EUR"},
        {"ma_don_hang": "DH1", "tong_tien": 124000, "tien_te": "VND"},
        {"номер_замовлення": "77", "разом": 108, "валюта": "UAH"},
        {"varausnumero": "MV-1", "yhteensa": 640, "valuutta": "EUR"},
        {"codice_prenotazione": "AG-2", "totale": 380, "valuta": "EUR"},
    ],
)
def test_finds_what_was_paid_in_more_languages(see: See, body: object) -> None:
    (found,) = see(DETECTOR, body)
    assert (found.category, found.property) == ("finance.purchase", "revenue")


@pytest.mark.parametrize(
    "body",
    [
        {"пропозиція": "КП-1", "сума": 2100, "валюта": "UAH", "оплата": "картка"},
        {"τιμοκατάλογος": "Νοέμβριος", "σύνολο": 12, "νόμισμα": "EUR", "πληρωμή": "κάρτα"},
        {"bang_gia": "t11", "tong_tien": 12, "tien_te": "VND", "thanh_toan": "x"},
        {"σύνολο": 1250000, "νόμισμα": "EUR"},
        {"ميزانية": 2027, "المجموع": 12, "العملة": "JOD", "الدفع": "x"},
    ],
)
def test_offers_and_budgets_in_more_languages(see: See, body: object) -> None:
    assert see(DETECTOR, body) == []
