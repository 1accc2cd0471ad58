"""Documents of BSON open with their members; bytes whose lengths do not fit stay closed."""

from __future__ import annotations

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.decoders.bson import DECODER
from analysis.units import Part


def part(data: bytes | str, *, complete: bool = True) -> Part:
    return Part(path="body", context="body", names=(), data=data, complete=complete)


def document(*elements: bytes) -> bytes:
    body = b"".join(elements) + b"\0"
    return struct.pack("<i", len(body) + 4) + body


def text(name: str, value: str) -> bytes:
    data = value.encode() + b"\0"
    return b"\x02" + name.encode() + b"\0" + struct.pack("<i", len(data)) + data


DOCUMENT = document(
    text("device", "watch-7"),
    b"\x01lat\0" + struct.pack("<d", 48.2082),
    b"\x10steps\0" + struct.pack("<i", -5),
    b"\x12n\0" + struct.pack("<q", 1 << 40),
    b"\x08on\0\x01",
    b"\x0anone\0",
    b"\x07_id\0" + bytes(range(12)),
    b"\x09at\0" + struct.pack("<q", 1_795_541_201_000),
    b"\x05raw\0" + struct.pack("<i", 2) + b"\x00\xff\xfe",
    b"\x04list\0" + document(text("0", "a"), text("1", "b")),
    b"\x03in\0" + document(text("k", "v")),
    b"\x0bre\0" + b"^a\0i\0",
)


def test_members() -> None:
    opened = DECODER.open(part(DOCUMENT), 1 << 20)
    assert opened is not None
    assert opened.tree == {
        "device": "watch-7", "lat": 48.2082, "steps": -5, "n": 1 << 40, "on": True, "none": None,
        "_id": "000102030405060708090a0b", "at": "2026-11-24T17:26:41Z", "raw": b"\xff\xfe", "list": ["a", "b"],
        "in": {"k": "v"}, "re": "^a",
    }  # fmt: skip


@pytest.mark.parametrize(
    "data",
    [
        b"",
        "text",
        b"\x05\0\0\0\0",
        DOCUMENT[:-1],
        DOCUMENT + b"\0",
        document(text("a", "b"), text("a", "c")),
        document(b"\x20a\0\0\0\0\0\0\0\0"),
        document(b"\x08a\0\x02\0\0\0"),
        document(b"\x02a\0" + struct.pack("<i", 0) + b"\0\0"),
        document(b"\x02a\0" + struct.pack("<i", 3) + b"\xff\xff\0"),
        document(b"\x02a\0" + struct.pack("<i", 900) + b"b\0"),
        document(b"\x03a\0" + struct.pack("<i", 900) + b"\0\0\0"),
        document(b"\x10\xff\0" + struct.pack("<i", 7)),
    ],
)
def test_others_stay_closed(data: bytes | str) -> None:
    assert DECODER.open(part(data), 1 << 20) is None


def test_too_deep_cut_or_large_stays_closed() -> None:
    nested = text("a", "b")
    for _ in range(40):
        nested = b"\x03a\0" + document(nested)
    assert DECODER.open(part(document(nested)), 1 << 20) is None
    assert DECODER.open(part(DOCUMENT, complete=False), 1 << 20) is None
    assert DECODER.open(part(DOCUMENT), 20) is None


@given(st.binary(max_size=120))
def test_any_bytes_open_or_stay_closed(data: bytes) -> None:
    for body in (data, document(data), document(text("a", "b"), data)):
        opened = DECODER.open(part(body), 1 << 20)
        assert opened is None or isinstance(opened.tree, dict)


@given(
    st.dictionaries(
        st.from_regex(r"[a-z]{1,8}", fullmatch=True), st.text(max_size=20), min_size=1, max_size=6
    )
)
def test_what_is_written_is_read(members: dict[str, str]) -> None:
    opened = DECODER.open(part(document(*(text(name, value) for name, value in members.items()))), 1 << 20)
    assert opened is not None
    assert opened.tree == members
