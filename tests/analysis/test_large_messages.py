"""No object or list is so large or so odd that a detector of readings and places takes its time squared."""

from __future__ import annotations

import base64
import json
import time
from datetime import UTC, datetime

import pytest

from analysis.decoding import open_message
from analysis.detectors import (
    ambient_light,
    audio,
    environment,
    location,
    map_view,
    motion,
    place,
    radio_scan,
)
from analysis.records import Transmission

DETECTORS = tuple(
    unit.DETECTOR
    for unit in (location, place, radio_scan, motion, ambient_light, environment, audio, map_view)
)
N = 12_000
MOST_SECONDS = 8  # a squared one takes minutes
LARGE: dict[str, object] = {
    "pairs of one object": {f"p{i} {axis}": 52.1234 for i in range(N // 2) for axis in ("lat", "lon")},
    "axes of one object": {f"s{i} {axis}": 0.5 for i in range(N // 3) for axis in "xyz"} | {"unit": "m/s^2"},
    "cells within a large object": {f"mcc{i}": 1 for i in range(N)}
    | {"cells": [{"lac": 5, "cid": i} for i in range(N // 4)]},
    "values within a large object": {f"k{i}": i for i in range(N)}
    | {"l": [{"value": i, "unit": "lx"} for i in range(N // 4)]},
    "corners": {f"ne{' ' * (i % 90)}{i} lat": 52.12 for i in range(N)},
    "addresses": {f"street {i}": "Main 5" for i in range(N)} | {"country": "DE"},
    "long names": {"lat" * 50 + str(i): 5 for i in range(2000)},
    "pieces of sound": [
        {"audio": base64.b64encode(bytes([i % 256]) * 200).decode(), "codec": "opus"} for i in range(3000)
    ],
    "one long list": {"accelerometer": [0.1, 0.2, 9.8] * N},
    "polyline": {"polyline": "_p~iF~ps|U_ulLnnqC" * 20_000, "path": "52.1,10.1|" * 20_000},
}


@pytest.mark.parametrize("name", LARGE)
def test_a_large_message_takes_no_squared_time(name: str) -> None:
    body = json.dumps(LARGE[name]).encode()
    sent = Transmission(
        id="t", flow_id="f", seen_at=datetime(2026, 1, 1, tzinfo=UTC), writer="test", protocol="websocket",
        request_headers=(("Content-Type", "application/json"),), body=body, body_size=len(body),
    )  # fmt: skip
    payload = open_message(sent)
    started = time.process_time()
    for detector in DETECTORS:
        list(detector.detect(payload))
    assert time.process_time() - started < MOST_SECONDS
