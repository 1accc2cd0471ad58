"""Each value of a tree has the path and names that its format gives it."""

from __future__ import annotations

import pytest

from analysis.remembered import Remembered
from analysis.tree_walk import Names, Walk
from analysis.units import Tree
from analysis.value_tree import TreeReader


class Reader(TreeReader):
    """Opens no value, and remembers the bytes that it was offered."""

    def __init__(self) -> None:
        super().__init__(Remembered(lambda _: False))
        self.offered: dict[str, bytes] = {}

    def open_value(self, value: str | bytes, path: str, names: Names, walk: Walk) -> bool:
        if isinstance(value, bytes):
            self.offered[path] = value
        return False


def read(tree: Tree, **walk: object) -> Reader:
    reader = Reader()
    reader.open_tree(tree, Walk(base="body>x", context="body", depth=1, **walk), ())  # type: ignore[arg-type]
    return reader


@pytest.mark.parametrize(
    ("style", "path"),
    [("document", "body>x:$.a[0].b"), ("pairs", "body>x:a[0].b"), ("fields", "body>x:a[0].b")],
)
def test_paths_are_written_in_the_style_of_the_format(style: str, path: str) -> None:
    reader = read({"a": [{"b": 1}]}, style=style)
    assert [leaf.path for leaf in reader.leaves] == [path]


def test_a_name_that_ends_in_a_colon_does_not_make_a_root() -> None:
    reader = read({"a:": {"b": 1}, ":": 2}, style="pairs")
    assert [leaf.path for leaf in reader.leaves] == ["body>x:a:.b", "body>x::"]
    assert [group.path for group in reader.groups] == ["body>x:a:", "body>x"]


def test_numbered_fields_have_the_names_that_the_catalogue_knows() -> None:
    tree: Tree = {"1": "id", "3": [{"2": 52.1, "9": 1}, {"2": 52.2}], "4": 7}
    reader = read(tree, style="fields", field_names={"3": "point", "3.2": "lat", "4": "count"})
    assert {leaf.path: leaf.names for leaf in reader.leaves} == {
        "body>x:1": (),
        "body>x:3[0].2": ("point", "lat"),
        "body>x:3[0].9": ("point",),
        "body>x:3[1].2": ("point", "lat"),
        "body>x:4": ("count",),
    }
    assert {group.path: sorted(group.members) for group in reader.groups} == {
        "body>x:3[0]": ["9", "lat"],
        "body>x:3[1]": ["lat"],
        "body>x": ["1", "count"],
    }


def test_bytes_are_offered_and_are_no_leaf() -> None:
    reader = read({"a": b"\x00", "b": [b"\x01"]})
    assert reader.offered == {"body>x:$.a": b"\x00", "body>x:$.b[0]": b"\x01"}
    assert reader.leaves == []


def test_a_scalar_stands_at_the_layer_itself() -> None:
    assert [(leaf.path, leaf.value) for leaf in read("text").leaves] == [("body>x", "text")]


def test_nested_parameters_have_the_names_of_their_nesting() -> None:
    reader = read({"device[metadata][resolution]": "1x2", "user[]": "a", "rows[0][id]": "7"}, style="pairs")
    assert [leaf.names for leaf in reader.leaves] == [
        ("device", "metadata", "resolution"),
        ("user",),
        ("rows", "id"),
    ]
    assert reader.leaves[0].path == "body>x:device[metadata][resolution]"


def test_names_of_a_document_are_not_taken_apart() -> None:
    assert read({"a[b]": "v"}).leaves[0].names == ("a[b]",)
