"""Heart rates must run through hours of the night."""

from __future__ import annotations

from datetime import timedelta

from analysis.inference.heart_sleep import INFERENCE
from analysis.inferences import Level
from tests.inference_cases import WATCH, concludes, days_ago, found, never, refuses, sent, straight

HEART = "health.heart_rate"
START = sent("23:00", day=days_ago(1)).at


def beats(
    hours: float, every: int = 8, start: object = START, category: str = HEART, name: str = "x_heartRate"
) -> list[object]:
    """Single heart rates, one each so many minutes."""
    return [
        sent(start + timedelta(minutes=minute), found(category, "58", name), device=WATCH)
        for minute in range(0, int(hours * 60), every)
    ]


SENT = beats(5)

test_a_night = concludes(
    INFERENCE, SENT,
    "when the wearer fell asleep and woke up: heart rates ran from 23:00 to 03:56, if the last one of each "
    "message was taken when it was sent. It says little of stress.",
    Level.VALUE,
)  # fmt: skip
test_what_does_not_count = never(INFERENCE, SENT)
NOON = sent("13:00").at
SERIES = {"n": 60, "rate_hz": 60 / 18000, "seconds": 18_000.0, "min": 48.0, "median": 55.0, "max": 70.0}
test_look_alikes = refuses(
    INFERENCE,
    {
        "nothing": (),
        "one value": SENT[:1],
        "two hours": beats(2),
        "less than three hours over the ends of four": (
            sent("06:15", found(HEART, "series", "x_heartRate", **{**SERIES, "n": 300, "seconds": 9_000.0})),
        ),
        "too seldom": beats(9, every=12),
        "a walk by day": beats(5, start=NOON),
        "a workout's series": (sent("18:00", found(HEART, "series", "x_heartRate", **{**SERIES, "seconds": 3600.0})),),
        "how the heart rate varies": beats(5, name="x_heartRateVariability"),
        "a goal": beats(5, category="fitness.goal"),
        "a series of the afternoon": (sent("19:00", found(HEART, "series", "x_heartRate", **SERIES), device=WATCH),),
    },
)  # fmt: skip


def test_a_series_that_is_sent_in_the_morning_covers_the_night() -> None:
    (one,) = straight(
        INFERENCE, [sent("07:00", found(HEART, "series", "x_heartRate", **SERIES), device=WATCH)]
    )
    assert (one.words["start"], one.words["end"]) == ("02:00", "07:00")
    assert one.n == 60


def test_a_night_that_is_sent_at_noon_is_told_as_no_longer_than_it_was() -> None:
    """Eight hours, synchronised at 11:30: they end when they were sent at the latest."""
    series = found(HEART, "series", "x_heartRate", **{**SERIES, "n": 480, "seconds": 28_800.0})
    (one,) = straight(INFERENCE, [sent("11:30", series, device=WATCH)])
    assert (one.words["start"], one.words["end"], one.seconds) == ("03:30", "11:30", 28_800.0)
    assert "if the last one of each message was taken when it was sent" in one.sentence()
    (one,) = straight(INFERENCE, [sent("13:00", series, device=WATCH)])  # the night ends at noon
    assert (one.words["start"], one.words["end"]) == ("05:00", "12:00")


def test_readings_outside_of_the_run_do_not_lengthen_it() -> None:
    later = sent("11:30", found(HEART, "58", "x_heartRate"), device=WATCH)
    (one,) = straight(INFERENCE, [*SENT, later])
    assert (one.words["start"], one.words["end"]) == ("23:00", "03:56")
    assert one.rests_on == len(SENT)  # the later one is no part of it
