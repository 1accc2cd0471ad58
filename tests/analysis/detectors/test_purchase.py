"""Purchases by event, order and receipt; what was looked at, offered or earned by an advert is none."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from analysis.detectors.purchase import DETECTOR
from analysis.records import Observation

See = Callable[..., list[Observation]]


@pytest.mark.parametrize(
    "body",
    [
        {"price": 12.99, "currency": "EUR"},
        {"event": "Product Viewed", "properties": {"price": 12.99, "currency": "EUR", "product_id": "1"}},
        {"event": "view_item", "value": 12.99, "currency": "EUR"},
        {"event_name": "AddToCart", "value": 12.99, "currency": "EUR", "order_id": "7"},
        {"event": "begin_checkout", "value": 12.99, "currency": "EUR"},
        {"event": "Checkout Started", "properties": {"value": 12.99, "currency": "EUR", "order_id": "7"}},
        {"imp": [{"bidfloor": 0.5, "bidfloorcur": "USD", "value": 3, "currency": "USD"}]},
        {"revenue": 0.0012, "currency": "USD", "ad_unit_id": "x", "network": "admob"},
        {"event": "ad_impression", "value": 0.001, "currency": "USD"},
        {"revenue": "none", "currency": "USD"},
        {"revenue": 12.99, "currency": "points"},
        {"revenue": 12.99},
        {"currency": "EUR", "locale": "de-DE"},
        {"settings": {"currency": "EUR", "total": 3}},
        {"rates": {"currency": "EUR", "value": 1.08, "type": "payment"}},
        {"event": "purchase_failed", "value": 12.99, "currency": "EUR"},
        {"event": "purchase", "value": 0, "currency": "EUR"},
        {"event": "purchase", "value": True, "currency": "EUR"},
        {"event": "purchase", "items": [{"price": 5, "currency": "EUR", "item_id": "a"}]},
        {"products": [{"price": 5, "currency": "EUR", "order_id": "1"}]},
        {"filters": {"currency": "EUR", "price": "100", "type": "payment"}},
        {"salary": {"amount": 4000, "currency": "EUR", "payment_id": "1"}},
        {"shipping": {"amount": 4, "currency": "EUR", "order_id": "1"}},
        {"receipt_data": "short", "purchaseToken": "pending"},
        {"receipt": "yes", "amount": 3},
        {"order": "GPA.3345-1234-5678", "id": "GPA.3345-1234-5678-9012x"},
        {"gpa": "3.9", "text": "GPA. is a grade"},
        {"quote": {"currency": "USD", "price": 187.5, "transaction_id": "x"}},
    ],
)
def test_finds_nothing_in(see: See, body: object) -> None:
    assert see(DETECTOR, body) == []


@pytest.mark.parametrize(
    ("body", "amount"),
    [
        ({"event": "purchase", "value": 12.99, "currency": "EUR"}, "12.99"),
        (
            {
                "event": "Order Completed",
                "properties": {"revenue": 25, "currency": "USD", "order_id": "50314"},
            },
            "25",
        ),
        ({"events": [{"name": "purchase", "params": {"value": 12.21, "currency": "USD"}}]}, "12.21"),
        ({"eventName": "af_purchase", "eventValue": '{"af_revenue":"9.99","af_currency":"EUR"}'}, "9.99"),
        ({"_eventName": "fb_mobile_purchase", "_valueToSum": 4.99, "fb_currency": "EUR"}, "4.99"),
        ({"revenue": 4.99, "currency": "EUR", "event_token": "f0ob4r"}, "4.99"),
        ({"order_id": "A-1", "total": "19,95".replace(",", "."), "currency": "eur"}, "19.95"),
        ({"payment": {"amount": 1999, "currency": "usd"}}, "1999"),
        (
            {"name": "PURCHASE", "event_data": {"revenue": 180.2, "currency": "USD", "transaction_id": "1"}},
            "180.2",
        ),
        ({"event": "CompletePayment", "properties": {"value": 8, "currency": "JPY"}}, "8"),
        ({"event": "subscription_renewal", "price": 3.49, "currency": "GBP"}, "3.49"),
        ({"type": "donation", "amount": 50, "currency_code": "CHF"}, "50"),
        ({"event": "Order Refunded", "total": 5, "currency": "EUR"}, "5"),
    ],
)
def test_finds(see: See, body: object, amount: str) -> None:
    found = {seen.property: seen for seen in see(DETECTOR, body)}
    assert set(found) == {"revenue", "currency"}
    assert found["revenue"].value == amount
    assert {seen.category for seen in found.values()} == {"finance.purchase"}


@pytest.mark.parametrize(
    "query",
    [
        {"ev": "Purchase", "cd[value]": "12.99", "cd[currency]": "EUR"},
        {"en": "purchase", "cu": "EUR", "epn.value": "12.99", "ep.transaction_id": "T1"},
        {"t": "transaction", "ti": "T1", "tr": "12.99", "cu": "EUR"},
    ],
)
def test_finds_in_a_pixel(see: See, query: dict[str, str]) -> None:
    assert sorted(seen.property for seen in see(DETECTOR, query=query)) == ["currency", "revenue"]


def test_the_items_of_an_order_are_not_its_sum(see: See) -> None:
    items = [{"price": 5, "currency": "EUR"}, {"price": 7, "currency": "EUR"}]
    found = see(DETECTOR, {"event": "purchase", "value": 12, "currency": "EUR", "items": items})
    assert [seen.path for seen in found] == ["body>json:$.value", "body>json:$.currency"]


def test_orders_and_receipts_of_stores(see: See) -> None:
    found = see(DETECTOR, {"orderId": "GPA.3345-1234-5678-90123", "purchaseToken": "a1B2-c3." * 12})
    assert sorted(seen.property for seen in found) == ["x_orderId", "x_purchaseReceipt"]
    assert [seen.property for seen in see(DETECTOR, {"receipt-data": "MIIT" + "x" * 60})] == [
        "x_purchaseReceipt"
    ]


def test_an_order_in_a_counter_of_visits(see: See) -> None:
    (found,) = see(DETECTOR, query={"idsite": "2", "ec_id": "A-88412", "revenue": "249.90"})
    assert (found.rule, found.value) == ("purchase.order", "249.90")
    assert see(DETECTOR, query={"revenue": "249.90", "quarter": "3"}) == []
    assert see(DETECTOR, query={"ec_id": "A-88412", "revenue": "0"}) == []


def test_a_shared_cost_is_a_purchase_and_an_estimate_is_none(see: See) -> None:
    cost = {"cost": "54.20", "currency_code": "EUR"}
    found = see(DETECTOR, form=cost, path="/v3.0/create_expense")
    assert {(one.property, one.value) for one in found} == {("revenue", "54.20"), ("currency", "EUR")}
    assert see(DETECTOR, form=cost, path="/estimates") == []
    assert see(DETECTOR, form={"cost": "none", "currency": "EUR"}, path="/expenses") == []
    assert see(DETECTOR, form={"cost": "54.20"}, path="/expenses") == []
    assert see(DETECTOR, form={"price": "54.20", "currency": "EUR"}, path="/expenses") == []


BOOKED = {"booked": "2026-05-15", "amount": -23.9, "counterparty": "Apotheke am Markt"}


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ([{"amount": 12, "date": "2026-05-15"}], False),
        ([{**BOOKED, "counterparty": ""}], False),
        ([{**BOOKED, "counterparty": 7}], False),
        ([{**BOOKED, "amount": 0}], False),
        ({"budget": {"date": "2026-05-15", "amount": 100, "payee": "Miete"}}, False),
        ([{"date": "2026-05-15", "amount": 4.2, "name": "Apotheke"}], False),
        ([BOOKED], True),
        ({"transaction": {"date": "2026-05-15", "amount": -4200, "payee_name": "Bäcker"}}, True),
    ],
)
def test_a_booking_beside_whom_it_was_paid_to(see: See, body: object, *, found: bool) -> None:
    assert [item.category for item in see(DETECTOR, body)] == ["finance.purchase"] * found


@pytest.mark.parametrize(
    "body",
    [
        {"kedvezmenyezett": "Kovács Kft", "osszeg": 18500, "datum": "2026-11-20"},
        {"δικαιούχος": "Αφοί Ζαφείρη", "ποσό": 310.0, "ημερομηνία": "2026-11-20"},
        {"отримувач": "ОСББ", "сума": 1240.5, "дата": "2026-11-20"},
        {"nguoi_nhan": "Quán cơm", "so_tien": 450000, "ngay": "2026-11-20"},
        {"betaald_door": "Sanne", "bedrag": 47.5, "datum": "2026-11-20"},
    ],
)
def test_bookings_in_more_languages(see: See, body: object) -> None:
    assert [seen.rule for seen in see(DETECTOR, body)] == ["purchase.booked"]
