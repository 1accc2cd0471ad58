"""Of one object its own texts, and none of another whose name begins alike."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from analysis.decoding import open_message
from analysis.records import Transmission
from analysis.surroundings import Surroundings, surroundings
from analysis.texts_within import texts_within

BODY = {
    "a": {"x": "one", "n": 1, "b": [{"y": "two"}, {"y": "three"}]},
    "ab": {"x": "four"},
    "a-b": "five",
    "c": '{"a": "six words", "d": 2}',
}


def opened(body: object) -> Surroundings:
    data = json.dumps(body).encode()
    message = Transmission(
        id="t", flow_id="f", seen_at=datetime(2026, 11, 22, tzinfo=UTC), writer="w", method="POST", host="h.example",
        path="/v1", query="a=no", body=data, body_size=len(data), request_headers=(("Content-Type", "application/json"),),
    )  # fmt: skip
    return surroundings(open_message(message))


@pytest.mark.parametrize(
    ("path", "texts"),
    [
        ("body>json:$.a", ["one", "two", "three"]),
        ("body>json:$.a.b", ["two", "three"]),
        ("body>json:$.a.b[1]", ["three"]),
        ("body>json:$.a.x", ["one"]),
        ("body>json:$.ab", ["four"]),
        ("body>json:$.c", ["six words"]),
        ("body", ["one", "two", "three", "four", "five", "six words"]),
        ("body>json:$.none", []),
        ("query", []),
    ],
)
def test_texts_of_one_object(path: str, texts: list[str]) -> None:
    assert [text for _, text in texts_within(opened(BODY), path)] == texts


def test_each_message_has_its_own() -> None:
    first, second = opened({"a": "one"}), opened({"a": "two"})
    for _ in range(2):
        assert [text for _, text in texts_within(first, "body")] == ["one"]
        assert [text for _, text in texts_within(second, "body")] == ["two"]
