"""Metrics of Prometheus open when every line is one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.decoders.metrics_text import DECODER
from analysis.units import Part


def part(data: bytes | str, filename: str = "") -> Part:
    return Part(path="body", context="body", names=(), data=data, filename=filename)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"up 1",
        b"# a comment\nup 1\n",
        b"# TYPE only a comment",
        b'room_temperature{room="a"} warm',
        b"room_temperature{room=a} 1",
        b'room_temperature{room="a"} 1\nand prose',
        b"function(){ return 1 }",
        b"name{a} 1.2.3",
        'room_temperature{room="a"} 1',
    ],
)
def test_what_is_something_else_stays_closed(data: bytes | str) -> None:
    assert DECODER.open(part(data), 1 << 20) is None


START = b'# TYPE t gauge\nroom_t{room="st\\"udy",x="1"} 22.6 1767225600000\n'


def test_name_labels_and_value_make_a_row() -> None:
    opened = DECODER.open(part(START + b"up 1\nlost NaN\n"), 1 << 20)
    assert opened is not None
    assert opened.tree == [
        {"__name__": "room_t", "room": 'st\\"udy', "x": "1", "value": 22.6, "time": "1767225600000"},
        {"__name__": "up", "value": 1.0},
        {"__name__": "lost"},
    ]


@given(st.binary(max_size=200))
def test_anything_is_opened_or_left_alone(rest) -> None:
    DECODER.open(part(START + rest), 1 << 20)
    assert DECODER.open(part(START + rest), 4) is None
