"""Light that flickers for a quarter of a minute would do; nothing is said of whether a television was on."""

from __future__ import annotations

from analysis.inference.light_television import INFERENCE
from analysis.inferences import Level
from tests.inference_cases import concludes, found, never, refuses, sent

LIGHT = "sensor.ambient_light"
SERIES = {"n": 21, "rate_hz": 1.0, "seconds": 20.0, "min": 3.0, "median": 9.0, "max": 30.0}
SENT = (sent("21:10", found(LIGHT, "21 readings", **SERIES)),)


def series(**other: float) -> tuple[object, ...]:
    return (sent("21:10", found(LIGHT, "21 readings", **{**SERIES, **other})),)


test_it_would_do = concludes(
    INFERENCE, SENT,
    "which programme a television in the room showed, if one was on (that is not known here): 20 s of the "
    "room's light were sent, at 21:10.",
    Level.SERIES,
)  # fmt: skip
test_what_does_not_count = never(INFERENCE, SENT, halves=False)
test_look_alikes = refuses(
    INFERENCE,
    {
        "nothing": (),
        "one reading": (sent("21:10", found(LIGHT, "9")),),
        "too slow": series(rate_hz=0.9),
        "too short": series(seconds=14.0),
        "constant": series(min=9.0, max=9.0),
        "by day": series(max=900.0),
        "no rate told": (sent("21:10", found(LIGHT, "21 readings", n=21, min=3.0, median=9.0, max=30.0)),),
        "many single readings": tuple(
            sent(f"21:10:{second:02d}", found(LIGHT, str(second))) for second in range(30)
        ),
    },
)
