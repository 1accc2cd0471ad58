"""Checks that numbers of cards, bank accounts and banks are what they look like: check digits, issuers, lengths."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from analysis.identifier_shapes import passes_luhn
from analysis.lazy_patterns import lazy_pattern

# Issuer identification numbers (ISO/IEC 7812) by network: first and last prefix, lengths. From the tables of public card
# validators (braintree/credit-card-type, stripe/stripe-android, Apache Commons Validator).
_ISSUERS: Final[tuple[tuple[str, str, frozenset[int], str], ...]] = (
    ("4", "4", frozenset({13, 16, 18, 19}), "Visa"),
    ("51", "55", frozenset({16}), "Mastercard"),
    ("2221", "2720", frozenset({16}), "Mastercard"),
    ("34", "34", frozenset({15}), "American Express"),
    ("37", "37", frozenset({15}), "American Express"),
    ("6011", "6011", frozenset({16, 19}), "Discover"),
    ("644", "649", frozenset({16, 19}), "Discover"),
    ("65", "65", frozenset({16, 19}), "Discover"),
    ("300", "305", frozenset({14, 16, 19}), "Diners Club"),
    ("36", "36", frozenset({14, 16, 19}), "Diners Club"),
    ("38", "39", frozenset({14, 16, 19}), "Diners Club"),
    ("3528", "3589", frozenset({16, 17, 18, 19}), "JCB"),
    ("62", "62", frozenset({16, 17, 18, 19}), "UnionPay"),
    ("81", "81", frozenset({16, 17, 18, 19}), "UnionPay"),
    ("2200", "2204", frozenset({16, 17, 18, 19}), "Mir"),
    ("5018", "5018", frozenset(range(12, 20)), "Maestro"),
    ("5020", "5020", frozenset(range(12, 20)), "Maestro"),
    ("5038", "5038", frozenset(range(12, 20)), "Maestro"),
    ("56", "58", frozenset(range(12, 20)), "Maestro"),
    ("6304", "6304", frozenset(range(12, 20)), "Maestro"),
    ("6759", "6763", frozenset(range(12, 20)), "Maestro"),
)
_CARD: Final = lazy_pattern(r"[0-9]{12,19}|[0-9]{4}(?:([ -])[0-9]{4,6}){1}\1[0-9]{4,5}(?:\1[0-9]{2,4})?")

# The structure of each country's account number after the two check digits: n digits, a letters, c either. From the SWIFT
# IBAN registry, release 93, as Business::IBAN::Database holds it.
_BY_COUNTRY: Final = (
    "ADn8c12 AEn19 ALn8c16 ATn16 AZa4c20 BAn16 BEn12 BGa4n6c8 BHa4c14 BIn23 BRn23a1c1 BYc4n4c16 CHn5c12 CRn18 CYn8c16"
    " CZn20 DEn18 DJn23 DKn14 DOc4n20 EEn16 EGn25 ESn20 FIn14 FKa2n12 FOn14 FRn10c11n2 GBa4n14 GEa2n16 GIa4c15 GLn14"
    " GRn7c16 GTc24 HRn17 HUn24 IEa4n14 ILn19 IQa4n15 ISn22 ITa1n10c12 JOa4n4c18 KWa4c22 KZn3c13 LBn4c20 LCa4c24"
    " LIn5c12 LTn16 LUn3c13 LVa4c13 LYn21 MCn10c11n2 MDc20 MEn18 MKn3c10n2 MNn16 MRn23 MTa4n5c18 MUa4n19a3 NIa4n20"
    " NLa4n10 NOn11 PKa4c16 PLn24 PSa4c21 PTn21 QAa4c21 ROa4c16 RSn18 RUn14c15 SAn2c18 SCa4n20a3 SDn14 SEn20 SIn15"
    " SKn20 SMa1n10c12 SOn19 STn21 SVa4n20 TLn19 TNn20 TRn6c16 UAn6c19 VAn18 VGa4n16"
)
_STRUCTURES: Final = {entry[:2]: entry[2:] for entry in _BY_COUNTRY.split()}
_CLASSES: Final = {"n": "[0-9]", "a": "[A-Z]", "c": "[A-Z0-9]"}
_BIC: Final = lazy_pattern(r"[A-Z]{4}([A-Z]{2})[A-Z0-9]{2}(?:[A-Z0-9]{3})?")  # ISO 9362
_BIC_ONLY: Final = frozenset(
    {"US", "CA", "AU", "NZ", "JP", "CN", "IN", "SG", "HK", "KR", "ZA", "MX", "TH", "MY", "ID"}
)

# ISO 4217, the currencies in use.
_IN_USE: Final = (
    "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF"
    " CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG"
    " HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA"
    " MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD"
    " RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX"
    " USD UYU UZS VED VES VND VUV WST XAF XCD XOF XPF YER ZAR ZMW ZWG"
)
CURRENCIES: Final = frozenset(_IN_USE.split())


def card_network(value: str) -> str:
    """The network of a card number of 12 to 19 digits, in groups or not; ``""`` where issuer, length or check fails."""
    if not _CARD.fullmatch(value):
        return ""
    digits = value.replace(" ", "").replace("-", "")
    for first, last, lengths, network in _ISSUERS:
        if first <= digits[: len(first)] <= last and len(digits) in lengths:
            return network if passes_luhn(digits) and len(set(digits)) > 1 else ""
    return ""


def is_iban(value: str) -> bool:
    """An international bank account number (ISO 13616): its country's length and structure, and the check modulo 97."""
    plain = value.replace(" ", "")
    if plain[:2] not in _STRUCTURES or not _structure(plain[:2]).fullmatch(plain, 2):
        return False
    moved = plain[4:] + plain[:4]
    return int("".join(str(int(letter, 36)) for letter in moved)) % 97 == 1


@cache
def _structure(country: str) -> re.Pattern[str]:
    """What follows the country in its account numbers."""
    parts = re.findall(r"([nac])([0-9]{1,2})", _STRUCTURES[country])
    return re.compile("[0-9]{2}" + "".join(f"{_CLASSES[kind]}{{{length}}}" for kind, length in parts))


def is_bic(value: str) -> bool:
    """The 8 or 11 characters of a bank's identifier code, of a country that has one."""
    found = _BIC.fullmatch(value)
    return found is not None and (found[1] in _STRUCTURES or found[1] in _BIC_ONLY)


def is_routing_number(value: str) -> bool:
    """Nine digits of an American bank's routing number: its district and the check digit (weights 3, 7, 1)."""
    if len(value) != 9 or not (value.isascii() and value.isdigit()):
        return False
    district = int(value[:2])
    if not (0 < district <= 12 or 21 <= district <= 32 or 61 <= district <= 72 or district == 80):
        return False
    return sum(int(digit) * weight for digit, weight in zip(value, (3, 7, 1) * 3, strict=True)) % 10 == 0
