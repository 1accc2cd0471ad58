"""Check digits, issuers and lengths of cards, accounts and banks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.payment_numbers import CURRENCIES, card_network, is_bic, is_iban, is_routing_number


@pytest.mark.parametrize(
    ("number", "network"),
    [
        ("4111111111111111", "Visa"), ("4222222222222", "Visa"), ("4242 4242 4242 4242", "Visa"),
        ("5555555555554444", "Mastercard"), ("2223003122003222", "Mastercard"), ("378282246310005", "American Express"),
        ("3782-822463-10005", "American Express"), ("6011111111111117", "Discover"), ("30569309025904", "Diners Club"),
        ("3530111333300000", "JCB"), ("6200000000000005", "UnionPay"), ("2200000000000004", "Mir"),
    ],
)  # fmt: skip
def test_networks(number: str, network: str) -> None:
    assert card_network(number) == network


@pytest.mark.parametrize(
    "number",
    [
        "", "4", "4111111111111112", "411111111111111", "41111111111111110", "1234567812345670", "0000000000000000",
        "4111 1111-1111 1111", "411 1111111111111", "4111_1111_1111_1111", "9999999999999995", "٤١١١١١١١١١١١١١١١",
    ],
)  # fmt: skip
def test_no_cards(number: str) -> None:
    assert card_network(number) == ""


# Examples that SWIFT's registry and the national banks publish.
IBANS = (
    "DE89370400440532013000", "GB82WEST12345698765432", "FR1420041010050500013M02606", "NL91ABNA0417164300",
    "NO9386011117947", "MT84MALT011000012345MTLCAST001S", "BR1800360305000010009795493C1", "CH9300762011623852957",
    "AT611904300234573201", "ES9121000418450200051332", "IT60X0542811101000000123456", "PL61109010140000071219812874",
    "SE4550000000058398257466", "BE68539007547034", "TR330006100519786457841326", "SA0380000000608010167519",
)  # fmt: skip


@pytest.mark.parametrize("iban", IBANS)
def test_ibans(iban: str) -> None:
    assert is_iban(iban)
    assert is_iban(" ".join(iban[at : at + 4] for at in range(0, len(iban), 4)))
    assert not is_iban(iban.lower())
    assert not is_iban(iban[:-1])
    assert not is_iban(f"{iban}0")


@given(st.sampled_from(IBANS), st.integers(0, 33), st.sampled_from("0123456789"))
def test_one_wrong_digit_is_noticed(iban: str, at: int, digit: str) -> None:
    at %= len(iban)
    if iban[at].isdigit() and iban[at] != digit:
        assert not is_iban(iban[:at] + digit + iban[at + 1 :])


@pytest.mark.parametrize(
    "text", ["", "DE", "XX00", "DE8937040044053201300O", "DE89 3704", "DE٨٩370400440532013000"]
)
def test_no_ibans(text: str) -> None:
    assert not is_iban(text)


def test_banks() -> None:
    assert is_bic("DEUTDEFF")
    assert is_bic("CHASUS33XXX")
    assert not is_bic("ABCDEFGH")
    assert not is_bic("DEUTDEFF5")
    assert is_routing_number("021000021")
    assert not is_routing_number("021000022")
    assert not is_routing_number("990000000")
    assert not is_routing_number("02100002")
    assert {"EUR", "USD", "JPY"} <= CURRENCIES
    assert all(len(code) == 3 and code.isupper() for code in CURRENCIES)


@given(st.text(max_size=60))
def test_any_text_is_judged(text: str) -> None:
    digits = [letter for letter in text if letter.isdecimal()]
    assert not card_network(text) or 12 <= len(digits) <= 19
    assert not is_iban(text) or 15 <= len(text.replace(" ", "")) <= 34
    assert not is_bic(text) or len(text) in (8, 11)
    assert not is_routing_number(text) or len(digits) == 9
