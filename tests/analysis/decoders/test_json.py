"""JSON opens whole texts; words that only look like it stay closed."""

from __future__ import annotations

import json
from collections.abc import Callable

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


def part(data: bytes | str, media_type: str = "", *, complete: bool = True) -> Part:
    return Part(path="body", context="body", names=(), data=data, media_type=media_type, complete=complete)


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


def test_more_than_the_budget_stays_closed() -> None:
    assert DECODER.open(part("[" + "1," * 1000 + "1]"), 100) is None


ROWS = [{"id": number, "latitude": 52.5, "longitude": 13.4} for number in range(20)]


@pytest.mark.parametrize("as_type", [str, str.encode])
def test_a_sample_gives_what_stands_before_its_end(as_type: Callable[[str], bytes | str]) -> None:
    opened = DECODER.open(part(as_type(json.dumps(ROWS)[:500]), complete=False), 1 << 20)
    assert opened is not None
    assert isinstance(opened.tree, list)
    assert opened.tree[:8] == ROWS[:8]
    assert not opened.ends_early  # whoever reads a sample knows that more was sent


def test_a_whole_message_that_ends_in_the_middle_is_read_so_far_and_says_so() -> None:
    opened = DECODER.open(part(json.dumps(ROWS)[:500]), 1 << 20)
    assert opened is not None
    assert isinstance(opened.tree, list)
    assert opened.tree[:8] == ROWS[:8]
    assert opened.ends_early


@pytest.mark.parametrize(
    "data",
    [
        '{"lat": 52.5, "lon": 13.4, ',  # too short to be more than an oddity
        "[" + ", ".join(map(str, range(40))),
        "[link, to, a, page] and words behind it, so many that it is long enough to be taken for something",
        "{" + "a sentence, in braces, " * 9,
    ],
)
def test_a_text_in_brackets_is_not_taken_for_half_a_message(data: str) -> None:
    assert DECODER.open(part(data), 1 << 20) is None


@pytest.mark.parametrize(
    "data", ["[" * 10_000 + "1" + "]" * 10_000, '{"a":' * 10_000 + "1" + "}" * 10_000, "[" * 100_000]
)
def test_ten_thousand_levels_are_refused_and_said(data: str) -> None:
    for sent in (data, data.encode()):
        opened = DECODER.open(part(sent, complete=False), 1 << 20)
        assert opened is not None
        assert (opened.tree, opened.parts) == (None, ())
        assert "too deep" in opened.refused
