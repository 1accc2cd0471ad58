"""One JSON text is parsed; everything else is none, without an error."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.cut_values import CutText
from analysis.json_text import parse_cut_json, parse_json


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


# -- a text whose end is missing ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "data",
    [
        "", "{", "[", '{"a', '{"a":', '{"a":1', "[1", '"text', "12", "nothing at all", "{}", '{"a":1}', '{"a":1}}',
        "[1,2]]", "{a:1,", "[foo,", "{'a':1,", '"text", 1', "1, 2", '{"a" "b",', "[1}", '{"a":1]', b"\xff\xfe",
        "[" * 100_000,
    ],
)  # fmt: skip
def test_what_holds_no_whole_value_or_is_no_json(data: bytes | str) -> None:
    assert parse_cut_json(data) == (False, None)


@pytest.mark.parametrize(
    ("data", "value"),
    [
        ('{"a":1,', {"a": 1}), ('{"a":1,"b', {"a": 1}), ('{"a":1,"b":', {"a": 1}), ('{"a":1,"b":"x,y', {"a": 1}),
        ('{"a":1,"b":2', {"a": 1}),  # which may have gone on
        ('[{"a":1},{"b":[1,2],"c":tr', [{"a": 1}, {"b": [1, 2]}]), ('{"a":{"b":[1,2', {"a": {"b": [1]}}),
        ('{"a":"}]\\",{",', {"a": '}]",{'}), ('{"a":[[1],[', {"a": [[1]]}), ('{"a":"\xe9",', {"a": "\xe9"}),
    ],
)  # fmt: skip
def test_what_stands_before_the_cut_is_read(data: str, value: object) -> None:
    assert parse_cut_json(data) == (True, value)
    assert parse_cut_json(data.encode()) == (True, value)


def test_a_letter_that_is_cut_in_two_ends_the_text() -> None:
    assert parse_cut_json('{"a":1,"b":"é'.encode()[:-1]) == (True, {"a": 1})


LONG = "/9j/4AAQSkZJRgABAQAAAQABAAD" * 50


@pytest.mark.parametrize(
    ("head", "read"),
    [
        ('{"a":1,"photo":"', lambda value: value["photo"]), ('{"photo" : "', lambda value: value["photo"]),
        ('{"items":[{"id":1},{"id":2,"data":"', lambda value: value["items"][1]["data"]), ('["', lambda value: value[0]),
        ('{"a":["x" , "', lambda value: value["a"][1]),
    ],
)  # fmt: skip
def test_a_long_text_that_is_cut_is_kept_and_marked(head: str, read: Callable[[Any], object]) -> None:
    found, value = parse_cut_json(head + LONG)
    assert found
    assert read(value) == LONG
    assert isinstance(read(value), CutText)


@pytest.mark.parametrize("ending", ["\\", "\\u", "\\u12", "\\u123"])
def test_half_an_escape_is_left_out(ending: str) -> None:
    assert parse_cut_json('{"photo":"' + LONG + ending) == (True, {"photo": LONG})
    assert parse_cut_json('{"photo":"' + LONG + "\\\\" + ending) == (True, {"photo": LONG + "\\"})


def test_a_long_name_that_is_cut_is_no_value() -> None:
    assert parse_cut_json('{"a":1,"' + LONG) == (True, {"a": 1})
    assert parse_cut_json('{"a":1,"b":"' + LONG + '"')[1] == {"a": 1}  # which is whole, but may have gone on


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | st.text(max_size=4),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=8,
)


@given(st.lists(VALUES, min_size=1) | st.dictionaries(st.text(), VALUES, min_size=1), st.data())
def test_what_is_read_is_a_part_of_the_whole(value: object, data: st.DataObject) -> None:
    text = json.dumps(value)
    found, tree = parse_cut_json(text[: data.draw(st.integers(0, len(text) - 1))])
    assert not found or is_part(tree, value)


def is_part(part: object, whole: object) -> bool:
    if isinstance(part, list) and isinstance(whole, list):
        return len(part) <= len(whole) and all(map(is_part, part, whole))
    if isinstance(part, dict) and isinstance(whole, dict):
        return part.keys() <= whole.keys() and all(is_part(part[key], whole[key]) for key in part)
    return part == whole
