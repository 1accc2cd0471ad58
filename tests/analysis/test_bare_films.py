"""Films without a file around them: streams, their single pictures, FLV, MPEG and ASF; tables that begin alike are none."""

from __future__ import annotations

import random

import pytest

from analysis.bare_films import bare_film
from analysis.payload import Blob

NOISE = random.Random(7).randbytes(4_000)


def kinds(data: bytes) -> list[str]:
    blob = Blob(
        path="body", context="body", name="", names=(), data=data, media_type="", filename="", size=len(data)
    )
    return [found.value.partition(",")[0] for found in bare_film(blob)]


def packets(first: bytes) -> bytes:
    return b"".join(b"G" + bytes([0, at, 16]) + (first + NOISE)[:184] for at in range(4))


@pytest.mark.parametrize(
    "data",
    [
        b"",
        bytes.fromhex("00000001419a24") + NOISE[:100],  # too short
        bytes.fromhex("00000001419a24") + bytes(4_000),  # nothing coded
        bytes.fromhex("0000000141424344") + b"ABENDBROT" * 100,
        bytes.fromhex("0000000100000002") * 200,
        b"FLV\x01\x04\0\0\0\x09" + NOISE,  # sound alone
        b"FLV by hand",
        b"G" + NOISE,
        packets(b"\0\0\x01\xc0"),  # sound alone
        bytes.fromhex("3026b2758e66cf11a6d900aa0062ce6c") + NOISE,
    ],
)
def test_what_is_no_film(data: bytes) -> None:
    assert kinds(data) == []


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (bytes.fromhex("00000001419a24") + NOISE, "H.264"),
        (bytes.fromhex("0000000165888400") + NOISE, "H.264"),
        (bytes.fromhex("0000000109f000000001419a24") + NOISE, "H.264"),
        (bytes.fromhex("000000010201d009") + NOISE, "H.265"),
        (bytes.fromhex("000000012601af") + NOISE, "H.265"),
        (b"FLV\x01\x05\0\0\0\x09" + NOISE, "FLV"),
        (packets(b"\0\0\x01\xe0"), "MPEG transport stream"),
        (b"\0\0\x01\xba" + NOISE[:40] + b"\0\0\x01\xe0" + NOISE, "MPEG program stream"),
        (
            bytes.fromhex(
                "3026b2758e66cf11a6d900aa0062ce6c" + "00" * 40 + "c0ef19bc4d5bcf11a8fd00805f5c442b"
            ),
            "ASF",
        ),
    ],
)
def test_films(data: bytes, expected: str) -> None:
    assert kinds(data) == [expected]
