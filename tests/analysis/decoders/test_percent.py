"""Values that were percent-encoded once more open layer by layer; URLs, forms and percentages stay as they are."""

from __future__ import annotations

import gzip
from urllib.parse import quote, quote_plus

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.decoders.percent import DECODER
from analysis.units import Part


def part(data: bytes | str) -> Part:
    return Part(path="query:q", context="query", names=("q",), data=data)


@pytest.mark.parametrize(
    "data",
    [
        "",
        "100% cotton",
        "50%off",
        "%s items of %d",
        "%-10s|%05.2f",
        "plain",
        "https://shop.example/caf%C3%A9",
        "a=1&b=caf%C3%A9",
        "100% %41",
        "caf%C3",
        "%FF%FE",
        "%00%01%02",
        "{%22a%22}",
        b"%7B%22a%22%3A1%7D",
        "é%20",
    ],
)
def test_what_was_not_encoded_once_more_stays_closed(data: bytes | str) -> None:
    assert DECODER.open(part(data), 1 << 20) is None


TEXTS = st.text(st.characters(min_codepoint=32, exclude_categories=["Cs", "Cc"]), min_size=1, max_size=40)


@given(TEXTS, st.integers(1, 4))
def test_each_layer_comes_off(text: str, layers: int) -> None:
    encoded = [text]
    for _ in range(layers):
        encoded.append(quote(encoded[-1], safe=""))
    for outer, inner in zip(reversed(encoded[1:]), reversed(encoded[:-1]), strict=True):
        opened = DECODER.open(part(outer), 1 << 20)
        if outer == inner:
            assert opened is None
        else:
            assert opened is not None
            assert opened.tree == inner


@given(st.lists(TEXTS, min_size=2, max_size=4))
def test_a_plus_sign_is_a_space_in_form_encoding(words: list[str]) -> None:
    text = " ".join([*words, "{}"])
    opened = DECODER.open(part(quote_plus(text)), 1 << 20)
    assert opened is not None
    assert opened.tree == text


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Google%20Chrome;119", True),
        ("a%40b.example", True),
        ("%7B%22a%22%3A1%7D", False),
        ("https%3A%2F%2Fa.example", False),
        ("a%3D1%26b%3D2", False),
        ("Bearer%20eyJhbGciOiJIUzI1NiJ9.eyJhIjoxfQ.c2lnbmF0dXJl", False),
    ],
)
def test_one_value_in_two_writings_stays_and_what_holds_more_does_not(text: str, kept: bool) -> None:
    opened = DECODER.open(part(text), 1 << 20)
    assert opened is not None
    assert opened.keeps_text is kept


def test_a_plus_sign_is_itself_in_base64() -> None:
    opened = DECODER.open(part("YWJj+ZGVm/Z2hp0ZGVmZw%3D%3D"), 1 << 20)
    assert opened is not None
    assert opened.tree == "YWJj+ZGVm/Z2hp0ZGVmZw=="


def test_encoded_bytes_open_where_they_are_a_container() -> None:
    data = gzip.compress(b"hello")
    opened = DECODER.open(part(quote(data, safe="")), 1 << 20)
    assert opened is not None
    assert opened.parts[0].data == data


def test_more_than_the_budget_stays_closed() -> None:
    assert DECODER.open(part("%20" * 100), 100) is None
