"""Newline-delimited JSON needs two lines, each an object or array."""

from __future__ import annotations

import pytest

from analysis.decoders.ndjson import DECODER
from analysis.units import Part


def part(data: bytes | str, complete: bool = True) -> Part:
    return Part(path="body", context="body", names=(), data=data, complete=complete)


def test_lines_become_a_list_and_empty_lines_are_passed_over() -> None:
    opened = DECODER.open(part(b'{"a":1}\r\n\r\n[2]\n{"b":{"c":3}}\n'), 1 << 20)
    assert opened is not None
    assert opened.tree == [{"a": 1}, [2], {"b": {"c": 3}}]


def test_a_sample_may_end_inside_a_line() -> None:
    data = b'{"a":1}\n{"a":2}\n{"a'
    assert DECODER.open(part(data), 1 << 20) is None
    opened = DECODER.open(part(data, complete=False), 1 << 20)
    assert opened is not None
    assert opened.tree == [{"a": 1}, {"a": 2}]


@pytest.mark.parametrize(
    "data", [b"", b'{"a":1}', b'{"a":1}\nplain', b"1\n2", b'{"a":1}\n2', b"[\n1\n]", "{}\n{"]
)
def test_what_is_not_ndjson_stays_closed(data: bytes | str) -> None:
    assert DECODER.open(part(data), 1 << 20) is None
