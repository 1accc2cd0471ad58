"""Records of consents with whose they are and when, and rows of legal bases; permits of offices are none."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from analysis.detectors.consent_records import DETECTOR
from analysis.records import Observation

See = Callable[..., list[Observation]]


@pytest.mark.parametrize(
    "body",
    [
        {"status": "granted", "consentDate": "2026-11-03", "site": "Kanalstraße 4"},
        {"status": "granted", "email": "a@b.example"},
        {"status": "shipped", "consentDate": "2026-11-03", "email": "a@b.example"},
        {"legal_bases": [{"type": "contract", "status": "granted"}]},
        {"rows": [{"type": "consent", "status": "granted"}]},
        {"consentDate": "2026-11-03", "email": "a@b.example"},
    ],
)
def test_finds_nothing_in(see: See, body: object) -> None:
    assert see(DETECTOR, body) == []


@pytest.mark.parametrize(
    ("body", "rule", "value"),
    [
        ({"recipient": "+905325550188", "status": "ONAY", "consentDate": "2026-11-24"}, "dated", "ONAY"),
        (
            {"contact": {"email": "a@b.example", "consent": False, "optInDate": "2026-11-24"}},
            "dated",
            "false",
        ),
        ({"legal_bases": [{"type": "consent", "status": "declined"}]}, "basis", "declined"),
    ],
)
def test_finds(see: See, body: object, rule: str, value: str) -> None:
    (found,) = see(DETECTOR, body)
    assert (found.category, found.rule, found.value) == (
        "consent_state.choice",
        f"consent_records.{rule}",
        value,
    )
