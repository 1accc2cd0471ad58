"""CBOR opens as what the reference encoder wrote; text, pictures and random bytes stay closed."""

from __future__ import annotations

import random
import struct
import time
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import cbor2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.decoders.cbor import DECODER
from analysis.units import Part, Tree

DECLARED = "application/cbor"
SCALARS = (
    st.none()
    | st.booleans()
    | st.integers(-(2**64), 2**64 - 1)
    | st.floats(allow_nan=False)
    | st.text()
    | st.binary()
)
KEYS = st.text(max_size=40)
TREES = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=30) | st.dictionaries(KEYS, inner, max_size=30)
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
    assert tree(cbor2.dumps(value)) == value


@pytest.mark.parametrize("media_type", ["", "application/octet-stream"])
def test_an_undeclared_map_and_a_marked_value_open(media_type: str) -> None:
    assert tree(cbor2.dumps(EVENT), media_type) == EVENT
    assert tree(cbor2.dumps(cbor2.CBORTag(55799, [1, 2])), media_type) == [1, 2]


def test_lists_maps_and_texts_of_unknown_length() -> None:
    assert tree(bytes.fromhex("bf6346756ef563416d7421ff")) == {"Fun": True, "Amt": -2}  # RFC 8949, appendix A
    assert tree(bytes.fromhex("826161bf61626163ff")) == ["a", {"b": "c"}]
    assert tree(bytes.fromhex("9f018202039f0405ffff")) == [1, [2, 3], [4, 5]]
    assert tree(bytes.fromhex("a161617f657374726561646d696e67ff")) == {"a": "streaming"}
    assert tree(bytes.fromhex("a161615f42010243030405ff")) == {"a": b"\x01\x02\x03\x04\x05"}


def test_tags_give_what_they_stand_before() -> None:
    sent = cbor2.dumps(
        {
            "at": datetime(2026, 11, 22, 12, tzinfo=UTC),
            "big": 2**100,
            "less": -(2**80),
            "price": Decimal("273.15"),
        }
    )
    assert tree(sent) == {"at": "2026-11-22T12:00:00Z", "big": 2**100, "less": -(2**80), "price": 273.15}
    samples = struct.pack("<3f", 0.5, 0.25, 9.75)
    assert tree(cbor2.dumps({"acc": cbor2.CBORTag(85, samples), "raw": cbor2.CBORTag(85, b"odd")})) == {
        "acc": [0.5, 0.25, 9.75],
        "raw": b"odd",
    }


def test_small_floats_are_read() -> None:
    assert tree(bytes.fromhex("a16161f93e00")) == {"a": 1.5}
    assert tree(b"\xa1\x63lat\xfa" + struct.pack(">f", 52.1)) == {"lat": 52.1}


def test_sequences_are_lists() -> None:
    assert tree(cbor2.dumps({"a": 1}) + cbor2.dumps({"b": 2}), "application/cbor-seq") == [{"a": 1}, {"b": 2}]


def test_a_sample_that_was_cut_gives_what_came_before() -> None:
    sent = cbor2.dumps({"first": "whole", "rows": [1.5, 2.25, 3.5], "last": "lost"})
    opened = DECODER.open(part(sent[:-12], complete=False), 1 << 20)
    assert opened is not None
    assert opened.tree == {"first": "whole", "rows": [1.5, 2.25]}
    assert DECODER.open(part(sent[:-12]), 1 << 20) is None


# -- what must stay closed ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "data",
    [
        b"", b"\xa0", b"\xa1", b"\xa1\x61a\x01", b"plain text", b'{"a": 1}', b"\xff\xd8\xff\xe0",
        b"\xa1\x01\x02\x03\x04\x05",
        b"\xbf\xff\xff\xff\xff\xff", b"\xb8\xff\x61a\x01\x02\x03", b"\xd9\xd9\xf7",
        "£100 für ein Gerät".encode("latin-1"),
        "¡hola amigos!".encode("latin-1"), "電話番号".encode("euc-jp"), cbor2.dumps(EVENT) + b"\x00",
        cbor2.dumps(EVENT)[:-1],
        cbor2.dumps([1, 2, 3, 4, 5, 6]), cbor2.dumps({"": "text"}), "\xa1\x61a as text",
    ],
)  # fmt: skip
def test_what_is_no_cbor_stays_closed(data: bytes | str) -> None:
    assert DECODER.open(part(data), 1 << 20) is None
    assert DECODER.open(part(data, "application/octet-stream"), 1 << 20) is None


def test_random_bytes_stay_closed() -> None:
    chance = random.Random(4)
    for size in (5, 6, 8, 12, 16, 32, 64, 256):
        for _ in range(1_000):
            head = bytes([chance.randint(0xA1, 0xBB), chance.randint(0x61, 0x7B)])
            assert DECODER.open(part(head + chance.randbytes(size)), 1 << 20) is None


# -- bounds -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "data",
    [b"\x81" * 100_000, b"\xc1" * 100_000, b"\xa1\x61a" * 50_000, b"\x9b" + b"\xff" * 8, b"\x7b" + b"\xff" * 8,
     b"\x9f" * 100_000,
     b"\xbb" + b"\xff" * 8 + b"\x61a\x01", b"\x5f" * 1_000, b"\xd8\x1d\x00", b"\xd8\x1c\x81\xd8\x1d\x00" * 10_000],
)  # fmt: skip
def test_hostile_bodies_are_bounded(data: bytes) -> None:
    started = time.process_time()
    for media_type in (DECLARED, ""):
        for complete in (True, False):
            opened = DECODER.open(part(data, media_type, complete), 1 << 25)
            assert opened is None or opened.label == "cbor"
    assert time.process_time() - started < 3


def test_nothing_is_compiled_shared_or_computed_for_a_stranger() -> None:
    pattern = cbor2.dumps({"re": cbor2.CBORTag(35, "(a+)+$"), "huge": cbor2.CBORTag(4, [10**9, 1])})
    assert tree(pattern) == {"re": "(a+)+$", "huge": [10**9, 1]}


def test_countless_values_are_read_up_to_a_bound_and_the_budget_holds() -> None:
    sent = cbor2.dumps([7] * 300_000)
    opened = DECODER.open(part(sent, DECLARED), 1 << 25)
    assert opened is not None
    assert opened.truncated
    assert isinstance(opened.tree, list)
    assert len(opened.tree) <= 100_000
    assert DECODER.open(part(sent, DECLARED), 1000) is None


@given(st.binary(max_size=300), st.booleans())
def test_no_input_raises(data: bytes, complete: bool) -> None:
    for head in (b"", b"\xa2\x61a", b"\xd9\xd9\xf7"):
        for media_type in (DECLARED, ""):
            DECODER.open(part(head + data, media_type, complete), 1 << 20)


def test_the_numbered_labels_of_senml_are_the_names_of_its_json() -> None:
    packed = cbor2.dumps(
        [{-2: "urn:dev:mac:1/", 0: "temperature", 1: "Cel", 2: 21.75}, {0: "humidity", 2: 48.5, 6: 1}]
    )
    assert tree(packed, "application/senml+cbor") == [
        {"bn": "urn:dev:mac:1/", "n": "temperature", "u": "Cel", "v": 21.75},
        {"n": "humidity", "v": 48.5, "t": 1},
    ]


def test_numbered_labels_of_anything_else_stay_numbers() -> None:
    assert tree(cbor2.dumps([{0: "a", 2: 1}])) == [{"0": "a", "2": 1}]
