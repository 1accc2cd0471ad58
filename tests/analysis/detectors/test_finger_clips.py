"""``pr`` is a pulse beside the oxygen in the blood, and a price, a pressure or a pull request elsewhere."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from analysis.detectors.health import DETECTOR
from analysis.records import Observation

See = Callable[..., list[Observation]]


@pytest.mark.parametrize(
    "body",
    [
        {"pr": 88, "pi": 3.1},
        {"repo": "web", "pr": 88, "spo": 4, "build": 92},
        {"pr": 89, "sp": 97, "sku": "A1"},
        {"aeration": 93, "pr": 88, "o2": 92},
        {"spo2_enabled": False, "pr": 60, "fps": 58},
        {"items": [{"name": "Clip A", "spo2": 99, "pr": 60, "price": 19}]},
        {"alarms": {"spo2": 90, "pr": 120}},
    ],
)
def test_finds_no_pulse_in(see: See, body: object) -> None:
    assert see(DETECTOR, body) == []


@pytest.mark.parametrize(
    "body",
    [
        {"spo2": 97, "pr": 71, "pi": 4.2},
        {"r": {"SPO2": 96, "PR": 78, "PI": 28}},
        {"o2sat": 96, "prbpm": 78},
        {"SpO2": "96", "PR": "81"},
    ],
)
def test_tells_both(see: See, body: object) -> None:
    assert {item.category for item in see(DETECTOR, body)} == {"health.spo2", "health.heart_rate"}


@pytest.mark.parametrize(
    ("host", "body", "found"),
    [
        ("babywaage.example", {"gewicht_g": 5340, "zeit": "2026-11-19T08:00:00Z"}, True),
        ("babywaage.example", {"gewicht_g": 5340}, False),
        ("waage.example", {"gewicht_g": 5340, "zeit": "2026-11-19T08:00:00Z"}, False),
        ("baby.example", {"weight_g": 5340, "price": 9, "time": "2026-11-19T08:00:00Z"}, False),
        ("baby.example", {"weight_min": 2000, "weight_max": 5000, "time": "2026-11-19T08:00:00Z"}, False),
    ],
)
def test_a_baby_is_weighed_where_babies_are(see: See, host: str, body: object, found: bool) -> None:
    assert [item.category for item in see(DETECTOR, body, host=host)] == (["health.weight"] if found else [])


@pytest.mark.parametrize(
    "body",
    [
        [
            {"analyte": "Glucose", "unit": "mg/dL", "min": 70, "max": 99},
            {"analyte": "Creatinine", "unit": "mg/dL", "min": 0.6, "max": 1.2},
        ],
        {
            "parts": [
                {"measure": name, "low": 30, "high": 240, "unit": "bpm"} for name in ("pulse", "heart rate")
            ]
        },
    ],
)
def test_a_table_of_what_is_usual_is_of_nobody(see: See, body: object) -> None:
    assert see(DETECTOR, body) == []


def test_a_summary_of_a_day_is_of_somebody(see: See) -> None:
    rows = [{"metric": "heart rate", "min": 52, "max": 141}, {"metric": "blood oxygen", "min": 94, "max": 99}]
    assert see(DETECTOR, {"date": "2026-11-20", "metrics": rows})
    assert see(DETECTOR, {"summaries": rows})
