"""Triples of integers under gravity are readings of an accelerometer; random bytes, texts and pictures are none."""

from __future__ import annotations

import base64
import math
import random
import struct
from datetime import UTC, datetime

import msgspec
import pytest

from analysis.decoding import open_message
from analysis.packed_samples import packed_samples
from analysis.records import Transmission
from analysis.surroundings import Surroundings


def around(name: str, data: bytes) -> Surroundings:
    body = msgspec.json.encode({name: {"format": "int16le", "data": base64.b64encode(data).decode()}})
    sent = Transmission(
        id="t", flow_id="f", seen_at=datetime(2026, 1, 1, tzinfo=UTC), writer="test",
        request_headers=(("Content-Type", "application/json"),), body=body,
    )  # fmt: skip
    return Surroundings(open_message(sent))


def readings(order: str = "<", step: int = 4096, n: int = 40) -> bytes:
    rows = (
        (0.1 + 0.02 * math.sin(at), 0.35 + 0.01 * math.cos(at), 0.92 + 0.01 * math.sin(at / 3))
        for at in range(n)
    )
    return b"".join(struct.pack(f"{order}3h", *(int(value * step) for value in row)) for row in rows)


@pytest.mark.parametrize("order", ["<", ">"])
@pytest.mark.parametrize("step", [256, 4096, 16384])
def test_readings_of_any_scale_and_order(order: str, step: int) -> None:
    found = list(packed_samples(around("accelerometer", readings(order, step))))
    assert len(found) == 1
    assert len(found[0].rows) == 40


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("attachment", readings()),
        ("accelerometer", readings(n=10)),
        ("accelerometer", readings()[:-1]),
        ("accelerometer", bytes(240)),
        ("accelerometer", random.Random(1).randbytes(240)),
        ("accelerometer", struct.pack("<3h", 100, 400, 4000) * 40),
    ],
)
def test_other_bytes_are_none(name: str, data: bytes) -> None:
    assert list(packed_samples(around(name, data))) == []
