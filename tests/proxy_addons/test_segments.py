"""TCP segments in any order, repeated, overlapping, cut, missing."""

from __future__ import annotations

import itertools
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from proxy_addons.segments import MAX_PIECES, Segments
from proxy_addons.stream_bodies import Room

DATA = bytes(range(256)) * 4


def cut(places: list[int]) -> list[tuple[int, bytes]]:
    edges = sorted({0, len(DATA), *places})
    return [(start, DATA[start:end]) for start, end in itertools.pairwise(edges)]


@settings(max_examples=200)
@given(
    st.lists(st.integers(1, len(DATA) - 1), max_size=20),
    st.randoms(use_true_random=False),
    st.sampled_from([0, 5, 2**31, 2**32 - 300]),
)
def test_pieces_in_any_order_and_repeated_give_the_stream(
    places: list[int], chance: Random, base: int
) -> None:
    pieces = cut(places) * 2
    chance.shuffle(pieces)
    room = Room()
    segments = Segments(base, room)
    found = b"".join(segments.add((base + start) % 2**32, piece) for start, piece in pieces)
    assert found == DATA
    assert not segments.gap
    assert not segments.waiting
    segments.close()
    assert room.left == Room().left


def test_where_pieces_overlap_the_first_stands() -> None:
    segments = Segments(100, Room())
    assert segments.add(100, b"abcdef") == b"abcdef"
    assert segments.add(102, b"XXXXXXgh") == b"XXgh"
    assert segments.add(100, b"all of it known") == b"known"
    assert segments.add(90, b"long ago") == b""


def test_what_was_cut_in_capture_is_a_gap() -> None:
    segments = Segments(0, Room())
    assert segments.add(0, b"abc", missing=5) == b""
    assert segments.gap
    assert segments.following == 8
    assert segments.add(8, b"next") == b"next"


def test_a_gap_is_given_up_once_too_much_waits() -> None:
    room = Room()
    segments = Segments(0, room)
    for number in range(MAX_PIECES):
        assert segments.add(10 + 2 * number, b"xy") == b""
    assert len(segments.add(10 + 2 * MAX_PIECES, b"xy")) == 2 * MAX_PIECES + 2
    assert segments.gap
    assert room.left == Room().left


@pytest.mark.parametrize("far", [1 << 20, 1 << 30])
def test_what_lies_far_ahead_does_not_fill_memory(far: int) -> None:
    room = Room(1000)
    segments = Segments(0, room)
    for number in range(50):
        segments.add(10 + number * 100, b"x" * 100)
    assert room.left >= 0
    segments.add(far, b"x")
    segments.close()
    assert room.left == 1000


@given(
    st.lists(st.tuples(st.integers(0, 2**32 - 1), st.binary(max_size=40), st.integers(0, 50)), max_size=60)
)
def test_no_segments_make_it_fail(pieces: list[tuple[int, bytes, int]]) -> None:
    room = Room(500)
    segments = Segments(0, room)
    for seq, data, missing in pieces:
        segments.add(seq, data, missing)
        assert room.left >= 0
    for _ in range(100):
        if not segments.waiting:
            break
        segments.skip()
    segments.close()
    assert room.left == 500


@pytest.mark.parametrize(
    ("seq", "captured", "missing", "following"),
    [(1000, 100, 1360, 2460), (950, 100, 1360, 2410), (500, 100, 1360, 1960), (900, 100, 1360, 2360)],
)
def test_a_cut_segment_that_repeats_what_is_known_ends_where_it_ends(
    seq: int, captured: int, missing: int, following: int
) -> None:
    segments = Segments(1000, Room())
    segments.add(seq, bytes(captured), missing)
    assert segments.gap
    assert segments.following == following == seq + captured + missing
