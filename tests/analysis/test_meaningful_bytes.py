"""Containers, texts and messages are known for what they are; random bytes and damaged streams are not."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import plistlib
import random
import struct
import zipfile
import zlib

import cbor2
import msgspec
import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from analysis.meaningful_bytes import (
    inflated_whole,
    is_cbor_map,
    is_container,
    is_framed,
    is_map,
    is_message,
    is_readable,
    media_type_of,
    was_meant,
)


def archive() -> bytes:
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w") as made:
        made.writestr("a.txt", "hello")
    return output.getvalue()


def picture(kind: str) -> bytes:
    output = io.BytesIO()
    Image.new("RGB", (2, 2)).save(output, kind)
    return output.getvalue()


CONTAINERS = {
    "gzip": gzip.compress(b"x"), "zlib": zlib.compress(b"hello hello"), "zstd": zstandard.compress(b"x"), "zip": archive(),
    "plist": plistlib.dumps({"a": 1}, fmt=plistlib.FMT_BINARY), "jpeg": picture("JPEG"), "png": picture("PNG"),
    "webp": picture("WEBP"), "tiff": picture("TIFF"), "gif": picture("GIF"), "pdf": b"%PDF-1.7\n",
    "fit": b"\x0e\x20\x94\x08\x11\x00\x00\x00.FIT\x00\x00", "mp4": b"\x00\x00\x00\x18ftypmp42",
    "java": b"\xac\xed\x00\x05sr\x00\x11java.util.HashMap", "xz": lzma.compress(b"x"), "bzip2": bz2.compress(b"x"),
}  # fmt: skip


@pytest.mark.parametrize("name", sorted(CONTAINERS))
def test_containers_name_themselves(name: str) -> None:
    assert is_container(CONTAINERS[name])
    assert was_meant(CONTAINERS[name])
    assert media_type_of(CONTAINERS[name]) == ""


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"x",
        b"\x78\x9c",
        b"\x78\x9c" + b"x" * 30,
        b"xKKKKKKKKKKKKK",
        b"\xff\xfe\xfd" * 9,
        b"ID3\x00",
        b"PK\x01\x02",
    ],
)
def test_what_only_begins_like_one_is_no_container(data: bytes) -> None:
    assert not is_container(data)


@given(
    st.text(st.characters(min_codepoint=32, max_codepoint=126), min_size=1),
    st.sampled_from(["", "\r\n", "\t", " é"]),
)
def test_printable_text_is_readable(text: str, more: str) -> None:
    assert is_readable((text * 4 + more).encode() * 4)


@pytest.mark.parametrize(
    "data",
    [b"\x00abc", b"abc\x1b[0m", b"\xff\xfe", "日本語のテキスト".encode(), "né".encode(), b"a" * 90 + b"\x01"],
)
def test_controls_and_few_foreign_letters_are_not(data: bytes) -> None:
    assert not is_readable(data)


def test_a_message_shows_by_its_fields() -> None:
    place = b"\x09" + struct.pack("<d", 52.2352) + b"\x11" + struct.pack("<d", 10.564)
    assert is_message(place)
    assert is_message(b"\x0a\x0cberlin-mitte\x10\x05\x1a\x03abc")
    assert media_type_of(place) == "application/octet-stream"
    assert not is_message(place[:-1])
    assert not is_message(b"")


def test_random_bytes_were_not_meant() -> None:
    chance = random.Random(11)
    assert sum(was_meant(chance.randbytes(chance.randint(12, 64))) for _ in range(40_000)) <= 4


@pytest.mark.parametrize("marker", [0xC0, 0xC4, 0xDB, 0xE0, 0xE1, 0xED, 0xEE, 0xFE])
def test_a_picture_begins_with_a_segment(marker: int) -> None:
    assert is_container(bytes([0xFF, 0xD8, 0xFF, marker]) + b"\x00" * 20)


@pytest.mark.parametrize(
    "data",
    [
        b"\xff\xd8\xff",
        b"\xff\xd8\xff\x9e\x8b\x7e",
        b"\xff\xd8\xff\x00\x00",
        b"\xff\xd8\xff\xd8",
        b"\xff\xd8\xff\x7f" * 9,
        b"RIFF",
        b"RIFFLE of cards",
        b"RIFF\x00\x00\x00\x00XXXX",
        b"\xff\xd8\xff\xff\xff",
    ],
)
def test_three_bytes_of_a_picture_are_none(data: bytes) -> None:
    assert not is_container(data)


@pytest.mark.parametrize(
    "value", [{"installation_id": "5b"}, {"lat": 52.5, "lon": 1}, {"a": {"b": [1, None, True]}, "cdef": 1}]
)
def test_a_map_with_names_was_meant(value: dict[str, object]) -> None:
    data = msgspec.msgpack.encode(value)
    assert is_map(data)
    assert was_meant(data)
    assert not is_map(data[:-1])
    assert not is_map(data + b"\x00")


@pytest.mark.parametrize(
    "value",
    [
        {},
        [1, 2, 3, 4, 5, 6, 7, 8, 9],
        {1: "abcdefgh"},
        {"a": 1, "b": "cdefgh"},
        {"\x00\x01abc": 12345678},
        "abcdefghij",
        {"": "abcdefghi"},
    ],
)
def test_what_is_no_map_with_names(value: object) -> None:
    assert not is_map(msgspec.msgpack.encode(value))


def test_random_bytes_are_hardly_ever_a_map() -> None:
    noise = random.Random(7)
    assert sum(is_map(bytes([0x81, 0xA1]) + noise.randbytes(14)) for _ in range(20_000)) < 5


@pytest.mark.parametrize(
    "value", [{"installation_id": "5b"}, {"lat": 52.5, "lon": 1}, {"a": {"b": [1, None, b"x"]}, "cdef": 1}]
)
def test_a_cbor_map_with_names_was_meant(value: dict[str, object]) -> None:
    data = cbor2.dumps(value)
    assert is_cbor_map(data)
    assert was_meant(data)
    assert not is_cbor_map(data[:-1])
    assert not is_cbor_map(data + b"\x00")


@pytest.mark.parametrize(
    "value", [{}, [1, 2, 3, 4, 5, 6, 7, 8, 9], {1: "abcdefgh"}, {"a": 1, "b": "cdefgh"}, {"\x00\x01abc": 12345678}, "abcde"]
)  # fmt: skip
def test_what_is_no_cbor_map_with_names(value: object) -> None:
    assert not is_cbor_map(cbor2.dumps(value))


def test_random_bytes_are_hardly_ever_a_cbor_map() -> None:
    noise = random.Random(7)
    assert sum(is_cbor_map(bytes([0xA1, 0x62]) + noise.randbytes(14)) for _ in range(20_000)) < 5


def raw_deflate(data: bytes) -> bytes:
    stream = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    return stream.compress(data) + stream.flush()


def test_raw_deflate_is_meant_where_it_is_one_whole_stream_of_text() -> None:
    assertion = (
        b'<samlp:AuthnRequest xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" ID="_1" Version="2.0"/>'
    )
    data = raw_deflate(assertion)
    assert inflated_whole(data) == assertion
    assert was_meant(data)
    assert inflated_whole(data[:-1]) == b""  # cut short
    assert inflated_whole(data + b"x") == b""  # something else behind it
    assert inflated_whole(raw_deflate(random.Random(1).randbytes(200))) == b""  # no text
    assert inflated_whole(raw_deflate(b"short")) == b""  # too little to prove anything
    assert inflated_whole(b"") == b""


def test_random_bytes_and_texts_are_no_raw_deflate() -> None:
    noise = random.Random(3)
    assert sum(inflated_whole(noise.randbytes(noise.randint(20, 60))) != b"" for _ in range(40_000)) == 0
    words = ('{"a": 1}', "com.example.app", "the quick brown fox", "52.520008", "=")
    assert not any(inflated_whole(" ".join(noise.choices(words, k=9)).encode()) for _ in range(5_000))


def test_a_framed_message_is_meant() -> None:
    place = b"\x09" + struct.pack("<d", 52.2352) + b"\x11" + struct.pack("<d", 10.564)
    assert is_framed(struct.pack(">BI", 0, len(place)) + place)
    assert not is_framed(struct.pack(">BI", 0, len(place) + 1) + place)
    assert not is_framed(struct.pack(">BI", 2, len(place)) + place)
    assert not is_framed(struct.pack(">BI", 0, 9) + b"\xff" * 9)
