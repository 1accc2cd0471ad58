"""A floor is a small step within a minute; weather and towers are none."""

from __future__ import annotations

import pytest

from analysis.inference.barometer_floor import INFERENCE
from analysis.inferences import Level
from tests.inference_cases import concludes, found, never, refuses, sent, straight

AIR, NAME = "sensor.environment", "x_pressure"


def series(at: str, middle: float, spread: float = 0.1) -> object:
    low, high = middle - spread / 2, middle + spread / 2
    return sent(
        at, found(AIR, "40 readings", NAME, n=40, rate_hz=8.0, seconds=5.0, min=low, median=middle, max=high)
    )


def pressure(at: str, value: str) -> object:
    return sent(at, found(AIR, value, NAME))


SENT = (series("18:00:00", 1013.2), series("18:00:40", 1012.8))

test_one_floor = concludes(
    INFERENCE, SENT, "that somebody with the device went up or down about one floor, at 18:00.", Level.SERIES
)
test_what_does_not_count = never(INFERENCE, SENT)
test_look_alikes = refuses(
    INFERENCE,
    {
        "nothing": (),
        "one message": SENT[:1],
        "single readings, as of a phone in motion": (pressure("18:00:00", "1013.20"), pressure("18:00:40", "1012.80")),
        "noise": (series("18:00:00", 1013.2), series("18:00:40", 1013.15)),
        "weather over an hour": (series("18:00", 1013.2), series("19:00", 1012.8)),
        "a minute apart": (series("18:00:00", 1013.2), series("18:01:00", 1012.8)),
        "a whole tower": (series("18:00:00", 1013.2), series("18:00:40", 1009.2)),
        "restless": (series("18:00:00", 1013.2, 0.3), series("18:00:40", 1012.8, 0.3)),
        "restless between": (SENT[0], series("18:00:20", 1013.0, 0.5), SENT[1]),
        "further off between": (series("18:00:00", 1013.2), series("18:00:20", 1013.9), SENT[1]),
        "one series from floor to floor": (series("18:00", 1013.0, 0.4),),
        "two series on one floor": (series("18:00:00", 1013.0), series("18:00:30", 1013.05)),
        "both in one message": (sent("18:00:00", *SENT[0].findings, *SENT[1].findings),),  # type: ignore[attr-defined]
    },
)  # fmt: skip


@pytest.mark.parametrize("scale", [0.1, 1.0, 100.0])  # kPa, hPa, Pa
def test_every_unit_of_pressure_counts_and_number_rate_and_length_are_told(scale: float) -> None:
    (one,) = straight(
        INFERENCE,
        [series("18:00:00", 1012.8 * scale, 0.1 * scale), series("18:00:50", 1013.2 * scale, 0.1 * scale)],
    )
    assert (one.n, one.seconds, one.rate_hz) == (80, 50.0, 1.6)
