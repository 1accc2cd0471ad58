"""Texts that their sender encrypted are known by how their format is written; what can be read is none of them."""

from __future__ import annotations

import base64
import json
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.sealed_texts import decoded, sealed_format

_RANDOM = random.Random(11)


def letters(size: int, *, url: bool = False) -> str:
    data = _RANDOM.randbytes(size)
    return base64.urlsafe_b64encode(data).decode().rstrip("=") if url else base64.b64encode(data).decode()


def head(**fields: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(fields).encode()).decode().rstrip("=")


def token(*parts: str) -> str:
    return ".".join(parts)


def armour(kind: str, first: str = "") -> str:
    lines = "\n".join([first or letters(48), letters(48), letters(20)])
    return f"-----BEGIN {kind}-----\n\n{lines}\n-----END {kind}-----\n"


AGE = base64.b64encode(b"age-encryption.org/v1\n-> X25519 0123456789abc").decode()
VECTOR, TEXT, SEAL = letters(16), letters(48), letters(32)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (token(head(alg="RSA-OAEP", enc="A256GCM"), letters(256, url=True), letters(12, url=True), letters(40, url=True),
               letters(16, url=True)), "JSON Web Encryption"),
        (token(head(alg="dir", enc="A128CBC-HS256"), "", letters(16, url=True), letters(40, url=True), "A" * 22),
         "JSON Web Encryption"),
        (armour("PGP MESSAGE"), "OpenPGP message"),
        ("Hello,\r\n\r\n" + armour("PGP MESSAGE").replace("\n", "\r\n"), "OpenPGP message"),
        (armour("AGE ENCRYPTED FILE", AGE), "age file"),
        (f"2.{VECTOR}|{TEXT}|{SEAL}", "cipher string of a password manager"),
        (f"0.{VECTOR}|{TEXT}", "cipher string of a password manager"),
        (f"4.{letters(256)}", "cipher string of a password manager"),
        (f"004:{'0a' * 24}:{TEXT}:{letters(30)}", "Standard Notes"),
        (f"004:{'0a' * 24}:{TEXT}:", "Standard Notes"),
        (f"003:{'0b' * 32}:3e9a0b7d-5c1f-4286-b0d4-7f8e6a2c9d15:{'0c' * 16}:{TEXT}", "Standard Notes"),
        (base64.b64encode(b"Salted__" + _RANDOM.randbytes(40)).decode(), "OpenSSL, with a passphrase"),
    ],
)  # fmt: skip
def test_what_is_encrypted(text: str, kind: str) -> None:
    assert sealed_format(text) == kind


@pytest.mark.parametrize(
    "text",
    [
        "",
        "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U",
        token(head(alg="ES256"), head(sub="a"), letters(64, url=True)),
        token(head(alg="ES256", kid="x" * 40), "", letters(16, url=True), letters(40, url=True), letters(16, url=True)),
        token(head(enc="A256GCM"), "", letters(16, url=True), letters(40, url=True), letters(16, url=True)),
        token("ey" + letters(30, url=True), "", letters(16, url=True), letters(40, url=True), letters(16, url=True)),
        armour("PGP PUBLIC KEY BLOCK"), armour("PGP SIGNATURE"), armour("PGP SIGNED MESSAGE"), armour("CERTIFICATE"),
        armour("PUBLIC KEY"), armour("AGE ENCRYPTED FILE"),
        "An encrypted mail starts with -----BEGIN PGP MESSAGE----- and ends with -----END PGP MESSAGE-----.",
        f"2.{VECTOR}|{TEXT}", f"7.{VECTOR}|{TEXT}|{SEAL}", f"2.{VECTOR[:-2]}|{TEXT}|{SEAL}", f"4.{letters(90)}",
        "2.1|steel|galvanised and then painted twice over", "004:88213:blue:large:left-hand:north-warehouse-shelf",
        f"004:{'0g' * 24}:{TEXT}:", "U2FsdGVkX1 is what it starts with, says the manual", letters(300),
        base64.b64encode(b"Salted and peppered, with a little garlic").decode(), "a" * 64, "vault:v1:" + letters(40),
    ],
)  # fmt: skip
def test_what_can_be_read_or_is_of_no_such_format(text: str) -> None:
    assert sealed_format(text) == ""


@given(
    st.one_of(
        st.text(max_size=400), st.from_regex(r"(ey|00[34]:|[0-6]\.|U2Fsd|-----BEGIN )[\w.|:=+/-]{0,200}")
    )
)
def test_any_text(text: str) -> None:
    assert isinstance(sealed_format(text), str)


@given(st.binary(min_size=1, max_size=80))
def test_bytes_come_back(data: bytes) -> None:
    assert decoded(data.hex()) == data
    plain = base64.b64encode(data).decode()
    if set(plain.rstrip("=").lower()) - set("0123456789abcdef"):
        assert decoded(plain) == decoded(plain.rstrip("=")) == data
        assert decoded(base64.urlsafe_b64encode(data).decode()) == data


@pytest.mark.parametrize("text", ["no letters of it", "ä" * 8, "abc!"])
def test_what_is_neither_has_no_bytes(text: str) -> None:
    assert decoded(text) == b""
