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
def test_of_any_text_only_pairs_that_stand_in_it_are_opened(text: str) -> None:
    found = tree(text)
    if found is not None:
        assert isinstance(found, dict)
        assert len(found) >= 2
        assert all(name in text for name in found)


NAMES = st.lists(st.from_regex(r"[a-z]{2,8}", fullmatch=True), min_size=2, max_size=6, unique=True)


@given(NAMES, st.integers(-999, 999), st.sampled_from("|;,"))
def test_pairs_of_numbers_come_back(names: list[str], number: int, between: str) -> None:
    values = {name: number + at for at, name in enumerate(names)}
    assert tree(between.join(f"{name}:{value}" for name, value in values.items())) == values
