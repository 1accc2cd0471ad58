"""gRPC bodies open into their messages, framed, compressed or in the text form of gRPC-Web."""

from __future__ import annotations

import base64
import gzip
import random
import struct
import zlib
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.decoders.grpc import DECODER
from analysis.decoding import open_message
from analysis.payload import EndpointRule
from analysis.records import Transmission
from analysis.units import Part


def part(data: bytes | str, media_type: str = "", complete: bool = True) -> Part:
    return Part(path="body", context="body", names=(), data=data, media_type=media_type, complete=complete)


def frame(message: bytes, flag: int = 0) -> bytes:
    return struct.pack(">BI", flag, len(message)) + message


@given(st.lists(st.binary(min_size=1, max_size=300), min_size=1, max_size=5))
def test_messages_come_out_as_they_went_in(messages: list[bytes]) -> None:
    opened = DECODER.open(part(b"".join(map(frame, messages)), "application/grpc+proto"), 1 << 20)
    assert opened is not None
    assert [child.data for child in opened.parts] == messages
    steps = [child.step for child in opened.parts]
    assert steps == ([""] if len(messages) == 1 else [str(index) for index in range(len(messages))])
    assert {child.media_type for child in opened.parts} == {"application/x-protobuf"}


@given(st.lists(st.binary(min_size=2, max_size=300), min_size=1, max_size=5), st.booleans())
def test_the_text_form_may_be_padded_in_its_middle(messages: list[bytes], apart: bool) -> None:
    frames = [frame(message) for message in messages]
    text = b"".join(map(base64.b64encode, frames)) if apart else base64.b64encode(b"".join(frames))
    opened = DECODER.open(part(text, "application/grpc-web-text"), 1 << 20)
    assert opened is not None
    assert [child.data for child in opened.parts] == messages


def test_compressed_messages_say_what_is_to_be_undone() -> None:
    packed, deflated = gzip.compress(b"x" * 50), zlib.compress(b"y" * 50)
    opened = DECODER.open(part(frame(packed, 1) + frame(deflated, 1), "application/grpc"), 1 << 20)
    assert opened is not None
    assert [(child.data, child.encodings) for child in opened.parts] == [
        (packed, ()),
        (deflated, ("deflate",)),
    ]


def test_trailers_and_the_type_of_the_messages() -> None:
    body = frame(b'{"lat": 52.1}') + frame(b"grpc-status:0\r\n", 0x80)
    opened = DECODER.open(part(body, "application/grpc-web+json"), 1 << 20)
    assert opened is not None
    assert [(child.step, child.media_type) for child in opened.parts] == [
        ("", "application/json"),
        ("trailers", "text/plain"),
    ]


def test_undeclared_framing_that_holds_to_the_end_opens() -> None:
    opened = DECODER.open(part(frame(b"\x0a\x05hello")), 1 << 20)
    assert opened is not None
    assert (opened.parts[0].data, opened.parts[0].media_type) == (b"\x0a\x05hello", "")


def test_a_body_that_ends_in_a_message_gives_its_beginning_where_it_is_declared() -> None:
    body = frame(b"first") + frame(b"second")[:-2]
    opened = DECODER.open(part(body, "application/grpc"), 1 << 20)
    assert opened is not None
    assert [child.data for child in opened.parts] == [b"first", b"seco"]
    assert DECODER.open(part(body), 1 << 20) is None


def test_countless_messages_are_read_up_to_a_bound() -> None:
    opened = DECODER.open(part(frame(b"ab") * 5_000, "application/grpc"), 1 << 20)
    assert opened is not None
    assert (len(opened.parts), opened.truncated) == (1_000, True)


@pytest.mark.parametrize(
    "data",
    [
        b"", b"\x00\x00\x00\x00", bytes(500), b"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom",
        b"\x00\x00\x00\x05hell",
        b"\x00\x00\x00\x00\x05hello!", b"\x00\x00\x00\x00\x01a", b"\x02\x00\x00\x00\x02ab", b"plain text", b'{"a": 1}',
        struct.pack("<40h", *range(40)), b"\x00\x00\x00\x01\x67\x42\x00\x1f", "\x00\x00\x00\x00\x02ab",
    ],
)  # fmt: skip
def test_what_is_not_framed_stays_closed(data: bytes | str) -> None:
    assert DECODER.open(part(data), 1 << 20) is None
    assert DECODER.open(part(data, "application/octet-stream"), 1 << 20) is None


def test_nothing_in_a_declared_body_is_no_message() -> None:
    for data in (b"", b"\x00\x00\x00\x00\x00"[:4], b"\x77\x00\x00\x00\x02ab"):
        assert DECODER.open(part(data, "application/grpc"), 1 << 20) is None


def test_random_bytes_stay_closed() -> None:
    chance = random.Random(3)
    for _ in range(5_000):
        data = b"\x00\x00" + chance.randbytes(chance.randint(3, 200))
        assert DECODER.open(part(data), 1 << 20) is None


def sent(body: bytes, media_type: str) -> dict[str, tuple[str, object]]:
    """Path to (name, value) of all that the engine reads in a body, with a catalogue that names two fields."""
    transmission = Transmission(
        id="t", flow_id="f", seen_at=datetime(2026, 11, 22, 12, tzinfo=UTC), writer="w", body=body, body_size=len(body),
        request_headers=(("content-type", media_type),),
    )  # fmt: skip
    names = {"3": "place", "3.2": "lat"}
    payload = open_message(transmission, EndpointRule(id="e", tracker="t", fields=(), names=names))
    assert payload.warnings == ()
    return {leaf.path: (leaf.name, leaf.value) for leaf in payload.leaves if leaf.context == "body"}


def test_the_engine_follows_a_message_to_its_named_fields() -> None:
    message = b"\x0a\x05event\x1a\x12\x09" + struct.pack("<d", 10.564) + b"\x11" + struct.pack("<d", 52.2352)
    assert sent(frame(message), "application/grpc") == {
        "body>grpc>protobuf:1": ("", "event"),
        "body>grpc>protobuf:3.1": ("place", 10.564),
        "body>grpc>protobuf:3.2": ("lat", 52.2352),
    }
    packed = frame(gzip.compress(message), 1)
    assert sent(packed, "application/grpc")["body>grpc>gzip>protobuf:3.2"] == ("lat", 52.2352)
    deflated = frame(zlib.compress(message), 1)
    assert sent(deflated, "application/grpc+proto")["body>grpc>deflate>protobuf:3.2"] == ("lat", 52.2352)
    text = base64.b64encode(frame(message))
    assert sent(text, "application/grpc-web-text")["body>grpc>protobuf:3.2"] == ("lat", 52.2352)
    several = sent(frame(message) + frame(message), "application/grpc")
    assert several["body>grpc:1>protobuf:3.2"] == ("lat", 52.2352)
    assert sent(frame(b'{"lat": 52.2}'), "application/grpc+json") == {"body>grpc>json:$.lat": ("lat", 52.2)}
