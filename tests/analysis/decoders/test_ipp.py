"""Requests to a printer open by the names of their attributes; other bytes stay closed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.decoders.ipp import DECODER
from analysis.units import Part


def part(data: bytes, media_type: str = "application/ipp") -> Part:
    return Part(path="body", context="body", names=(), data=data, media_type=media_type)


def attribute(tag: int, name: str, value: bytes) -> bytes:
    return bytes([tag]) + len(name).to_bytes(2) + name.encode() + len(value).to_bytes(2) + value


JOB = (
    b"\x02\x00\x00\x02\x00\x00\x00\x01\x01" + attribute(0x45, "printer-uri", b"ipp://192.0.2.90/ipp/print")
    + attribute(0x42, "requesting-user-name", b"jule") + attribute(0x42, "job-name", b"Bewerbung.pdf") + b"\x02"
    + attribute(0x21, "copies", b"\0\0\0\x02")
)  # fmt: skip


def test_who_prints_what() -> None:
    opened = DECODER.open(part(JOB + b"\x03%PDF-1.7"), 1 << 20)
    assert opened is not None
    assert opened.tree == {
        "operation": 2, "printer-uri": "ipp://192.0.2.90/ipp/print", "requesting-user-name": "jule",
        "job-name": "Bewerbung.pdf",
        "copies": 2,
    }  # fmt: skip
    assert [inner.data for inner in opened.parts] == [b"%PDF-1.7"]


@pytest.mark.parametrize("data", [b"", JOB, JOB[:-1] + b"\x03", b"\x07" + JOB[1:] + b"\x03"])
def test_other_bytes_stay_closed(data: bytes) -> None:
    assert DECODER.open(part(data), 1 << 20) is None


def test_it_must_be_declared() -> None:
    assert DECODER.open(part(JOB + b"\x03", "application/octet-stream"), 1 << 20) is None


@given(st.binary(max_size=80))
def test_any_bytes_open_or_stay_closed(data: bytes) -> None:
    for sent in (JOB + data, JOB[:9] + data):
        opened = DECODER.open(part(sent), 1 << 20)
        assert opened is None or opened.label == "ipp"
