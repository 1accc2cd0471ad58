"""Tables to look something up in go by round steps and have no time; what a device logged does not."""

from __future__ import annotations

from typing import Any

import pytest

from analysis.detectors import air_quality, ambient_light, environment
from tests.analysis.detectors.conftest import see as see

ISA = [(0, 1013.25, 15.0), (500, 954.61, 11.75), (1000, 898.76, 8.5), (1500, 845.59, 5.25)]
ROWS = [{"altitude_m": h, "pressure_hpa": p, "temperature_c": t} for h, p, t in ISA]


def seen(see: Any, body: object) -> set[str | None]:
    detectors = (environment.DETECTOR, air_quality.DETECTOR, ambient_light.DETECTOR)
    return {found.property for detector in detectors for found in see(detector, body)}


@pytest.mark.parametrize(
    "body",
    [
        {"isa": ROWS},
        {"isa": ROWS[::-1]},
        {"levels": {"hoehe": [0, 300, 600, 900], "luftdruck": [1013.2, 977.7, 943.2, 909.7]}},
        {"boil": [{"fl": 50 * at, "barometer": 1013.2 - 170 * at} for at in range(4)]},
        {"wet": [{"air_temperature": 5 * at, "relative_humidity": 31 + at} for at in range(5)]},
        {"dew": [{"room_temperature": 20, "humidity": 10 * at, "dew_point": at * 2.1} for at in range(3, 8)]},
        {"ev": [{"ev": at, "lux": 2.5 * 2**at} for at in range(6)]},
    ],
)
def test_tables_are_no_readings(see: Any, body: object) -> None:
    assert seen(see, body) == set()


@pytest.mark.parametrize(
    "body",
    [
        {"log": [{"ts": 1795600000 + at, **row} for at, row in enumerate(ROWS)]},
        {"log": [{"minute": at, **row} for at, row in enumerate(ROWS)]},
        {"log": [{"altitude_m": 131.2 + at, "barometer": 997.81 - at / 8} for at in range(4)]},
        {"log": [{"room_temperature": 17 + at, "humidity": 55 - at} for at in range(4)]},
        {"log": ROWS[:2]},
    ],
)
def test_a_log_is(see: Any, body: object) -> None:
    assert seen(see, body)
