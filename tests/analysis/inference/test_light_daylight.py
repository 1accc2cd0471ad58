"""Daylight needs the sun, two readings, and no lamp's step."""

from __future__ import annotations

from analysis.inference.light_daylight import INFERENCE
from analysis.inferences import Level, Place
from tests.inference_cases import BERLIN, concludes, found, never, refuses, sent, straight

LIGHT = "sensor.ambient_light"
SENT = (sent("11:00", found(LIGHT, "1200")), sent("11:05", found(LIGHT, "1300")))
SLOW = found(
    LIGHT, "23 readings", n=23, rate_hz=0.05, seconds=440.0, min=452.0, median=900.0, max=1300.0, unit="lux"
)

test_daylight = concludes(
    INFERENCE, SENT,
    "that daylight fell on the device, so the curtains were open or it was outdoors, at 11:00–11:05 (up to 1,300 lux).",
    Level.VALUE, BERLIN,
)  # fmt: skip
test_what_does_not_count = never(INFERENCE, SENT, BERLIN)
test_look_alikes = refuses(
    INFERENCE,
    {
        "nothing": (),
        "one reading": SENT[:1],
        "just below": (sent("11:00", found(LIGHT, "999")), sent("11:05", found(LIGHT, "999.9"))),
        "before the sun rises": (sent("06:30", found(LIGHT, "1200")), sent("06:35", found(LIGHT, "1300"))),
        "after it has set": (sent("18:30", found(LIGHT, "1200")), sent("18:35", found(LIGHT, "1300"))),
        "a lamp's step": (sent("11:00:00", found(LIGHT, "1100")), sent("11:00:05", found(LIGHT, "4000"))),
        "a lamp that is switched on and stays": (
            sent("11:00:00", found(LIGHT, "120")),
            *(sent(at, found(LIGHT, "1500")) for at in ("11:00:05", "11:05:00", "11:50:00", "12:40:00")),
        ),
        "a lamp that is switched on, in short series": (
            sent("11:00:00", found(LIGHT, "s", n=4, rate_hz=2.0, seconds=1.5, min=110.0, median=115.0, max=120.0)),
            sent("11:00:05", found(LIGHT, "s", n=4, rate_hz=2.0, seconds=1.5, min=1400.0, median=1450.0, max=1500.0)),
        ),
        "a fast series that doubles": (
            sent("11:00", found(LIGHT, "series", n=50, rate_hz=5.0, seconds=10.0, min=100.0, median=900.0, max=1500.0)),
        ),
        "another quantity": tuple(sent(at, found("sensor.environment", "1013")) for at in ("11:00", "11:05")),
    },
    BERLIN,
)  # fmt: skip


def test_a_slow_series_may_rise() -> None:
    (one,) = straight(INFERENCE, [sent("11:00", SLOW)], BERLIN)
    assert one.n == 23


def test_without_a_position_the_clock_stands_in_for_the_sun() -> None:
    late = [sent("16:05", found(LIGHT, "1200")), sent("16:10", found(LIGHT, "1300"))]
    assert straight(INFERENCE, SENT)
    assert straight(INFERENCE, late) == []


def test_the_sun_is_that_of_the_home() -> None:
    assert straight(INFERENCE, SENT, Place(latitude=78.2, longitude=15.6)) == []  # polar night in November


def test_the_brightest_is_that_of_all_messages() -> None:
    """Not that of the message whose darkest reading is the brightest."""
    wide, narrow = (
        found("sensor.ambient_light", "series", n=5, rate_hz=1.0, seconds=5.0, min=low, median=low, max=high)
        for low, high in ((1_000.0, 1_900.0), (1_100.0, 1_200.0))
    )
    (one,) = straight(INFERENCE, [sent("12:00", wide), sent("12:10", narrow)])
    assert one.words["lux"] == "1,900"


def test_a_lamp_that_was_switched_off_again_does_not_hide_the_day() -> None:
    lamp = [("08:00:00", 120), ("08:00:05", 1500), ("08:30:00", 1500), ("08:30:05", 100)]
    day = [("11:00:00", 1200), ("11:05:00", 1300)]
    (one,) = straight(INFERENCE, [sent(at, found(LIGHT, str(lux))) for at, lux in (*lamp, *day)], BERLIN)
    assert one.words["when"] == "11:00–11:05"


def test_slow_series_that_are_sent_together_are_no_step() -> None:
    """Each holds minutes: what lies between them in time is not told by when they were sent."""
    series = [
        found(LIGHT, "series", n=23, rate_hz=0.05, seconds=440.0, min=low, median=high, max=high)
        for low, high in ((4.0, 200.0), (210.0, 1300.0))
    ]
    messages = [sent("11:00:00", series[0]), sent("11:00:01", series[1])]
    assert straight(INFERENCE, messages, BERLIN)
