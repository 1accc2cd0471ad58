"""DNS messages open with questions and answers; bytes whose counts or names do not fit stay closed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.decoders.dns import DECODER
from analysis.units import Part

QUERY = bytes.fromhex("0000000000010000000000000b5f676f6f676c6563617374045f746370056c6f63616c00000c0001")
ANSWER = (
    bytes.fromhex("123481800001000200000000") + b"\x04mail\x07example\0\x00\x01\x00\x01"
    b"\xc0\x0c\x00\x01\x00\x01\x00\x00\x00\x3c\x00\x04\xc0\x00\x02\x07"
    b"\xc0\x0c\x00\x10\x00\x01\x00\x00\x00\x3c\x00\x06\x05id=42"
)


def part(data: bytes, media_type: str = "") -> Part:
    return Part(path="body", context="body", names=(), data=data, media_type=media_type)


def test_a_question_has_name_and_type() -> None:
    opened = DECODER.open(part(QUERY), 1 << 20)
    assert opened is not None
    assert opened.tree == {"questions": [{"qname": "_googlecast._tcp.local", "qtype": "PTR"}]}


def test_answers_are_read_also_over_https() -> None:
    opened = DECODER.open(part(ANSWER, "application/dns-message"), 1 << 20)
    assert opened is not None
    assert opened.tree == {
        "questions": [{"qname": "mail.example", "qtype": "A"}],
        "answers": [
            {"rname": "mail.example", "rtype": "A", "address": "192.0.2.7"},
            {"rname": "mail.example", "rtype": "TXT", "text": ["id=42"]},
        ],
    }


@pytest.mark.parametrize(
    "data",
    [b"", QUERY[:-1], QUERY + b"\0", QUERY[:5] + b"\x02" + QUERY[6:], QUERY[:-4] + b"\x33\x33\x00\x01", b"\0" * 40,
     QUERY[:12] + b"\xc0\x0c\x00\x0c\x00\x01", QUERY[:2] + b"\x78\x00" + QUERY[4:]],
)  # fmt: skip
def test_other_bytes_stay_closed(data: bytes) -> None:
    assert DECODER.open(part(data), 1 << 20) is None


def test_another_type_is_believed() -> None:
    assert DECODER.open(part(QUERY, "application/octet-stream"), 1 << 20) is None


@given(st.binary(max_size=80))
def test_any_bytes_open_or_stay_closed(data: bytes) -> None:
    for sent in (QUERY[:12] + data, ANSWER + data, data):
        opened = DECODER.open(part(sent), 1 << 20)
        assert opened is None or opened.label == "dns"
