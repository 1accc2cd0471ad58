"""Payments without a currency by who pays and with what, orders by where they go; offers and stores are neither."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from analysis.detectors.payment_order import DETECTOR
from analysis.records import Observation

See = Callable[..., list[Observation]]
PAYER = {"email": "a@b.example"}


@pytest.mark.parametrize(
    "body",
    [
        {"amount": 1200, "payer": PAYER},
        {"amount": 1200, "payment_method_id": "pix"},
        {"amount": 0, "payment_method_id": "pix", "payer": PAYER},
        {"amount": True, "payment_method_id": "pix", "payer": PAYER},
        {"amount": 1200, "payment_method_id": "pix", "payer": PAYER, "supportedMethods": ["pix"]},
        {"order": {"items": [{"sku": "a", "quantity": 2}]}},
        {"menu": {"items": [{"sku": "a", "quantity": 2}], "delivery": {"city": "Wien"}}},
        {"order": {"items": [{"sku": "a"}], "delivery": {"city": "Wien"}}},
    ],
)
def test_finds_nothing_in(see: See, body: object) -> None:
    assert see(DETECTOR, body) == []


@pytest.mark.parametrize(
    ("body", "value"),
    [
        ({"transaction_amount": 58.9, "payment_method_id": "pix", "payer": PAYER}, "58.9"),
        ({"price": "10.0", "paidPrice": "12.5", "paymentCard": {"number": "1"}, "basketId": "B1"}, "12.5"),
        ({"amount": 24900, "merchantTransactionId": "M1", "paymentInstrument": {"type": "UPI"}}, "24900"),
    ],
)
def test_finds_what_is_paid(see: See, body: object, value: str) -> None:
    (found,) = see(DETECTOR, body)
    assert (found.category, found.rule, found.value) == ("finance.purchase", "payment_order.paid", value)


def test_finds_what_is_ordered_once(see: See) -> None:
    rows = [{"id": "windeln", "quantity": {"count": 2}}, {"id": "brei", "quantity": {"count": 1}}]
    (found,) = see(DETECTOR, {"order": {"items": rows, "fulfillments": [{"end": {"phone": "1"}}]}})
    assert (found.rule, found.value) == ("payment_order.ordered", "windeln")
