"""Boxes: a size that the sender chose must neither loop nor reach outside."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.media.integers import Truncated, floating, number
from analysis.media.isobmff import boxes, brands, child


@given(st.binary(max_size=200))
def test_boxes_lie_inside_and_end(data: bytes) -> None:
    found = list(boxes(data, 0, len(data)))
    assert len(found) <= len(data) // 8
    assert all(box.start <= max(box.end, box.start) <= max(len(data), box.start) for box in found)
    brands(data)
    for box in found:
        child(data, box, b"abcd", b"efgh")


def test_sizes() -> None:
    assert [box.whole for box in boxes(b"\0\0\0\x08free\0\0\0\x10mdat", 0, 16)] == [True, False]
    assert list(boxes(b"\0\0\0\x07free" * 3, 0, 24)) == []
    assert list(boxes(b"\0\0\0\x01free" + bytes(8) + bytes(20), 0, 36)) == []
    assert [box.end for box in boxes(b"\0\0\0\0mdat" + bytes(20), 0, 28)] == [28]


def test_brands() -> None:
    assert brands(b"\0\0\0\x18ftypM4A\0\0\0\0\0isommp42") == ("M4A ", "isom", "mp42")
    assert brands(b"\0\0\0\x18ftypM4A ") == ()


def test_integers_never_guess() -> None:
    assert number(b"\1\2\3", 1, 2) == 0x203
    assert number(b"\1\2\3", 1, 2, "little") == 0x302
    for at, width in ((2, 2), (-1, 1), (9, 1)):
        with pytest.raises(Truncated):
            number(b"\1\2\3", at, width)
    with pytest.raises(Truncated):
        floating(b"\0" * 8, 0, 2)
