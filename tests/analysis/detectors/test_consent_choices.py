"""Choices are found in lists, switches and rows of consent; flags of features and templates are none."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from analysis.detectors.consent_choices import DETECTOR
from analysis.records import Observation

See = Callable[..., list[Observation]]


@pytest.mark.parametrize(
    "body",
    [
        {"features": {"analytics": True, "marketing": False, "necessary": True}},
        {"services": {"enabled": ["ssh"], "disabled": ["telnet"]}},
        {"vendors": {"accepted": ["Steel AG"], "rejected": ["Cheap Ltd"]}},
        {"analytics": True, "marketing": False},
        {"analytics": True, "marketing": False, "social": True},
        {"necessary": "the text", "marketing": "of a page", "analytics": "x"},
        {"template": {"purposes": {"enabled": ["a"]}}},
        {"categories": [{"id": "marketing", "required": False}, {"id": "necessary", "required": True}]},
        {"name": "analytics", "status": "yes"},
        {"vendors": [{"name": "Steel AG", "status": "on"}]},
        {"consents": {"version": "3"}},
        {"status": "denied", "value": True},
        {"default_consents": {"default": {"marketing": False, "analytics": False}}},
    ],
)
def test_finds_nothing_in(see: See, body: object) -> None:
    assert see(DETECTOR, body) == []


@pytest.mark.parametrize(
    ("body", "values"),
    [
        (
            {"type": "consent.given", "purposes": {"enabled": ["cookies", "analytics"]}},
            ["cookies, analytics"],
        ),
        ({"gdpr": 1, "acceptedCategories": ["a"], "rejectedCategories": ["b"]}, ["a", "b"]),
        ({"necessary": True, "statistics": False, "marketing": True}, ["true", "false", "true"]),
        ({"purposes": {"Advertising": False, "Analytics": True}}, ["false", "true"]),
        ({"purposes": {"analytics": {"allowed": "false", "legalBasisCode": "x"}}}, ["false"]),
        ({"consents": [{"templateId": "x", "status": True}]}, ["true"]),
        (
            {"consent": [{"name": "necessary", "status": "yes"}, {"name": "analytics", "status": "no"}]},
            ["yes", "no"],
        ),
    ],
)
def test_finds(see: See, body: object, values: list[str]) -> None:
    seen = see(DETECTOR, body)
    assert [item.value for item in seen] == values
    assert {(item.category, item.property) for item in seen} == {("consent_state.choice", "consentState")}


def test_where_it_is_sent_may_say_that_it_is_consent(see: See) -> None:
    body = {"preferences": {"newsletter": True, "profiling": False}}
    assert see(DETECTOR, body) == []
    assert len(see(DETECTOR, body, host="consent.example")) == 2


def test_purposes_of_an_app_are_choices_where_somebody_chose(see) -> None:
    rows = [{"key": "personalized_ads", "enabled": False}, {"key": "data_sharing", "enabled": True}]
    assert see(DETECTOR, {"purposes": [{"key": row["key"], "title": "Ads"} for row in rows]}) == []
    assert [seen.value for seen in see(DETECTOR, {"choices": rows}, path="/privacy")] == ["false", "true"]
