"""Recognises orders and payments that name no currency, by who pays, with what, and what is ordered."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from analysis.field_names import words
from analysis.lazy_patterns import lazy_pattern
from analysis.name_tables import picking
from analysis.named_fields import observe
from analysis.needs import Needs
from analysis.payload import Group, Leaf, Payload
from analysis.readings import number
from analysis.records import Confidence, Observation
from analysis.remembered import Remembered
from analysis.surroundings import Surroundings, outer, surroundings
from analysis.units import Detector, Mapped

_CATEGORY: Final = "finance.purchase"
# Names without case and separators. Sources: the payment requests of iyzico, Mercado Pago, PhonePe, Razorpay, PayU,
# Paystack, Midtrans and Toss; orders of ONDC and of shops' own apps.
_SUMS: Final = (
    "paidprice", "transactionamount", "totalamount", "amountpaid", "paymentamount", "grossamount", "amount", "ordertotal",
    "totalprice", "grandtotal", "price", "total",
)  # fmt: skip
_PAYERS: Final = frozenset({
    "payer", "buyer", "customer", "customerdetails", "payerinfo", "buyerinfo", "merchantuserid", "customeremail",
    "customername", "payeremail", "cardholder", "customerphone", "customermobilephone", "buyername",
})  # fmt: skip
_MEANS: Final = frozenset({
    "paymentcard", "card", "paymentinstrument", "paymentmethod", "paymentmethodid", "paymentmethodtype", "paymenttype",
    "paymenttoken", "paymentkey", "cardtoken", "paymethods", "paymethod", "installments", "installment",
    "banktransfer", "cardnumber", "vpa", "paymentchannel", "paymentdetails", "paymentdata", "bankcode",
})  # fmt: skip
_ORDERS: Final = frozenset({
    "basketitems", "basketid", "orderid", "merchanttransactionid", "merchantorderid", "externalreference", "conversationid",
    "merchanttxnid", "merchantuid", "txnid", "itemdetails", "cartid", "extorderid", "paymentid", "transactionid", "orderno",
})  # fmt: skip
# What is offered, asked for or planned, and what a shop tells of its own means of payment.
_NOT_PAID: Final = frozenset({
    "budget", "salary", "minamount", "maxamount", "rate", "rates", "quote", "bid", "refundpolicy", "supportedmethods",
    "offers", "variants", "forecast", "estimate", "limit", "fees", "commission", "campaign", "sku", "stock", "inventory",
    "faq", "plans", "listprice", "brand", "imageurl",
})  # fmt: skip
# Objects of their own that hold the sum of a payment.
_WITHIN: Final = frozenset(
    {"transactiondetails", "transaction", "orderdetails", "paymentdetails", "payment", "order", "amount"}
)
_ORDER_NAMES: Final = frozenset({"order", "orders", "cart", "basket", "checkout", "purchase"})
_ITEMS: Final = frozenset({"items", "lineitems", "products", "orderitems", "cartitems", "basketitems"})
_ITEM_IDS: Final = ("id", "sku", "productid", "itemid", "variantid", "name")
_COUNTS: Final = frozenset({"quantity", "qty", "count"})
_SENT_TO: Final = frozenset({
    "fulfillments", "fulfillment", "delivery", "deliveryaddress", "shippingaddress", "shipping", "recipient", "receiver",
    "dropoff", "billing", "billingaddress",
})  # fmt: skip
_MOST_GROUPS: Final = 512  # objects of a message that are looked at
_SENT: Final = frozenset({"POST", "PUT", "PATCH", ""})  # "": no HTTP


def _plain(name: str) -> str:
    return "".join(words(name))


_PLAIN: Final = Remembered(_plain)
_MAY_PAY: Final = picking(lambda name: _PLAIN[name] in _SUMS, spelled=_SUMS)
_IS_ROW: Final = Remembered[tuple[str, ...], str](
    lambda names: next((name for name in names[:24] if _PLAIN[name] in _ITEM_IDS), "")
)
_IS_ITEMS: Final = Remembered[str, bool](lambda name: _PLAIN[name] in _ITEMS)


def _detect(payload: Payload) -> Iterator[Observation]:
    if payload.transmission.method not in _SENT:
        return
    place = surroundings(payload)
    if place.picked(_MAY_PAY):
        for group, _ in place.shapes:
            if group.context == "body" and (paid := _paid(place, group)) is not None:
                yield observe(
                    paid, category=_CATEGORY, name="revenue", rule="payment_order.paid", confidence=Confidence.LIKELY,
                    reasoning="an amount of money, beside who pays it and with what",
                )  # fmt: skip
    yield from _ordered(place)


def _paid(place: Surroundings, group: Group) -> Leaf | None:
    """The sum of an object that also holds two of: a payer, a means of payment, the order that is paid."""
    own = {_PLAIN[name]: leaf for name, leaf in group.members.items()} if len(group.members) <= 64 else {}
    sums = next((own[key] for key in _SUMS if key in own and _is_sum(own[key])), None)
    if sums is None:
        return None
    around = place.names_at(outer(group.path)) if _PLAIN[group.name] in _WITHIN else ()
    every = {_PLAIN[name] for name in (*place.names_at(group.path), *around)}
    if _MEANS.isdisjoint(every) or not _NOT_PAID.isdisjoint(every):
        return None
    lists = (items[0].name for path, items in place.lists.items() if outer(path) == group.path)
    if any(_PLAIN[name] in _NOT_PAID for name in lists):
        return None
    return sums if not _PAYERS.isdisjoint(every) or not _ORDERS.isdisjoint(every) else None


def _is_sum(leaf: Leaf) -> bool:
    amount = None if isinstance(leaf.value, bool) else number(leaf.value)
    return amount is not None and 0 < amount < 1e12


_ROW: Final = lazy_pattern(r"\[0\]\Z")


def _ordered(place: Surroundings) -> Iterator[Observation]:
    """What is ordered, and how many of it, in an order that says to whom it goes."""
    for group, names in place.shapes:
        if (
            not group.names
            or not _IS_ITEMS[group.names[-1]]
            or group.context != "body"
            or not _ROW.search(group.path)
        ):
            continue
        name = _IS_ROW[names]
        holder = outer(_ROW.sub("", group.path))
        counted = {_PLAIN[each] for each in place.names_at(group.path)} & _COUNTS
        within = {_PLAIN[each] for each in group.names[-3:-1]} & _ORDER_NAMES
        if name and counted and within and _goes_somewhere(place.payload, f"{holder}."):
            yield observe(
                group.members[name], category=_CATEGORY, name="x_orderedItem", rule="payment_order.ordered",
                reasoning="what somebody orders, beside where it goes", confidence=Confidence.LIKELY,
            )  # fmt: skip


def _goes_somewhere(payload: Payload, holder: str) -> bool:
    within = (group.names for group in payload.groups[:_MOST_GROUPS] if group.path.startswith(holder))
    return any(_PLAIN[name] in _SENT_TO for names in within for name in names)


DETECTOR: Final = Detector(
    name="payment_order",
    version=1,
    categories={
        _CATEGORY: Mapped(
            google="Purchase history", apple="Purchase History", dpv="pd:Transactional", tcf="7"
        ),
    },
    rules={
        "payment_order.paid": "An amount in an object that also holds a means of payment and a payer or an order's number.",
        "payment_order.ordered": "The first of the items of an order, with how many, beside where the order goes.",
    },
    detect=_detect,
    needs=Needs(names=(_MAY_PAY,), object_names=(_IS_ITEMS,)),
)
