"""An encrypted text is said to be one, by its format or by what stands beside it; what can be read is not."""

from __future__ import annotations

import base64
import json
import random
from datetime import UTC, datetime

import pytest

from analysis.decoding import open_message
from analysis.detectors.sealed_text import DETECTOR
from analysis.records import Confidence, Observation, Transmission

_RANDOM = random.Random(3)
TEXT = base64.b64encode(_RANDOM.randbytes(120)).decode()
SHORT = base64.b64encode(_RANDOM.randbytes(16)).decode()
VAULT = f"2.{SHORT}|{TEXT}|{base64.b64encode(_RANDOM.randbytes(32)).decode()}"


def part(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


JWE = ".".join(
    [part(b'{"alg":"dir","enc":"A128GCM"}'), "", part(_RANDOM.randbytes(12)), part(_RANDOM.randbytes(60)), part(bytes(16))]
)  # fmt: skip


def see(body: object, headers: tuple[tuple[str, str], ...] = (), query: str = "") -> list[Observation]:
    data = json.dumps(body).encode()
    sent = Transmission(
        id="0" * 26, flow_id="0" * 26, seen_at=datetime(2026, 1, 1, tzinfo=UTC), writer="test", host="h.example",
        method="POST", path="/v1/put", query=query, request_headers=headers, body=data, body_size=len(data),
    )  # fmt: skip
    return list(DETECTOR.detect(open_message(sent)))


def test_a_text_of_a_known_format() -> None:
    (seen,) = see({"card": {"number": JWE}})
    assert (seen.category, seen.property, seen.path) == (
        "opaque.bytes",
        "x_opaque",
        "body>json:$.card.number",
    )
    assert seen.value == f"{len(JWE)} characters, JSON Web Encryption"
    assert seen.reasoning == "encrypted by the sender: JSON Web Encryption"
    assert (seen.rule, seen.confidence) == ("sealed_text.format", Confidence.CERTAIN)
    assert seen.measures is not None
    assert seen.measures.size == len(JWE)


@pytest.mark.parametrize("body", [{"notes": VAULT}, [VAULT], {"a": [{"b": VAULT}]}])
def test_wherever_it_stands(body: object) -> None:
    (seen,) = see(body)
    assert seen.reasoning == "encrypted by the sender: cipher string of a password manager"


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ({"algorithm": "m.megolm.v1.aes-sha2", "ciphertext": TEXT, "session_id": "x"}, "Matrix"),
        ({"algorithm": "m.olm.v1", "ciphertext": {"key": {"type": 0, "body": TEXT}}}, "Matrix"),
        ({"ciphertext": TEXT, "IV": SHORT, "hmac": "00" * 32}, "ciphertext beside what opens it"),
        ({"encryptedData": "0a9f" * 40, "iv": SHORT}, "ciphertext beside what opens it"),
        (
            {"encryptedMessage": TEXT, "ephemeralPublicKey": SHORT, "tag": SHORT},
            "ciphertext beside what opens it",
        ),
        ({"data": TEXT, "iv": SHORT, "enc": "A256GCM", "kid": "k"}, "ciphertext beside what opens it"),
        ({"ct": TEXT, "iv": SHORT, "cipher": "aes", "mode": "ccm"}, "ciphertext beside what opens it"),
    ],
)
def test_a_text_beside_what_opens_it(body: object, kind: str) -> None:
    (seen,) = see(body)
    assert seen.value.endswith(f" characters, {kind}")
    assert seen.reasoning == f"encrypted by the sender: {kind}"
    assert (seen.rule, seen.confidence) == ("sealed_text.beside", Confidence.LIKELY)


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"ciphertext": TEXT},
        {"ciphertext": "URYYB JBEYQ NG QNJA", "algorithm": "rot13", "salt": "none"},
        {"ciphertext": "", "iv": SHORT},
        {"ciphertext": None, "iv": SHORT},
        {"ciphertext": "none", "nonce": SHORT},
        {"ciphertext": base64.b64encode(b"a sentence that everybody can read").decode(), "iv": SHORT},
        {"encrypted": True, "data": TEXT},
        {"data": TEXT, "signature": TEXT, "algorithm": "SHA256withRSA", "mac": ""},
        {"data": TEXT, "iv": SHORT},
        {"image": {"data": TEXT, "cipher": "none"}},
        {"type": 0, "body": TEXT},
        {"public_key": TEXT, "nonce": SHORT},
        {"hash": "a" * 64, "salt": SHORT},
        {"encryptedKey": TEXT, "alg": "RSA"},
        {"access_token": JWE},
        {"session": JWE},
        {"refresh_token": {"value": JWE}},
        {"token": "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U"},
        {"text": "-----BEGIN PGP PUBLIC KEY BLOCK-----\n\n" + TEXT[:64] + "\n-----END PGP PUBLIC KEY BLOCK-----"},
        {"text": "-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\nIt can be read\n-----BEGIN PGP SIGNATURE-----\n"},
        {"text": VAULT[:80]},
    ],
)  # fmt: skip
def test_what_is_not_encrypted_by_the_sender(body: object) -> None:
    assert see(body) == []


def test_what_a_server_gave_and_a_browser_brings_back_is_none() -> None:
    assert see({}, headers=(("Cookie", f"appSession={JWE}"), ("X-State", VAULT))) == []
    assert see({}, query=f"access_token={JWE}") == []


def test_a_query_may_hold_one() -> None:
    (seen,) = see({}, query=f"payload={JWE}")
    assert seen.path == "query:payload"


def test_many_of_them_are_each_reported_once() -> None:
    seen = see({"a": VAULT, "b": [VAULT, VAULT], "ciphertext": VAULT, "iv": SHORT})
    assert sorted(one.path for one in seen) == [
        "body>json:$.a", "body>json:$.b[0]", "body>json:$.b[1]", "body>json:$.ciphertext",
    ]  # fmt: skip
