"""Tables with a time are logs of the air; those of towns, forecasts, advice and programmes are not."""

from __future__ import annotations

from typing import Any

import pytest

from analysis.detectors import air_quality, ambient_light, environment
from tests.analysis.detectors.conftest import see as see

ROWS = [["08:00", 19.4, 54], ["08:10", 19.6, 54], ["08:20", 19.9, 53]]


def seen(see: Any, body: object) -> set[str | None]:
    detectors = (environment.DETECTOR, air_quality.DETECTOR, ambient_light.DETECTOR)
    return {found.property for detector in detectors for found in see(detector, body)}


@pytest.mark.parametrize(
    "body",
    [
        {
            "columns": ["city", "temperature", "humidity"],
            "rows": [["Gent", 19.4, 54], ["Luik", 18.2, 60], ["Aalst", 19, 57]],
        },
        {"forecast": {"columns": ["time", "temperature", "humidity"], "rows": ROWS}},
        {"columns": ["step", "temperature", "humidity"], "rows": ROWS},
        {
            "columns": ["phase", "time", "oven temperature"],
            "rows": [["a", "0:15", 250], ["b", "0:20", 210], ["c", "1:00", 90]],
        },
    ],
)
def test_tables_of_something_else(see: Any, body: object) -> None:
    assert seen(see, body) == set()


@pytest.mark.parametrize(
    "body",
    [
        {"columns": ["time", "temperature", "humidity"], "rows": ROWS},
        {"kolommen": ["tijd", "temperatuur", "luchtvochtigheid"], "rijen": ROWS},
        {"log": [["aika", "lämpötila", "kosteus"], *ROWS]},
        {"cols": "ώρα,θερμοκρασία,υγρασία", "rows": ROWS},
    ],
)
def test_a_log_with_a_time(see: Any, body: object) -> None:
    assert seen(see, body) == {"x_temperature", "x_humidity"}


def test_light_and_carbon_dioxide(see: Any) -> None:
    body = {
        "columns": ["time", "lux", "co2"],
        "rows": [["08:00", 310, 612], ["08:10", 402, 988], ["08:20", 455, 990]],
    }
    assert seen(see, body) == {"x_ambientLight", "x_airGas"}
