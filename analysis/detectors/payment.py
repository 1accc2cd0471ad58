"""Recognises payment cards and bank accounts by their check digits and by the fields that hold them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Final

import msgspec

from analysis.field_names import all_words
from analysis.identifier_shapes import is_placeholder
from analysis.lazy_patterns import lazy_pattern
from analysis.name_tables import picking
from analysis.named_fields import FieldTable, named_in, observe
from analysis.needs import Needs
from analysis.payload import Leaf, Payload
from analysis.payment_numbers import card_network, is_bic, is_iban, is_routing_number
from analysis.public_accounts import is_shown_to_all
from analysis.public_places import is_of_a_directory
from analysis.readings import text
from analysis.records import Confidence, Observation
from analysis.surroundings import surroundings
from analysis.texts import TextShape, texts_like
from analysis.units import Detector, Mapped

_CARD: Final = "finance.card"
_EXAMPLES: Final = ("example", "examples", "sample", "placeholder", "esimerkki", "exempel", "esempio", "例")  # fmt: skip
_ACCOUNT: Final = "finance.account"
_OF_ACCOUNTS: Final = frozenset({"payment.iban", "payment.bank_code"})
_REDACTED: Final = "[redacted]"
_GROUPED: Final = lazy_pattern(
    r"[0-9]{4}([ -])[0-9]{4}\1[0-9]{4}\1[0-9]{4}|[0-9]{4}([ -])[0-9]{6}\2[0-9]{4,5}"
)
_LAST_DIGITS: Final = lazy_pattern(r"[0-9]{4}|[*xX•.-]{1,20} ?[0-9]{4}")
_PERSON: Final = lazy_pattern(r"[^\W\d_][^\d_<>{}@/\\|;=\"]{2,60}")
_ACCOUNT_NUMBER: Final = lazy_pattern(r"[0-9]{6,17}")
_SORT_CODE: Final = lazy_pattern(r"[0-9]{2}([- ]?)[0-9]{2}\1[0-9]{2}")
_UPI: Final = lazy_pattern(r"[A-Za-z0-9._-]{2,64}@[A-Za-z]{2,20}")
_WALLET: Final = lazy_pattern(r"0x[0-9a-fA-F]{40}|bc1[02-9ac-hj-np-z]{38,60}|[13][1-9A-HJ-NP-Za-km-z]{25,34}")

_OTHER_CARDS: Final = frozenset({
    "sim", "gift", "loyalty", "library", "member", "membership", "graphics", "sd", "video", "network", "score", "bonus",
    "health", "identity", "student", "transit", "voucher", "coupon", "rewards", "business", "ssn", "social", "national",
    "tracking", "order", "shipment", "parcel", "license", "licence", "serial", "product", "promo", "activation", "imei",
    "phone",
})  # fmt: skip
_OF_PAYMENT: Final = frozenset(
    {"card", "cards", "cc", "creditcard", "payment", "instrument", "wallet", "billing", "funding"}
)
_BESIDE_A_CARD: Final = frozenset({
    "cvc", "cvv", "cvn", "cvv2", "exp", "expiry", "expiration", "expmonth", "expyear", "cardholder", "funding",
})  # fmt: skip
_BESIDE_AN_ACCOUNT: Final = frozenset(
    {"routing", "sort", "bank", "iban", "bic", "swift", "aba", "ach", "ifsc"}
)


class _Item(msgspec.Struct, frozen=True, kw_only=True):
    property: str
    category: str
    shape: Callable[[str], bool]
    rule: str
    reasoning: str
    phrases: tuple[str, ...]
    confidence: Confidence = Confidence.LIKELY
    beside: frozenset[str] = frozenset()  # words one of which must stand around the value
    not_of: frozenset[str] = frozenset()
    secret: bool = False  # redacted before the journal where it was in a query


def _like(pattern: re.Pattern[str]) -> Callable[[str], bool]:
    return lambda value: pattern.fullmatch(value) is not None and not is_placeholder(value)


def _is_card(value: str) -> bool:
    return value[:1].isdigit() and card_network(value) != ""


_ITEMS: Final = (
    _Item(
        property="x_cardNumber", category=_CARD, shape=_is_card, rule="payment.card_number", secret=True,
        reasoning="a card number: its issuer's range and length, and the check digit, fit", not_of=_OTHER_CARDS,
        confidence=Confidence.CERTAIN,
        phrases=("card number", "card no", "card num", "cc number", "cc num", "credit card", "credit card number", "=pan",
                 "debit card number", "primary account number", "card.number", "credit card.number", "payment card.number",
                 "payment method.number", "=ccn", "payment card number", "debit card.number", "card pan", "card.pan",
                 "kreditkartennummer", "card.no", "instrument.number", "cardnumber raw"),
    ),
    _Item(
        property="x_cardNumber", category=_CARD, shape=_is_card, rule="payment.card_beside_expiry",
        reasoning="a card number by issuer, length and check digit, beside a card's expiry or code", not_of=_OTHER_CARDS,
        beside=_BESIDE_A_CARD, phrases=("number", "num", "no", "account number", "=account", "acct num", "=acct"),
    ),
    _Item(
        property="x_cardLastDigits", category=_CARD, shape=_like(_LAST_DIGITS), rule="payment.card_last_digits",
        reasoning="the last digits of a card number", not_of=_OTHER_CARDS, beside=_OF_PAYMENT | _BESIDE_A_CARD,
        phrases=("last4", "last 4", "last four", "last4 digits", "last four digits", "last digits", "card last four",
                 "masked card", "masked pan", "masked card number", "card last4", "dynamic last4"),
    ),
    _Item(
        property="x_cardHolder", category=_CARD, shape=_like(_PERSON), rule="payment.card_holder",
        reasoning="the name on a card",
        phrases=("cardholder", "cardholder name", "card holder", "card holder name", "name on card", "card name holder"),
    ),
    _Item(
        property="x_iban", category=_ACCOUNT, shape=lambda value: is_iban(value.upper().replace("-", " ")),
        rule="payment.iban", confidence=Confidence.CERTAIN, secret=True,
        reasoning="a bank account number (IBAN): its country's structure and the check digits fit",
        phrases=("iban", "iban number", "iban code", "bank account iban"),
    ),
    _Item(
        property="x_bic", category=_ACCOUNT, shape=is_bic, rule="payment.bank_code",
        reasoning="the code of a bank (BIC)", phrases=("=bic", "bic code", "swift code", "swift bic", "bank bic", "=swift"),
    ),
    _Item(
        property="x_routingNumber", category=_ACCOUNT, shape=is_routing_number, rule="payment.bank_code",
        reasoning="the routing number of a bank: district and check digit fit",
        phrases=("routing number", "routing no", "routing transit number", "aba number", "=aba", "aba routing number"),
    ),
    _Item(
        property="x_sortCode", category=_ACCOUNT, shape=_like(_SORT_CODE), rule="payment.bank_code",
        reasoning="the sort code of a bank", phrases=("sort code", "bank sort code"),
        not_of=frozenset({"list", "grid", "table", "default", "order", "column"}),
    ),
    _Item(
        property="x_bankAccount", category=_ACCOUNT, shape=_like(_ACCOUNT_NUMBER), rule="payment.account_number",
        reasoning="digits named as a bank account, beside a bank's code", beside=_BESIDE_AN_ACCOUNT,
        phrases=("account number", "account no", "bank account", "bank account number", "acct number", "account num"),
    ),
    _Item(
        property="x_upiId", category=_ACCOUNT, shape=_like(_UPI), rule="payment.account_number",
        reasoning="a virtual payment address",
        phrases=("upi id", "=vpa", "upi vpa", "upi address", "payer vpa", "payee vpa"),
    ),
    _Item(
        property="x_walletAddress", category=_ACCOUNT, shape=_like(_WALLET), rule="payment.account_number",
        reasoning="the address of a cryptocurrency wallet",
        phrases=("wallet address", "btc address", "eth address", "bitcoin address", "ethereum address", "wallet.address"),
    ),
)  # fmt: skip
_TABLE: Final = FieldTable(
    {
        phrase: tuple(item for item in _ITEMS if phrase in item.phrases)
        for phrase in (phrase for item in _ITEMS for phrase in item.phrases)
    }
)


def _may_be_numbered(text: str) -> bool:
    value = text.strip() if 15 <= len(text) <= 42 else ""
    return (value[2:4].isdigit() and value[:2].isalpha()) or (len(value) in (17, 18, 19) and value[4] in " -")


# What a form of a bank transfer in a QR code begins with, and which of its lines is the account: EPC069-12 of the European
# Payments Council, and the Swiss QR-bill's implementation guidelines.
_TRANSFERS: Final = {"BCD": 6, "SPC": 3}
_TRANSFER: Final = TextShape(
    lambda text: len(text) >= 30 and text[:3] in _TRANSFERS and text[3] in "\r\n", shortest=30, begins="BS"
)
# "Visa •••• 4242", "Mastercard 0326": a network and the last digits, as wallets show a card.
_SHOWN_CARD: Final = lazy_pattern(
    r"(?i)(?:visa|master ?card|maestro|amex|american express|discover|diners(?: club)?|jcb|girocard|unionpay|bancontact)"
    r"[ ,:]{0,2}(?:debit|credit)?[ ]?(?:ending in |[*•·.x…-]{1,16} ?)?\(?[0-9]{4}\)?"
)
_SHOWN: Final = TextShape(
    lambda text: (
        8 <= len(text) <= 48 and (text[-1].isdigit() or text[-1] == ")") and _SHOWN_CARD.fullmatch(text)
    ),
    headers=False,
    shortest=8,
    longest=48,
)
_OF_A_SHOWN_CARD: Final = frozenset({
    "network", "card", "cards", "cardnetwork", "paymentmethod", "payment", "wallet", "instrument", "brand", "funding",
})  # fmt: skip
_NAMED_LAST: Final = picking(lambda name: name in ("last4", "last_4"), spelled=("last4", "last_4"))
_NUMBERED: Final = TextShape(_may_be_numbered, shortest=15, longest=42)


def _detect(payload: Payload) -> Iterator[Observation]:
    found = set[str]()
    for leaf, names, value in _known(payload):
        items = _TABLE.find(names) if len(value) <= 64 else None
        item = (
            next((item for item in items if _fits(payload, item, leaf, names, value)), None)
            if items
            else None
        )
        if item is not None:
            redacted = value == _REDACTED
            found.add(leaf.path)
            yield observe(
                leaf, category=item.category, name=item.property, rule=item.rule,
                reasoning="redacted before it was kept" if redacted else item.reasoning,
                confidence=Confidence.LIKELY if redacted else item.confidence,
            )  # fmt: skip
    yield from _transfers(payload)
    yield from _shown_cards(payload)
    for leaf, text_of in texts_like(payload, _NUMBERED):
        seen = _unnamed(leaf, leaf.names, text_of.strip()) if leaf.path not in found else None
        if seen is not None and not (
            seen.category == _ACCOUNT and is_shown_to_all(leaf, surroundings(payload))
        ):
            yield seen


def _transfers(payload: Payload) -> Iterator[Observation]:
    """The account in the text of a QR code with which a bank transfer is filled in."""
    for leaf, value in texts_like(payload, _TRANSFER):
        lines = value[:2048].splitlines()
        at = _TRANSFERS[lines[0]] if lines[0] in _TRANSFERS else len(lines)
        account = lines[at].strip() if at < len(lines) else ""
        if is_iban(account):
            yield observe(
                leaf, category=_ACCOUNT, name="x_iban", rule="payment.transfer_code", value=account,
                reasoning="the account in the QR code of a bank transfer", confidence=Confidence.CERTAIN,
            )  # fmt: skip


def _shown_cards(payload: Payload) -> Iterator[Observation]:
    for leaf, _ in texts_like(payload, _SHOWN):
        around = all_words(leaf.names[-3:]) | all_words(surroundings(payload).siblings(leaf.path))
        if leaf.context in ("body", "query") and not _OF_A_SHOWN_CARD.isdisjoint(around):
            yield observe(
                leaf, category=_CARD, name="x_cardLastDigits", rule="payment.card_shown",
                reasoning="a card as a wallet shows it: its network and its last digits", confidence=Confidence.LIKELY,
            )  # fmt: skip


def _known(payload: Payload) -> Iterator[tuple[Leaf, tuple[str, ...], str]]:
    """The values whose name is in the table; ``last4`` is called after what is around it, and so looked for by itself."""
    yield from named_in(payload, _TABLE)
    for leaf in surroundings(payload).leaves_of(_NAMED_LAST):
        if leaf.value is not None:
            yield leaf, leaf.names, text(leaf.value)


def _fits(payload: Payload, item: _Item, leaf: Leaf, names: tuple[str, ...], value: str) -> bool:
    if not (item.shape(value) or (item.secret and value == _REDACTED)):
        return False
    if item.not_of and not item.not_of.isdisjoint(all_words(names)):
        return False
    if item.rule == "payment.bank_code" and is_of_a_directory(leaf, surroundings(payload)):
        return False
    if item.rule in _OF_ACCOUNTS and is_shown_to_all(leaf, surroundings(payload)):
        return False
    if not item.beside:
        return True
    around = all_words(names[:-1]) | all_words(surroundings(payload).siblings(leaf.path))
    return not item.beside.isdisjoint(
        around | (all_words(names[-1:]) if item.beside >= _OF_PAYMENT else set())
    )


def _unnamed(leaf: Leaf, names: tuple[str, ...], value: str) -> Observation | None:
    """An IBAN is known by its check digits wherever it stands; a card number only when it is written in groups."""
    if value[2:4].isdigit() and value[:2].isalpha():
        if is_iban(value) and leaf.name not in _EXAMPLES:
            return observe(
                leaf, category=_ACCOUNT, name="x_iban", rule="payment.iban_shape",
                reasoning="the form of a bank account number (IBAN), with fitting check digits",
                confidence=Confidence.LIKELY,
            )  # fmt: skip
    elif (
        len(value) in (17, 18, 19)
        and value[4] in " -"
        and _GROUPED.fullmatch(value)
        and card_network(value)
        and _OTHER_CARDS.isdisjoint(all_words(names))
    ):
        return observe(
            leaf, category=_CARD, name="x_cardNumber", rule="payment.card_in_groups",
            reasoning="digits in a card's groups; issuer and check digit fit", confidence=Confidence.POSSIBLE,
        )  # fmt: skip
    return None


_PAYMENT: Final = Mapped(google="User payment info", apple="Payment Info", dpv="pd:Financial", tcf="7")
DETECTOR: Final = Detector(
    name="payment",
    version=3,
    categories={_CARD: _PAYMENT, _ACCOUNT: _PAYMENT},
    rules={
        "payment.card_number": "A number in a field named for a card, with a network's range, length and check digit.",
        "payment.card_beside_expiry": "Such a number in a field named number, beside the expiry or code of a card.",
        "payment.card_in_groups": "Such a number written in the groups of a card, in a field of any other name.",
        "payment.card_last_digits": "Four digits in a field named last four, in an object that describes a card.",
        "payment.card_shown": "The name of a card's network and four digits, beside or in what describes a payment.",
        "payment.transfer_code": "A bank account number in the text of a QR code for a transfer (EPC069-12, Swiss QR-bill).",
        "payment.card_holder": "Letters in a field named for the holder of a card.",
        "payment.iban": "A bank account number with its country's structure and check digits, in a field named IBAN.",
        "payment.iban_shape": "The same in a field of any name.",
        "payment.bank_code": "A BIC, routing number or sort code in a field named for it, of the right form.",
        "payment.account_number": "An account number beside a bank's code, or the address of a payment or wallet, by name.",
    },
    detect=_detect,
    needs=Needs(fields=(_TABLE,), names=(_NAMED_LAST,), texts=(_NUMBERED, _TRANSFER, _SHOWN)),
)
