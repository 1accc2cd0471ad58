"""Light that is wished for, of scenes, presets and norms, is told from light that was measured."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from analysis.decoding import open_message
from analysis.detectors.ambient_light import DETECTOR
from analysis.nobodys_objects import is_of_nobody
from analysis.records import Transmission


def measured(body: object) -> set[str]:
    """The light that is found in a message, without what is nobody's."""
    data = json.dumps(body).encode()
    sent = Transmission(
        id="0" * 26, flow_id="0" * 26, seen_at=datetime(2026, 11, 22, tzinfo=UTC), writer="test", method="POST",
        host="hub.example", path="/v1", request_headers=(("Content-Type", "application/json"),), body=data,
        body_size=len(data),
    )  # fmt: skip
    payload = open_message(sent)
    found = DETECTOR.detect(payload)
    return {seen.value for seen in found if not is_of_nobody(seen.category, seen.path, payload)}


@pytest.mark.parametrize(
    "body",
    [
        {"scenes": [{"n": "Sunset", "lux": 120}, {"n": "Reading", "lux": 500}]},
        {"szenen": [{"name": "Abend", "lux": 90, "ct": 2400}], "ts": 1795700123},
        {"profile": [{"time": "07:00", "lux": 500, "cct": 5300}, {"time": "20:00", "lux": 150, "cct": 2700}]},
        {"presets": {"basil": {"lux": 12000, "hours": 14}}},
        {"room": "office", "recommended_lux": 500},
        {"spiel": "hof", "wetter": {"lux": 4000}},
    ],
    ids=str,
)
def test_is_wished_for(body: object) -> None:
    assert measured(body) == set()


@pytest.mark.parametrize(
    "body",
    [
        {"raum": "Flur", "szene": "aus", "lux": 312, "ts": 1795700123},
        {"readings": [{"lux": 312, "cct": 3900, "ts": 1795700100}]},
        {"profile": [{"lux": 312, "ct": 3900, "ts": 1795700100}]},
        {"profile": {"lux": 312}},
        {"lights": [{"id": 3, "lux": 312, "on": True}]},
    ],
    ids=str,
)
def test_was_measured(body: object) -> None:
    assert measured(body) == {"312"}
