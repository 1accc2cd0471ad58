"""MessagePack opens as what the reference encoders wrote; text, pictures and random bytes stay closed."""

from __future__ import annotations

import random
import time
from datetime import UTC, datetime
from typing import Any

import msgpack
import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.decoders.msgpack import DECODER
from analysis.units import Part, Tree

DECLARED = "application/msgpack"
SCALARS = (
    st.none()
    | st.booleans()
    | st.integers(-(2**63), 2**64 - 1)
    | st.floats(allow_nan=False)
    | st.text()
    | st.binary()
)
KEYS = st.text(max_size=40)
TREES = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=20) | st.dictionaries(KEYS, inner, max_size=20)
)
EVENT = {"event": "fix", "coords": {"lat": 52.2352, "lon": 10.564}, "ids": [1, 2, 3], "on": True}


def part(data: bytes | str, media_type: str = "", complete: bool = True) -> Part:
    return Part(path="body", context="body", names=(), data=data, media_type=media_type, complete=complete)


def tree(data: bytes, media_type: str = DECLARED) -> Tree:
    opened = DECODER.open(part(data, media_type), 1 << 20)
    assert opened is not None
    return opened.tree


@given(st.dictionaries(KEYS, TREES) | st.lists(TREES))
def test_any_declared_value_opens_as_what_it_is(value: Any) -> None:
    assert tree(msgspec.msgpack.encode(value)) == value
    assert tree(msgpack.packb(value)) == value


@pytest.mark.parametrize("media_type", ["", "application/octet-stream"])
@pytest.mark.parametrize(
    "value", [EVENT, [{"lat": 1.5}, {"lat": 2.5}], ["telemetry", 17], [0.12, 0.25, 9.81]]
)
def test_undeclared_values_that_show_what_they_are_open(value: Any, media_type: str) -> None:
    assert tree(msgspec.msgpack.encode(value), media_type) == value


def test_extensions_are_bytes_and_timestamps_text() -> None:
    moment = datetime(2026, 11, 22, 12, 0, 0, 250_000, tzinfo=UTC)
    sent = msgpack.packb({"at": moment, "own": msgpack.ExtType(5, b"abc")}, datetime=True)
    assert tree(sent) == {"at": "2026-11-22T12:00:00.250000Z", "own": b"abc"}


def test_a_float_of_four_bytes_is_its_shortest_decimal() -> None:
    assert tree(msgpack.packb({"lat": 52.1}, use_single_float=True)) == {"lat": 52.1}


def test_old_senders_write_bytes_as_text_and_numbers_as_keys() -> None:
    assert tree(b"\x82\xa2ab\xa2\xff\xfe\x05\xc3") == {"ab": b"\xff\xfe", "5": True}


def test_values_one_after_the_other_are_a_list() -> None:
    assert tree(msgspec.msgpack.encode({"a": 1}) + msgspec.msgpack.encode({"b": 2})) == [{"a": 1}, {"b": 2}]


def test_a_sample_that_was_cut_gives_what_came_before() -> None:
    sent = msgspec.msgpack.encode({"first": "whole", "rows": [1.5, 2.5, 3.5], "last": "lost"})
    opened = DECODER.open(part(sent[:-14], complete=False), 1 << 20)
    assert opened is not None
    assert opened.tree == {"first": "whole", "rows": [1.5, 2.5]}
    assert DECODER.open(part(sent[:-14]), 1 << 20) is None


# -- what must stay closed ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "data",
    [
        b"", b"\x80", b"\x81", b"\x81\xa1a", b"\x81\xa1a\x01", b"plain text", b'{"a": 1}', b"[1,2]",
        b"\x93\x01\x02\x03\x04\x05",
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", b"\xff\xd8\xff\xe0\x00\x10JFIF", b"\x82\x01\x02\x03\x04\x05",
        b"\x92" * 50,
        b"\xdc\x00\x04" + bytes(4), "\u0742\u0743 Syriac".encode(), "سلام".encode("cp1256"), "привет, мир".encode("koi8-r"),
        msgspec.msgpack.encode(EVENT) + b"\x00", msgspec.msgpack.encode(EVENT)[:-1], "\x81\xa1a\x01 as text",
        msgpack.packb({"": 1, "ab": 2}), msgpack.packb({"a\x00b": "text of some length"}),
    ],
)  # fmt: skip
def test_what_is_no_messagepack_stays_closed(data: bytes | str) -> None:
    assert DECODER.open(part(data), 1 << 20) is None
    assert DECODER.open(part(data, "application/octet-stream"), 1 << 20) is None


@pytest.mark.parametrize("media_type", ["image/jpeg", "application/json", "audio/ogg", "text/html"])
def test_another_declared_type_is_believed(media_type: str) -> None:
    assert DECODER.open(part(msgspec.msgpack.encode(EVENT), media_type), 1 << 20) is None


def test_random_bytes_stay_closed() -> None:
    chance = random.Random(4)
    heads = [bytes([head]) for head in (*range(0x81, 0xA0), 0xDC, 0xDE)]
    for size in (5, 6, 8, 12, 16, 32, 64, 256):
        for _ in range(1_000):
            assert DECODER.open(part(chance.choice(heads) + chance.randbytes(size)), 1 << 20) is None


# -- bounds -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "data",
    [b"\x91" * 100_000, b"\x81\xa1a" * 50_000, b"\xdd\xff\xff\xff\xff", b"\xdf\xff\xff\xff\xff\xa1a\x01",
     b"\xdb\xff\xff\xff\xff",
     b"\xc6\xff\xff\xff\xff" + b"a" * 50, b"\xdd\x00\xff\xff\xff" * 20_000],
)  # fmt: skip
def test_hostile_bodies_are_bounded(data: bytes) -> None:
    started = time.process_time()
    assert DECODER.open(part(data, DECLARED), 1 << 25) is None
    DECODER.open(part(data, DECLARED, complete=False), 1 << 25)
    assert time.process_time() - started < 3


def test_countless_values_are_read_up_to_a_bound_and_the_budget_holds() -> None:
    sent = msgspec.msgpack.encode([7] * 300_000)
    opened = DECODER.open(part(sent, DECLARED), 1 << 25)
    assert opened is not None
    assert opened.truncated
    assert isinstance(opened.tree, list)
    assert len(opened.tree) <= 100_000
    assert DECODER.open(part(sent, DECLARED), 1000) is None


@given(st.binary(max_size=300), st.booleans())
def test_no_input_raises(data: bytes, complete: bool) -> None:
    for head in (b"", b"\x82\xa1a", b"\x93"):
        for media_type in (DECLARED, ""):
            DECODER.open(part(head + data, media_type, complete), 1 << 20)
