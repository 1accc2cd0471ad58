"""Ambient light in lux; and lights that are lamps, themes or brands."""

from __future__ import annotations

import json

import pytest

from analysis.detectors.ambient_light import DETECTOR

NEGATIVES = [
    {"light": "theme"},
    {"light": True},
    {"light": 80},
    {"lightMode": 1},
    {"highlight": 12.5},
    {"traffic_light": 2},
    {"brand": "Lux", "lux": 3},
    {"package": "com.lux.light"},
    {"lux": "premium"},
    {"ambient_light": True},
    {"bulb": {"light_level": 80, "brightness": 5}},
    {"lux": -5},
    {"lux": 900000},
    {"flux": 12.5},
    {"lux_price": 12.5},
    {"ambient_light_enabled": 1},
    {"unit": "lx", "price": 19.99},
    {"unit": "lm", "value": 800},
    {"unit": "lx", "value": -3},
    {"unit": "lx", "value": "bright"},
    {"unit": "lx"},
    {"unit": "klx", "value": 3},
    {"currency": "lux", "amount": "x"},
    {"theme": {"light": 1, "dark": 0}},
    {"light": {"color": "#fff", "intensity": 0.8}},
    {"lights": [{"intensity": 1.5}, {"intensity": 2.5}]},
    {"light_mode": 0, "dark_mode": 1},
    {"luxury": 12.5},
    {"deluxe": 3},
    {"lightbox": 4},
    {"lightness": 50},
    {"flashlight": 1},
    {"light_sensor": {"supported": True}},
    {"screen": {"brightness": 128}},
    {"readings": [1.5, 2.5, 3.5], "unit": "kWh"},
    {"values": [1, 2, 3, 4], "unit": "light years"},
]


@pytest.mark.parametrize("body", NEGATIVES, ids=json.dumps)
def test_other_lights_are_none(see, body) -> None:
    assert see(DETECTOR, body) == []


@pytest.mark.parametrize(
    ("body", "confidence"),
    [
        ({"lux": 12.5}, "certain"),
        ({"ambientLight": {"value": "310"}}, "certain"),
        ({"illuminance": 0}, "certain"),
        ({"sensor": "light", "value": 120.5}, "certain"),
        ({"sensors": {"light": 120.5}}, "certain"),
        ({"name": "light", "values": {"lux": 12}}, "certain"),
        ({"light_level": 300}, "likely"),
        ({"unit": "lx", "value": 310.5}, "likely"),
        ({"metric": {"reading": 42, "units": "lux"}}, "likely"),
    ],
    ids=str,
)
def test_one_reading(see, body, confidence) -> None:
    (found,) = see(DETECTOR, body)
    assert (found.property, found.confidence, found.measures.unit) == ("x_ambientLight", confidence, "lux")


VALUES = (10, 12, 30, 11, 10)
MILLISECONDS = [1_700_000_000_000 + 500 * i for i in range(5)]


@pytest.mark.parametrize(
    "body",
    [
        {"readings": [{"lux": v} for v in VALUES], "interval_ms": 500},
        {"lux": [10.0, 12.0, 30.0, 11.0, 10.0], "interval_ms": 500},
        {"ambient_light": {"samples": [{"t": t, "v": v} for t, v in zip(MILLISECONDS, VALUES, strict=True)]}},
        {"lux": [[t, v] for t, v in zip(MILLISECONDS, VALUES, strict=True)]},
        {"lux": [10, 12, 30, 11, 10], "timestamps": [0.0, 0.5, 1.0, 1.5, 2.0]},
        {"unit": "lx", "values": [10, 12, 30, 11, 10], "interval_ms": 500},
        [{"time": f"2026-11-22T07:00:0{i // 2}.{i % 2 * 5}Z", "lux": v} for i, v in enumerate(VALUES)],
    ],
    ids=["rows with interval", "interval", "objects", "pairs", "columns", "unit", "rows"],
)  # fmt: skip
def test_a_series_is_one_finding_with_its_measures(see, body) -> None:
    (found,) = see(DETECTOR, body)
    assert found.measures.n == 5
    assert (found.measures.min, found.measures.median, found.measures.max) == (10, 11, 30)
    assert found.measures.rate_hz == pytest.approx(2)
    assert found.measures.seconds == pytest.approx(2)


def test_a_long_list_is_one_finding_without_a_rate_when_none_is_told(see) -> None:
    (found,) = see(DETECTOR, {"sensorData": {"lux": [float(i) for i in range(200)]}})
    assert (found.measures.n, found.measures.rate_hz, found.path) == (200, None, "body>json:$.sensorData.lux")


# -- by shape: beside a series under gravity, and only there --------------------------------------------------------

HELD = [[0.31 + 0.02 * (n % 5), 0.22 - 0.03 * (n % 7), 9.78 + 0.015 * (n % 3)] for n in range(60)]
EVENING = [*(300 + 7 * (n % 4) for n in range(30)), *(11 + n % 3 for n in range(30))]


@pytest.mark.parametrize(
    "body",
    [
        {"a": EVENING},
        {"a": EVENING, "b": [[n, 2 * n, 3 * n] for n in range(60)]},
        {"a": HELD, "b": EVENING[:10]},
        {"a": HELD, "price": EVENING},
        {"a": HELD, "heartRates": EVENING},
        {"a": HELD, "b": [float(n) for n in range(60)]},
        {"a": HELD, "b": [72 + n % 3 for n in range(60)]},
    ],
    ids=["alone", "no gravity", "few", "named", "pulse by name", "a counter", "a pulse"],
)
def test_numbers_that_nothing_names_are_no_light(see, body) -> None:
    assert see(DETECTOR, body) == []


@pytest.mark.parametrize(
    "body",
    [
        {"a": HELD, "b": EVENING},
        {"d": [{"v": HELD}, {"v": EVENING}]},
        {"samples": HELD, "values": [[1_700_000_000_000 + 200 * n, lux] for n, lux in enumerate(EVENING)]},
    ],
    ids=["letters", "objects", "with times"],
)
def test_beside_a_device_under_gravity_they_may_be(see, body) -> None:
    (found,) = see(DETECTOR, body)
    assert (found.property, found.rule, found.confidence) == ("x_ambientLight", "light.shape", "possible")
    assert (found.measures.n, found.measures.min, found.measures.max) == (60, 11, 321)
