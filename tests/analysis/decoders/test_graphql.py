"""What is written into a GraphQL query opens by argument; variables, prose and code stay as they are."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.decoders.graphql import DECODER
from analysis.units import Part


def part(data: bytes | str) -> Part:
    return Part(path="body>json:$.query", context="body", names=("query",), data=data)


@pytest.mark.parametrize(
    "data",
    [
        "",
        "query",
        "{ user { name } }",
        "query Q($id: ID!) { user(id: $id) { name } }",
        "mutation M($i: In = {a: 1}) { set(input: $i) { id } }",
        "query { a(x: 1) { b }",
        "query { a(x: 1) } }",
        "query { a(x 1) }",
        "query { a(x: ) }",
        "query { a(x: 1; y: 2) }",
        "query language (see: manual) is {nice}",
        "mutation of the gene (BRCA: 1)",
        "{ color: red; width: calc(a: 1) }",
        "{a: f(x: 1), 'b'}",
        "{ return fn(a: 1) + 2 }",
        '{"lat": 1}',
        b"{ user(id: 4) { name } }",
        "{ a @include(if: true) }",
        "query { a(x: " + "[" * 5_000 + "]" * 5_000 + ") }",
    ],
)
def test_what_says_nothing_stays_closed(data: bytes | str) -> None:
    assert DECODER.open(part(data), 1 << 20) is None


def test_arguments_open_by_field_and_the_query_stays_a_value() -> None:
    opened = DECODER.open(
        part(
            "# position\nquery"[11:] + " Q($v: Int) { me: user(id: 4, when: null) @skip(if: false) { name }"
            ' ... on P { near(lat: 52.1, lon: -1e1, tags: ["a", OPEN, true], o: {n: "\\u00e9", v: $v}) { id } }'
            ' user(id: 5, text: """ block "text" """, v: $v) { id } }'
        ),
        1 << 20,
    )
    assert opened is not None
    assert opened.keeps_text
    assert opened.tree == {
        "user": [{"id": 4, "when": None}, {"id": 5, "text": 'block "text"'}],
        "near": {"lat": 52.1, "lon": -10.0, "tags": ["a", "OPEN", True], "o": {"n": "é"}},
    }


NAMES = st.from_regex(r"[a-z_][A-Za-z0-9_]{0,8}", fullmatch=True).filter(
    lambda name: name not in ("true", "false", "null", "query", "mutation", "subscription", "fragment", "on")
)
SCALARS = (
    st.integers(-(2**40), 2**40) | st.booleans() | st.none() | st.floats(-1e6, 1e6).filter(lambda x: "e" not in repr(x))
    | st.text(st.characters(min_codepoint=32, exclude_categories=["Cs", "Cc", "Zl", "Zp"]), max_size=20)
)  # fmt: skip
VALUES = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, min_size=1, max_size=3) | st.dictionaries(NAMES, inner, min_size=1, max_size=3)
    ),
)


def written(value: object) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {written(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + " ".join(map(written, value)) + "]"
    return json.dumps(value)


@given(
    NAMES,
    st.dictionaries(NAMES, VALUES, min_size=1, max_size=3),
    st.sampled_from(["mutation", "query Q", "{"]),
)
def test_any_literal_comes_back(field: str, arguments: dict[str, object], begin: str) -> None:
    inner = ", ".join(f"{name}: {written(value)}" for name, value in arguments.items())
    text = f"{begin} {'' if begin == '{' else '{ '}{field}({inner}) {{ id }} }}"
    opened = DECODER.open(part(text), 1 << 20)
    assert opened is not None
    assert opened.tree == {field: arguments}
