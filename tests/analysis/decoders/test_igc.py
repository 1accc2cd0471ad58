"""IGC recordings open with their fixes and who flew."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.decoders.igc import DECODER
from analysis.units import Part


def part(data: bytes | str, filename: str = "") -> Part:
    return Part(path="body", context="body", names=(), data=data, filename=filename)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"ABCD report\nHello all\nBring 12 chairs\n",
        b"AXCS4711\r\nHFDTE050126\r\n",
        b"AXCS4711\r\nB1101354707150N01123340EA0121401266\r\n",
        b"BXCS4711\r\nHFDTE050126\r\n",
        "AXCS4711\nHFDTE050126\nB1101354707150N01123340EA0121401266\n",
    ],
)
def test_what_is_something_else_stays_closed(data: bytes | str) -> None:
    assert DECODER.open(part(data), 1 << 20) is None


START = (
    b"AXCS4711\r\nHFDTE050126\r\nHFPLTPILOTINCHARGE:Mara Lind\r\nHFGTYGLIDERTYPE:\r\n"
    b"B1101354707150N01123340EA0121401266\r\n"
)


def test_fixes_are_in_degrees_with_their_day() -> None:
    opened = DECODER.open(part(START + b"B1101364707161S01123391WA0000000268\r\n"), 1 << 20)
    assert opened is not None
    assert opened.tree == {
        "pilot": "Mara Lind",
        "track": [
            {"time": "2026-01-05T11:01:35Z", "lat": 47.119167, "lon": 11.389, "altitude": 1266},
            {"time": "2026-01-05T11:01:36Z", "lat": -47.11935, "lon": -11.38985, "altitude": 268},
        ],
    }


@given(st.binary(max_size=200))
def test_anything_is_opened_or_left_alone(rest) -> None:
    DECODER.open(part(START + rest), 1 << 20)
    assert DECODER.open(part(START + rest), 4) is None
