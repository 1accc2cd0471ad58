"""JSON texts in a row open one by one; footnotes, numbers with brackets and broken rows stay closed."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.decoders.json_concatenated import DECODER
from analysis.units import Part

OBJECTS = st.dictionaries(
    st.text(max_size=8),
    st.integers() | st.text(max_size=20) | st.lists(st.booleans()),
    min_size=1,
    max_size=4,
)


def part(data: bytes | str, complete: bool = True) -> Part:
    return Part(path="body", context="body", names=(), data=data, complete=complete)


@pytest.mark.parametrize(
    "data",
    [
        "",
        '{"a":1}',
        "[1][2]",
        "[1] [2], [3]",
        "{}{}",
        "42[3]",
        "2[1]",
        '5{"a":1}',
        '99\n{"a":1}\n8\n{"b":2}',
        '{"a":1}{',
        '{"a":1}{"b":}',
        '{"a":1} and {"b":2}',
        '{"a":NaN}{"b":Infinity}',
        "{color: red}{color: blue}",
        "[object Object][object Object]",
        "[Mon] [error] it failed",
        "1700000000000",
        b"\xff{}{}",
    ],
)
def test_what_is_no_row_of_json_stays_closed(data: bytes | str) -> None:
    assert DECODER.open(part(data), 1 << 20) is None


@given(
    st.lists(OBJECTS, min_size=2, max_size=5), st.sampled_from(["", " ", "\n", ",", ", ", "\n\x1e", "\r\n\t"])
)
def test_rows_open_whatever_separates_them(rows: list[object], separator: str) -> None:
    text = separator.strip(",\n ") + separator.join(map(json.dumps, rows))
    for data in (text, text.encode()):
        opened = DECODER.open(part(data), 1 << 20)
        assert opened is not None
        assert opened.tree == rows
        assert not opened.truncated


@given(
    st.lists(OBJECTS, min_size=1, max_size=5),
    st.sampled_from(["characters", "units", "bytes"]),
    st.booleans(),
)
def test_rows_behind_their_length_open(rows: list[object], counted: str, line_ends: bool) -> None:
    texts = [json.dumps(row, ensure_ascii=False) + ("\n" if line_ends else "") for row in rows]
    counts: dict[str, Callable[[str], int]] = {
        "characters": len,
        "units": lambda text: len(text.encode("utf-16-le", "surrogatepass")) // 2,
        "bytes": lambda text: len(text.encode("utf-8", "replace")),
    }
    count = counts[counted]
    opened = DECODER.open(part("".join(f"{count(text)}\n{text}" for text in texts)), 1 << 20)
    assert opened is not None
    assert opened.tree == rows


def test_a_sample_may_end_inside_a_row() -> None:
    data = b'{"a":1}{"b":2}{"c'
    assert DECODER.open(part(data), 1 << 20) is None
    opened = DECODER.open(part(data, complete=False), 1 << 20)
    assert opened is not None
    assert opened.tree == [{"a": 1}, {"b": 2}]


def test_deep_and_endless_rows_are_bounded() -> None:
    assert DECODER.open(part('{"a":1}' + "[" * 100_000), 1 << 20) is None
    opened = DECODER.open(part('{"a":1}' * 20_000), 1 << 20)
    assert opened is not None
    assert isinstance(opened.tree, list)
    assert (len(opened.tree), opened.truncated) == (10_000, True)
    assert DECODER.open(part('{"a":1}{"b":2}'), 10) is None


def test_one_row_opens_where_it_ends_as_rows_of_a_sequence_do() -> None:
    for text in ('{"type":1}\x1e', '\x1e{"type":1}', b'{"type":1}\x1e\n'):
        opened = DECODER.open(part(text), 1 << 20)
        assert opened is not None
        assert opened.tree == [{"type": 1}]
    assert DECODER.open(part("{}\x1e"), 1 << 20) is None
