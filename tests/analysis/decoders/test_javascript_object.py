"""Objects as JavaScript writes them open; code, style sheets, queries and JSON itself stay closed."""

from __future__ import annotations

import base64
import json
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.decoders.javascript_object import DECODER
from analysis.units import Part, Tree


def part(data: bytes | str) -> Part:
    return Part(path="body", context="body", names=(), data=data)


def tree(data: bytes | str) -> Tree:
    opened = DECODER.open(part(data), 1 << 20)
    assert opened is not None
    assert opened.label == "js"
    return opened.tree


@pytest.mark.parametrize(
    "data",
    [
        "", "{}", '{"a": 1}', "{a}", "{a:b}", "{color:red}", "{color: #fff; margin: 0}", "{ me: viewer { id } }",
        "f(x)", "f({a:1}", "f{a:1})", "{a:1})", "f({a:1}); g({b:2})", "x={a:1}", "function(){return {a:1}}", "{a:1}{b:2}",
        "{a:function(){}}", "{a:[1,2}", "{a:'x}", "{a:'x\n}", '{a:"x\n}', '{a:atob("=x=")}',
        "{{name}}", "{a: 1, b}", "a(b: 1)", "{0: 1}",
        b"\x00\xff{a:1}", b"{a:1}\x00", "{" * 500,
    ],
)  # fmt: skip
def test_what_is_no_object_stays_closed(data: bytes | str) -> None:
    assert DECODER.open(part(data), 1 << 20) is None


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ('\x10GB({t:"notify",id:3,body:"so: it\'s done",ok:true})\n',
         {"t": "notify", "id": 3, "body": "so: it's done", "ok": True}),
        ("GB({t:'x',b:'say \"hi\" and it\\'s'});", {"t": "x", "b": 'say "hi" and it\'s'}),
        ("{a:1,'b':{c:[1,2,],},}", {"a": 1, "b": {"c": [1, 2]}}),
        ("window.app.boot({a:undefined})", {"a": None}),
        ('{url:"https://example.org/a:b,}"}', {"url": "https://example.org/a:b,}"}),
        ("{$set : {a_b: -1.5e3}}", {"$set": {"a_b": -1500.0}}),
    ],
)  # fmt: skip
def test_what_opens(text: str, held: Tree) -> None:
    assert tree(text) == held
    assert tree(text.encode()) == held


def test_texts_in_base64() -> None:
    coded = base64.b64encode("Grüße".encode("latin-1")).decode()
    assert tree(f'GB({{t:"notify",title:atob("{coded}")}})') == {"t": "notify", "title": "Grüße"}


@pytest.mark.parametrize("piece", ['"\\', "'\\", '"', "a:", ", ", 'atob("', "[", "x"])
def test_a_long_text_that_is_none_is_refused_at_once(piece: str) -> None:
    text = "{a:" + piece * (200_000 // len(piece)) + "}"
    before = time.monotonic()
    assert DECODER.open(part(text), 1 << 20) is None
    assert time.monotonic() - before < 2


def test_the_limit_counts() -> None:
    assert DECODER.open(part("{a:1}"), 4) is None


@given(
    st.one_of(
        st.binary(max_size=300),
        st.text(max_size=300),
        st.from_regex(r"\A(GB\()?\{[a-z]{1,4}:[\x20-\x7e]{0,80}\Z"),
    )
)
def test_anything(data: bytes | str) -> None:
    opened = DECODER.open(part(data), 1 << 16)
    assert opened is None or isinstance(opened.tree, dict)


@given(st.dictionaries(st.from_regex(r"\A[a-z_]{1,8}\Z"), st.integers() | st.booleans() | st.none() | st.text(max_size=30),
                       min_size=1, max_size=5))  # fmt: skip
def test_what_json_holds_comes_back(held: dict[str, Tree]) -> None:
    text = "{" + ",".join(f"{name}:{json.dumps(value)}" for name, value in held.items()) + "}"
    assert tree(text) == held
