"""Columns without names are axes where three of them are under gravity; prices, shares and counters are not."""

from __future__ import annotations

import random

import pytest

from analysis.unnamed_axes import numbered_axes, rises, short_axes, wide_axes, written_columns

CHANCE = random.Random(3)


def _column(middle: float, spread: float = 0.1, n: int = 12) -> tuple[float, ...]:
    return tuple(round(middle + CHANCE.gauss(0, spread), 3) for _ in range(n))


X, Y, Z = _column(1.2), _column(-2.4), _column(9.3)
TURNING = [_column(0, 0.3) for _ in range(3)]
TIME = tuple(float(20 * at) for at in range(12))
PRICES = [
    tuple(5.49 + at % 3 / 10 for at in range(12)),
    (5.99,) * 12,
    tuple(6.49 + at % 2 / 10 for at in range(12)),
]


def test_fields_of_a_message_without_names() -> None:
    assert numbered_axes({"1": TIME, "2": X, "3": Y, "4": Z}) == ("2", "3", "4")
    rotated = dict(zip("1234567", (TIME, X, Y, Z, *TURNING), strict=True))
    assert numbered_axes(rotated) == ("2", "3", "4")
    nested = dict(zip(("1.1", "1.2", "3", "2.1", "2.2", "2.3"), (X, Y, Z, *TURNING), strict=True))
    assert numbered_axes(nested) == ("1.1", "1.2", "3")


@pytest.mark.parametrize(
    "columns",
    [
        {},
        {"1": X, "2": Y},
        {"1": TIME, "2": X, "4": Y, "5": Z},
        {"a": X, "b": Y, "c": Z},
        dict(zip("12345", (TIME, *PRICES, TIME), strict=True)),
        dict(zip("12345", (TIME, *TURNING, TIME), strict=True)),
        {str(at): X for at in range(40)},
    ],
    ids=range(7),
)
def test_other_numbered_fields(columns) -> None:
    assert numbered_axes(columns) == ()


def test_wide_rows_and_short_names() -> None:
    wide = dict(zip("01234", (TIME, X, Y, Z, (72.0,) * 12), strict=True))
    assert wide_axes(wide) == ("1", "2", "3")
    assert short_axes(dict(zip("tabcde", (TIME, X, Y, Z, *TURNING[:2]), strict=True))) == ("a", "b", "c")
    assert short_axes(dict(zip("tabcde", (TIME, *PRICES, *TURNING[:2]), strict=True))) == ()
    assert short_axes({"length": X, "width": Y, "height": Z, "mass": X, "cost": Y}) == ()


def test_times_go_up() -> None:
    assert rises((1.0, 2.0, 5.0))
    assert not rises((1.0, 1.0))
    assert not rises((1.5, 2.5))


@pytest.mark.parametrize(
    ("values", "rows"),
    [
        (("0.1,0.2,0.3", "1,2,3", "9.7,9.8,9.9"), ((0.1, 1, 9.7), (0.2, 2, 9.8), (0.3, 3, 9.9))),
        (("[0.1; 0.2; 0.3]", "1|2|3", "9.7 9.8 9.9"), ((0.1, 1, 9.7), (0.2, 2, 9.8), (0.3, 3, 9.9))),
        (("0.1,0.2,0.3", "1,2", "9.7,9.8,9.9"), None),
        (("0,0,0", "0,0,0", "0,0,0"), None),
        ((0.1, 0.2, 9.8), None),
        (("a,b,c", "1,2,3", "1,2,3"), None),
    ],
    ids=str,
)
def test_columns_that_are_written_as_texts(values, rows) -> None:
    assert written_columns(values) == rows
