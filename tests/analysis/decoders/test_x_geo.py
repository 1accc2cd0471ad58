"""X-Geo opens into its position in both of its forms; other headers, and values without one, stay closed."""

from __future__ import annotations

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.decoders.x_geo import DECODER
from analysis.units import Part


def part(value: str, name: str = "X-Geo") -> Part:
    return Part(path=f"header:{name}", context="header", names=(name,), data=value)


def written(latitude: int, longitude: int) -> str:
    text = f"role: CURRENT_LOCATION\nlatlng <\n  latitude_e7: {latitude}\n  longitude_e7: {longitude}\n>"
    return "a " + base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def packed(latitude: int, longitude: int) -> str:
    angles = (
        b"\x0d"
        + latitude.to_bytes(4, "little", signed=True)
        + b"\x15"
        + longitude.to_bytes(4, "little", signed=True)
    )
    return "w " + base64.urlsafe_b64encode(b"\x08\x01\x10\x0c\x18\x01\x2a\x0a" + angles).decode()


@given(st.integers(-900_000_000, 900_000_000), st.integers(-1_800_000_000, 1_800_000_000))
def test_the_position_comes_back(latitude: int, longitude: int) -> None:
    for value in (written(latitude, longitude), packed(latitude, longitude)):
        opened = DECODER.open(part(value), 1 << 20)
        assert opened is not None
        assert opened.tree == {"latlng": {"latitude_e7": latitude, "longitude_e7": longitude}}


@pytest.mark.parametrize(
    "value",
    ["", "w", "w CAEQDA", "a " + "QUJD" * 8, "w " + "QUJD" * 8, written(1, 2)[2:], "b " + written(1, 2)[2:]],
)
def test_other_values_stay_closed(value: str) -> None:
    assert DECODER.open(part(value), 1 << 20) is None


def test_other_headers_stay_closed() -> None:
    assert DECODER.open(part(written(481374300, 115754900), "Authorization"), 1 << 20) is None
