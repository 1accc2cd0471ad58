"""The account of a charity on its page is nobody's; that of a person, or of a payment, is."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from analysis.detectors.payment import DETECTOR
from analysis.records import Observation
from tests.analysis.detectors.conftest import see as see  # the same fixture

See = Callable[..., list[Observation]]
IBAN = "DE89370400440532013000"


@pytest.mark.parametrize(
    ("body", "path"),
    [
        ({"titre": "Aidez-nous", "compte": {"titulaire": "ASBL Lune", "iban": IBAN, "bic": "COBADEFFXXX"}}, "/dons"),
        ({"firma": "Kern GmbH", "ust_id": "DE1", "bank": {"iban": IBAN}}, "/impressum"),
        ({"odbiorca": "Fundacja Łapa", "nummer": IBAN, "x": "baner"}, "/baner"),
    ],
)  # fmt: skip
def test_an_account_that_is_shown_to_all(see: See, body: object, path: str) -> None:
    assert see(DETECTOR, body, path=path) == []


@pytest.mark.parametrize(
    ("body", "path"),
    [
        ({"kontoinhaber": "Svenja Hoff", "iban": IBAN}, "/mandat"),
        ({"empfaenger": "Tierheim e. V.", "iban": IBAN, "betrag": 25}, "/spenden"),
        ({"creditor": "Stadtwerke GmbH", "mandat": "m1", "iban": IBAN}, "/page"),
        ({"name": "Kern GmbH", "iban": IBAN}, "/v1/accounts"),
    ],
)
def test_an_account_of_somebody(see: See, body: object, path: str) -> None:
    assert [found.category for found in see(DETECTOR, body, path=path)] == ["finance.account"]
