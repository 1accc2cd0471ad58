"""Redaction takes the secrets and nothing else."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.records import Transmission
from analysis.redaction import REDACTED, documentation, redact, redact_query, redact_url

JWT = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U"
JWE = "eyJhbGciOiJSU0EtT0FFUCJ9.OKOawDo13gRp2ojaHV7L.48V1_ALb6US04U3b.5eym8TW_c8SuK0lt.XFBoMYUZodetZdvT"


def transmission(**changes: object) -> Transmission:
    plain = Transmission(id="1", flow_id="f", seen_at=datetime(2026, 11, 22, tzinfo=UTC), writer="proxy-0")
    return msgspec.structs.replace(plain, **changes)


@pytest.mark.parametrize(
    "query",
    [
        "",
        "idfa=6D92078A-8246-4BA4-AE5B-76104861E7DC&idfa=x",
        "email=anna%40example.org&appID=org.example",
        "state=Bavaria&country=DE",
        "state=CA&code=DE&pin=1",
        "state=New%20York",
        "pageToken=abcdef&nextPageToken=xyz",
        "deviceToken=abcdefghij",
        "a=1&&b&=c&a=1;d=%7B%22x%22%3A1%7D",
        "url=https%3A%2F%2Fexample.org%2F%3Fq%3Dcat%26lat%3D52.1",
        "file=eyebrow-pencils.eyeliner",
        "mail=https%3A%2F%2Fexample.org%2F&to=a%40b.c",
        "u=https://medium.com/@someone",
        "v=eyJ.eyJ.",
    ],
)
def test_leaves_a_query_without_secrets_alone(query: str) -> None:
    assert redact_query(query) is query


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("a=1&access_token=abc%2B&a=2", f"a=1&access_token={REDACTED}&a=2"),
        ("Access-Token=abc", f"Access-Token={REDACTED}"),
        ("access%5Ftoken=abc", f"access%5Ftoken={REDACTED}"),
        ("user%5Bpassword%5D=hunter2", f"user%5Bpassword%5D={REDACTED}"),
        ("new_password=x&lat=52.5", f"new_password={REDACTED}&lat=52.5"),
        ("code=4/0AX4&state=a81f", f"code={REDACTED}&state={REDACTED}"),
        ("pin=1234", f"pin={REDACTED}"),
        (f"t={JWT}&z=1", f"t={JWT.rpartition('.')[0]}.{REDACTED}&z=1"),
        (f"t={JWE}", f"t={JWE.partition('.')[0]}.{REDACTED}"),
        (
            "dl=https%3A%2F%2Fa.org%2F%3Freset_token%3Dabc%26x%3D1&e=2",
            f"dl=https%3A%2F%2Fa.org%2F%3Freset_token%3D{REDACTED}%26x%3D1&e=2",
        ),
        ("u=https://anna:pw@a.org/x", f"u=https://{REDACTED}@a.org/x"),
        ("u=https%3A%2F%2Fanna%3Apw%40a.org%2Fx", f"u=https%3A%2F%2F{REDACTED}%40a.org%2Fx"),
    ],
)
def test_redacts_secret_parameters(query: str, expected: str) -> None:
    assert redact_query(query) == expected
    assert redact_query(expected) is expected


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("Authorization", "Bearer abc", REDACTED),
        ("proxy-authorization", "Basic YTpi", REDACTED),
        ("X-API-Key", "k", REDACTED),
        ("X-Auth-User-Token", "k", REDACTED),
        ("X-CSRFToken", "k", REDACTED),
        ("Cookie", "sid=abc; theme=a=b;x", f"sid={REDACTED}; theme={REDACTED}; {REDACTED}"),
        ("Set-Cookie", "sid=abc; Path=/; Secure", f"sid={REDACTED}; Path=/; Secure"),
        (
            "Referer",
            "https://a:b@c.org/?token=abcd&q=1#x",
            f"https://{REDACTED}@c.org/?token={REDACTED}&q=1#x",
        ),
        ("X-Identity", JWT, f"{JWT.rpartition('.')[0]}.{REDACTED}"),
    ],
)
def test_redacts_headers(name: str, value: str, expected: str) -> None:
    before = transmission(request_headers=(("Accept", "*/*"), (name, value), (name, value)))
    after = redact(before)
    assert after.request_headers == (("Accept", "*/*"), (name, expected), (name, expected))
    assert redact(after) is after


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("User-Agent", "Mozilla/5.0 (Linux; Android 14) eyes.only.once"),
        ("Accept-Language", "de-DE,de;q=0.9"),
        ("Referer", "https://medium.com/@someone?q=1"),
        ("X-Requested-With", "org.example.app"),
        ("Authorization", ""),
    ],
)
def test_leaves_other_headers_alone(name: str, value: str) -> None:
    before = transmission(request_headers=((name, value),))
    assert redact(before) is before


def test_redacts_path_and_host() -> None:
    after = redact(transmission(path=f"/a;jsessionid=1f2e/{JWT}/b", host="anna:pw@a.org"))
    assert after.path == f"/a;jsessionid={REDACTED}/{JWT.rpartition('.')[0]}.{REDACTED}/b"
    assert after.host == "a.org"


def test_keeps_everything_else() -> None:
    before = transmission(query="password=x", body=b"password=x", path="/p", body_size=10)
    after = redact(before)
    assert msgspec.structs.replace(after, query=before.query) == before


_pieces = st.sampled_from(
    ["token", "state", "code", "=", "&", "%3D", "%26", "%3F", "%40", "%3A%2F%2F", "://", "@", ";", ".", "eyJ"]
    + ["A" * 16, JWT, JWE, REDACTED, "?", "#", "/", "password", "[", "]", "%5B", "a1b2", "%", ":", "\ud800"]
)


@given(st.lists(_pieces, max_size=24).map("".join) | st.text(max_size=60))
def test_is_idempotent(text: str) -> None:
    for redaction in (redact_query, redact_url):
        once = redaction(text)
        assert redaction(once) == once
    once_all = redact(
        transmission(query=text, path=text, request_headers=(("Cookie", text), ("Referer", text)))
    )
    assert redact(once_all) == once_all


_safe_name = st.from_regex(r"[a-z]{1,8}_x[0-9]", fullmatch=True)
_safe_value = st.from_regex(r"(?:[A-Za-z0-9_-]|%2[0-9]){0,20}", fullmatch=True)


@given(st.lists(st.tuples(_safe_name, _safe_value), max_size=12))
def test_returns_the_same_object_where_there_is_no_secret(pairs: list[tuple[str, str]]) -> None:
    query = "&".join(f"{name}={value}" for name, value in pairs)
    assert redact_query(query) is query


def test_time_grows_with_the_length_alone() -> None:
    started = time.process_time()
    for hostile in ("ey" * 50_000, "eyJ-" * 30_000 + ".", "://" * 30_000 + "@", "%3a%2f%2f" * 10_000 + "%40"):
        redact_url(hostile)
        redact_query("%26a%3d" * 10_000 + hostile)
    assert time.process_time() - started < 5


@pytest.mark.parametrize(
    "name",
    ["haslo", "hasło", "has%C5%82o", "Mot-de-passe", "mdp", "senha", "user[wachtwoord]",
     "%D0%BF%D0%B0%D1%80%D0%BE%D0%BB%D1%8C"],
)  # fmt: skip
def test_takes_a_password_in_other_languages(name: str) -> None:
    assert redact_query(f"q=kawa&{name}=Kot.12-na-plocie") == f"q=kawa&{name}={REDACTED}"


@pytest.mark.parametrize("name", ["clave", "parola", "heslovka", "sifreler", "senhas_page"])
def test_keeps_what_only_sounds_like_a_password(name: str) -> None:
    assert redact_query(f"{name}=espresso") == f"{name}=espresso"


def test_the_documentation_lists_what_is_redacted() -> None:
    page = (Path(__file__).resolve().parents[2] / "docs" / "redaction.md").read_text(encoding="utf-8")
    listed = page.partition("<!-- begin: analysis/redaction.py -->\n")[2].partition("<!-- end -->")[0]
    assert listed == documentation()


@pytest.mark.parametrize(
    "name",
    ["Ocp-Apim-Subscription-Key", "xi-api-key", "X-Vault-Token", "X-Plex-Token", "X-Emby-Token", "X-Shopify-Access-Token",
     "DD-API-KEY", "X-Client-Secret", "X-User-Token", "X-Amz-Security-Token"],
)  # fmt: skip
def test_takes_headers_that_end_as_keys_do(name: str) -> None:
    assert redact(transmission(request_headers=((name, "7c1e9f3b5d2a4806"),))).request_headers == (
        (name, REDACTED),
    )


@pytest.mark.parametrize(
    "name",
    [
        "Sec-WebSocket-Key",
        "Idempotency-Key",
        "X-Push-Token",
        "X-Device-Token",
        "X-Page-Token",
        "Tokens",
        "X-Registration-Token",
    ],
)
def test_leaves_headers_that_are_no_keys(name: str) -> None:
    sent = transmission(request_headers=((name, "7c1e9f3b5d2a4806"),))
    assert redact(sent) is sent
