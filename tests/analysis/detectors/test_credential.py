"""That a secret was sent is observed; the secret never is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.detectors.credential import DETECTOR
from analysis.payload import Layer, Payload
from analysis.records import Confidence, Observation, Transmission

See = Callable[..., list[Observation]]
JWT = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U"


LETTERS = "0123456789abcdefghijABCDEFGHIJ" * 3
# Taken apart, so that nobody's scanner takes them for keys that were lost here.
KEYS = {
    "aws": "AKIA" + "IOSFODNN7EXAMPLE", "aws session": "ASIA" + "IOSFODNN7EXAMPLE", "stripe": "sk_live_" + LETTERS[:24],
    "stripe restricted": "rk_live_" + LETTERS[:24], "github": "ghp_" + LETTERS[:36], "github app": "ghs_" + LETTERS[:36],
    "github fine": "github_pat_" + LETTERS[:60], "slack": "xoxb-" + "123456789012-" + LETTERS[:24],
    "slack user": "xoxp-" + "123456789012-" + LETTERS[:24], "gitlab": "glpat-" + LETTERS[:20],
    "sendgrid": "SG." + LETTERS[:22] + "." + LETTERS[:43], "npm": "npm_" + LETTERS[:36], "google": "ya29." + LETTERS[:60],
    "shopify": "shpat_" + "0123456789abcdef" * 2, "mailgun": "key-" + "0123456789abcdef" * 2,
}  # fmt: skip


@pytest.mark.parametrize("key", KEYS.values(), ids=list(KEYS))
def test_keys_that_show_what_they_are(see: See, key: str) -> None:
    for body in ({"x": key}, {"list": [key]}, [key]):
        (seen,) = see(DETECTOR, body)
        assert (seen.rule, seen.value, seen.confidence) == (
            "credential.key_shape",
            "(secret)",
            Confidence.CERTAIN,
        )
        assert key[4:] not in f"{seen.reasoning} {seen.path}"


@pytest.mark.parametrize(
    "value",
    [
        "AKIAIOSFODNN7", "AKIA and other airports of the world", "akiaiosfodnn7example", "pk_live_" + LETTERS[:24],
        "AIzaSyA-1234567890abcdefghijklmnopqrstu", "sk_live_is_a_prefix", "ghp_" + LETTERS[:20], "ghp_ is how they begin",
        "xoxo, Anna and all the others", "xoxb-short", "SG.1.2", "SG." + LETTERS[:10], "key-value-store", "key-12345678",
        "EAA" + "1" * 20, "EAAN certificate of the year", "hf_transformers_of_the_year", "npm_config_registry_of_all",
        "sk-SK,sk;q=0.9,en-US;q=0.8", "glpat-short", "github_pat_info", "ya29.short", "dop_v1_0123",
        "pypi-server-of-the-house",
        "key_live_hcnegAumkH7Kv18M8AOHhfgiohpXq5tB", "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----",
        "-----BEGIN PUBLIC KEY-----\nMIIB\n-----END PUBLIC KEY-----", "shpat_0123", "xapp-version-1.2.3-of-the-store",
    ],
)  # fmt: skip
def test_what_only_begins_like_a_key(see: See, value: str) -> None:
    assert see(DETECTOR, {"x": value}) == []


@pytest.mark.parametrize("kind", ["", "RSA ", "EC ", "OPENSSH ", "ENCRYPTED "])
def test_private_keys(see: See, kind: str) -> None:
    text = f"-----BEGIN {kind}PRIVATE KEY-----\nMIIB\n-----END {kind}PRIVATE KEY-----\n"
    (seen,) = see(DETECTOR, {"config": text})
    assert (seen.rule, seen.value, seen.confidence) == (
        "credential.private_key",
        "(secret)",
        Confidence.CERTAIN,
    )


def test_a_token_that_was_opened_is_still_one() -> None:
    sent = Transmission(
        id="0" * 26, flow_id="0" * 26, seen_at=datetime(2026, 1, 1, tzinfo=UTC), writer="test"
    )
    token = Layer(path="body>json:$.id_token", context="body", names=("id_token",), data=JWT)
    other = Layer(path="body>json:$.text", context="body", names=("text",), data="hey you there, and you")
    (seen,) = DETECTOR.detect(Payload(transmission=sent, layers=(token, other)))
    assert (seen.path, seen.rule, seen.confidence) == (
        token.path,
        "credential.signed_token",
        Confidence.CERTAIN,
    )
    assert JWT not in seen.reasoning


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


@pytest.mark.parametrize(
    "body",
    [
        {"errors": {"password": "is too short"}},
        {"errors": {"password": "hunter"}},
        {"password": "Passwort", "email": "E-Mail-Adresse"},
        {"password": "Mot de passe"},
        {"password": "Contraseña"},
        {"password": "パスワード"},
        {"password": "Пароль:"},
        {"translations": {"de": {"password": "Geheimwort"}}},
        {"labels": {"password": "Secret word"}},
        {"password": "must have 8 letters"},
        {"i18n": {"login": {"password": "Codeword"}}},
        {"placeholders": {"password": "abc"}},
        {"validation": {"password": "minLength"}},
        {"password": "Slaptazodis", "email": "El. pastas", "phone": "Telefonas"},
        {"types": {"password": "secret"}},
        {"email": "is required", "password": "cannot be blank"},
        {"selectors": {"password": "#pwd"}},
        {"hints": {"password": "petname"}},
        {"password": "Enter your password"},
        {"password": "required field"},
    ],
)
def test_what_is_said_about_a_password(see: See, body: object) -> None:
    assert see(DETECTOR, body) == []


@pytest.mark.parametrize(
    "body",
    [
        {"email": "anna@home.example", "password": "Geheimwort"},
        {"email": "anna", "password": "hunter2"},
        {"password": "pass wort 7"},
        {"form": {"password": "hunter"}},
        {"user": {"email": "a@b.example", "password": "correct horse"}},
        {"phone": "0171 2345", "password": "abc"},
        {"username": "anna", "password": "Sommer"},
        {"fields": {"password": "winter"}},
        {"properties": {"password": "winter"}},
        {"message": {"password": "winter"}},
    ],
)
def test_passwords_all_the_same(see: See, body: object) -> None:
    assert [seen.rule for seen in see(DETECTOR, body)] == ["credential.password"]


@pytest.mark.parametrize("name", ["X-Api-Key", "apikey", "Api-Key", "Private-Token"])
def test_a_key_in_a_header_for_keys(see: See, name: str) -> None:
    for value in ("51H8x9aK2mN4pQ6rS8tU", "[redacted]"):
        (seen,) = see(DETECTOR, headers=((name, value),))
        assert (seen.rule, seen.path, seen.confidence) == (
            "credential.key_header",
            f"header:{name}",
            Confidence.POSSIBLE,
        )


@pytest.mark.parametrize(
    "body",
    [
        {"push_tokens": [{"token": LETTERS[:64]}]},
        {"device": {"token": LETTERS[:64]}},
        {"fcm": {"token": LETTERS[:64]}},
        {"paging": {"token": LETTERS[:40]}},
        {"notification": {"token": LETTERS[:64]}},
        {"apns": [{"token": LETTERS[:64]}]},
        {"cursor": {"token": LETTERS[:40]}},
        {"api_key": LETTERS[:32]},
    ],
)
def test_tokens_that_let_nobody_in(see: See, body: object) -> None:
    assert see(DETECTOR, body) == []


@pytest.mark.parametrize(
    "name",
    [
        "Sec-WebSocket-Key",
        "Idempotency-Key",
        "Surrogate-Key",
        "X-Push-Token",
        "X-Device-Token",
        "X-Page-Token",
        "X-Trace-Id",
    ],
)
def test_headers_that_only_say_key_or_token(see: See, name: str) -> None:
    assert see(DETECTOR, headers=((name, "dGhlIHNhbXBsZSBub25jZQ9"),)) == []


@pytest.mark.parametrize(
    "name", ["Ocp-Apim-Subscription-Key", "xi-api-key", "X-Vault-Token", "X-Emby-Token", "X-Client-Secret"]
)
def test_any_header_for_keys(see: See, name: str) -> None:
    for value in ("7c1e9f3b5d2a4806b4c6e8f0a1b3d5f7", "[redacted]"):
        (seen,) = see(DETECTOR, headers=((name, value),))
        assert (seen.category, seen.value) == ("credential.secret", "(secret)")


@pytest.mark.parametrize(
    "body",
    [
        {"csrf_token": "kJ8fT3nVq2LmZx7Rw5Yb"},
        {"csrfmiddlewaretoken": "kJ8fT3nVq2LmZx7Rw5Yb"},
        {"authenticity_token": "kJ8fT3nVq2LmZx7Rw5Yb"},
        {"_csrf": "kJ8fT3nVq2LmZx7Rw5Yb"},
    ],
)
def test_a_token_against_forged_forms_lets_nobody_in(see, body) -> None:
    assert see(DETECTOR, body) == []


def test_its_header_and_cookie_are_no_log_in_either(see) -> None:
    token = "kJ8fT3nVq2LmZx7Rw5Yb"
    assert (
        see(
            DETECTOR,
            headers=(("X-CSRFToken", token), ("X-XSRF-TOKEN", token), ("Cookie", f"csrftoken={token}")),
        )
        == []
    )
    assert see(DETECTOR, headers=(("X-Session-Token", token), ("Cookie", f"sessionid={token}"))) != []


@pytest.mark.parametrize(
    "body",
    [
        {"token": "cA1b2C3d4E5f6G7h8I9j0K:APA91b" + "Hk3_x-9Z" * 16},
        {"token": "ExponentPushToken[a1b2c3d4e5f6a1b2c3d4e5f6]"},
        {"token": "0f1e2d3c4b5a69788796a5b4c3d2e1f0" * 2, "platform": "ios", "reason": "push"},
        {"token": "cA1b2C3d4E5f6G7h8I9j0K..."},
        {"pin": "560001", "city": "Bengaluru"},
    ],
)
def test_what_reaches_an_app_and_what_numbers_a_town_lets_nobody_in(see: See, body: object) -> None:
    assert see(DETECTOR, body) == []
