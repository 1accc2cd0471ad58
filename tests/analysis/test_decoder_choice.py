"""A text is offered to those decoders whose hint it holds, and to none where it is too short to hold more."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis import registry
from analysis.decoder_choice import HOLDS_MORE, MAY_OPEN, decoders_of_bytes
from analysis.units import Part


def names(text: str) -> set[str]:
    return {decoder.name for decoder in MAY_OPEN[text]}


def test_decoders_of_texts_alone_are_not_asked_about_bytes() -> None:
    takers = {decoder.name for decoder in decoders_of_bytes()}
    assert {"gzip", "json", "protobuf"} <= takers
    assert takers.isdisjoint({"url", "percent"})
    orders = [decoder.order for decoder in decoders_of_bytes()]
    assert orders == sorted(orders)


@pytest.mark.parametrize("text", ["", "on", "Pixel 7", "en-US", "12.5", "a sentence of words", "0" * 15])
def test_ordinary_values_are_offered_to_none(text: str) -> None:
    assert MAY_OPEN[text] == ()
    assert not HOLDS_MORE[text]


@pytest.mark.parametrize(
    ("text", "decoder"),
    [
        ('{"a": 1}', "json"),
        ("a=1&b=2", "form"),
        ("https://x.example/?q=1", "url"),
        ("%7B%22a%22%3A1%7D", "percent"),
    ],
)
def test_one_that_may_open_a_text_is_among_them(text: str, decoder: str) -> None:
    assert decoder in names(text)
    assert HOLDS_MORE[text]


def test_short_texts_are_opened_only_where_they_may_be_json() -> None:
    assert names("a=1")
    assert not HOLDS_MORE["a=1"]
    assert HOLDS_MORE["[1, 2]"]
    assert HOLDS_MORE["{}"]


@given(st.one_of(st.text(max_size=60), st.from_regex(r"[A-Za-z0-9+/=_.%&{}\[\]-]{1,40}", fullmatch=True)))
def test_who_is_not_chosen_opens_nothing(text: str) -> None:
    chosen = names(text)
    part = Part(path="body>x", context="body", names=(), data=text, depth=1)
    for decoder in registry.decoders():
        if decoder.takes != "bytes" and decoder.name not in chosen:
            assert decoder.open(part, 1 << 20) is None, decoder.name
