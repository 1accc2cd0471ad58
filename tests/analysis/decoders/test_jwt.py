"""The claims of a token open; its signature is in no value, no finding and no event, and a token stays a credential."""

from __future__ import annotations

import base64
import json
from datetime import UTC, datetime
from urllib.parse import quote

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.catalogue import Catalogue
from analysis.decoders.jwt import DECODER
from analysis.decoding import open_message
from analysis.pipeline import Analyser, Analysis
from analysis.records import Transmission
from analysis.units import Part

SIGNATURE = "dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U"
JWT = f"eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.{SIGNATURE}"
ANALYSER = Analyser(Catalogue(version="none", companies={}, trackers={}, owners={}, endpoints={}))


def part(data: bytes | str) -> Part:
    return Part(path="body>json:$.id_token", context="body", names=("id_token",), data=data)


def piece(tree: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(tree).encode()).decode().rstrip("=")


def sent(body: bytes, **fields: object) -> Transmission:
    return Transmission(
        id="0" * 26, flow_id="0" * 26, seen_at=datetime(2026, 11, 22, tzinfo=UTC), writer="test", host="api.example",
        body=body, body_size=len(body), **fields,  # type: ignore[arg-type]
    )  # fmt: skip


def analysed(body: bytes) -> Analysis:
    return ANALYSER.analyse(sent(body))


@pytest.mark.parametrize(
    "data",
    [
        "",
        "eyJhbGciOiJIUzI1NiJ9",
        "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0",
        "eyeglasses.eyewear.example",
        "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn.x",
        f"see {JWT}",
        f"{JWT}.{SIGNATURE}.{SIGNATURE}",
        "com.example.eyJhbGciOiJIUzI1NiJ9",
        JWT.encode(),
        piece([1]) + "." + piece([2]) + ".c2ln",
    ],
)
def test_what_is_no_token_stays_closed(data: bytes | str) -> None:
    assert DECODER.open(part(data), 1 << 20) is None


def test_the_signature_goes_first_and_the_claims_open_then() -> None:
    for before in ("", "Bearer ", "bearer "):
        opened = DECODER.open(part(before + JWT), 1 << 20)
        assert opened is not None
        bare = f"{before}{JWT.removesuffix(SIGNATURE)}[redacted]"
        assert (opened.label, opened.tree, opened.keeps_text) == ("", bare, False)
        again = DECODER.open(part(bare), 1 << 20)
        assert again is not None
        assert again.tree == {"header": {"alg": "HS256"}, "payload": {"sub": "1234567890"}}
        assert (again.label, again.keeps_text) == ("jwt", True)


CLAIMS = st.dictionaries(
    st.text(max_size=8),
    st.integers() | st.text(max_size=80) | st.lists(st.text(max_size=30), max_size=60),
    min_size=1,
    max_size=8,
)
SIGNATURES = st.binary(min_size=12, max_size=600).map(
    lambda raw: base64.urlsafe_b64encode(raw).decode().rstrip("=")
)


@given(CLAIMS, SIGNATURES, st.sampled_from(["json", "base64", "hex", "percent", "nested", "bare"]))
def test_no_signature_reaches_a_value_or_an_event_and_the_token_is_a_credential(
    claims: dict[str, object], signature: str, wrapped: str
) -> None:
    token = f"{piece({'alg': 'RS256', 'kid': 'k1'})}.{piece(claims)}.{signature}"
    value = {
        "base64": base64.b64encode(token.encode()).decode(),
        "hex": token.encode().hex(),
        "percent": quote(f"Bearer {token}"),
        "nested": json.dumps({"in": token}),
    }.get(wrapped, token)
    body = token.encode() if wrapped == "bare" else json.dumps({"x": value}).encode()
    payload = open_message(sent(body))
    assert not [leaf for leaf in payload.leaves if signature in str(leaf.value)]
    assert wrapped == "json" or value not in {leaf.value for leaf in payload.leaves}
    assert {leaf.value for leaf in payload.leaves} >= {"RS256", "k1"}
    analysis = analysed(body)
    assert signature not in msgspec.json.encode(analysis.event).decode()
    assert not [value for value in analysis.revealed if signature in value]
    found = [finding for finding in analysis.event.findings if finding.category == "credential.secret"]
    assert "credential.signed_token" in {rule for finding in found for rule in finding.rules}
    assert analysis.has_secret


@pytest.mark.parametrize(("name", "confidence"), [("id_token", "certain"), ("x", "likely")])
def test_a_token_is_reported_at_its_own_place(name: str, confidence: str) -> None:
    (finding,) = [
        finding
        for finding in analysed(json.dumps({name: JWT}).encode()).event.findings
        if finding.category == "credential.secret"
    ]
    assert (finding.path, finding.value, finding.confidence) == (
        f"body>json:$.{name}",
        "(secret)",
        confidence,
    )


def test_the_claims_of_a_token_that_was_redacted_before_the_journal_open() -> None:
    bare = f"{JWT.removesuffix(SIGNATURE)}[redacted]"
    payload = open_message(sent(b"", request_headers=(("X-Session", bare),), query=f"t={bare}"))
    values = {leaf.path: leaf.value for leaf in payload.leaves}
    assert values["header:X-Session>jwt:$.payload.sub"] == "1234567890"
    assert values["query:t>jwt:$.payload.sub"] == "1234567890"
    assert values["header:X-Session"] == bare


def test_the_signature_of_empty_claims_goes_too() -> None:
    opened = DECODER.open(part(f"eyJhbGciOiJIUzI1NiJ9.e30.{SIGNATURE}"), 1 << 20)
    assert opened is not None
    assert opened.tree == "eyJhbGciOiJIUzI1NiJ9.e30.[redacted]"


def test_a_token_longer_than_detectors_read_is_a_credential_all_the_same() -> None:
    token = f"{piece({'alg': 'RS256'})}.{piece({'sub': 'u1', 'roles': ['reader'] * 2000})}.{SIGNATURE}"
    payload = open_message(sent(json.dumps({"x": token}).encode()))
    values = {leaf.path: leaf.value for leaf in payload.leaves}
    assert values["body>json:$.x>jwt:$.payload.sub"] == "u1"
    assert SIGNATURE not in str(values)
    analysis = analysed(json.dumps({"x": token}).encode())
    assert [
        finding.path for finding in analysis.event.findings if finding.category == "credential.secret"
    ] == ["body>json:$.x>jwt:$.token"]
    assert analysis.has_secret


def test_a_token_without_a_signature_hides_nothing() -> None:
    opened = DECODER.open(part(JWT.removesuffix(SIGNATURE)), 1 << 20)
    assert opened is not None
    assert opened.keeps_text


def test_deep_claims_and_more_than_the_budget_stay_closed() -> None:
    deep = base64.urlsafe_b64encode(b'{"a":' + b"[" * 10_000 + b"]" * 10_000 + b"}").decode().rstrip("=")
    assert DECODER.open(part(f"eyJhbGciOiJIUzI1NiJ9.{deep}.{SIGNATURE}"), 1 << 20) is None
    assert DECODER.open(part(JWT), 50) is None
