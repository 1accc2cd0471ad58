"""Health readings; and hours, tempo, pings and parcels."""

from __future__ import annotations

import json

import pytest

from analysis.detectors.health import DETECTOR

NEGATIVES = [
    {"hr": 23, "min": 59},
    {"hr": 72},
    {"bpm": 128, "song": "x"},
    {"track": {"bpm": 128, "key": "Am"}},
    {"bpm": 72},
    {"heartbeat": 60},
    {"heartbeat_interval": 60},
    {"heart_rate_enabled": 60},
    {"heartRateZone": 3},
    {"heart_rate": True},
    {"heart_rate": 0},
    {"pulse": 60},
    {"sleep": 100},
    {"sleep_ms": 500},
    {"thread": {"sleep_time": 500}},
    {"sleep_timer": 30},
    {"screen_sleep_duration": 30},
    {"weight": 400, "font": "bold"},
    {"font-weight": 600},
    {"weight": 72},
    {"weight": 72.5, "height": 10, "parcel": 1},
    {"ad_weight": 72},
    {"glucose": "low"},
    {"cycle": 3, "billing": "monthly"},
    {"billing_cycle_length": 28},
    {"period_start": "2026-11-01", "plan": "gold"},
    {"period": 28},
    {"temperature": 36.6},
    {"oxygen": 98},
]


@pytest.mark.parametrize("body", NEGATIVES, ids=json.dumps)
def test_what_is_not_about_health_is_none(see, body) -> None:
    assert see(DETECTOR, body) == []


@pytest.mark.parametrize(
    ("body", "category", "prop", "confidence"),
    [
        ({"heartRate": 72}, "heart_rate", "x_heartRate", "certain"),
        ({"avg_heart_rate": "72"}, "heart_rate", "x_heartRate", "certain"),
        ({"heartrate": {"value": 72}}, "heart_rate", "x_heartRate", "certain"),
        ({"type": "HKQuantityTypeIdentifierHeartRate", "value": 72}, "heart_rate", "x_heartRate", "certain"),
        ({"heartrate": {"type": "resting", "value": 72}}, "heart_rate", "x_heartRate", "certain"),
        ({"hr": 72, "spo2": 0}, "heart_rate", "x_heartRate", "likely"),
        ({"watch": {"steps": 1, "bpm": 72}}, "heart_rate", "x_heartRate", "likely"),
        ({"hrv": 45.2}, "heart_rate", "x_heartRateVariability", "likely"),
        ({"spo2": 97}, "spo2", "x_bloodOxygen", "certain"),
        ({"blood_glucose": 5.6}, "glucose", "x_bloodGlucose", "certain"),
        ({"bodyTemperature": 36.6}, "temperature", "x_bodyTemperature", "likely"),
        ({"body_weight": 72.5}, "weight", "x_weight", "likely"),
        ({"weight": 72.5, "height": 181}, "weight", "x_weight", "likely"),
        ({"bmi": 22.1}, "weight", "x_bodyComposition", "likely"),
        ({"sleep_duration": 27000}, "sleep", "x_sleep", "likely"),
        ({"bedtime": "23:10"}, "sleep", "x_sleep", "likely"),
        ({"menstrual_flow": "light"}, "cycle", "x_menstrualCycle", "certain"),
        ({"last_period": "2026-11-01"}, "cycle", "x_menstrualCycle", "possible"),
    ],
    ids=str,
)
def test_one_reading(see, body, category, prop, confidence) -> None:
    (found,) = see(DETECTOR, body)
    assert (found.category, found.property, found.confidence) == (f"health.{category}", prop, confidence)


@pytest.mark.parametrize(
    "body",
    [
        {"heartRateValues": [[1_700_000_000_000 + 120_000 * i, 60 + i] for i in range(20)]},
        {"heart_rate": [{"ts": 1_700_000_000 + 120 * i, "bpm": 60 + i} for i in range(20)]},
        {"heart_rate": [60 + i for i in range(20)], "interval_seconds": 120},
        {"metrics": [{"name": "heart_rate", "data": [{"Avg": 60 + i, "date": f"2026-11-22T07:{2 * i:02}:00Z"}
                                                     for i in range(20)]}]},
    ],
    ids=["pairs", "objects", "list", "labelled"],
)  # fmt: skip
def test_a_series_of_heart_rates_is_one_finding(see, body) -> None:
    (found,) = see(DETECTOR, body)
    assert (found.measures.n, found.measures.min, found.measures.median, found.measures.max) == (
        20,
        60,
        69.5,
        79,
    )
    assert found.measures.seconds == pytest.approx(2280)
    assert found.measures.unit == "bpm"


def test_intervals_between_beats(see) -> None:
    (found,) = see(DETECTOR, {"rr_intervals": [812, 820, 799, 805, 830]})
    assert (found.property, found.measures.n) == ("x_rrIntervals", 5)
