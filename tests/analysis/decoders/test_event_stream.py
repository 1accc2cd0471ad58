"""Event streams open event by event; prose, YAML and CSS with a field called data stay closed."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.decoders.event_stream import DECODER
from analysis.units import Part


def part(data: bytes | str) -> Part:
    return Part(path="body", context="body", names=(), data=data)


@pytest.mark.parametrize(
    "data",
    [
        "",
        "data: hello",
        "data: {x\nand more of the sentence",
        "data:image/png;base64,AAAA",
        'name: x\ndata: {"a": 1}',
        'data {"a": 1}',
        "event: click",
        "data: [link](https://a.example)\n\nSee above.",
        b"data: \xff",
        'metadata: {"a": 1}',
    ],
)
def test_what_is_no_event_stream_stays_closed(data: bytes | str) -> None:
    assert DECODER.open(part(data), 1 << 20) is None


@given(
    st.lists(
        st.tuples(st.sampled_from(["", "loc", "a b"]), st.dictionaries(st.text(), st.integers())), min_size=1
    )
)
def test_events_open_with_their_data_as_it_was(events: list[tuple[str, dict[str, int]]]) -> None:
    text = "".join(
        (f"event: {name}\r\n" if name else ": comment\r\n") + f"data: {json.dumps(data)}\r\n\r\n"
        for name, data in events
    )
    for sent in (text, text.encode()):
        opened = DECODER.open(part(sent), 1 << 20)
        assert opened is not None
        assert opened.tree == [
            {**({"event": name} if name else {}), "data": json.dumps(data)} for name, data in events
        ]


def test_data_over_several_lines_is_one_text() -> None:
    opened = DECODER.open(part('id: 7\ndata: {"lat":\ndata: 52.1}\n\ndata: [DONE]\n\n'), 1 << 20)
    assert opened is not None
    assert opened.tree == [{"id": "7", "data": '{"lat":\n52.1}'}, {"data": "[DONE]"}]


def test_an_endless_stream_is_bounded() -> None:
    opened = DECODER.open(part("data: {}\n\n" * 30_000), 1 << 20)
    assert opened is not None
    assert opened.truncated
    assert DECODER.open(part("data: {}\n\n" * 30), 100) is None
