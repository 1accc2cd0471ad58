"""Terms agreed to or refused, and ways of being written to; contracts, settings and what is offered are none."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from analysis.detectors.agreed_terms import DETECTOR
from analysis.records import Observation

See = Callable[..., list[Observation]]


@pytest.mark.parametrize(
    "body",
    [
        {"agreements": [{"code": "NDA-22", "accepted": True}]},
        {"invitations": [{"code": "marketing", "accepted": True}]},
        {"agreements": [{"code": "VOICE_RECOGNITION", "version": "4"}]},
        {"agreements": [{"code": "VOICE_RECOGNITION", "accepted": "2026-11-03"}]},
        {"agreements": {"default": [{"code": "tracking", "accepted": False}]}},
        {"android": {"permissions": [{"name": "location", "granted": True}]}},
        {"agreements": [{"accepted": True}]},
        {"agreements": [{"title": "Usage of the parking lot", "accepted": True}]},
        {"consent": ["email", "banana"]},
        {"consent": []},
        {"options": {"consent": ["email", "sms"]}},
        {"channels": ["email", "sms"]},
        {"consent": "email"},
        {"consent_required": ["email"]},
    ],
)
def test_finds_nothing_in(see: See, body: object) -> None:
    assert see(DETECTOR, body) == []


@pytest.mark.parametrize(
    ("body", "rule", "values"),
    [
        ({"agreements": [{"code": "VIEWING_INFORMATION", "accepted": "false"}, {"code": "ADS", "accepted": "true"}]},
         "row", ["false", "true"]),
        ({"terms": [{"@id": "personalized_ads", "@agreed": "no", "v": 2}]}, "row", ["no"]),
        ({"privacy": {"items": [{"name": "usage_statistics", "declined": True}]}}, "row", ["true"]),
        ({"$consent": ["email"]}, "channels", ["email"]),
        ({"p": {"consented_to": ["email", "direct_mail", "SMS"]}}, "channels", ["email, direct_mail, SMS"]),
        ({"opt_in": ["push"]}, "channels", ["push"]),
    ],
)  # fmt: skip
def test_finds(see: See, body: object, rule: str, values: list[str]) -> None:
    found = see(DETECTOR, body)
    assert [(seen.rule, seen.value) for seen in found] == [
        (f"agreed_terms.{rule}", value) for value in values
    ]
    assert {seen.category for seen in found} == {"consent_state.choice"}
