"""Hellos that come in pieces: in any order, again, with gaps, too many."""

from __future__ import annotations

import itertools
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proxy_addons import hello_streams
from proxy_addons.client_hello import NotClientHello, read
from proxy_addons.hello_streams import HelloStreams
from tests.proxy_addons.frames import client_hello

ENDS = ("192.0.2.7", 4000, "198.51.100.1", 443)
HELLO = client_hello("tracker.example")
WHOLE = read(HELLO)


def test_a_hello_in_one_segment_is_read_and_forgotten() -> None:
    streams = HelloStreams()
    assert streams.feed(ENDS, 9, HELLO, 0.0) == WHOLE
    assert len(streams) == 0


@given(
    st.lists(st.integers(1, len(HELLO) - 1), max_size=12, unique=True),
    st.randoms(),
    st.integers(0, 2**32 - 1),
)
def test_pieces_in_any_order_and_repeated_make_the_hello(cuts: list[int], chance: Random, base: int) -> None:
    edges = [0, *sorted(cuts), len(HELLO)]
    pieces = [(start, HELLO[start:end]) for start, end in itertools.pairwise(edges)]
    pieces += chance.sample(pieces, len(pieces) // 2)
    chance.shuffle(pieces)
    streams = HelloStreams()
    streams.begin(ENDS, base, 0.0)
    found = [streams.feed(ENDS, (base + start) % (1 << 32), piece, 0.1) for start, piece in pieces]
    assert WHOLE in found


def test_a_gap_is_waited_for_and_then_given_up() -> None:
    streams = HelloStreams()
    streams.begin(ENDS, 100, 0.0)
    assert streams.feed(ENDS, 100, HELLO[:50], 0.0) is None
    assert streams.feed(ENDS, 160, HELLO[60:], 0.0) is None
    assert streams.overdue(5.0) == []
    assert streams.overdue(11.0) == [ENDS]
    assert len(streams) == 0


def test_a_connection_without_a_word_is_given_up_silently() -> None:
    streams = HelloStreams()
    streams.begin(ENDS, 100, 0.0)
    assert streams.overdue(11.0) == []
    assert len(streams) == 0


def test_another_protocol_is_refused_and_forgotten() -> None:
    streams = HelloStreams()
    streams.begin(ENDS, 100, 0.0)
    with pytest.raises(NotClientHello):
        streams.feed(ENDS, 100, b"SSH-2.0-OpenSSH_9.2\r\n", 0.0)
    assert len(streams) == 0
    assert not streams.wants(ENDS, b"somewhere within")
    assert streams.feed(ENDS, 500, b"somewhere within", 0.0) is None
    assert len(streams) == 0


def test_segments_without_end_are_refused() -> None:
    streams = HelloStreams()
    streams.begin(ENDS, 0, 0.0)
    last = hello_streams.MAX_PIECES
    for place in range(last):
        assert streams.feed(ENDS, place, HELLO[place : place + 1], 0.0) is None
    with pytest.raises(NotClientHello):
        streams.feed(ENDS, last, HELLO[last : last + 1], 0.0)
    assert len(streams) == 0


def test_what_lies_far_ahead_or_before_the_start_is_left_out() -> None:
    streams = HelloStreams()
    streams.begin(ENDS, 1000, 0.0)
    assert streams.feed(ENDS, 999, HELLO, 0.0) is None
    assert streams.feed(ENDS, 1_000_000, HELLO, 0.0) is None
    assert streams.feed(ENDS, 1000, HELLO, 0.0) == WHOLE


def test_a_flood_is_bounded_and_counted() -> None:
    streams = HelloStreams()
    for number in range(hello_streams.MAX_STREAMS + 500):
        ends = ("192.0.2.7", number, "198.51.100.1", 443)
        streams.begin(ends, 0, 0.0)
        streams.feed(ends, 0, b"\x16\x03\x01\x40\x00\x01\x00\x3f\xfc" + bytes(8000), 0.0)
    assert len(streams) <= hello_streams.MAX_HELD // 8000 + 1
    assert streams.crowded_out >= 500
