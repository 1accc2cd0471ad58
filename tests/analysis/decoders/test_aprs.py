"""APRS frames open with the position that they give."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.decoders.aprs import DECODER
from analysis.units import Part


def part(data: bytes | str, filename: str = "") -> Part:
    return Part(path="body", context="body", names=(), data=data, filename=filename)


@pytest.mark.parametrize(
    "data",
    [
        "",
        "ADMIN is here",
        "a>b:c",
        "DL1ABC",
        "DL1ABC>",
        "DL1ABC>APRS",
        "OE5ABC-7>APRS,WIDE1-1:!4814.45N/01417.30E>\nfirst line\nsecond line\nthird",
        b"DL1ABC>APRS:!4814.45N/01417.30E>",
    ],
)
def test_what_is_something_else_stays_closed(data: bytes | str) -> None:
    assert DECODER.open(part(data), 1 << 20) is None


START = "OE5ABC-7>APRS,WIDE1-1,qAR,OE5XYZ:@051022z4814.45N/01417.30E>088/036/A=001345 on the way\r\n"


def test_a_position_is_in_degrees_with_course_height_and_comment() -> None:
    opened = DECODER.open(part(START), 1 << 20)
    assert opened is not None
    assert opened.tree == {
        "aprs": [
            {"callsign": "OE5ABC-7", "via": "APRS,WIDE1-1,qAR,OE5XYZ", "lat": 48.24083, "lon": 14.28833, "course": 88,
             "speed_knots": 36, "altitude": 410.0, "comment": "/A=001345 on the way"}
        ]
    }  # fmt: skip


def test_the_compressed_form_and_blanks_are_read() -> None:
    packed = DECODER.open(part("K1ABC>APRS:=/5L!!<*e7>7P["), 1 << 20)
    blurred = DECODER.open(part("K1ABC>APRS:!49  .  N/072  .  W-"), 1 << 20)
    assert packed is not None
    assert packed.tree["aprs"][0]["lat"] == pytest.approx(49.5, abs=1e-4)
    assert packed.tree["aprs"][0]["lon"] == pytest.approx(-72.75, abs=1e-4)
    assert blurred is not None
    assert "lat" not in blurred.tree["aprs"][0]


def test_what_is_no_position_is_a_text() -> None:
    opened = DECODER.open(part("K1ABC>APRS::BLN1     :hello"), 1 << 20)
    assert opened is not None
    assert opened.tree == {"aprs": [{"callsign": "K1ABC", "via": "APRS", "text": ":BLN1     :hello"}]}


@given(st.text(max_size=200))
def test_anything_is_opened_or_left_alone(rest) -> None:
    DECODER.open(part(START + rest), 1 << 20)
    assert DECODER.open(part(START + rest), 4) is None
