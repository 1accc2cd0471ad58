"""A leaf stands at a place where the place's expression says so; the quick way says the same."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.catalogue_places import Place, last_step, place_expression, places_by_step
from analysis.payload import Context, FieldRule


def field(path: str, context: Context = "body") -> FieldRule:
    return FieldRule(
        path=path, context=context, category="device_state.hardware", property="x", reasoning="a field"
    )


@pytest.mark.parametrize(
    ("place", "path", "stands"),
    [
        ("json:$.a", "body>json:$.a", True),
        ("json:$.a", "body>json:$.b.a", False),
        ("json:$.a", "body>xjson:$.a", False),
        ("json:$.a[*]", "body>json:$.a[3]", True),
        ("json:$.a[*]", "body>json:$.a", False),
        ("json:$..a", "body>json:$.b[0].a", True),
        ("query:en", "query:en", True),
        ("query:en", "query:en[1]", True),
        ("query:en", "query:en[x]", False),
        ("query:en", "query:seen", False),
        ("query:e>json:$.a", "query:e[2]>json:$.a", True),
        ("form:a[*]", "body>form:a[*]", False),
        ("protobuf:3.2", "body>grpc:0>protobuf:3[1].2", True),
        ("protobuf:3.2", "body>protobuf:13.2", False),
    ],
)
def test_a_leaf_stands_at_a_place(place: str, path: str, stands: bool) -> None:
    assert Place(field(place)).matches(path) is stands


_places = st.sampled_from([
    "query:en", "form:a", "form:a[*]", "url:b", "json:$.a", "json:$..a", "json:$.a[*].b", "protobuf:3.2", "query:e>json:$.a",
])  # fmt: skip
_paths = st.lists(
    st.sampled_from([
        "body", ">", "query:", "form:", "url:", "json:$", "protobuf:", "en", "a", ".a", ".b", "[0]", "[*]", "3", ".2", "b",
        "e",
    ]),
    max_size=8,
).map("".join)  # fmt: skip


@given(place=_places, path=_paths | _places)
def test_it_stands_there_where_the_expression_says_so(place: str, path: str) -> None:
    stands = re.search(f"(?:^|>){place_expression(place)}$", path) is not None
    assert Place(field(place)).matches(path) is stands


def test_places_are_found_by_context_and_last_step() -> None:
    fields = (field("json:$.a"), field("form:a"), field("query:a", "query"), field("header:X-A", "header"))
    found = places_by_step(fields)
    assert [place.field.path for place in found["body"]["a"]] == ["json:$.a", "form:a"]
    assert [place.field.path for place in found["query"]["a"]] == ["query:a"]
    assert [place.field.path for place in found["header"]["x-a"]] == ["header:X-A"]
    assert "cookie" not in found


@pytest.mark.parametrize(
    ("path", "step"), [("query:a", "a"), ("body>json:$.a[0][1]", "a"), ('body>json:$["a.b"]', '["a.b"]')]
)
def test_the_last_step_is_without_indices(path: str, step: str) -> None:
    assert last_step(path) == step
