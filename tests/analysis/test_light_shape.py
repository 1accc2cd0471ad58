"""Numbers go as light does: never below nothing, far apart, slowly; counters, noise, shares and speeds do not."""

from __future__ import annotations

import math
import random

import pytest

from analysis.light_shape import goes_as_light_does

CHANCE = random.Random(5)
EVENING = [
    *(300 + round(20 * math.sin(n / 9)) for n in range(40)),
    *(11.0, 11.5, 12.0, 11.0, 10.5) * 6,
]


@pytest.mark.parametrize(
    "values",
    [
        [],
        EVENING[:12],
        [float(n) for n in range(60)],  # a counter, or times
        [60.0 - n for n in range(60)],
        [CHANCE.uniform(0, 1000) for _ in range(60)],  # noise
        [CHANCE.choice((0.0, 5.0)) for _ in range(60)],  # a switch
        [0.0, 300.0] * 30,
        [n / 100 for n in range(0, 100, 2)] + [0.5] * 10,  # shares
        [72 + 3 * math.sin(n / 5) for n in range(60)],  # a pulse
        [1013.2 + n / 100 for n in range(60)],  # air pressure
        [10 * abs(math.sin(n / 9)) for n in range(60)],  # a speed
        [-5.0, *EVENING],
        [*EVENING, 300_000.0],
        [300.0] * 60,
        [math.nan] * 60,
    ],
)
def test_other_series_do_not(values: list[float]) -> None:
    assert not goes_as_light_does(values)


def test_a_room_whose_lamp_is_put_out() -> None:
    assert goes_as_light_does(EVENING)
    assert goes_as_light_does([value * 40 for value in EVENING])
