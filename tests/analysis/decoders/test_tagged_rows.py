"""Lines that begin with a stream's name are matrices; prose, single numbers and logs stay closed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.decoders.tagged_rows import DECODER
from analysis.units import Part

LINES = "E4_Acc 1.5 12 -3 61\r\nE4_Acc 1.6 11 -3 62\r\nE4_Bvp 1.5 31.128\r\nE4_Acc 1.7 12 -4 62\r\nE4_Bvp 1.6 30.5\r\n"


def part(data: bytes) -> Part:
    return Part(path="body", context="body", names=(), data=data)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "E4_Acc 1.5 12 -3 61\n" * 4,
        "requests_total 1027\nerrors_total 3\nup 1\nlatency 0.5\nqueue 4\n",
        "a 1 2\nb 1 2\nc 1 2\nd 1 2\ne 1 2\n",
        "E4_Acc 1.5 12 -3 61\nand then it stopped\n" * 3,
        "Chapter 1 2 ways to begin\n" * 6,
        "1.5 12 -3 61\n" * 6,
    ],
)
def test_other_lines_stay_closed(text: str) -> None:
    assert DECODER.open(part(text.encode()), 1 << 20) is None


def test_each_stream_is_a_matrix() -> None:
    opened = DECODER.open(part(LINES.encode()), 1 << 20)
    assert opened is not None
    assert opened.tree == {
        "E4_Acc": [[1.5, 12, -3, 61], [1.6, 11, -3, 62], [1.7, 12, -4, 62]],
        "E4_Bvp": [[1.5, 31.128], [1.6, 30.5]],
    }


@given(st.binary(max_size=120))
def test_any_bytes_open_or_stay_closed(data: bytes) -> None:
    opened = DECODER.open(part(LINES.encode() + data), 1 << 20)
    assert opened is None or opened.label == "streams"
