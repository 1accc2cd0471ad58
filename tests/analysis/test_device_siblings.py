"""An object describes a device by two kinds of what only devices have; goods and headers do not."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from analysis.decoding import open_message
from analysis.device_siblings import describes_a_device
from analysis.records import Transmission


def describes(body: dict[str, object]) -> bool:
    data = json.dumps(body).encode()
    payload = open_message(
        Transmission(
            id="0" * 26, flow_id="0" * 26, seen_at=datetime(2026, 11, 22, tzinfo=UTC), writer="test", method="POST",
            scheme="https", host="collector.example", port=443, path="/", query="",
            request_headers=(("Content-Type", "application/json"),), body=data, body_size=len(data),
        )
    )  # fmt: skip
    leaf = next(leaf for leaf in payload.leaves if leaf.name == "id")
    return describes_a_device(payload, leaf)


@pytest.mark.parametrize(
    "body",
    [
        {"id": "1"},
        {"id": "1", "model": "Golf"},
        {"id": "1", "model": "S23", "brand": "Samsung", "price": 799},
        {"id": "1", "os": "iOS", "osVersion": "17"},
        {"id": "1", "model": "Golf", "make": "VW", "year": 2019},
        {"id": "1", "type": "devices"},
    ],
)
def test_does_not_describe_a_device(body: dict[str, object]) -> None:
    assert not describes(body)


@pytest.mark.parametrize(
    "body",
    [
        {"id": "1", "model": "HP-9", "fw": "2.14"},
        {"id": "1", "deviceModel": "Pixel 7", "osVersion": "14"},
        {"id": "1", "mac": "x", "firmware_version": "1"},
        {"id": "1", "kind": "device"},
    ],
)
def test_describes_a_device(body: dict[str, object]) -> None:
    assert describes(body)


def test_how_well_it_is_heard_and_its_battery_are_those_of_a_device() -> None:
    from analysis.device_siblings import _DESCRIBES

    assert _DESCRIBES[("id", "rssi", "battery")]
    assert not _DESCRIBES[("id", "battery", "batterylevel")]
    assert not _DESCRIBES[("id", "rssi")]
    assert not _DESCRIBES[("id", "rssi", "battery", "price")]
