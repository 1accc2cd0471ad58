"""Metrics of Sparkplug B get their names and values; other messages of the wire format stay protocol buffers."""

from __future__ import annotations

import struct
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.decoders.sparkplug import DECODER
from analysis.units import Part
from tests.corpus.recipes import STEPS

TIME = 1793011205221


def part(data: bytes, *, complete: bool = True) -> Part:
    return Part(path="body", context="body", names=(), data=data, complete=complete)


def message(*metrics: list[Any], seq: int = 3) -> bytes:
    data = STEPS["protobuf"]([[1, TIME], *([2, metric] for metric in metrics), [3, seq]])
    assert isinstance(data, bytes)
    return data


AIR = [[1, "Climate/Air temperature"], [3, TIME], [4, 9], [12, {"float": 19.75}]]
COUNT = [[2, 17], [3, TIME], [4, 7], [10, 88122]]
SWITCH = [[1, "Rebirth"], [4, 11], [14, 0]]


def test_metrics_are_named() -> None:
    opened = DECODER.open(part(message(AIR, COUNT, SWITCH)), 1 << 20)
    assert opened is not None
    assert opened.tree == {
        "timestamp": TIME,
        "metrics": [
            {"name": "Air temperature", "folder": "Climate", "timestamp": TIME, "value": 19.75},
            {"name": "alias 17", "timestamp": TIME, "value": 88122},
            {"name": "Rebirth", "value": False},
        ],
    }


@pytest.mark.parametrize(
    "data",
    [
        b"",
        STEPS["protobuf"]([[1, TIME], [2, "a text of some length"]]),
        STEPS["protobuf"]([[1, TIME], [2, [[1, "no kind"], [12, {"float": 1.5}]]]]),
        STEPS["protobuf"]([[1, TIME], [2, [[1, "a kind of none"], [4, 99], [12, {"float": 1.5}]]]]),
        STEPS["protobuf"]([[1, TIME], [2, [[1, "two values"], [4, 9], [12, {"float": 1.5}], [10, 4]]]]),
        STEPS["protobuf"]([[1, 4], [2, AIR]]),
        message(AIR)[:-9],
    ],
)
def test_others_stay_closed(data: bytes) -> None:
    assert DECODER.open(part(data), 1 << 20) is None


def test_nothing_larger_than_allowed() -> None:
    assert DECODER.open(part(message(AIR)), 16) is None


@given(st.binary(max_size=200))
def test_any_bytes(data: bytes) -> None:
    head = b"\x08" + bytes(message(AIR)[1:7]) + b"\x12"
    for complete in (True, False):
        opened = DECODER.open(part(head + data, complete=complete), 1 << 20)
        assert opened is None or (opened.label == "sparkplug" and isinstance(opened.tree, dict))


@given(st.floats(width=32, allow_nan=False, allow_infinity=False))
def test_floats_come_back(value: float) -> None:
    opened = DECODER.open(
        part(message(AIR, [[1, "Level"], [3, TIME], [4, 9], [12, {"float": value}]])), 1 << 20
    )
    assert opened is not None
    assert isinstance(opened.tree, dict)
    (_, metric) = cast("list[dict[str, float]]", opened.tree["metrics"])
    assert struct.pack("<f", value) == struct.pack("<f", metric["value"])
