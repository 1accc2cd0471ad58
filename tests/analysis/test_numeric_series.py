"""Arrays of numbers are found by column; anything else is no series."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.numeric_series import number, series_of_list, series_of_lists
from analysis.units import Tree

FINITE = st.floats(allow_nan=False, allow_infinity=False)


@given(st.text(max_size=30) | FINITE | st.integers() | st.booleans() | st.none())
def test_a_number_is_finite_or_none(value: Tree) -> None:
    found = number(value)
    assert found is None or math.isfinite(found)


@pytest.mark.parametrize(
    "value", ["1e999", "-1e999", "inf", "nan", "1.2.3", "0x10", "", " 1", "1_000", "0\x1f", True, 10**400]
)
def test_what_is_no_finite_decimal_number_is_none(value: Tree) -> None:
    assert number(value) is None


def test_decimal_text_counts() -> None:
    assert (number("-33.8688"), number("1e3"), number(7)) == (-33.8688, 1000.0, 7.0)


@given(st.lists(st.tuples(FINITE, FINITE), min_size=2, max_size=20))
def test_rows_in_every_shape_have_the_same_columns(rows: list[tuple[float, float]]) -> None:
    x, y = (tuple(column) for column in zip(*rows, strict=True))
    assert series_of_list([list(row) for row in rows]) == {"0": x, "1": y}
    assert series_of_list([{"x": a, "y": b, "name": "n"} for a, b in rows]) == {"x": x, "y": y}
    assert series_of_list([{"t": a, "v": {"y": b}} for a, b in rows]) == {"t": x, "y": y}
    assert series_of_lists({"x": list(x), "y": list(y), "z": [1, 2, "three"]}) == {"x": x, "y": y}


def test_rows_that_lack_a_column_are_left_out() -> None:
    assert series_of_list([{"x": 1}, {"x": 2, "y": 3}, {"z": 1}]) == {"x": (1.0, 2.0)}


@pytest.mark.parametrize(
    "rows",
    [[], [1], [1, "a"], [[1], [1, 2]], [[1, "a"], [2, "b"]], [{"a": "b"}, {"a": "c"}], ["login", "pay"]],
)
def test_what_is_no_series_has_no_columns(rows: list[Tree]) -> None:
    assert series_of_list(rows) == {}


def test_lists_of_different_lengths_are_no_table() -> None:
    assert series_of_lists({"x": [1, 2, 3], "y": [1, 2]}) == {}
