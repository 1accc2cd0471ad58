"""Letters that stand for bytes nobody could read are said to be there; keys, seals, tokens and words are left alone."""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import random
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.decoding import open_message
from analysis.detectors.unread_text import DETECTOR
from analysis.records import Confidence, Observation, Transmission

_RANDOM = random.Random(8)
NOISE = _RANDOM.randbytes(240)


def b64(data: bytes) -> str:
    return base64.b64encode(data).decode()


def see(
    body: object, headers: tuple[tuple[str, str], ...] = (), query: str = "", path: str = "/v1/put"
) -> list[Observation]:
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    sent = Transmission(
        id="0" * 26, flow_id="0" * 26, seen_at=datetime(2026, 1, 1, tzinfo=UTC), writer="test", host="h.example",
        method="POST", path=path, query=query, request_headers=headers, body=data, body_size=len(data),
    )  # fmt: skip
    return list(DETECTOR.detect(open_message(sent)))


# -- what is none -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name",
    ["signature", "sig", "x-sign", "idToken", "session_id", "sessiondata", "captcha_response", "hmac", "publicKey",
     "certificate", "chain", "attestation", "cursor", "continuation", "nonce", "integrity", "checksum", "etag",
     "g-recaptcha-response", "receipt", "purchaseToken", "state", "csrf", "proof", "sso", "fingerprint", "jws"],
)  # fmt: skip
def test_seals_keys_and_tokens_are_no_message(name: str) -> None:
    assert see({name: b64(NOISE)}) == []
    assert see({"auth": {name: {"value": b64(NOISE)}}}) == []


@pytest.mark.parametrize(
    "value",
    [
        b64(NOISE[:90]),  # as short as an identifier, a token or a seal
        b64(b"\x30\x82\x01\x0a" + NOISE),  # ASN.1: a certificate, a key
        b64(b"nothing but text that can be read, over and over again. " * 4),
        b64(gzip.compress(b"text that was packed " * 40 + NOISE[:90])),
        b64(bytes(200)),
        b64(b"\x89PNG\r\n\x1a\n" + NOISE),
        "/".join(["Some-Article-About-Many-Things-2024", "And-Their-Long-Names", "In-A-Path-Of-A-Page"] * 3),
        "TheQuickBrownFoxJumpsOverTheLazyDog1" * 6,
        "a" * 300,
        "A1b2" * 50,
        hashlib.sha512(b"x").hexdigest(),
        " ".join([b64(NOISE[:60])] * 4),
        f"{b64(NOISE)}.{b64(NOISE)}",
    ],
)
def test_what_is_read_or_too_short_to_be_a_message(value: str) -> None:
    assert see({"data": value}) == []


def test_headers_cookies_and_paths_carry_what_servers_gave() -> None:
    text = base64.urlsafe_b64encode(NOISE).decode()
    assert see(b"", headers=(("X-Data", text), ("Cookie", f"d={text}")), path=f"/f/{text}") == []


def test_long_ones_are_opened_and_not_said_twice() -> None:
    assert see({"data": b64(_RANDOM.randbytes(900))}) == []


@given(st.text(max_size=300))
def test_no_text_raises(text: str) -> None:
    assert see({"d": text}) == []


# -- what is one --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["d", "data", "payload", "body", "enc", "e", "blob", "params"])
def test_letters_of_bytes_that_nothing_reads(name: str) -> None:
    (seen,) = see({name: b64(NOISE), "v": 2})
    assert (seen.category, seen.property, seen.path) == ("opaque.bytes", "x_opaque", f"body>json:$.{name}")
    assert (seen.rule, seen.confidence) == ("unread_text.base64", Confidence.POSSIBLE)
    assert seen.value.startswith("240 bytes, entropy 7.")
    assert seen.measures is not None
    assert seen.measures.size == 240


def test_base64url_hexadecimal_a_query_and_a_whole_body() -> None:
    assert [
        item.path for item in see(b"", query=f"d={base64.urlsafe_b64encode(NOISE).decode().rstrip('=')}")
    ] == ["query:d"]
    assert [item.rule for item in see({"data": NOISE.hex()})] == ["unread_text.hex"]
    assert [item.path for item in see(b64(NOISE).encode())] == ["body"]
