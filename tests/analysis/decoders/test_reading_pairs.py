"""Names with numbers in one value open; style sheets, addresses, times and sentences stay closed."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.decoders.reading_pairs import DECODER
from analysis.units import Part


def tree(text: str) -> object:
    opened = DECODER.open(Part(path="body", context="body", names=(), data=text), 1 << 20)
    return opened.tree if opened is not None else None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("temp:21.3|hum:44|lux:120", {"temp": 21.3, "hum": 44, "lux": 120}),
        ("T=21.3;H=44.2;P=1009.2;", {"T": 21.3, "H": 44.2, "P": 1009.2}),
        ("BME280 T=21.31 H=44.2", {"T": 21.31, "H": 44.2}),
        ("puls: 72 bpm, spo2: 98 %", {"puls": "72 bpm", "spo2": "98 %"}),
        ("temp=-3,hum=80,mode=auto", {"temp": -3, "hum": 80, "mode": "auto"}),
    ],
    ids=str,
)
def test_pairs(text: str, expected: object) -> None:
    assert tree(text) == expected
    assert re.search(DECODER.hint, text)


@pytest.mark.parametrize(
    "text",
    [
        "width:120px;height:40px",
        "temp:21.3",
        "a:1,a:2",
        "name:Max;city:Bremen;age:12",
        "https://example.org:8080/a=1",
        "12:30:45",
        "the answer: 42, as ever",
        "acc=0.12,0.33,9.71",
        "a:1;b",
        "x=1&y=2",
        "",
    ],
)
def test_other_texts(text: str) -> None:
    assert tree(text) is None


@given(st.text(max_size=200))
def test_any_text_is_read_without_an_error(text: str) -> None:
    tree(text)
