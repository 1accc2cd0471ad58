"""Coordinates and the precision of their digits."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.coordinates import (
    axis_name,
    coordinate,
    decimals_of,
    is_position,
    pair_of_text,
    pairs_in_text,
    precision_m,
)


@pytest.mark.parametrize(
    ("value", "decimals"),
    [
        (52, 0), (52.0, 0), (52.5, 1), (52.2352, 4), ("52.50", 1), ("52.2352000", 4), (37.33069992065430, 4), (1e-05, 5),
        (52.123599999999996, 4), ("52", 0), (52.23529241882057, 14),
    ],
)  # fmt: skip
def test_given_decimals(value: str | float, decimals: int) -> None:
    assert decimals_of(value) == decimals


def test_precision() -> None:
    assert precision_m(0) == 111_300
    assert precision_m(4) == 11.13
    assert precision_m(12) == precision_m(7) == 0.01113
    assert precision_m(4, 60.0) == pytest.approx(5.566, rel=1e-3)


@pytest.mark.parametrize(
    ("name", "axis", "prefix", "scale"),
    [
        ("lat", "lat", (), 0),
        ("gpsLng", "lon", ("gps",), 0),
        ("longitude_e7", "lon", (), 7),
        ("latE6", "lat", (), 6),
    ],
)
def test_axis_names(name: str, axis: str, prefix: tuple[str, ...], scale: int) -> None:
    found = axis_name(name)
    assert found is not None
    assert (found.axis, found.prefix, found.scale) == (axis, prefix, scale)


@pytest.mark.parametrize("name", ["latte", "latlng", "longest", "plate", "", "flat"])
def test_other_names(name: str) -> None:
    assert axis_name(name) is None


@pytest.mark.parametrize(
    "text", ["52.2.1", "52.2", "52.2,10.5,1.2,3", "a,b", "1080x1920", "5231,1234", "52.2,10.5,en"]
)
def test_texts_that_are_no_pair(text: str) -> None:
    assert pair_of_text(text) is None


def test_placeholders_and_ranges() -> None:
    assert not is_position(0, 0)
    assert not is_position(-1, -1)
    assert not is_position(90, 180)
    assert not is_position(90.1, 0)
    assert is_position(0, 10)


def test_white_space_of_any_kind_around_an_integer_is_none_of_it() -> None:
    for around in ("", " ", "\x1f", "\u2003", "\x85"):
        found = coordinate("p", f"{around}523700000{around}", 7)
        assert found is not None
        assert (found.degrees, found.decimals) == (52.37, 2)


@given(
    st.text(max_size=200),
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=80)),
)
def test_any_input_is_read_or_refused(text: str, value: bool | int | float | str | None) -> None:
    pair_of_text(text)
    pairs_in_text("lat " + text)
    coordinate("p", value)
    coordinate("p", value, 7)
    assert decimals_of(value) >= 0
