"""Objects of LwM2M get the names of their registry; other SenML, and numbers that are none of a sensor, stay as they are."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.decoders.lwm2m import DECODER
from analysis.units import Part


def part(data: bytes | str, media_type: str = "") -> Part:
    return Part(path="body", context="body", names=(), data=data, media_type=media_type)


SENML = "application/senml+json"


def test_readings_are_named_by_object_and_resource() -> None:
    records = [
        {"bn": "/3303/0/", "bt": 1788436931, "n": "5700", "v": 22.4}, {"n": "5701", "vs": "Cel"},
        {"bn": "/3313/0/", "n": "5702", "v": 0.02}, {"n": "5703", "v": -0.11}, {"n": "5704", "v": 0.98},
    ]  # fmt: skip
    opened = DECODER.open(part(json.dumps(records).encode(), SENML), 1 << 20)
    assert opened is not None
    assert opened.tree == [
        {
            "object": "/3303/0",
            "sensor": "temperature sensor",
            "value": 22.4,
            "unit": "Cel",
            "time": 1788436931.0,
        },
        {"object": "/3313/0", "accelerometer": {"x": 0.02, "y": -0.11, "z": 0.98}, "time": 1788436931.0},
    ]


def test_the_older_json_and_a_place() -> None:
    message = {"bn": "/3336/0/", "e": [{"n": "5514", "v": 48.2}, {"n": "5515", "v": 16.37}]}
    opened = DECODER.open(part(json.dumps(message).encode(), "application/vnd.oma.lwm2m+json"), 1 << 20)
    assert opened is not None
    assert opened.tree == [{"object": "/3336/0", "latitude": 48.2, "longitude": 16.37}]


@pytest.mark.parametrize(
    ("message", "kind"),
    [
        ([{"n": "temperature", "u": "Cel", "v": 22.3}], SENML),
        ([{"bn": "/5/0/", "n": "3", "v": 2}], SENML),
        ([{"bn": "/3303/0/", "n": "5701", "vs": "Cel"}], SENML),
        ([{"bn": "/3303/0/", "n": "5700", "v": 22.4}], "application/json"),
        ([1, 2], SENML),
        ({"e": 4}, SENML),
        ([{"bn": 3, "bt": "x", "n": "3303/0/57", "v": 1}], SENML),
        ("text", SENML),
    ],
)
def test_others_stay_as_they_are(message: object, kind: str) -> None:
    assert DECODER.open(part(json.dumps(message).encode(), kind), 1 << 20) is None


@given(st.recursive(
    st.none() | st.booleans() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(["bn", "n", "v", "t", "e", "u"]), inner),
))  # fmt: skip
def test_any_json_is_read_without_an_error(message: object) -> None:
    opened = DECODER.open(part(json.dumps(message).encode(), SENML), 1 << 20)
    assert opened is None or opened.label == "lwm2m"


@given(st.binary(max_size=100))
def test_any_bytes_stay_closed(data: bytes) -> None:
    assert DECODER.open(part(data, SENML), 1 << 20) is None
