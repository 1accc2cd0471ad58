"""Hexadecimal text opens where it was meant as bytes; hashes, identifiers, numbers and colours stay closed."""

from __future__ import annotations

import hashlib
import json
import random
import uuid
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.decoders.hex import DECODER
from analysis.units import Part


def part(data: bytes | str) -> Part:
    return Part(path="body>json:$.data", context="body", names=("data",), data=data)


@pytest.mark.parametrize(
    "data",
    [
        "",
        "#ff8800",
        "ff8800aa",
        "deadbeefdeadbeef",
        uuid.UUID(int=0x550E8400E29B41D4A716446655440000).hex,
        "550e8400-e29b-41d4-a716-446655440000",
        *(
            hashlib.new(name, b"x").hexdigest()
            for name in ("md5", "sha1", "sha224", "sha256", "sha384", "sha512")
        ),
        hashlib.sha256(b"x").hexdigest().upper(),
        "507f1f77bcf86cd799439011",
        "5555555555554444333322221111",
        "202020202020202020202020202020",
        "48656C6c6f2c20776f726c642c2068656c6c6f",
        "48656c6c6f2c20776f726c642c2068656c6c6",
        "6162636465666768696a6b6c6d6e6f70",
        "00" * 40,
        "1234567890" * 200,
        b"48656c6c6f2c20776f726c6421",
        "48656c6c6f 2c20776f726c6421",
        "3c:a6:2f:bc:5e:65:3c:a6:2f:bc:5e:65",
    ],
)
def test_identifiers_hashes_and_numbers_stay_closed(data: bytes | str) -> None:
    assert DECODER.open(part(data), 1 << 20) is None


READABLE = st.text(st.characters(min_codepoint=32, max_codepoint=126), min_size=13, max_size=200).filter(
    lambda text: (
        len(text) not in (16, 20, 28, 32, 48, 64)
        and len(set(text)) >= 4
        and not text.encode().hex().isdigit()
    )
)


@given(READABLE, st.booleans(), st.sampled_from(["", "0x"]))
def test_readable_text_comes_back(text: str, capitals: bool, before: str) -> None:
    digits = text.encode().hex().upper() if capitals else text.encode().hex()
    opened = DECODER.open(part(before + digits), 1 << 20)
    assert opened is not None
    assert [child.data for child in opened.parts] == [text.encode()]
    assert opened.keeps_text == (len(before + digits) < 1024)


@pytest.mark.parametrize("size", [16, 20, 32, 64])
def test_json_of_the_size_of_a_hash_opens(size: int) -> None:
    tree = json.dumps({"lat": 5}).ljust(size).encode()
    opened = DECODER.open(part(tree.hex()), 1 << 20)
    assert opened is not None
    assert opened.parts[0].data == tree


def test_containers_and_long_bytes_open() -> None:
    for data in (
        zlib.compress(b'{"lat": 52.2352}' * 3),
        b"\x89PNG\r\n\x1a\n" + bytes(9),
        random.Random(1).randbytes(600),
    ):
        opened = DECODER.open(part(data.hex()), 1 << 20)
        assert opened is not None
        assert opened.parts[0].data == data


def test_random_identifiers_stay_closed() -> None:
    chance = random.Random(7)
    opened = sum(
        DECODER.open(part(chance.randbytes(chance.randint(12, 80)).hex()), 1 << 20) is not None
        for _ in range(20_000)
    )
    assert opened <= 2


def test_more_than_the_budget_stays_closed() -> None:
    assert DECODER.open(part("61" * 10_000), 100) is None
