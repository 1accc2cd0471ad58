"""Protocol buffers open without a schema as what the reference library wrote; what is none stays closed."""

from __future__ import annotations

import gzip
import json
import plistlib
import random
import struct
import time
from pathlib import Path
from typing import Any

import cbor2
import lz4.frame
import msgpack
import pytest
import zstandard
from google.protobuf import descriptor_pb2, descriptor_pool, message_factory, timestamp_pb2
from hypothesis import given
from hypothesis import strategies as st

from analysis.decoders.protobuf import DECODER
from analysis.protobuf_wire import WireReader
from analysis.units import Opened, Part, Tree

X_PROTOBUF = "application/x-protobuf"
OPTIONAL, REPEATED = 1, 3
DOUBLE, FLOAT, INT64, INT32, FIXED64, STRING, MESSAGE, BYTES, UINT32 = 1, 2, 3, 5, 6, 9, 11, 12, 13


def part(data: bytes | str, media_type: str = "", complete: bool = True) -> Part:
    return Part(path="body", context="body", names=(), data=data, media_type=media_type, complete=complete)


def encode_varint(number: int) -> bytes:
    return bytes([number]) if number < 128 else bytes([number & 127 | 128]) + encode_varint(number >> 7)


def opened(data: bytes, media_type: str = X_PROTOBUF) -> Opened:
    found = DECODER.open(part(data, media_type), 1 << 25)
    assert found is not None
    return found


def tree(data: bytes, media_type: str = X_PROTOBUF) -> Tree:
    return opened(data, media_type).tree


def telemetry() -> Any:
    """A message class of the reference library: an event with a position, samples and tags."""
    file = descriptor_pb2.FileDescriptorProto(name="telemetry.proto", package="t", syntax="proto2")
    place = file.message_type.add(name="Place")
    for number, name, kind in ((1, "lat", DOUBLE), (2, "lon", DOUBLE), (3, "accuracy", FLOAT)):
        place.field.add(name=name, number=number, type=kind, label=OPTIONAL)
    event = file.message_type.add(name="Event")
    fields = (
        (1, "name", STRING, OPTIONAL), (2, "time_ms", INT64, OPTIONAL), (3, "place", MESSAGE, OPTIONAL),
        (4, "tags", STRING, REPEATED), (5, "count", INT32, OPTIONAL), (6, "places", MESSAGE, REPEATED),
        (7, "light", FLOAT, REPEATED), (8, "pressure", DOUBLE, REPEATED), (9, "steps", UINT32, REPEATED),
        (10, "token", BYTES, OPTIONAL), (11, "nanos", FIXED64, OPTIONAL),
    )  # fmt: skip
    for number, name, kind, label in fields:
        field = event.field.add(name=name, number=number, type=kind, label=label)
        if kind == MESSAGE:
            field.type_name = ".t.Place"
        if label == REPEATED and kind in (FLOAT, DOUBLE, UINT32):
            field.options.packed = True
    pool = descriptor_pool.DescriptorPool()
    pool.Add(file)
    return message_factory.GetMessageClass(pool.FindMessageTypeByName("t.Event"))


EVENT = telemetry()
WORDS = st.text(
    st.characters(min_codepoint=32, max_codepoint=0x2FF, exclude_categories=["Cc"]), min_size=1, max_size=40
)
DEGREES = st.floats(-180, 180).filter(lambda number: abs(number) > 1e-6)
INTEGERS = st.integers(-(2**63), 2**63 - 1)


@given(WORDS, INTEGERS, DEGREES, DEGREES, st.integers(-(2**31), 2**31 - 1))
def test_texts_numbers_and_nested_doubles_come_out_as_they_went_in(
    name: str, moment: int, lat: float, lon: float, count: int
) -> None:
    event = EVENT(name=name, time_ms=moment, count=count)
    event.place.lat, event.place.lon = lat, lon
    assert tree(event.SerializeToString()) == {
        "1": name,
        "2": moment,
        "3": {"1": lat, "2": lon},
        "5": count,
    }


@given(st.lists(WORDS, min_size=2, max_size=5), st.lists(st.tuples(DEGREES, DEGREES), min_size=2, max_size=4))
def test_repeated_fields_are_lists(tags: list[str], places: list[tuple[float, float]]) -> None:
    event = EVENT(tags=tags)
    for lat, lon in places:
        event.places.add(lat=lat, lon=lon)
    assert tree(event.SerializeToString()) == {
        "4": tags,
        "6": [{"1": lat, "2": lon} for lat, lon in places],
    }


def test_packed_numbers_are_lists_of_numbers() -> None:
    pressure = [1013.25, 1013.31, 1013.4]
    light = [120.5, 121.25, 0.0, 98.1]
    steps = [4012, 4055, 4090, 4101, 4188]
    assert tree(EVENT(light=light, pressure=pressure, steps=steps).SerializeToString()) == {
        "7": light,
        "8": pressure,
        "9": steps,
    }


def test_a_float_is_its_shortest_decimal_and_a_fixed_integer_an_integer() -> None:
    event = EVENT(name="fix", nanos=1_795_348_800_000_000_000)
    event.place.lat, event.place.accuracy = 52.1, 12.7
    assert tree(event.SerializeToString()) == {
        "1": "fix",
        "3": {"1": 52.1, "3": 12.7},
        "11": 1_795_348_800_000_000_000,
    }
    e7 = b"\x0a\x03abc\x15" + struct.pack("<i", 522_352_000) + b"\x1d" + struct.pack("<i", -1_220_840_000)
    found = tree(e7)
    assert isinstance(found, dict)
    assert found["2"] == 522_352_000


@given(st.binary(min_size=1, max_size=64))
def test_bytes_are_kept_whatever_else_they_might_be(token: bytes) -> None:
    found = tree(EVENT(name="token", token=token).SerializeToString())
    assert isinstance(found, dict)
    value = found["10"]
    if isinstance(value, bytes | str):
        assert (value.encode() if isinstance(value, str) else value) == token


SMALL = json.dumps({"email": "anna@example.org", "latitude": 52.520008, "longitude": 13.404954}).encode()
NAMED = {"v": 1, "payload": SMALL}


@pytest.mark.parametrize(
    "token",
    [
        gzip.compress(SMALL, mtime=0), zstandard.compress(SMALL), lz4.frame.compress(SMALL), cbor2.dumps(NAMED),
        msgpack.packb(NAMED), plistlib.dumps(NAMED, fmt=plistlib.FMT_BINARY),
    ],
    ids=["gzip", "zstd", "lz4", "cbor", "msgpack", "bplist"],
)  # fmt: skip
def test_a_container_is_bytes_to_open_and_neither_numbers_nor_a_message(token: bytes) -> None:
    for several in ([token], [token, token]):
        sent = b"".join(b"\x52" + encode_varint(len(value)) + value for value in several)
        fields = tree(EVENT(name="report", time_ms=1_795_348_800_000).SerializeToString() + sent)
        assert isinstance(fields, dict)
        assert fields["10"] == (token if len(several) == 1 else several)


def test_hashes_and_keys_are_bytes() -> None:
    chance = random.Random(5)
    for size in (16, 20, 32, 64):
        wrong = 0
        for _ in range(2_000):
            token = chance.randbytes(size)
            found = tree(EVENT(name="token", token=token).SerializeToString())
            wrong += not isinstance(found, dict) or found["10"] != token
        assert wrong <= 10, size


def test_a_wrapped_identifier_is_a_message_and_no_text_with_a_line_break() -> None:
    inner = b"\n$550e8400-e29b-41d4-a716-446655440000"
    assert tree(b"\x12" + bytes([len(inner)]) + inner) == {"2": {"1": "550e8400-e29b-41d4-a716-446655440000"}}
    poem = "\nRoses are red, and this is a text of two lines\nthat starts with one"
    assert tree(EVENT(name=poem).SerializeToString()) == {"1": poem}


def test_deprecated_groups_are_read_where_the_type_is_declared() -> None:
    assert tree(b"\x0b\x10\x05\x0c\x1a\x02hi") == {"1": {"2": 5}, "3": "hi"}


def test_the_reference_librarys_own_schema_opens_declared_or_not() -> None:
    proto = descriptor_pb2.FileDescriptorProto()
    descriptor_pb2.DESCRIPTOR.CopyToProto(proto)
    data = proto.SerializeToString()
    for media_type in ("", "application/octet-stream", X_PROTOBUF, "application/vnd.google.protobuf"):
        found = tree(data, media_type)
        assert isinstance(found, dict)
        assert found["1"] == proto.name
        messages = found["4"]
        assert isinstance(messages, list)
        for message, expected in zip(messages, proto.message_type, strict=True):
            assert isinstance(message, dict)
            assert message["1"] == expected.name


@pytest.mark.parametrize(
    ("name", "place", "value"),
    [
        ("test_grpc_data/msg1.bin", ("1", "1"), 38.89816675798073),
        ("test_grpc_data/msg1.bin", ("3",), "de_DE"),
        ("test_grpc_data/msg3.bin", ("1", "2"), "1650 Pennsylvania Avenue NW, Washington, DC 20502, USA"),
        ("test_protobuf_data/protobuf02.bin", ("1", "1"), "tpbuf"),
    ],
)
@pytest.mark.parametrize("media_type", ["", "application/octet-stream", X_PROTOBUF])
def test_recorded_messages_open(
    shared_data: Path, name: str, place: tuple[str, ...], value: object, media_type: str
) -> None:
    found: Any = tree(
        (shared_data / "http/mitmproxy/test/mitmproxy/contentviews" / name).read_bytes(), media_type
    )
    for step in place:
        found = found[step]
    assert found == value


def test_a_sample_that_was_cut_gives_what_came_before() -> None:
    event = EVENT(name="a cut event", time_ms=1_795_348_800_000, tags=["one", "two", "three"])
    whole = event.SerializeToString()
    found = DECODER.open(part(whole[:-3], X_PROTOBUF, complete=False), 1 << 20)
    assert found is not None
    assert found.tree == {"1": "a cut event", "2": 1_795_348_800_000, "4": ["one", "two"]}
    assert DECODER.open(part(whole[:-3], X_PROTOBUF), 1 << 20) is None


# -- what must stay closed ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "data",
    [
        b"", b"\x08", b"\x08\x01", b"\x0a\x05hello", b"hello world", b"HTTP/1.1 200 OK\r\n\r\n", b'{"lat": 52.1}',
        b"[1, 2, 3]", b"<xml/>", b"lat=52.1&lon=10.5", b"BEGIN:VCARD\r\nFN:A\r\nEND:VCARD", bytes(64), b"\x01" * 64,
        b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR",
        b"GIF89a\x01\x00\x01\x00\x80\x00\x00", b"OggS\x00\x02" + bytes(22),
        b"RIFF\x24\x08\x00\x00WAVEfmt \x10\x00\x00\x00",
        b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03", b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00",
        b"PK\x03\x04\x14\x00\x00\x00",
        b"\x10\x0c\x00\x04MQTT\x04\x02\x00\x3c\x00\x00", b"\xac\xed\x00\x05sr\x00\x10java.util.HashMap",
        b"\x30\x82\x01\x0a\x02\x82\x01\x01\x00", "pixie".encode("utf-16-le") * 4, "hi there, zebra".encode("utf-16-be"),
        struct.pack("<16h", *range(-8, 8)), struct.pack("<8f", *[0.1 * n for n in range(8)]),
        "\x0a\x05hello as text",
    ],
)  # fmt: skip
@pytest.mark.parametrize("media_type", ["", "application/octet-stream"])
def test_what_is_no_message_stays_closed(data: bytes | str, media_type: str) -> None:
    assert DECODER.open(part(data, media_type), 1 << 20) is None


@pytest.mark.parametrize(
    "media_type", ["image/jpeg", "text/html", "application/json", "audio/wav", "font/woff2"]
)
def test_another_declared_type_is_believed(media_type: str) -> None:
    proto = descriptor_pb2.FileDescriptorProto()
    descriptor_pb2.DESCRIPTOR.CopyToProto(proto)
    assert DECODER.open(part(proto.SerializeToString(), media_type), 1 << 25) is None


def test_random_bytes_stay_closed() -> None:
    chance = random.Random(11)
    for size in (1, 2, 4, 6, 8, 9, 10, 12, 16, 20, 24, 32, 48, 64, 100, 256, 1024, 4096):
        for _ in range(400):
            data = chance.randbytes(size)
            assert DECODER.open(part(data), 1 << 20) is None
            assert DECODER.open(part(data, "application/octet-stream"), 1 << 20) is None


def test_recorded_pictures_and_sounds_stay_closed(shared_data: Path) -> None:
    files = [
        path
        for folder in ("photos", "audio")
        for path in sorted((shared_data / folder).rglob("*"))
        if path.is_file() and path.suffix.lower() not in (".md", ".txt", ".json", ".csv")
    ]
    assert len(files) > 50
    for path in files:
        data = path.read_bytes()[: 1 << 16]
        for size in (100, 1_000, len(data)):
            assert DECODER.open(part(data[:size]), 1 << 20) is None, path.name
            assert DECODER.open(part(data[:size], "application/octet-stream"), 1 << 20) is None, path.name


# -- bounds -------------------------------------------------------------------------------------------------------


def test_more_than_the_budget_stays_closed() -> None:
    assert DECODER.open(part(b"\x0a\x64" + b"a" * 100, X_PROTOBUF), 50) is None


def nested(levels: int, inner: bytes = b"\x08\x01", beside: bytes = b"") -> bytes:
    data = inner
    for _ in range(levels):
        size, length = len(data), bytearray()
        while size > 127:
            length.append(size & 127 | 128)
            size >>= 7
        data = b"\x0a" + bytes([*length, size]) + data + beside
    return data


@pytest.mark.parametrize(
    "data",
    [nested(2_000), b"\x0b" * 5_000, b"\x08\x01" * 500_000, (b"\x0a\x04\x0a\x02\x08\x01") * 100_000,
     b"\x0a\xff\xff\xff\xff\x0f",
     b"\x82\x80\x80\x80\x80\x80\x80\x80\x80\x80\x01", b"\xff" * 10_000, b"\x08" + b"\x80" * 10_000,
     nested(30, b"text " * 40_000 + b"\xff", b"\x0a\x03\xff\xfe\xfd"),
     nested(30, b"\x01\x02" * 30_000 + b"\xff\x01", b"\x0a\x03\xff\xfe\xfd"),
     nested(30, "\u00e9".encode() * 300_000)],
    ids=["deep", "groups", "many", "many nested", "huge length", "padded", "ones", "endless varint", "text twice",
         "packed twice", "text deep"],
)  # fmt: skip
def test_hostile_bodies_are_bounded_in_time(data: bytes) -> None:
    started = time.process_time()
    for media_type in (X_PROTOBUF, "application/octet-stream", ""):
        found = DECODER.open(part(data, media_type), 1 << 25)
        assert found is None or found.style == "fields"
    assert time.process_time() - started < 5


def test_a_body_of_countless_fields_is_read_up_to_a_bound() -> None:
    found = opened(b"\x08\x01" * 500_000)
    assert found.truncated
    assert isinstance(found.tree, dict)
    assert len(found.tree["1"]) == 50_000  # type: ignore[arg-type]


@given(st.binary(max_size=300), st.booleans())
def test_no_input_raises(data: bytes, complete: bool) -> None:
    for media_type in (X_PROTOBUF, "application/octet-stream", ""):
        DECODER.open(part(data, media_type, complete), 1 << 20)


def test_a_timestamp_message_is_read_as_its_two_numbers() -> None:
    stamp = timestamp_pb2.Timestamp(seconds=1_795_348_800, nanos=5_000_000)
    assert tree(stamp.SerializeToString()) == {"1": 1_795_348_800, "2": 5_000_000}


@pytest.mark.parametrize("number", [1, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15])
@pytest.mark.parametrize("size", [36, 60, 90, 125])
def test_a_message_of_one_json_text_is_no_text_itself(number: int, size: int) -> None:
    text = '{"event_name":"' + "a" * (size - 17) + '"}'
    inner = bytes([number << 3 | 2, len(text)]) + text.encode()
    outer = bytes([1 << 3, 4, 3 << 3 | 2, len(inner)]) + inner
    message = WireReader().read(outer)
    assert message is not None
    assert message.fields["3"] == {str(number): text}


@pytest.mark.parametrize(
    "text",
    [
        '"O{a short quotation of a text in braces} and more',
        '"hello", he said, and closed the door behind him',
        "b2b is a word",
        "zO[1] and [2]",
        "JSON: {}",
        '"&{"a":1}',
        "B7{not as long as it says it is, by some letters}",
        "R(x) is a function of one variable alone",
    ],
)
def test_a_text_stays_one(text: str) -> None:
    message = WireReader().read(bytes([1 << 3, 4, 3 << 3 | 2, len(text)]) + text.encode())
    assert message is not None
    assert message.fields["3"] == text
