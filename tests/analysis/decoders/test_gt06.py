"""Frames of GT06 trackers open with IMEI and position; bytes whose frames do not fit stay closed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.decoders.gt06 import DECODER
from analysis.units import Part

LOGIN = bytes.fromhex("78780d01035873507123456000018cdd0d0a")
POSITION = bytes.fromhex("78781f121a09030c020bc9052c13e801c1b8482814c801cc00287d001fb8000f3a120d0a")


def part(data: bytes) -> Part:
    return Part(path="body", context="body", names=(), data=data)


def test_login_and_position() -> None:
    opened = DECODER.open(part(LOGIN + POSITION), 1 << 20)
    assert opened is not None
    assert opened.tree == {
        "frames": 2,
        "messages": [
            {"imei": "358735071234560"},
            {
                "time": "2026-09-03T12:02:11Z", "latitude": 48.208200, "longitude": 16.373800, "satellites": 9, "speed": 40,
                "course": 200,
            },
        ],
    }  # fmt: skip


def test_south_and_west_have_signs() -> None:
    opened = DECODER.open(part(POSITION.replace(b"\x14\xc8", b"\x18\xc8")), 1 << 20)
    assert opened is not None
    assert isinstance(opened.tree, dict)
    assert isinstance(opened.tree["messages"], list)
    fix = opened.tree["messages"][0]
    assert isinstance(fix, dict)
    assert (fix["latitude"], fix["longitude"]) == (-48.2082, -16.3738)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        LOGIN[:-1],
        LOGIN + b"x",
        LOGIN[1:],
        LOGIN.replace(b"\r\n", b"\n\r"),
        b"xxxxxxxxxxxx",
        b"xx\x05abc\r\n",
    ],
)
def test_other_bytes_stay_closed(data: bytes) -> None:
    assert DECODER.open(part(data), 1 << 20) is None


@given(st.binary(max_size=60))
def test_any_content_opens_or_stays_closed(data: bytes) -> None:
    frame = b"xx" + bytes([len(data) + 5]) + b"\x12" + data + bytes(4) + b"\r\n"
    opened = DECODER.open(part(frame), 1 << 20)
    assert opened is not None
    assert DECODER.open(part(frame + data), 1 << 20) is None or not data or data[:2] == b"xx"
