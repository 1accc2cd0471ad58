"""Bytes of characteristics and advertisements: the examples of their specifications, and anything at all."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.gatt_values import CHARACTERISTICS, advertised, characteristic

RUUVI = bytes.fromhex("0201061BFF99040512FC5394C37C0004FFFC040CAC364200CDCBB8334C884F")


@pytest.mark.parametrize(
    "data", [b"", b"\0", bytes(40), bytes.fromhex("02011a0aff4c001005"), RUUVI[:20]], ids=repr
)
def test_what_holds_no_reading_gives_none(data) -> None:
    assert advertised(data) == []


def test_the_test_vector_of_ruuvi_is_read() -> None:
    assert [(item.property, item.value) for item in advertised(RUUVI)] == [
        ("x_temperature", "24.3"), ("x_humidity", "53.49"), ("x_pressure", "1000.44"),
        ("accelerometerX", "0.004"), ("accelerometerY", "-0.004"), ("accelerometerZ", "1.036"),
    ]  # fmt: skip


def test_service_data_is_read_by_its_service() -> None:
    bthome = bytes.fromhex("4002ca09033813")
    assert [item.value for item in advertised(bthome, "fcd2")] == ["25.06", "49.2"]
    assert [item.value for item in advertised(bytes([10, 0x16, 0xD2, 0xFC, *bthome]))] == ["25.06", "49.2"]
    assert advertised(bthome, "180f") == []


@given(st.binary(max_size=64), st.sampled_from(["", "fcd2", "feaa", "181a", *CHARACTERISTICS]))
def test_any_bytes_are_read_or_not(data, number) -> None:
    for item in (*advertised(data, number), *characteristic(number, data)):
        assert item.value
