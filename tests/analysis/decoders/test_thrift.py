"""Calls of Thrift open in both protocols with what they say; bytes that do not read to the end stay closed."""

from __future__ import annotations

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.decoders.thrift import DECODER
from analysis.units import Part, Tree


def part(data: bytes | str, *, complete: bool = True) -> Part:
    return Part(path="body", context="body", names=(), data=data, complete=complete)


def varint(number: int) -> bytes:
    out = bytearray()
    while number > 127:
        out.append(number & 127 | 128)
        number >>= 7
    return bytes([*out, number])


def zigzag(number: int) -> bytes:
    return varint((number << 1) ^ (number >> 63))


def compact(method: str, fields: bytes, kind: int = 1) -> bytes:
    return b"\x82" + bytes([kind << 5 | 1]) + varint(7) + varint(len(method)) + method.encode() + fields


def text(value: str) -> bytes:
    return varint(len(value.encode())) + value.encode()


MESSAGE = (
    b"\x15" + zigzag(-2412) + b"\x1c" + b"\x28" + text("u77") + b"\x88" + text("Bis morgen") + b"\x11\x00\x00"
)
CALL = compact("sendMessage", MESSAGE)
BINARY = (
    b"\x80\x01\x00\x01" + struct.pack(">i", 4) + b"ping" + struct.pack(">i", 9)
    + b"\x0b" + struct.pack(">h", 1) + struct.pack(">i", 3) + b"abc"
    + b"\x0f" + struct.pack(">h", 2) + b"\x08" + struct.pack(">iii", 2, 5, -6)
    + b"\x04" + struct.pack(">hd", 3, 1.5) + b"\x02" + struct.pack(">h", 4) + b"\x01"
    + b"\x0d" + struct.pack(">h", 5) + b"\x0b\x0a" + struct.pack(">ii", 1, 1) + b"k" + struct.pack(">q", 8) + b"\x00"
)  # fmt: skip


def tree(data: bytes) -> Tree:
    opened = DECODER.open(part(data), 1 << 20)
    return opened.tree if opened is not None else None


def test_compact_call() -> None:
    told = {"1": -2412, "2": {"2": "u77", "10": "Bis morgen", "11": True}}
    assert tree(CALL) == {"method": "sendMessage", "kind": "call", "arguments": told}
    assert tree(struct.pack(">i", len(CALL)) + CALL) == tree(CALL)


def test_binary_call() -> None:
    told = {"1": "abc", "2": [5, -6], "3": 1.5, "4": True, "5": {"k": 8}}
    assert tree(BINARY) == {"method": "ping", "kind": "call", "arguments": told}


def test_compact_lists_maps_and_bytes() -> None:
    fields = b"\x19\x35" + zigzag(1) + zigzag(-2) + zigzag(3) + b"\x1b\x01\x88" + text("k") + text("v")
    fields += (
        b"\x18\x02\xff\xfe"
        + b"\x17"
        + struct.pack("<d", 2.25)
        + b"\x13\xff"
        + b"\x19\x21\x01\x02"
        + b"\x1b\x00\x00"
    )
    assert tree(compact("put", fields, kind=4)) == {
        "method": "put",
        "kind": "oneway",
        "arguments": {
            "1": [1, -2, 3], "2": {"k": "v"}, "3": b"\xff\xfe", "4": 2.25, "5": -1, "6": [True, False], "7": {},
        },
    }  # fmt: skip


@pytest.mark.parametrize(
    "data",
    [
        b"",
        "text",
        CALL[:-1],
        CALL + b"x",
        CALL[1:],
        BINARY[:-1],
        BINARY + b"\0",
        compact("not a name", b"\0"),
        compact("", b"\0"),
        compact("f", b"\x1e\0"),
        compact("f", b"\x19\xf5" + varint(1 << 40) + b"\0"),
        compact("f", b"\x1c" * 40 + b"\0" * 41),
        b"\x82\xa1a\x01\xa1b\x02",  # a map of MessagePack
        b"\x82\x21" + b"\xff" * 20,
        struct.pack(">i", 99) + CALL,
    ],
)
def test_others_stay_closed(data: bytes | str) -> None:
    assert DECODER.open(part(data), 1 << 20) is None


def test_a_cut_or_too_large_message_stays_closed() -> None:
    assert DECODER.open(part(CALL, complete=False), 1 << 20) is None
    assert DECODER.open(part(CALL), 8) is None


@given(st.binary(max_size=200))
def test_any_bytes_open_or_stay_closed(data: bytes) -> None:
    for body in (data, b"\x82\x21" + data, b"\x80\x01\x00\x01" + data, compact("send", data)):
        opened = DECODER.open(part(body), 1 << 20)
        assert opened is None or isinstance(opened.tree, dict)


@given(st.dictionaries(st.integers(1, 15), st.text(max_size=40), max_size=6))
def test_what_is_written_is_read(fields: dict[int, str]) -> None:
    body, last = b"", 0
    for number in sorted(fields):
        body += bytes([(number - last) << 4 | 8]) + text(fields[number])
        last = number
    opened = DECODER.open(part(compact("store.put", body + b"\0")), 1 << 20)
    assert opened is not None
    assert isinstance(opened.tree, dict)
    assert opened.tree["arguments"] == {str(number): value for number, value in fields.items()}
