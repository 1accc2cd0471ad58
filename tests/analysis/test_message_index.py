"""The values and objects of a message by name and by list."""

from __future__ import annotations

import json
from datetime import UTC, datetime

from analysis.decoding import open_message
from analysis.message_index import MessageIndex
from analysis.name_tables import picking
from analysis.records import Transmission


def index(body: object) -> MessageIndex:
    data = json.dumps(body).encode()
    return MessageIndex(
        open_message(
            Transmission(
                id="0" * 26, flow_id="0" * 26, seen_at=datetime(2026, 1, 1, tzinfo=UTC), writer="test", path="/p",
                request_headers=(("Content-Type", "application/json"),), body=data, body_size=len(data),
            )
        )
    )  # fmt: skip


def test_the_leaves_of_the_names_that_a_table_picks() -> None:
    found = index({"a": 1, "b": {"a": 2, "c": None}, "d": [{"c": 3}]})
    wanted = picking(lambda name: name in ("a", "c"))
    assert found.picked(wanted) == ("a", "c")
    assert [leaf.value for leaf in found.leaves_of(wanted)] == [1, 2, None, 3]
    assert found.names == ("Content-Type", "", "a", "c")
    assert not found.picked(picking(lambda name: name == "b"))


def test_objects_with_the_same_names_are_one_shape() -> None:
    found = index({"rows": [{"x": 1, "y": 2}, {"x": 3, "y": 4}, {"z": 5}]})
    shapes = [names for group, names in found.shapes if group.context == "body"]
    assert shapes == [("x", "y"), ("x", "y"), ("z",)]
    assert [names for names in found.names_of_objects if names != ("Content-Type",)] == [("x", "y"), ("z",)]


def test_what_stands_in_a_list_and_in_none() -> None:
    found = index({"a": "x", "l": ["y", {"b": 1}], "m": list(map(str, range(40)))})
    assert [leaf.path for leaf in found.in_lists][:2] == ["body>json:$.l[0]", "body>json:$.l[1].b"]
    assert [leaf.value for leaf in found.lists["body>json:$.l"]] == ["y"]
    assert len(found.lists["body>json:$.m"]) == 16
    assert not index({"a": {"b": 1}}).in_lists


def test_texts_only() -> None:
    assert [text for leaf, text in index({"a": "x", "b": 1, "c": None}).texts if leaf.context == "body"] == [
        "x"
    ]
