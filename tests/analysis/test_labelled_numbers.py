"""Rows without names: a text names the sensor, and one number beside it and a time is what it read."""

from __future__ import annotations

from typing import Any

import pytest

from analysis.detectors import ambient_light, environment
from tests.analysis.detectors.conftest import see as see

AT = 1795702000417


def seen(see: Any, body: object) -> dict[str | None, str]:
    return {
        found.property: found.value
        for detector in (environment.DETECTOR, ambient_light.DETECTOR)
        for found in see(detector, body)
    }


@pytest.mark.parametrize(
    "rows",
    [
        [["android.sensor.pressure", 1100.0, 0.0025, 0.011]],  # what it can do
        [["android.sensor.pressure", 900]],  # how often it is read
        [["humidity", "above", 65.0]],
        [["barometer", 1, 899.5]],
        [["android.sensor.pressure", AT, 4.5]],  # of a tyre
        [["android.sensor.light", AT, 53.5, 2.0]],  # which of the two?
        [["lux", AT, "bright"]],
        [["light switch", AT, 53.5]],
    ],
)
def test_what_says_no_reading(see: Any, rows: list[Any]) -> None:
    assert seen(see, {"rows": rows}) == {}


def test_rows_are_told_by_what_their_text_names(see: Any) -> None:
    rows = [
        ["android.sensor.pressure", AT, 987.52],
        ["TYPE_LIGHT", AT + 1000, 53.5],
        ["android.sensor.pressure", AT + 2000, 987.41, "hPa"],
    ]
    assert seen(see, {"rows": rows}) == {
        "x_pressure": "2 readings, 987.41 to 987.52",
        "x_ambientLight": "53.5",
    }


def test_a_time_may_be_written_out(see: Any) -> None:
    rows = [["2026-12-03T07:05:10Z", "room_temperature", 19.5, "°C"]]
    assert seen(see, {"rows": rows}) == {"x_temperature": "19.5"}
