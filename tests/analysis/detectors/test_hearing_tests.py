"""Thresholds of hearing are found by their name or unit; equalizers, gains, norms and calibrations have the same tones."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from analysis.detectors.medical import DETECTOR
from analysis.records import Observation

See = Callable[..., list[Observation]]
TONES = {"500": 25, "1000": 30, "2000": 45, "4000": 60}


@pytest.mark.parametrize(
    "body",
    [
        {"side": "left", "bands": TONES},
        {"gains": TONES, "unit": "dB HL"},
        {"normal": True, "audiogram": TONES},
        {"calibration": "2026-11-19", "rows": [{"hz": 500, "dbHL": 70}]},
        {"response": {"125": 78, "250": 82, "500": 84}, "unit": "dB SPL"},
        {"audiogram": {"500": 2500, "1000": 3000, "2000": 4500}},
        {"audiogram": {"500": 25, "1000": 30}},
        {"audiogram": "https://hearwell.example/7.png"},
    ],
)
def test_finds_nothing_in(see: See, body: object) -> None:
    assert see(DETECTOR, body) == []


@pytest.mark.parametrize(
    "body",
    [
        {"ear": "left", "audiogram": [{"hz": int(hz), "dbHL": level} for hz, level in TONES.items()]},
        {"audiogram": TONES},
        {"oor": "links", "drempels": TONES, "eenheid": "dB HL"},
    ],
)
def test_tells_how_somebody_hears_once(see: See, body: object) -> None:
    assert [item.category for item in see(DETECTOR, body)] == ["health.condition"]
