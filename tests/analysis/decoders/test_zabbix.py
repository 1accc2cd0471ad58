"""What is sent to a monitoring server opens behind its head; a length that does not fit keeps it closed."""

from __future__ import annotations

import struct
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.decoders.zabbix import DECODER
from analysis.units import Part


def part(data: bytes | str, media_type: str = "") -> Part:
    return Part(path="body", context="body", names=(), data=data, media_type=media_type)


TEXT = b'{"request":"active checks","host":"a"}'


def message(content: bytes, flags: int = 1, length: int | None = None) -> bytes:
    size = len(content) if length is None else length
    return b"ZBXD" + bytes([flags]) + struct.pack("<QQ" if flags & 4 else "<II", size, 0) + content


@pytest.mark.parametrize(
    "data",
    [message(TEXT), message(TEXT, 5), message(zlib.compress(TEXT), 3), message(zlib.compress(TEXT), 7)],
)
def test_the_json_comes_out(data: bytes) -> None:
    opened = DECODER.open(part(data), 1 << 20)
    assert opened is not None
    assert [inner.data for inner in opened.parts] == [TEXT]
    assert not opened.truncated


def test_what_is_compressed_is_bounded() -> None:
    opened = DECODER.open(part(message(zlib.compress(bytes(1 << 20)), 3)), 1000)
    assert opened is not None
    assert opened.truncated
    assert len(opened.parts[0].data) == 1000


@pytest.mark.parametrize(
    "data",
    [
        b"", b"ZBXD", message(TEXT)[:-1], message(TEXT) + b"x", message(TEXT, 0), message(TEXT, 9), message(b""),
        message(TEXT, 3), message(TEXT, 1, 4), b"ZBXE" + message(TEXT)[4:],
    ],
)  # fmt: skip
def test_other_bytes_stay_closed(data: bytes) -> None:
    assert DECODER.open(part(data), 1 << 20) is None


@given(st.binary(max_size=200), st.sampled_from([b"ZBXD\x01", b"ZBXD\x03\x05\0\0\0\0\0\0\0"]))
def test_any_bytes_are_read_without_an_error(data: bytes, mark: bytes) -> None:
    for shown in (data, mark + data):
        opened = DECODER.open(part(shown), 1 << 20)
        assert opened is None or opened.label == "zabbix"
