"""Recognises what was bought and for how much: amounts with a currency in events that say so, orders, store receipts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from analysis.field_names import all_words, words
from analysis.lazy_patterns import lazy_pattern
from analysis.named_fields import observe
from analysis.needs import Needs
from analysis.payload import Group, Leaf, Payload
from analysis.payment_numbers import CURRENCIES
from analysis.readings import number
from analysis.records import Confidence, Observation
from analysis.remembered import Remembered
from analysis.surroundings import surroundings
from analysis.texts import TextShape, texts_like
from analysis.units import Detector, Mapped

_CATEGORY: Final = "finance.purchase"
_CURRENCIES: Final = frozenset({
    "currency", "Currency", "iso_currency_code", "isoCurrency", "transactionCurrencyCode", "instructedCurrency",
    "currencyCode", "currency_code", "currencycode", "cu", "cd[currency]", "fb_currency",
    "af_currency", "priceCurrencyCode", "price_currency_code", "isoCurrencyCode", "e_cur", "purchase_currency", "curr",
    "purchaseCurrency", "transaction_currency", "transactionCurrency", "ep.currency", "$currency", "order_currency",
    "_fb_currency", "price_currency", "revenue_currency", "revenueCurrency", "currency_iso", "currencyType",
})  # fmt: skip
# In the order in which one of them is taken for the sum that was paid.
_SUMS: Final = (
    "order_amount orderAmount total_amount totalAmount amount_total amountTotal payment_amount paymentAmount cart_total "
    "basket_total charge_amount revenue af_revenue $revenue order_total orderTotal total_price "
    "totalPrice grand_total grandTotal total amount "
    "purchase_amount purchaseAmount transaction_amount transactionAmount transactionTotal order_value orderValue value "
    "epn.value ep.value cd[value] _valueToSum valueToSum tr price purchase_price purchasePrice paid_amount amount_paid "
    "e_pr af_price cost price_amount_micros priceAmountMicros amount_cents subtotal Revenue Amount Value Price Total "
)
_AMOUNTS: Final = tuple(_SUMS.split())
_PROOFS: Final = frozenset({
    "transaction_id", "transactionId", "transactionID", "order_id", "orderId", "orderID", "purchase_token",
    "purchaseToken", "receipt", "receipt_id", "receiptId", "receipt-data", "receipt_data", "transactionReceipt",
    "invoice_id", "invoiceId", "payment_id", "paymentId", "payment_intent", "payment_method", "paymentMethod",
    "payment_method_id", "ep.transaction_id", "af_order_id", "af_receipt_id", "purchase_id", "purchaseId", "order_number",
    "orderNumber", "payment_method_types", "original_transaction_id", "fetch_token", "fetchToken",
    "store_transaction_id", "purchaseTime", "ti", "checkout_id",
})  # fmt: skip
_PURCHASE: Final = frozenset({
    "purchase", "purchased", "purchases", "payment", "payments", "paid", "transaction", "transactions", "charges",
    "subscribe", "subscribed", "subscription",
    "refund", "refunded", "donate", "donation", "iap", "rebill", "renewal", "checkoutcompleted", "pay", "bought",
    "inapppurchase", "completepayment", "placeanorder", "ordercompleted", "charge", "charged", "purchaseevent",
})  # fmt: skip
_BOUGHT_AT: Final = frozenset(
    {
        "orders",
        "order",
        "payments",
        "purchases",
        "charges",
        "purchase",
        "transactions",
        "receipts",
        "expenses",
        "expense",
    }
)
_ORDERED: Final = frozenset({"cost", "order", "total", "amount", "payment", "charge", "paid", "grand"})
_DONE: Final = frozenset(
    {"completed", "complete", "placed", "place", "success", "succeeded", "paid", "confirmed", "finished"}
)
_NOT_BOUGHT: Final = frozenset({
    "view", "viewed", "add", "added", "remove", "removed", "begin", "initiate", "initiated", "start", "started", "cart",
    "wishlist", "impression", "click", "bid", "floor", "failed", "error", "cancelled", "list", "search", "info", "page",
    "screen", "select", "selected", "update", "checkoutstarted", "addtocart", "viewcontent", "initiatecheckout",
    "addpaymentinfo", "loaded", "abandoned",
})  # fmt: skip
_OF_ADVERTS: Final = frozenset({
    "ad", "ads", "adunit", "adformat", "adnetwork", "bid", "bidder", "bidfloor", "cpm", "ecpm", "floor", "impression",
    "imp",
    "placement", "mediation", "creative", "campaign", "auction", "waterfall", "rate", "rates", "exchange", "quote",
    "ticker",
    "filter", "filters", "facet", "facets", "settings", "config", "locale", "prefs", "preferences", "shipping", "budget",
    "salary", "goal", "minimum", "maximum", "stock",
})  # fmt: skip
_ITEMS: Final = frozenset(
    {"items", "products", "contents", "item", "product", "goods", "lines", "offers", "prices", "variants"}
)
_EVENT_NAMES: Final = frozenset({
    "event", "event_name", "eventName", "eventname", "en", "ev", "name", "type", "action", "event_type", "eventType", "t",
    "e", "activity", "_eventName", "ea", "pa", "event_action", "kind", "category", "key", "method", "pt",
})  # fmt: skip
_GOOGLE_ORDER: Final = lazy_pattern(r"GPA\.[0-9]{4}-[0-9]{4}-[0-9]{4}-[0-9]{5}(?:\.\.[0-9]{1,4})?")
_RECEIPTS: Final = frozenset({
    "receipt-data", "receipt_data", "receiptData", "transactionReceipt", "purchaseToken", "purchase_token",
    "appStoreReceipt", "app_store_receipt", "fetch_token", "signedTransactionInfo", "jwsRepresentation",
})  # fmt: skip
_RECEIPT: Final = lazy_pattern(r"[A-Za-z0-9+/=_.\-]{40,100000}")


# Names of a row of an account or of a book of what is spent, without case and separators.
_BOOKED: Final = frozenset(
    {
        "amount",
        "betrag",
        "transactionamount",
        "sum",
        "amountcents",
        "amountminor",
        "montant",
        "importe",
        "kwota",
        "bedrag",
        "importo",
        "valor",
        "castka",
        "belopp",
        "tutar",
        "金額",
        "金额",
        "сумма",
        "osszeg",
        "összeg",
        "suma",
        "сума",
        "ποσό",
        "المبلغ",
        "sotien",
        "sốtiền",
    }
)
_PAYEES: Final = frozenset({
    "payee", "payeename", "counterparty", "counterpartyname", "merchant", "merchantname", "creditorname", "destinationname",
    "empfänger", "empfaenger", "zahlungsempfänger", "zahlungsempfaenger", "beneficiaryname", "counterpart", "beneficiary",
    "recipient", "beneficiaire", "beneficiario", "odbiorca", "sprzedawca", "comercio", "commercant", "negozio", "esercente",
    "haendler", "händler", "ontvanger", "mottagare", "modtager", "mottaker", "obchodnik", "saaja", "商户", "商家", "店名",
    "получатель", "paidby", "betaalddoor", "bezahltvon", "betaldav", "pagatoda", "maksaja", "fizette", "платник", "支払者",
    "kedvezmenyezett", "kedvezményezett", "begunstigde", "beneficiar", "maksunsaaja", "destinatario",
    "δικαιούχος", "παραλήπτης", "المستفيد", "отримувач", "одержувач", "nguoinhan", "ngườinhận", "winkel",
    "butik", "kauppa", "bolt", "магазин", "κατάστημα", "店舗", "受取人", "振込先",
})  # fmt: skip
_BOOKED_ON: Final = frozenset({
    "date", "booked", "bookedat", "bookedon", "bookingdate", "valuedate", "transactiondate", "buchungstag", "buchungsdatum",
    "valuta", "posted", "postedat", "transactedat", "purchasedate", "spentat",
    "datum", "fecha", "data", "dato", "tarih", "日付", "日期", "дата",
    "dátum", "kelt", "paivamaara", "päivämäärä", "pvm", "ημερομηνία", "التاريخ", "ngay", "ngày",
})  # fmt: skip
_PLAIN: Final = Remembered[str, str](lambda name: "".join(words(name)))


def _says(names: tuple[str, ...]) -> tuple[bool, bool, bool, bool]:
    """Whether a currency, a receipt, the order and sum of a shop's counter (Matomo), and a booking are among the names."""
    plain = {_PLAIN[name] for name in names[:64]}
    return (
        not _CURRENCIES.isdisjoint(names),
        not _RECEIPTS.isdisjoint(names),
        {"ec_id", "revenue"} <= set(names),
        not (plain.isdisjoint(_BOOKED) or plain.isdisjoint(_PAYEES) or plain.isdisjoint(_BOOKED_ON)),
    )


_SAYS: Final = Remembered(_says)
_SAYS_ANY: Final = Remembered[tuple[str, ...], bool](lambda names: any(_SAYS[names]))
_STORE_ORDERS: Final = TextShape(
    lambda text: text[:4] == "GPA." and _GOOGLE_ORDER.fullmatch(text[:40]), begins="G"
)


def _detect(payload: Payload) -> Iterator[Observation]:
    for group, names in surroundings(payload).shapes:
        says_amount, says_receipt, says_order, says_booking = _SAYS[names]
        if says_order and _is_sum(group.members["revenue"]):
            yield observe(
                group.members["revenue"], category=_CATEGORY, name="revenue", rule="purchase.order",
                reasoning="what an order cost, beside its number (Matomo)", confidence=Confidence.CERTAIN,
            )  # fmt: skip
        if says_amount and group.context != "header":
            yield from _amount(payload, group, names)
        if says_booking and group.context == "body":
            yield from _booked(group, names)
        if says_receipt:
            yield from _receipts(group, names)
    for leaf, _ in texts_like(payload, _STORE_ORDERS):
        yield observe(
            leaf, category=_CATEGORY, name="x_orderId", rule="purchase.store_order",
            reasoning="the number of an order in Google's store, by its form", confidence=Confidence.CERTAIN,
        )  # fmt: skip


def _booked(group: Group, names: tuple[str, ...]) -> Iterator[Observation]:
    """An amount beside whom it was paid to and when: a row of an account's statement or of a book of what is spent."""
    paid = next((group.members[name] for name in names if _PLAIN[name] in _BOOKED), None)
    payee = next((group.members[name] for name in names if _PLAIN[name] in _PAYEES), None)
    if paid is None or payee is None or not _is_sum(paid) or not isinstance(payee.value, str):
        return
    told = 2 <= len(payee.value) <= 120 and any(letter.isalpha() for letter in payee.value)
    if told and _OF_ADVERTS.isdisjoint(all_words((*names[:64], *group.names[-3:]))):
        yield observe(
            paid, category=_CATEGORY, name="revenue", rule="purchase.booked", confidence=Confidence.LIKELY,
            reasoning="an amount of money, beside whom it was paid to and when",
        )  # fmt: skip


def _receipts(group: Group, names: tuple[str, ...]) -> Iterator[Observation]:
    for name in _RECEIPTS.intersection(names):
        leaf = group.members[name]
        if isinstance(leaf.value, str) and _RECEIPT.fullmatch(leaf.value):
            yield observe(
                leaf, category=_CATEGORY, name="x_purchaseReceipt", rule="purchase.store_receipt",
                reasoning="a store's receipt or purchase token", confidence=Confidence.LIKELY,
            )  # fmt: skip


def _amount(payload: Payload, group: Group, names: tuple[str, ...]) -> Iterator[Observation]:
    currency = next((group.members[name] for name in names if name in _CURRENCIES), None)
    code = currency.value if currency else None
    if currency is None or not isinstance(code, str) or code.strip().upper() not in CURRENCIES:
        return
    paid = next(
        (group.members[name] for name in _AMOUNTS if name in group.members and _is_sum(group.members[name])),
        None,
    )
    if paid is None or not _ITEMS.isdisjoint(words(group.name)):
        return
    why = _why_bought(payload, group, names, paid)
    if not why:
        return
    for leaf, name, what in (
        (paid, "revenue", "an amount of money"),
        (currency, "currency", "the currency of an amount"),
    ):
        yield observe(
            leaf, category=_CATEGORY, name=name, rule="purchase.amount", reasoning=f"{what}, {why}",
            confidence=Confidence.LIKELY,
        )  # fmt: skip


def _is_sum(leaf: Leaf) -> bool:
    amount = None if isinstance(leaf.value, bool) else number(leaf.value)
    return amount is not None and 0 < abs(amount) < 1e12


def _why_bought(payload: Payload, group: Group, names: tuple[str, ...], paid: Leaf) -> str:
    """What says that something was paid for; ``""`` where nothing does, or where it was looked at only."""
    siblings = surroundings(payload).siblings(group.path)
    if not _OF_ADVERTS.isdisjoint(all_words((*names[:64], *group.names[-3:]))):
        return ""
    events = [value for name, value in siblings.items() if name in _EVENT_NAMES and isinstance(value, str)]
    said = [frozenset(words(value[:80])) for value in events]
    if any(spoken & _NOT_BOUGHT and not spoken & _DONE for spoken in said):
        return ""
    if any(spoken & _PURCHASE or (spoken & {"order", "checkout"} and spoken & _DONE) for spoken in said):
        return "in an event named for a purchase"
    if not _PROOFS.isdisjoint(names):
        return "beside the number of an order or transaction"
    if not all_words(group.names[-2:]).isdisjoint(_PURCHASE | {"order", "receipt"}):
        return "in an object named for a purchase"
    sent = payload.transmission
    if (
        sent.method == "POST"
        and not _BOUGHT_AT.isdisjoint(words(sent.path[-80:]))
        and words(paid.name)[0] in _ORDERED
    ):
        return "sent to where orders and payments go"
    if words(paid.name)[-1:] == ("revenue",):
        return "in a field named revenue"
    return ""


DETECTOR: Final = Detector(
    name="purchase",
    version=6,
    categories={
        _CATEGORY: Mapped(google="Purchase history", apple="Purchase History", dpv="pd:Transactional", tcf="7"),
    },
    rules={
        "purchase.amount": "An amount and an ISO 4217 currency in an event, or beside a number, of a purchase or payment.",
        "purchase.booked": "An amount beside a payee or merchant and a date of booking, in one object.",
        "purchase.order": "An amount named revenue beside the number of an order (ec_id), as Matomo documents them.",
        "purchase.store_order": "A value of the form of an order number of Google's store (GPA.…).",
        "purchase.store_receipt": "A long token in a field named for a store's receipt or purchase token.",
    },
    detect=_detect,
    needs=Needs(objects=(_SAYS_ANY,), texts=(_STORE_ORDERS,)),
)  # fmt: skip
