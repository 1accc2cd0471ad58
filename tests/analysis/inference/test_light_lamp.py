"""A lamp is told by its switch, or by light while the sun is far below the horizon."""

from __future__ import annotations

from analysis.inference.light_lamp import INFERENCE
from analysis.inferences import Level
from tests.inference_cases import BERLIN, concludes, found, never, refuses, sent, straight

LIGHT = "sensor.ambient_light"
LIT = {"n": 30, "rate_hz": 0.5, "seconds": 60.0, "min": 80.0, "median": 90.0, "max": 120.0}
SENT = (sent("19:30:00", found(LIGHT, "2")), sent("19:30:01", found(LIGHT, "95")))
STEP = {"n": 4, "rate_hz": 2.0, "seconds": 1.5, "min": 3.0, "median": 50.0, "max": 90.0}

test_a_switch = concludes(INFERENCE, SENT, "when a lamp was lit or switched: 19:30.", Level.SERIES)
test_what_does_not_count = never(INFERENCE, SENT)
test_look_alikes = refuses(
    INFERENCE,
    {
        "nothing": (),
        "one reading": SENT[:1],
        "a step of less than 30 lux": (
            sent("19:30:00", found(LIGHT, "2")),
            sent("19:30:01", found(LIGHT, "31")),
        ),
        "a step of less than the double": (
            sent("12:00:00", found(LIGHT, "400")),
            sent("12:00:01", found(LIGHT, "700")),
        ),
        "a step in three seconds": (
            sent("19:30:00", found(LIGHT, "2")),
            sent("19:30:03", found(LIGHT, "95")),
        ),
        "two readings of one message, of which nobody knows when": (
            sent("19:30:00", found(LIGHT, "2"), found(LIGHT, "95")),
        ),
        "lit while the sun is up": (sent("12:00", found(LIGHT, "series", **LIT)),),
        "a single reading at night": (sent("23:00", found(LIGHT, "90")),),
        "night, but too slow": (sent("23:00", found(LIGHT, "series", **{**LIT, "rate_hz": 0.05})),),
        "night, but brighter than lamps": (sent("23:00", found(LIGHT, "series", **{**LIT, "max": 900.0})),),
        "single readings at night, too far apart": (
            sent("23:00:00", found(LIGHT, "90")),
            sent("23:00:11", found(LIGHT, "95")),
        ),
        "single readings by day": (
            sent("12:00:00", found(LIGHT, "90")),
            sent("12:00:05", found(LIGHT, "95")),
        ),
        "single readings at night, darker than lamps": (
            sent("23:00:00", found(LIGHT, "19")),
            sent("23:00:05", found(LIGHT, "18")),
        ),
        "a long series that doubles somewhere": (
            sent("12:00", found(LIGHT, "series", **{**STEP, "seconds": 40.0})),
        ),
    },
    BERLIN,
)


def test_light_at_night_and_a_short_series_that_steps() -> None:
    (one,) = straight(INFERENCE, [sent("23:00", found(LIGHT, "series", **LIT))], BERLIN)
    assert (one.n, one.seconds, one.rate_hz) == (30, 60.0, 0.5)
    assert (
        straight(INFERENCE, [sent("23:00", found(LIGHT, "series", **LIT))]) == []
    )  # without a position nobody knows
    assert straight(INFERENCE, [sent("12:00", found(LIGHT, "series", **STEP))])


def test_a_series_may_be_sent_one_reading_at_a_time() -> None:
    messages = [sent(f"23:00:{second:02d}", found(LIGHT, "90")) for second in range(0, 60, 10)]
    (one,) = straight(INFERENCE, messages, BERLIN)
    assert (one.n, one.seconds) == (6, 50.0)
    assert straight(INFERENCE, messages) == []  # without a position nobody knows
