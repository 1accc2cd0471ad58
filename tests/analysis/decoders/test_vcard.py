"""vCards of all three versions open as fields."""

from __future__ import annotations

import pytest

from analysis.decoders.vcard import DECODER
from analysis.units import Part


def part(data: bytes | str) -> Part:
    return Part(path="body", context="body", names=(), data=data)


@pytest.mark.parametrize(
    "data",
    ["", "BEGIN:VCALENDAR\nEND:VCALENDAR", "BEGIN:VCARD", "BEGIN:VCARD\nEND:VCARD\n", "a BEGIN:VCARD\nFN:x",
     b"BEGIN:VCARD\nFN:x\nEND:VCARD", "BEGIN:VCARDS\nFN:x"],
)  # fmt: skip
def test_what_is_no_card_stays_closed(data: bytes | str) -> None:
    assert DECODER.open(part(data), 1 << 20) is None


def test_fields_repeats_folds_groups_and_escapes() -> None:
    text = (
        "BEGIN:VCARD\r\nVERSION:4.0\r\nFN:Jane\\, Doe\r\nTEL;TYPE=cell:+49 170 1234567\r\nitem1.TEL:tel:+4930\r\n"
        "NOTE:a long\r\n  line\\nand more\r\nEND:VCARD\r\nbegin:vcard\r\nEMAIL;TYPE=home:j@a.example\r\nend:vcard\r\n"
    )
    opened = DECODER.open(part(text), 1 << 20)
    assert opened is not None
    assert opened.tree == {
        "vcard": [
            {"fn": "Jane, Doe", "tel": ["+49 170 1234567", "tel:+4930"], "note": "a long line\nand more"},
            {"email": "j@a.example"},
        ]
    }


def test_quoted_printable_of_version_2_1() -> None:
    text = (
        "BEGIN:VCARD\nVERSION:2.1\nN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:M=C3=BCl=\nler;Anna\nEND:VCARD"
    )
    opened = DECODER.open(part(text), 1 << 20)
    assert opened is not None
    assert opened.tree == {"vcard": [{"n": "Müller;Anna"}]}


def test_a_flood_is_bounded() -> None:
    opened = DECODER.open(part("BEGIN:VCARD\n" + "TEL:1\n" * 100_000), 4 << 20)
    assert opened is not None
    assert isinstance(opened.tree, dict)
    assert len(opened.tree["vcard"][0]["tel"]) < 50_001  # type: ignore[index,arg-type,call-overload]
