"""Numbers in a row are told from hashes, texts and other bytes; a float keeps its shortest decimal."""

from __future__ import annotations

import hashlib
import random
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.packed_numbers import double_of, float_of, packed_numbers, shortest_float


@given(st.floats(width=32, allow_nan=False))
def test_the_shortest_float_is_the_very_float(number: float) -> None:
    assert struct.pack("<f", shortest_float(number)) == struct.pack("<f", number)


@pytest.mark.parametrize("number", [52.1, 9.81, -0.013, 1013.25, 100.0, 0.1])
def test_a_decimal_that_was_sent_as_a_float_comes_back(number: float) -> None:
    assert shortest_float(struct.unpack("<f", struct.pack("<f", number))[0]) == number


@pytest.mark.parametrize(
    "numbers",
    [[0.12, 0.25, 9.81], [120.5, 121.25, 0.5, 98.1], [0.1, -0.2, 9.7, 0.11, -0.21, 9.8], [61.5, 62.0, 61.0, 63.5,
     64.0]],
)  # fmt: skip
def test_floats_in_a_row(numbers: list[float]) -> None:
    assert packed_numbers(struct.pack(f"<{len(numbers)}f", *numbers)) == numbers


@pytest.mark.parametrize(
    "numbers",
    [[52.2352, 10.564], [1013.25, 1013.31, 1013.4], [120.5, 121.25], [1.0, 2.0, 3.0], [9.81, 0.02, 0.1]],
)
def test_doubles_in_a_row(numbers: list[float]) -> None:
    assert packed_numbers(struct.pack(f"<{len(numbers)}d", *numbers)) == numbers


def test_varints_of_one_length() -> None:
    assert packed_numbers(bytes([3, 1, 4, 1, 5, 9, 2, 6])) == [3, 1, 4, 1, 5, 9, 2, 6]
    assert packed_numbers(b"\xac\x1f\xd7\x1f\xfa\x1f\x85\x20") == [4012, 4055, 4090, 4101]


@pytest.mark.parametrize(
    "data",
    [
        b"", b"\x01\x02\x03", bytes(16), bytes(64), b"\x01" + bytes(20), b"a\x01text\x02with\x03marks", b"\xff" * 16,
        b"\x80" * 16, hashlib.sha256(b"x").digest(), hashlib.md5(b"x").digest(), b"\x89PNG\r\n\x1a\n" + b"\0\0\0\rIHDR",
        struct.pack("<16h", *range(-8, 8)),
    ],
)  # fmt: skip
def test_other_bytes_are_no_numbers(data: bytes) -> None:
    assert packed_numbers(data) is None


def test_hashes_are_hardly_ever_numbers() -> None:
    chance = random.Random(2)
    for size in (16, 20, 32, 64):
        assert sum(packed_numbers(chance.randbytes(size)) is not None for _ in range(5_000)) < 40, size


def test_fixed_values_are_numbers_of_human_size_or_integers() -> None:
    assert double_of(struct.pack("<d", 52.2352))[0] == 52.2352
    assert double_of(struct.pack("<q", 1_795_348_800_000_000_000))[0] == 1_795_348_800_000_000_000
    assert double_of(struct.pack("<q", -5))[0] == -5
    assert float_of(struct.pack("<f", 52.1))[0] == 52.1
    assert float_of(struct.pack("<i", 522_352_000))[0] == 522_352_000
    assert float_of(bytes(4))[0] == 0


@given(st.binary(max_size=200))
def test_no_bytes_raise(data: bytes) -> None:
    numbers = packed_numbers(data)
    assert numbers is None or len(numbers) >= 2
