"""Cards and accounts by check digits and names; order numbers, serials and times are none."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from analysis.detectors.payment import DETECTOR
from analysis.records import Confidence, Observation

See = Callable[..., list[Observation]]


@pytest.mark.parametrize(
    "body",
    [
        {"number": "4111111111111111"},
        {"order_number": "4111111111111111", "tracking_number": "4242 4242 4242 4242"},
        {"card_number": "4111111111111112"},
        {"card_number": "1234567812345670"},
        {"card_number": "0000000000000000", "cardNumber": "****1111"},
        {"sim_card_number": "4111111111111111", "gift_card_number": "4111111111111111"},
        {"loyaltyCardNumber": "4111111111111111", "library_card_number": "5555555555554444"},
        {"timestamp": 1700000000000000, "ts": "1732500000123456"},
        {"credit_card": True, "card": {"number": 3}},
        {"graphics_card": "4111111111111111", "sd_card_number": "4111111111111111"},
        {"event_id": "6011000990139424"},
        {"imei": "356938035643809", "serial": "4222222222222"},
        {"id": "1234-5678-9012-3456"},
        {"voucher": "4111 1111 1111 1111", "activation_code": "4111-1111-1111-1111"},
        {"iban": "DE89370400440532013001"},
        {"iban": "XX89370400440532013000", "IBAN": "none"},
        {"id": "DE89370400440532013001", "sku": "GB12ABCD12345678901234"},
        {"ref": "FR76AB", "build": "AB12CDEF3456789012345"},
        {"bic": "pen", "swift": "5.9.2", "swift_version": "DEUTDEFF"},
        {"swift_code": "import UIKit", "bic_code": "ABCDEFGH"},
        {"routing_number": "123456789", "routing": "/home"},
        {"sort_code": "price_asc", "sortCode": "12"},
        {"account_number": "31926819"},
        {"account_number": "31926819", "meter_id": "4711"},
        {"last4": "4242"},
        {"ssn_last4": "4242", "card": "queen"},
        {"phone_last4": "4242", "brand": "Nokia"},
        {"cardholder_name": "4242", "card_holder": ""},
        {"wallet_address": "Main Street 5", "upi_id": "anna"},
        {"vpa": "10.0.0.1", "wallet": "leather"},
        {"hash": "0x52908400098527886E0F7030069857D2E4169EE7"},
        {"pan": "4111 1111", "zoom": 4, "pan_x": "4111111111111111"},
        {"version": "4.1.1-1111", "coords": "4111 1111"},
    ],
)
def test_finds_nothing_in(see: See, body: object) -> None:
    assert see(DETECTOR, body) == []


@pytest.mark.parametrize(
    ("body", "name", "rule", "confidence"),
    [
        ({"card_number": "4111111111111111"}, "x_cardNumber", "payment.card_number", Confidence.CERTAIN),
        ({"cardNumber": "5555 5555 5555 4444"}, "x_cardNumber", "payment.card_number", Confidence.CERTAIN),
        ({"pan": 378282246310005}, "x_cardNumber", "payment.card_number", Confidence.CERTAIN),
        ({"card": {"number": "6200000000000005"}}, "x_cardNumber", "payment.card_number", Confidence.CERTAIN),
        (
            {"source": {"number": "30569309025904", "exp_month": 4, "cvc": "123"}},
            "x_cardNumber", "payment.card_beside_expiry", Confidence.LIKELY,
        ),
        ({"note": "4111-1111-1111-1111"}, "x_cardNumber", "payment.card_in_groups", Confidence.POSSIBLE),
        ({"card": {"last4": "4242", "brand": "visa"}}, "x_cardLastDigits", "payment.card_last_digits", Confidence.LIKELY),
        ({"payment": {"masked_pan": "****4242"}}, "x_cardLastDigits", "payment.card_last_digits", Confidence.LIKELY),
        ({"cardholderName": "Anna Beispiel"}, "x_cardHolder", "payment.card_holder", Confidence.LIKELY),
        ({"iban": "de89 3704 0044 0532 0130 00"}, "x_iban", "payment.iban", Confidence.CERTAIN),
        ({"memo": "GB82WEST12345698765432"}, "x_iban", "payment.iban_shape", Confidence.LIKELY),
        ({"list": ["NL91ABNA0417164300"]}, "x_iban", "payment.iban_shape", Confidence.LIKELY),
        ({"bic": "DEUTDEFF500"}, "x_bic", "payment.bank_code", Confidence.LIKELY),
        ({"routing_number": "021000021"}, "x_routingNumber", "payment.bank_code", Confidence.LIKELY),
        ({"sortCode": "20-00-00"}, "x_sortCode", "payment.bank_code", Confidence.LIKELY),
        ({"bank": {"account_number": "31926819"}}, "x_bankAccount", "payment.account_number", Confidence.LIKELY),
        ({"upi_id": "anna.b@okbank"}, "x_upiId", "payment.account_number", Confidence.LIKELY),
        (
            {"wallet_address": "0x52908400098527886E0F7030069857D2E4169EE7"},
            "x_walletAddress", "payment.account_number", Confidence.LIKELY,
        ),
    ],
)  # fmt: skip
def test_finds(see: See, body: object, name: str, rule: str, confidence: Confidence) -> None:
    (seen,) = see(DETECTOR, body)
    assert (seen.property, seen.rule, seen.confidence) == (name, rule, confidence)
    assert seen.category == ("finance.card" if name.startswith("x_card") else "finance.account")


def test_a_form_with_brackets(see: See) -> None:
    form = {"card[number]": "4242424242424242", "card[exp_month]": "4", "card[exp_year]": "2030"}
    assert [seen.path for seen in see(DETECTOR, form=form)] == ["body>form:card[number]"]


def test_what_was_redacted_before(see: See) -> None:
    found = see(DETECTOR, query="cardnumber=[redacted]&iban=[redacted]&q=[redacted]")
    assert [(seen.property, seen.value, seen.confidence) for seen in found] == [
        ("x_cardNumber", "[redacted]", Confidence.LIKELY),
        ("x_iban", "[redacted]", Confidence.LIKELY),
    ]


EPC = "BCD\n002\n1\nSCT\nGIBAATWWXXX\nElternverein\nAT611904300234573201\nEUR35.00\n"
SWISS = "SPC\r\n0200\r\n1\r\nCH4431999123000889012\r\nS\r\nVerein\r\n"


@pytest.mark.parametrize(
    ("code", "account"), [(EPC, "AT611904300234573201"), (SWISS, "CH4431999123000889012")]
)
def test_the_account_in_the_code_of_a_transfer(see: See, code: str, account: str) -> None:
    (seen,) = see(DETECTOR, {"raw": code})
    assert (seen.category, seen.property, seen.value) == ("finance.account", "x_iban", account)
    assert (seen.rule, seen.confidence) == ("payment.transfer_code", Confidence.CERTAIN)


@pytest.mark.parametrize(
    "code",
    [
        EPC.replace("AT61", "AT62"), EPC.replace("BCD", "BCE"), EPC.replace("\n", " "), "BCD\n" * 9, EPC[:40],
        "BCD\nstands for binary coded decimal\nfour bits\neach\n5\n6\n7\n", "SPC\n" + "x" * 40,
    ],
)  # fmt: skip
def test_other_lines(see: See, code: str) -> None:
    assert see(DETECTOR, {"raw": code}) == []


@pytest.mark.parametrize(
    "body",
    [
        {"paymentMethod": {"displayName": "Mastercard 0326", "network": "MasterCard"}},
        {"description": "Visa •••• 1234", "info": {}, "brand": "visa"},
        {"wallet": {"label": "American Express ending in 1005"}},
        {"card": "VISA *4242"},
    ],
)
def test_a_card_as_a_wallet_shows_it(see: See, body: object) -> None:
    (seen,) = [one for one in see(DETECTOR, body) if one.rule == "payment.card_shown"]
    assert (seen.category, seen.property) == ("finance.card", "x_cardLastDigits")


@pytest.mark.parametrize(
    "body",
    [
        {"kind": "Visa 2026", "pages": 4}, {"title": "Discover 1984"}, {"payment": "Visa"}, {"payment": "Visa 12345"},
        {"payment": "Revisa 1234"}, {"payment": "1234 Visa"}, {"network": "Wifi 1234"},
    ],
)  # fmt: skip
def test_no_card(see: See, body: object) -> None:
    assert see(DETECTOR, body) == []


def test_an_account_that_shows_how_such_numbers_are_written(see) -> None:
    assert see(DETECTOR, {"formats": [{"length": 22, "example": "DE89370400440532013000"}]}) == []
    assert see(DETECTOR, {"formats": [{"length": 22, "value": "DE89370400440532013000"}]}) != []
