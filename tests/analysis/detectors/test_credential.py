"""That a secret was sent is observed; the secret never is."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.detectors.credential import DETECTOR
from analysis.records import Confidence, Observation

See = Callable[..., list[Observation]]
JWT = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U"


@pytest.mark.parametrize(
    "body",
    [
        {"password": True, "has_password": "true", "password_strength": "strong", "forgotPassword": "yes"},
        {"password": "", "passwd": "****", "pwd": None, "field": {"type": "password", "label": "Password"}},
        {"name": "password", "password_type": "text", "password": "password"},
        {"pin": "map-pin-blue", "pins": [1234, 5678], "otp_length": "6", "user_pin": "1"},
        {
            "page_token": "CAUQAAxyz123456789",
            "nextPageToken": "CAUQAAxyz123456789",
            "sync_token": "a1b2c3d4e5f6g7",
        },
        {"push_token": "a1b2c3d4e5f6a1b2c3d4", "device_token": "a1b2c3d4e5f6a1b2c3d4"},
        {
            "api_key": "AIzaSyA-1234567890abcdefghijklmnopqrstu",
            "app_key": "a1b2c3d4e5f6",
            "client_id": "a1b2c3d4e5f6",
        },
        {
            "branch_key": "key_live_hcnegAumkH7Kv18M8AOHhfgiohpXq5tB",
            "client_token": "0123456789abcdef0123456789abcdef",
        },
        {"access_token": "123456789012345|0123456789abcdef0123456789abcdef"},
        {"token": "null", "access_token": "", "token_type": "Bearer", "expires_in": "3600"},
        {"secret_santa": "Anna", "secretary": "a1b2c3d4e5f6g7h8"},
        {"token": "short", "csrf": "1"},
        {"tokens": ["the", "words", "of", "a", "sentence"]},
        {"authorization_endpoint": "https://login.example/authorize"},
    ],
)
def test_finds_nothing_in(see: See, body: object) -> None:
    assert see(DETECTOR, body) == []


@pytest.mark.parametrize(
    ("body", "rule", "confidence"),
    [
        ({"password": "hunter2"}, "credential.password", Confidence.LIKELY),
        ({"user": {"newPassword": "correct horse battery"}}, "credential.password", Confidence.LIKELY),
        ({"fields": [{"name": "password", "value": "hunter2"}]}, "credential.password", Confidence.LIKELY),
        ({"pin": "4711"}, "credential.code", Confidence.LIKELY),
        ({"otp": 123456}, "credential.code", Confidence.LIKELY),
        ({"access_token": "ya29.A0ARrdaM-k9Vq7GzY2"}, "credential.token", Confidence.LIKELY),
        ({"client_secret": "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"}, "credential.token", Confidence.LIKELY),
        ({"authorization": "Bearer abcdef0123456789"}, "credential.token", Confidence.LIKELY),
        ({"id_token": JWT}, "credential.signed_token", Confidence.CERTAIN),
        ({"x": JWT}, "credential.signed_token", Confidence.LIKELY),
        ({"token": "a1b2c3d4e5f6g7h8"}, "credential.named_token", Confidence.POSSIBLE),
    ],
)
def test_finds(see: See, body: object, rule: str, confidence: Confidence) -> None:
    (seen,) = see(DETECTOR, body)
    assert (seen.category, seen.value) == ("credential.secret", "(secret)")
    assert (seen.rule, seen.confidence) == (rule, confidence)


def test_finds_what_was_redacted_before(see: See) -> None:
    found = see(
        DETECTOR,
        query="password=[redacted]&q=1",
        headers=(("Authorization", "[redacted]"), ("Cookie", "theme=[redacted]; PHPSESSID=[redacted]")),
    )
    assert sorted(seen.path for seen in found) == [
        "cookie:PHPSESSID",
        "header:Authorization",
        "query:password",
    ]


_names = st.sampled_from(["password", "access_token", "otp", "token", "client_secret", "authorization", "x"])


@given(name=_names, secret=st.from_regex(r"[A-Za-z0-9_-]{12,40}", fullmatch=True) | st.just(JWT))
def test_the_secret_is_in_no_observation(see: See, name: str, secret: str) -> None:
    for seen in see(DETECTOR, {name: secret}):
        assert secret not in f"{seen.value} {seen.reasoning} {seen.path} {seen.property}"
