"""base64 opens where what comes out shows that it was meant; words, ids and hashes stay closed."""

from __future__ import annotations

import base64
import hashlib
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.decoders.base64 import DECODER
from analysis.units import Part


def part(data: bytes | str) -> Part:
    return Part(path="body>json:$.data", context="body", names=("data",), data=data)


READABLE = st.text(st.characters(min_codepoint=32, max_codepoint=126), min_size=13, max_size=300)


@given(READABLE, st.booleans(), st.booleans())
def test_readable_text_opens_in_both_alphabets_padded_or_not(text: str, urlsafe: bool, padded: bool) -> None:
    encoded = (base64.urlsafe_b64encode if urlsafe else base64.b64encode)(text.encode()).decode()
    opened = DECODER.open(part(encoded if padded else encoded.rstrip("=")), 1 << 20)
    assert opened is not None
    assert opened.parts[0].data == text.encode()
    assert opened.keeps_text == (len(encoded) < 1024)


def test_a_data_uri_says_its_type() -> None:
    opened = DECODER.open(
        part("data:image/png;charset=x;base64," + base64.b64encode(b"\x89PNG\r\n\x1a\n" + bytes(9)).decode()),
        1 << 20,
    )
    assert opened is not None
    assert opened.parts[0].media_type == "image/png"


def test_wrapped_lines_and_a_whole_body_open() -> None:
    wrapped = base64.encodebytes(random.Random(1).randbytes(3000))
    for data in (wrapped, wrapped.decode()):
        opened = DECODER.open(part(data), 1 << 20)
        assert opened is not None
        assert opened.parts[0].data == random.Random(1).randbytes(3000)


@pytest.mark.parametrize(
    "text",
    [
        "", "short", "aHR0cA==", "passwordpassword", "InternationalizationSupport", "ad2140b6f1f242d7",
        hashlib.sha256(b"x").hexdigest(), hashlib.md5(b"x").hexdigest(), "com.example.application.name",
        "550e8400-e29b-41d4-a716-446655440000", "AAAAAAAAAAAAAAAAAAAAAAAA", "/usr/local/share/applications",
        "data:text/html,<p>hello world</p>", "2026-11-22T12:00:00Z", "not base64 at all, a sentence",
    ],
)  # fmt: skip
def test_what_only_has_the_alphabet_stays_closed(text: str) -> None:
    assert DECODER.open(part(text), 1 << 20) is None


def test_random_identifiers_stay_closed() -> None:
    chance = random.Random(7)
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
    opened = sum(
        DECODER.open(part("".join(chance.choices(alphabet, k=chance.randint(16, 64)))), 1 << 20) is not None
        for _ in range(20_000)
    )
    assert opened <= 2
