"""Lines of a name, a bar and a value open, with a number and a zero around them or without; tables stay closed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.decoders.bar_lines import DECODER
from analysis.units import Part

LINES = b"playerName|Fuchs\nprotocol|209\nlang|de\nhash|-81\ncountry|at"


def part(data: bytes | str, *, complete: bool = True) -> Part:
    return Part(path="body", context="body", names=(), data=data, complete=complete)


def test_a_packet_with_its_number() -> None:
    opened = DECODER.open(part(b"\x02\0\0\0" + LINES + b"\0"), 1 << 20)
    assert opened is not None
    assert opened.style == "pairs"
    assert opened.tree == {
        "playerName": "Fuchs", "protocol": "209", "lang": "de", "hash": "-81", "country": "at",
    }  # fmt: skip


def test_bare_lines_need_more_of_them_and_a_name_of_a_field() -> None:
    assert DECODER.open(part(LINES), 1 << 20) is None
    assert DECODER.open(part(LINES + b"\nempty|\r\nlast_seen|7\n"), 1 << 20) is not None


@pytest.mark.parametrize(
    "data",
    [
        b"",
        "a|b",
        LINES.decode(),
        b"\x02\0\0\0" + LINES + b"\nlang|en",
        b"\x02\0\0\0" + LINES + b"\nno bar",
        b"\x02\0\0\0" + LINES + b"\na|b|c",
        b"\x02\0\0\0" + LINES.replace(b"de", b"\xff"),
        b"\x7f\0\0\0" + LINES,
        b"\x02\0\0\0a|b\nc|d\ne|f",
        b"AT|Austria\nDE|Germany\nFR|France\nIT|Italy\nPL|Poland\nES|Spain\nPT|Portugal\n",
        b"id|name\n1|a\n2|b\n3|c\n4|d\n5|e\n6|f\n7|g\n",
    ],
)
def test_others_stay_closed(data: bytes | str) -> None:
    assert DECODER.open(part(data), 1 << 20) is None


def test_a_cut_or_too_large_packet_stays_closed() -> None:
    assert DECODER.open(part(b"\x02\0\0\0" + LINES, complete=False), 1 << 20) is None
    assert DECODER.open(part(b"\x02\0\0\0" + LINES), 10) is None


@given(st.binary(max_size=120))
def test_any_bytes_open_or_stay_closed(data: bytes) -> None:
    for body in (data, b"\x02\0\0\0" + data, b"\x02\0\0\0" + LINES + b"\n" + data):
        opened = DECODER.open(part(body), 1 << 20)
        assert opened is None or isinstance(opened.tree, dict)
