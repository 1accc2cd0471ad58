"""A note in the form that carries a picture is told; a form without one, goods, and short words are not."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from analysis.decoding import open_message
from analysis.detectors.picture_text import DETECTOR
from analysis.records import Observation, Transmission
from tests.corpus.recipes import BOUNDARY, evaluate

NOTE = "Emil hat heute gut geschlafen"


def seen(meta: object, *, picture: bool = True, path: str = "/photos") -> list[Observation]:
    parts = [{"name": "meta", "type": "application/json", "body": meta}]
    if picture:
        image = {"as": ["jpeg"], "of": {"size": [320, 240]}}
        parts.append({"name": "file", "filename": "a.jpg", "type": "image/jpeg", "body": image})
    body = evaluate({"as": ["multipart"], "of": parts})
    message = Transmission(
        id="0" * 26, flow_id="0" * 26, seen_at=datetime(2026, 11, 22, tzinfo=UTC), writer="test", method="POST",
        scheme="https", host="kita.example", port=443, path=path, body=body, body_size=len(body),
        request_headers=(("Content-Type", f"multipart/form-data; boundary={BOUNDARY}"),),
    )  # fmt: skip
    return list(DETECTOR.detect(open_message(message)))


def test_finds_the_note() -> None:
    (found,) = seen({"child": "k-17", "note": NOTE})
    assert (found.category, found.rule, found.value) == ("message.text", "picture_text.caption", NOTE)


@pytest.mark.parametrize(
    "meta",
    [{"note": "Emil schläft"}, {"note": NOTE, "price": 4}, {"alt": NOTE}],
)
def test_finds_nothing_in(meta: object) -> None:
    assert seen(meta) == []


def test_finds_nothing_without_a_picture() -> None:
    assert seen({"note": NOTE}, picture=False) == []
