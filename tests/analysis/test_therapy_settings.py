"""Settings of an insulin pump by three of their kinds, and exposure keys; not recipes, pianos and mixtures."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from analysis.decoding import open_message
from analysis.payload import Payload
from analysis.records import Transmission
from analysis.therapy_settings import exposure_keys, pump_settings


def opened(body: object) -> Payload:
    data = json.dumps(body).encode()
    return open_message(
        Transmission(
            id="0" * 26, flow_id="0" * 26, seen_at=datetime(2026, 11, 26, tzinfo=UTC), writer="test", host="h.example",
            request_headers=(("Content-Type", "application/json"),), body=data, body_size=len(data),
        )
    )  # fmt: skip


@pytest.mark.parametrize(
    "body",
    [
        {"recipe": {"target": [{"value": 2}], "basal": [{"leaf": True}], "dia": 24}},
        {"sens": [{"value": 2}], "ratio": {"carb": 1}},
        {"keys": [{"key": "C4", "rollingPeriod": 2}]},
        {"temporaryExposureKeys": [], "padding": "x"},
        {"temporaryExposureKeys": [{"key": "x"}]},
    ],
)
def test_no_therapy_in(body: object) -> None:
    assert pump_settings(opened(body)) == ""
    assert exposure_keys(opened(body)) == ""


def test_three_kinds_of_settings_are_a_pump() -> None:
    rows = [{"start": 0, "amount": 12}]
    assert pump_settings(
        opened({"basalSchedules": {"standard": rows}, "carbRatio": rows, "insulinSensitivity": rows})
    )
    store = {"dia": 5, "carbratio": [{"value": 10}], "sens": [{"value": 2.8}], "basal": [{"value": 0.85}]}
    assert pump_settings(opened({"store": {"Default": store}}))


def test_exposure_keys_have_a_start() -> None:
    body = {"temporaryExposureKeys": [{"key": "uSbXDcXdN8ZbRzI2bvWGGw==", "rollingStartNumber": 2649600}]}
    assert exposure_keys(opened(body)) == "body>json:$.temporaryExposureKeys[0]"
