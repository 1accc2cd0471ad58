"""Devices are found in fields without names by known models; codes of parts and words of games are none."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from analysis.decoding import open_message
from analysis.detectors.unnamed_device import DETECTOR
from analysis.records import Observation, Transmission
from tests.corpus.recipes import evaluate

ID = "5b8c2d1e-9f70-4a6b-8c3d-2e1f0a9b8c7d"
IMEI = "490154203237518".replace("49", "35", 1)


def seen_in(fields: list[object]) -> list[Observation]:
    body = evaluate({"as": ["protobuf"], "of": fields})
    assert isinstance(body, bytes)
    sent = Transmission(
        id="0" * 26, flow_id="0" * 26, seen_at=datetime(2026, 11, 22, tzinfo=UTC), writer="test", method="POST",
        scheme="https", host="collector.example", port=443, path="/v1", query="",
        request_headers=(("Content-Type", "application/x-protobuf"),), body=body, body_size=len(body),
    )  # fmt: skip
    return list(DETECTOR.detect(open_message(sent)))


@pytest.mark.parametrize(
    "fields",
    [
        [[1, 3], [2, "knight"], [3, "iron sword"], [4, ID]],
        [[1, "ABC-D1"], [2, "V2024"], [3, "490154203237519"]],
        [[1, "samsung"], [2, "the fridge"]],
        [[1, "Google"], [2, ID]],
        [[1, 7], [2, 9]],
    ],
)
def test_finds_nothing_in(fields: list[object]) -> None:
    assert seen_in(fields) == []


def test_finds_model_maker_and_what_identifies_it() -> None:
    seen = seen_in(
        [[1, 3], [4, [[1, "Xiaomi"], [2, "Redmi Note 11"], [5, "13"]]], [9, ID], [12, "867530041234561"]]
    )
    found = {(item.category, item.value) for item in seen}
    assert {
        ("device_state.hardware", "Redmi Note 11"),
        ("device_state.hardware", "Xiaomi"),
        ("identifier.installation", ID),
    } <= found


@pytest.mark.parametrize("model", ["iPhone14,5", "SM-S911B", "Pixel 7a", "CPH2449", "RMX3511"])
def test_knows_a_model_without_its_maker(model: str) -> None:
    (seen,) = seen_in([[1, 12], [2, model]])
    assert (seen.property, seen.value) == ("model", model)


def test_an_object_with_names_is_left_to_the_others() -> None:
    sent = Transmission(
        id="0" * 26, flow_id="0" * 26, seen_at=datetime(2026, 11, 22, tzinfo=UTC), writer="test", method="POST",
        scheme="https", host="collector.example", port=443, path="/v1", query="",
        request_headers=(("Content-Type", "application/json"),), body=b'{"m": "Pixel 7a"}', body_size=17,
    )  # fmt: skip
    assert list(DETECTOR.detect(open_message(sent))) == []
