"""One JSON text is parsed; everything else is none, without an error."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.json_text import parse_json


@pytest.mark.parametrize("value", [None, 0, "x", [1, {"a": None}], {"a": [True]}])
def test_a_value_is_read_from_text_and_bytes(value: object) -> None:
    assert parse_json(json.dumps(value)) == (True, value)
    assert parse_json(json.dumps(value).encode()) == (True, value)


@pytest.mark.parametrize("data", [b"", b"{", b"{} {}", b"{a: 1}", b'"\xff"', "[" * 100_000, "NaN"])
def test_what_is_no_json_is_none(data: bytes | str) -> None:
    assert parse_json(data) == (False, None)


@given(st.binary(max_size=60))
def test_any_bytes_are_read_without_an_error(data: bytes) -> None:
    found, tree = parse_json(data)
    assert found or tree is None
