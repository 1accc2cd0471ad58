"""The texts of a message are looked at once for all shapes, and anew for the next message."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis import registry
from analysis.decoding import open_message
from analysis.payload import Context, Leaf, Payload
from analysis.records import Transmission
from analysis.texts import (
    _SHAPES_OF,
    _WORTH_ASKING,
    LONG,
    TextShape,
    _shapes,
    _worth_asking,
    long_texts,
    shapes_in,
    texts_like,
)
from tests.corpus.reading import load_cases

SENT = Transmission(id="0" * 26, flow_id="0" * 26, seen_at=datetime(2026, 1, 1, tzinfo=UTC), writer="test")
SHAPE = TextShape(lambda text: text.startswith("qx:"))
OF_BODIES = TextShape(lambda text: text.startswith("qx:b"), headers=False)


def payload(*values: str | int, context: Context = "body") -> Payload:
    leaves = tuple(
        Leaf(path=f"body:{at}", context=context, name="", names=(), value=value)
        for at, value in enumerate(values)
    )
    return Payload(transmission=SENT, leaves=leaves)


def test_texts_of_a_length_only() -> None:
    one = payload("a" * LONG, "b" * (LONG - 1), 10**40, "c" * 99)
    assert [text for _, text in long_texts(one)] == ["a" * LONG, "c" * 99]
    assert long_texts(one) is long_texts(one)


def test_the_next_message_has_its_own() -> None:
    assert long_texts(payload("a" * LONG))
    assert not long_texts(payload("short"))


def test_texts_of_a_shape_in_the_order_of_the_message_and_no_others() -> None:
    one = payload("qx:b", "x", 1, "qx:a", " qx:a", "qx:b")
    assert [(leaf.path, text) for leaf, text in texts_like(one, SHAPE)] == [
        ("body:0", "qx:b"), ("body:3", "qx:a"), ("body:5", "qx:b"),
    ]  # fmt: skip
    assert [text for _, text in texts_like(one, OF_BODIES)] == ["qx:b", "qx:b"]
    assert {SHAPE, OF_BODIES} <= set(shapes_in(one))
    assert SHAPE not in shapes_in(payload("x"))
    assert not texts_like(payload("x"), SHAPE)


def test_headers_are_left_out_where_a_detector_does_not_want_them() -> None:
    one = payload("qx:b", context="header")
    assert texts_like(one, SHAPE)
    assert not texts_like(one, OF_BODIES)
    assert OF_BODIES not in shapes_in(one)


def test_a_shape_that_comes_later_is_looked_for_in_texts_that_were_there_before() -> None:
    assert texts_like(payload("qx:later"), SHAPE)
    later = TextShape(lambda text: text.endswith("later"))
    assert [text for _, text in texts_like(payload("qx:later", "now"), later)] == ["qx:later"]


def test_a_text_too_long_to_be_remembered_has_its_shapes_too() -> None:
    one = payload("qx:" + "a" * 100_000)
    assert len(texts_like(one, SHAPE)) == len(long_texts(one)) == 1


def every_shape() -> list[TextShape]:
    registry.detectors()
    return list(_shapes)


def assert_it_is_asked_about(text: str) -> None:
    asked = _worth_asking(text)
    for shape in every_shape():
        assert shape in asked or not shape.may_be(text), text[:200]


def test_every_text_of_the_corpus_is_shown_to_the_shapes_that_it_has() -> None:
    for case in load_cases():
        for leaf in open_message(case.transmission).leaves:
            if isinstance(leaf.value, str):
                assert_it_is_asked_about(leaf.value)


BEGINNINGS = sorted(
    {letter for shape in every_shape() for letter in shape.begins} | {"", " ", "é", "0", "com.", "@"}
)


@given(st.sampled_from(BEGINNINGS), st.text(max_size=80))
def test_any_text_is_shown_to_the_shapes_that_it_has(beginning: str, rest: str) -> None:
    assert_it_is_asked_about(beginning + rest)


@pytest.mark.parametrize("text", ["", "qx:", "qx:abcdef", "ax:ab", "Qx:ab"])
def test_a_text_of_another_length_or_beginning_is_not_asked_about(text: str) -> None:
    shape = TextShape(lambda _: True, shortest=4, longest=6, begins="q")
    try:
        assert shape not in _worth_asking(text)
        assert shape in _worth_asking("qx:ab")
    finally:
        _shapes.remove(shape)
        _WORTH_ASKING.clear()
        _SHAPES_OF.clear()
