"""Lines of a time series database open when every one of them is such a line."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.decoders.line_protocol import DECODER
from analysis.units import Part


def part(data: bytes | str, filename: str = "") -> Part:
    return Part(path="body", context="body", names=(), data=data, filename=filename)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"GET /x?a=b HTTP/1.1",
        b"a=1&b=2",
        b"level=info msg=hello",
        b"INFO duration=32ms",
        b"user clicked=yes",
        b"cpu,host=a usage=1.5 tomorrow",
        b"cpu,host=a usage=1.5\nnot a line",
        b"cpu,host=a",
        b'cpu usage="open',
        b"cpu a=1,,b=2",
        b"cpu a=1b=2",
        "cpu usage=1.5",
        b'{"a": "cpu usage=1"}',
    ],
)
def test_what_is_something_else_stays_closed(data: bytes | str) -> None:
    assert DECODER.open(part(data), 1 << 20) is None


START = b'climate,room=bed\\ room,sensor=scd41 co2=812i,humidity=47.3,on=t,note="a b" 1767225600\n'


def test_tags_fields_and_time_make_a_row() -> None:
    opened = DECODER.open(part(START + b"# a comment\nimu gyro_x=-0.013\n"), 1 << 20)
    assert opened is not None
    assert not opened.keeps_text
    assert opened.tree == [
        {"measurement": "climate", "room": "bed room", "sensor": "scd41", "co2": 812, "humidity": 47.3, "on": True,
         "note": "a b", "time": 1767225600},
        {"measurement": "imu", "gyro_x": -0.013},
    ]  # fmt: skip


def test_one_line_without_a_time_may_be_prose_and_stays_beside() -> None:
    opened = DECODER.open(part(b"INFO count=3"), 1 << 20)
    assert opened is not None
    assert opened.keeps_text


@given(st.binary(max_size=200))
def test_anything_is_opened_or_left_alone(rest) -> None:
    DECODER.open(part(START + rest), 1 << 20)
    assert DECODER.open(part(START + rest), 4) is None
