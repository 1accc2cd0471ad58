"""Curves of the heart in rows of leads, or beside a rate and a unit; quarters of years, scopes and lamps are none."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from analysis.detectors.vitals import DETECTOR
from analysis.records import Observation

See = Callable[..., list[Observation]]
CURVE = [
    5,
    7,
    11,
    24,
    48,
    51,
    33,
    12,
    -6,
    21,
    288,
    731,
    540,
    -96,
    -150,
    -52,
    -8,
    6,
    15,
    33,
    58,
    81,
    92,
    84,
    57,
    30,
    14,
    6,
]
ROWS = [{"t": 4 * at, "I": v, "II": 2 * v, "III": v} for at, v in enumerate(CURVE)]


@pytest.mark.parametrize(
    ("host", "body"),
    [
        ("office.example", [{"year": 2000 + at, "I": at, "II": 2 * at, "III": 3 * at} for at in range(20)]),
        ("cardio.example", ROWS[:4]),
        ("scope.example", {"fs": 1000, "unit": "uV", "canal": "I", "rows": CURVE}),
        ("cardio.example", {"unit": "uV", "rows": CURVE}),
        ("cardio.example", {"fs": 250, "unit": "kg", "rows": CURVE}),
        ("cardio.example", {"fs": 250, "unit": "uV", "rows": CURVE[:12]}),
        ("scope.example", [{"ms": 4 * at, "mV": v} for at, v in enumerate(CURVE)]),
        ("heartradio.example", {"rate": 4, "unit": "mV", "vu": CURVE}),
    ],
)
def test_finds_nothing_in(see: See, host: str, body: object) -> None:
    assert see(DETECTOR, body, host=host) == []


@pytest.mark.parametrize(
    ("host", "body"),
    [
        ("cardio.example", ROWS),
        ("strip.example", [{**row, "aVR": -row["II"], "aVL": 1, "aVF": row["I"]} for row in ROWS]),
        ("cardio.example", {"fs": 250, "unit": "uV", "mine": CURVE}),
        ("sziv.example", {"mintavetel": 250, "egyseg": "mV", "mintak": CURVE}),
        ("ekg.example", [{"ms": 4 * at, "mV": v} for at, v in enumerate(CURVE)]),
        ("strip.example", {"hz": 500, "leads": [{"name": "V1", "uv": CURVE}]}),
        ("holter.example", {"rate": 125, "unit": "mV", "channels": {"II": CURVE}}),
    ],
)
def test_tells_a_curve(see: See, host: str, body: object) -> None:
    assert {item.category for item in see(DETECTOR, body, host=host)} == {"health.ecg"}
