"""Pairs are parsed forgivingly, within bounds."""

from __future__ import annotations

from urllib.parse import urlencode

from hypothesis import given
from hypothesis import strategies as st

from analysis.query_string import MAX_FIELDS, parse_pairs

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)


@given(st.lists(st.tuples(TEXT.filter(bool), TEXT), max_size=8))
def test_what_was_encoded_comes_back_and_repeats_become_lists(pairs: list[tuple[str, str]]) -> None:
    found = parse_pairs(urlencode(pairs))
    for name in {name for name, _ in pairs}:
        values = [value for key, value in pairs if key == name]
        assert found[name] == (values if len(values) > 1 else values[0])


@given(st.text(max_size=200))
def test_nothing_raises(text: str) -> None:
    assert isinstance(parse_pairs(text), dict)


def test_odd_pieces_are_taken_as_they_are() -> None:
    assert parse_pairs("&&a&b=&=c&d=%ff&e=1=2") == {"a": "", "b": "", "": "c", "d": "\ufffd", "e": "1=2"}


def test_a_flood_is_bounded() -> None:
    assert len(parse_pairs("&".join(f"k{number}=1" for number in range(MAX_FIELDS * 2)))) <= MAX_FIELDS
