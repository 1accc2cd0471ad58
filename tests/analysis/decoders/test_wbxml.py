"""WBXML of ActiveSync opens by its type; other types, broken and endless bytes stay closed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.decoders.wbxml import DECODER
from analysis.units import Part

TYPE = "application/vnd.ms-sync.wbxml"
HEAD = b"\x03\x01\x6a\x00"


def part(data: bytes | str, media_type: str = TYPE) -> Part:
    return Part(path="body", context="body", names=(), data=data, media_type=media_type)


def element(token: int, *inside: bytes) -> bytes:
    return bytes([token | 0x40]) + b"".join(inside) + b"\x01"


def text(value: str) -> bytes:
    return b"\x03" + value.encode() + b"\0"


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"pong!!",
        HEAD,
        b"\x04" + HEAD[1:] + element(0x05, text("a")),
        b"\x03\x01\x03\x00" + element(0x05, text("a")),
        HEAD + b"\x45\x03open",
        HEAD + b"\x45\x03no end\0",
        HEAD + b"\x45\xc3\x7fshort\x01",
        HEAD + b"\x03text without an element\0",
        HEAD + b"\x45" * 40 + b"\x01" * 40,
        HEAD + b"\x45\xff\x01",
        HEAD + b"\x45\x03\xff\xfe\0\x01",
    ],
)
def test_what_is_no_wbxml_stays_closed(data: bytes) -> None:
    assert DECODER.open(part(data), 1 << 20) is None


def test_another_type_stays_closed() -> None:
    assert DECODER.open(part(HEAD + element(0x05, text("a")), "application/octet-stream"), 1 << 20) is None


def test_the_description_of_a_telephone_opens_with_its_names() -> None:
    described = element(
        0x16, element(0x08, element(0x18, text("358735071234560")), element(0x1C, text("+4915155501234")))
    )
    opened = DECODER.open(part(HEAD + b"\x00\x12" + element(0x05, described)), 1 << 20)
    assert opened is not None
    assert opened.tree == {
        "Settings": {
            "DeviceInformation": {"Set": {"IMEI": "358735071234560", "PhoneNumber": "+4915155501234"}}
        }
    }


def test_elements_that_come_again_are_a_list_and_other_pages_keep_their_numbers() -> None:
    body = element(0x05, element(0x17, text("a")), element(0x17, b"\xc3\x02\x00\x01"), b"\x0d")
    opened = DECODER.open(part(HEAD + b"\x00\x04" + body), 1 << 20)
    assert opened is not None
    assert opened.tree == {"p4_05": {"p4_17": ["a", b"\x00\x01"], "p4_0D": None}}


@given(st.binary(max_size=300))
def test_whatever_the_bytes_there_are_named_elements_or_it_stays_closed(data: bytes) -> None:
    opened = DECODER.open(part(HEAD + data), 1 << 20)
    if opened is None:
        return
    assert opened.label == "wbxml"
    assert isinstance(opened.tree, dict)
    assert opened.tree
    assert all(opened.tree)
