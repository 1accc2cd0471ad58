from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.evidence.csv_cells import escape

TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


@pytest.mark.parametrize(
    "cell",
    [
        "",
        "Berlin",
        "'quoted",
        "1",
        "-1",
        "-33.8568",
        "-1e-5",
        "-1.5E+10",
        "0",
        "a=b",
        "1-2",
        "a@b.example",
        " =1",
    ],
)
def test_leaves_alone(cell: str) -> None:
    assert escape(cell) == (cell, False)


@pytest.mark.parametrize(
    "cell",
    ["=1+1", "+49 30 1", "+1", "-", "-1-1", "-.5", "-1.", "--1", "-1e", "-1\n", "-١", "@SUM(A1)", "\t=1", "\r=1",
     "\n=1", "-1,5", "-0x10", "-inf", "- 1", "\0=1", "\uff1d1+1", "\uff0b1", "\uff0d1", "\uff20SUM(A1)"],
)  # fmt: skip
def test_escapes(cell: str) -> None:
    assert escape(cell) == (f"'{cell}", True)


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        ("\u202egpj.elpmaxe.live", "\\u202egpj.elpmaxe.live"),
        ("=\u2067x\u2069", "'=\\u2067x\\u2069"),
        ("-1\u202c", "'-1\\u202c"),
    ],
)
def test_what_turns_the_direction_of_reading_is_written_out(cell: str, written: str) -> None:
    assert escape(cell) == (written, True)


@pytest.mark.parametrize("cell", ["שלום\u200f", "سلام\u061c", "\\u202e", "a\u200eb", "\u2065\u206a"])
def test_letters_that_are_read_from_right_to_left_stay(cell: str) -> None:
    assert escape(cell) == (cell, False)


@given(st.text(max_size=50))
def test_nothing_that_begins_like_a_formula_is_left(cell: str) -> None:
    safe, escaped = escape(cell)
    if not TURNING.intersection(cell):
        assert safe == (f"'{cell}" if escaped else cell)
    if safe.startswith(("=", "+", "-", "@", "\t", "\r")):
        float(safe)


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_no_number_is_harmed(number: float) -> None:
    assert escape(repr(number)) == (repr(number), False)
