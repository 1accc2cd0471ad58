"""JSON opens whole texts; words that only look like it stay closed."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.decoders.json import DECODER
from analysis.units import Part

SCALARS = (
    st.none()
    | st.booleans()
    | st.integers(-(2**53), 2**53)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text()
)
TREES = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4)
)


def part(data: bytes | str, media_type: str = "") -> Part:
    return Part(path="body", context="body", names=(), data=data, media_type=media_type)


@given(st.dictionaries(st.text(), TREES) | st.lists(TREES))
def test_any_object_or_array_opens_as_what_it_is(tree: object) -> None:
    text = json.dumps(tree)
    for data in (text, text.encode(), b"\xef\xbb\xbf" + text.encode(), f"\n {text} "):
        opened = DECODER.open(part(data), 1 << 20)
        assert opened is not None
        assert opened.tree == tree


def test_a_declared_scalar_is_a_value() -> None:
    opened = DECODER.open(part(b'"52.2"', "application/problem+json"), 1 << 20)
    assert opened is not None
    assert opened.tree == "52.2"


@pytest.mark.parametrize(
    "data",
    [
        b"",
        "",
        "{",
        "[1, 2",
        "{'a': 1}",
        "[object Object]",
        "{latte}",
        b"\xff{}",
        "12",
        '"text"',
        "{}x",
        "true",
    ],
)
def test_what_is_not_json_stays_closed(data: bytes | str) -> None:
    assert DECODER.open(part(data), 1 << 20) is None


def test_ten_thousand_levels_stay_closed_and_raise_nothing() -> None:
    assert DECODER.open(part("[" * 10_000 + "]" * 10_000), 1 << 20) is None


def test_more_than_the_budget_stays_closed() -> None:
    assert DECODER.open(part("[" + "1," * 1000 + "1]"), 100) is None
