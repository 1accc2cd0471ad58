"""Shapes of identifiers, and what only stands in for one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.identifier_shapes import (
    hash_name,
    is_identifier,
    is_placeholder,
    is_plain_uuid,
    is_random,
    is_uuid,
    mac_bytes,
    passes_luhn,
)


@pytest.mark.parametrize(
    "value",
    [
        "",
        "null",
        "(null)",
        "N/A",
        "unknown",
        "0",
        "-1",
        "00000000-0000-0000-0000-000000000000",
        "000000000000000",
    ]
    + [
        "02:00:00:00:00:00",
        "****",
        "{idfa}",
        "${AAID}",
        "%%ID%%",
        "__IDFA__",
        "[redacted]",
        "<id>",
        "xxxxxxxx",
        "---",
    ],
)
def test_is_a_placeholder(value: str) -> None:
    assert is_placeholder(value)


@pytest.mark.parametrize(
    "value", ["33", "7d5a6fd0d53a566b", "1209d0b9-b959-42e6-b921-aa5d9d08c1af", "anna", "111"]
)
def test_is_no_placeholder(value: str) -> None:
    assert not is_placeholder(value)


@pytest.mark.parametrize(
    ("value", "name"),
    [
        ("7b7416ec1f35b8a794c92887c2c62529", "MD5"),
        ("2fd4e1c67a2d28fced849ee1bb76e7391b93eb12", "SHA-1"),
        ("7b7416ec1f35b8a794c92887c2c62529b2179b6fa911173803c59c0c463ba572", "SHA-256"),
        ("d41d8cd98f00b204e9800998ecf8427e", ""),
        ("0" * 64, ""),
        ("01" * 32, ""),
        ("7b7416ec1f35b8a794c92887c2c6252", ""),
        ("7b7416ec1f35b8a794c92887c2c6252g", ""),
    ],
)
def test_hash_names(value: str, name: str) -> None:
    assert hash_name(value) == name


@pytest.mark.parametrize(
    "value", ["12:34:56", "01:00:5e:00:00:fb", "da:a1:19:00:11:22", "3c:a6-2f:01:02:03", "3c:a6:2f"]
)
def test_is_no_devices_hardware_address(value: str) -> None:
    assert mac_bytes(value) is None


def test_hardware_addresses_in_all_spellings() -> None:
    for value in ("3c:a6:2f:01:02:03", "3C-A6-2F-01-02-03", "3ca62f010203"):
        assert mac_bytes(value) == b"\x3c\xa6\x2f\x01\x02\x03"


@given(st.integers(0, 10**14 - 1))
def test_exactly_one_digit_passes_the_luhn_check(number: int) -> None:
    assert sum(passes_luhn(f"{number:014d}{digit}") for digit in range(10)) == 1


def test_luhn_takes_ascii_digits_only() -> None:
    assert not passes_luhn("")
    assert not passes_luhn("²" * 15)
    assert not passes_luhn("49015420323751x")


@given(st.uuids())
def test_uuids(value: object) -> None:
    assert is_uuid(str(value))
    assert not is_uuid(str(value)[:-1])


@pytest.mark.parametrize(
    "value", ["short1", "no digits here", "nodigitshere", "https://example.org/1", "a b 1 2 3 4 5"]
)
def test_is_no_identifier(value: str) -> None:
    assert not is_identifier(value)


@pytest.mark.parametrize(
    "value",
    ["", "A12-4", "golf-2019-1192", "123456789012345", "abcdefghijkl", "mobileapplicationone",
     "00000000-0000-0000-0000-000000000000",
     "Kitchen Sensor 12", "HelloWorldHelloWorld", "https://example.org/aB1", "version-2-stable"],
)  # fmt: skip
def test_is_not_random(value: str) -> None:
    assert not is_random(value)


@pytest.mark.parametrize(
    "value",
    ["3e7b1c9d-5a2f-4e60-8b7c-9d0e1f2a3b4c", "001788FFFE4A1B2C", "01HRZ8QJ5W3X7T9V2K4M6N8P0B", "2aBcDeFgHiJkLmNoPqRsTuVwXy1",
     "507f1f77bcf86cd799439011"],
)  # fmt: skip
def test_is_random(value: str) -> None:
    assert is_random(value)


def test_a_random_uuid_without_hyphens() -> None:
    assert is_plain_uuid("7be0c2e84a1f45d99a3c1f2b5d6e7f80")
    assert is_plain_uuid("7BE0C2E84A1F45D9BA3C1F2B5D6E7F80")
    for other in (
        "",
        "7be0c2e84a1f35d99a3c1f2b5d6e7f80",
        "7be0c2e84a1f45d9ca3c1f2b5d6e7f80",
        "7be0c2e84a1f45d99a3c1f2b5d6e7f8",
        "7be0c2e8-4a1f-45d9-9a3c-1f2b5d6e7f80",
        "7be0c2e84a1f4zd99a3c1f2b5d6e7f80",
    ):
        assert not is_plain_uuid(other)
