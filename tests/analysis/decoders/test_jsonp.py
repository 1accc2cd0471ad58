"""JSONP and guarded JSON open as the JSON that they hold; formulas and source code stay closed."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.decoders.jsonp import DECODER
from analysis.units import Part

TREES = st.dictionaries(
    st.text(max_size=8), st.integers(-9, 9) | st.text(max_size=20) | st.none(), max_size=4
)


def part(data: bytes | str) -> Part:
    return Part(path="body", context="body", names=(), data=data)


@pytest.mark.parametrize(
    "data",
    [
        "",
        "f(x)",
        "f(x, {})",
        "rgb(1, 2, 3)",
        "max([1, 2, 3])",
        "translate(10px, [2])",
        "if (x) {y()}",
        "function(a) { return [a] }",
        'f({"a": 1}) + g({"b": 2})',
        'callback({"a": 1}',
        "Counter({'a': 1})",
        "for(;;);",
        "while(1);alert(1)",
        ")]}',\n",
        ":-)",
        "url({spaces})",
        "Call me (maybe)",
        b"\x00f([1])",
        "#ff0000",
    ],
)
def test_what_only_has_parentheses_stays_closed(data: bytes | str) -> None:
    assert DECODER.open(part(data), 1 << 20) is None


@pytest.mark.parametrize("before", ["cb(", "/**/ jQuery1102_17(", "/**/ng.cb0 (", "window.a$b(", "_( "])
@given(tree=TREES, as_text=st.booleans())
def test_a_callback_opens_as_what_it_is_called_with(
    before: str, tree: dict[str, object], as_text: bool
) -> None:
    text = f"\n{before}{json.dumps(tree)} ) ;\n"
    opened = DECODER.open(part(text if as_text else text.encode()), 1 << 20)
    assert opened is not None
    assert (opened.label, opened.tree) == ("jsonp", tree)


@pytest.mark.parametrize(
    "guard",
    [
        ")]}',\n",
        ")]}'\n",
        ")]}\n",
        "for(;;);",
        "for (;;);",
        "while(1);",
        "while(true); ",
        "throw 1; ",
        "{}&& ",
    ],
)
@given(tree=TREES | st.lists(st.integers(0, 9), max_size=3))
def test_json_behind_a_guard_opens(guard: str, tree: object) -> None:
    for data in (guard + json.dumps(tree), (guard + json.dumps(tree)).encode()):
        opened = DECODER.open(part(data), 1 << 20)
        assert opened is not None
        assert opened.tree == tree


def test_what_stands_behind_a_guard_and_is_not_one_json_text_is_opened_further() -> None:
    rest = '11\n[["a","b"]]\n7\n["c"]'
    opened = DECODER.open(part(")]}'\n\n" + rest), 1 << 20)
    assert opened is not None
    assert opened.tree == rest
    opened = DECODER.open(part((")]}'\n\n" + rest).encode()), 1 << 20)
    assert opened is not None
    assert [child.data for child in opened.parts] == [rest.encode()]


def test_ten_thousand_levels_and_more_than_the_budget_stay_closed() -> None:
    assert DECODER.open(part("f(" + "[" * 10_000 + "]" * 10_000 + ")"), 1 << 20) is None
    assert DECODER.open(part('f({"a": "' + "x" * 1000 + '"})'), 100) is None
    assert DECODER.open(part("a" * 1_000_000 + "([1])"), 1 << 20) is None


# -- only the head of a big body is kept --------------------------------------------------------------------------


def head(data: bytes | str) -> Part:
    return Part(path="body", context="body", names=(), data=data, complete=False, size=2 << 20)


@pytest.mark.parametrize(
    "data",
    [
        "f(x)",
        "f(x, {",
        "max([1, 2, 3",
        "if (x) {y()",
        "function(a) { return [a",
        "Counter({'a': 1",
        'f({"a": 1}) + g({"b": 2',
        "cb({",
        'cb({"a',
        ")]}',\n",
    ],
)
def test_a_head_that_is_no_jsonp_stays_closed(data: str) -> None:
    assert DECODER.open(head(data), 1 << 20) is None
    assert DECODER.open(head(data.encode()), 1 << 20) is None


@pytest.mark.parametrize("before", ["cb(", "/**/ jQuery1102_17(", ")]}',\n", "for(;;);", "while(1);"])
@pytest.mark.parametrize("as_text", [True, False])
def test_the_head_of_a_big_one_opens_up_to_the_cut(before: str, as_text: bool) -> None:
    text = before + json.dumps({"lat": 52.5, "rows": [{"n": number} for number in range(100)]})[:600]
    opened = DECODER.open(head(text if as_text else text.encode()), 1 << 20)
    assert opened is not None
    assert isinstance(opened.tree, dict)
    assert opened.tree["lat"] == 52.5
    assert isinstance(opened.tree["rows"], list)
    assert opened.tree["rows"][:2] == [{"n": 0}, {"n": 1}]
    assert (opened.label, opened.ends_early, opened.truncated) == ("jsonp", False, False)
    assert DECODER.open(part(text), 1 << 20) is None or before[0] in ")fw"  # a whole one has its end


def test_a_letter_that_the_cut_halves_is_left_out() -> None:
    text = f"cb({json.dumps({'a': 1, 'b': 'ä' * 900}, ensure_ascii=False)}".encode()
    opened = DECODER.open(head(text[:801]), 1 << 20)
    assert opened is not None
    assert opened.tree == {"a": 1}


@given(cut=st.integers(0, 400), tree=TREES)
def test_a_head_of_any_length_opens_as_a_beginning_or_not_at_all(cut: int, tree: dict[str, object]) -> None:
    opened = DECODER.open(head(f"cb({json.dumps([tree, tree])}"[:cut]), 1 << 20)
    if opened is not None and isinstance(opened.tree, list):
        assert opened.tree[:-1] == [tree, tree][: len(opened.tree) - 1]
