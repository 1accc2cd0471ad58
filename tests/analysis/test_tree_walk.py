"""What the members of a tree are called, in each style of writing."""

from __future__ import annotations

import pytest

from analysis.tree_walk import Walk, json_step


def walk(style: str, **fields: str) -> Walk:
    return Walk(base="body>x", context="body", depth=1, style=style, field_names=fields)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("key", "step"), [("lat", ".lat"), ("a b", '["a b"]'), ('"', '["\\""]'), ("1", '["1"]')]
)
def test_json_steps(key: str, step: str) -> None:
    assert json_step(key) == step


@pytest.mark.parametrize("key", ["a[", "a]", "[a]", "a[b]c", "a[[b]]", "items[0", "x" * 90 + "[a]"])
def test_what_is_no_nesting_is_one_name(key: str) -> None:
    assert walk("pairs").names((), f"body>x:{key}", key) == (key,)


@pytest.mark.parametrize(
    ("style", "root"), [("document", "body>x:$"), ("pairs", "body>x:"), ("fields", "body>x:")]
)
def test_the_root_of_a_tree(style: str, root: str) -> None:
    assert walk(style).root == root


def test_a_member_of_the_root_and_one_below_it() -> None:
    assert walk("pairs").step("body>x:", "a b") == "body>x:a b"
    assert walk("pairs").step("body>x:a", "b c") == 'body>x:a["b c"]'
    assert walk("fields").step("body>x:3", "2") == "body>x:3.2"
    assert walk("document").step("body>x:$", "a") == "body>x:$.a"


def test_a_numbered_field_is_called_only_what_the_catalogue_calls_it() -> None:
    known = walk("fields", **{"3.2": "lat"})
    assert known.names(("point",), "body>x:3[1].2", "2") == ("point", "lat")
    assert known.names(("point",), "body>x:3[1].9", "9") == ("point",)
    assert walk("fields").names((), "body>x:3", "3") == ()
