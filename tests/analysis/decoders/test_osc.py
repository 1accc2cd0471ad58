"""Messages and bundles of Open Sound Control open with their numbers; other bytes that begin so stay closed."""

from __future__ import annotations

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.decoders.osc import DECODER
from analysis.units import Part


def part(data: bytes) -> Part:
    return Part(path="body", context="body", names=(), data=data)


def padded(text: str) -> bytes:
    data = text.encode() + b"\0"
    return data + bytes(-len(data) % 4)


def message(address: str, *numbers: float) -> bytes:
    floats = b"".join(struct.pack(">f", number) for number in numbers)
    return padded(address) + padded("," + "f" * len(numbers)) + floats


def bundle(*messages: bytes) -> bytes:
    return b"#bundle\0" + bytes(8) + b"".join(len(one).to_bytes(4) + one for one in messages)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"/accxyz\0",
        b"/usr/bin/env\0\0\0\0",
        message("/a", 1.0)[:-1],
        message("/a", 1.0) + b"\0\0\0\0",
        message("a", 1.0),
        padded("/a") + padded(",fff") + bytes(4),
        padded("/a") + padded("fff") + bytes(12),
        b"#bundle\0" + bytes(8),
        b"#bundle\0" + bytes(8) + b"\0\0\0\x08/a\0\0",
        b"#include <stdio.h>\n\n\n\n\n\n",
    ],
)
def test_what_is_no_packet_stays_closed(data: bytes) -> None:
    assert DECODER.open(part(data), 1 << 20) is None


def test_the_messages_of_a_bundle_stand_under_their_address() -> None:
    opened = DECODER.open(
        part(bundle(message("/accxyz", 0.5, -1.0, 9.5), message("/accxyz", 0.25, -1.5, 9.0))), 1 << 20
    )
    assert opened is not None
    assert opened.tree == {"accxyz": [[0.5, -1.0, 9.5], [0.25, -1.5, 9.0]]}


def test_one_number_is_no_list() -> None:
    opened = DECODER.open(part(message("/1/fader1", 0.5)), 1 << 20)
    assert opened is not None
    assert opened.tree == {"1": {"fader1": 0.5}}


def test_a_value_that_has_values_below_it_keeps_both() -> None:
    sent = bundle(message("/a", 1.0), message("/a/b", 2.0), message("/c/d", 3.0), message("/c", 4.0))
    opened = DECODER.open(part(sent), 1 << 20)
    assert opened is not None
    assert opened.tree == {"a": 1.0, "a/b": 2.0, "c": {"d": 3.0}, "/c": 4.0}


@given(st.binary(max_size=200))
def test_any_bytes_open_or_stay_closed(data: bytes) -> None:
    for sent in (data, b"#bundle\0" + data, b"/a\0\0,f\0\0" + data):
        opened = DECODER.open(part(sent), 1 << 20)
        assert opened is None or opened.label == "osc"
