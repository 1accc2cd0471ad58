"""Light that flickers for a quarter of a minute would do; nothing is said of whether a television was on."""

from __future__ import annotations

from analysis.inference.light_television import INFERENCE
from analysis.inferences import Level
from tests.inference_cases import concludes, found, never, refuses, sent, straight

LIGHT = "sensor.ambient_light"
SERIES = {"n": 21, "rate_hz": 1.0, "seconds": 20.0, "min": 3.0, "median": 9.0, "max": 30.0}
SENT = (sent("21:10", found(LIGHT, "21 readings", **SERIES)),)


def series(at: str = "21:10", **other: float) -> tuple[object, ...]:
    return (sent(at, found(LIGHT, "21 readings", **{**SERIES, **other})),)


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
        "two pieces too far apart": (*series(seconds=10.0), *series("21:11", seconds=10.0)),
        "two pieces that never change": (
            *series(seconds=10.0, min=9.0, max=9.0),
            *series("21:10:12", seconds=10.0, min=9.0, max=9.0),
        ),
        "a bright piece between two": (
            *series(seconds=8.0),
            *series("21:10:09", seconds=8.0, max=900.0),
            *series("21:10:24", seconds=8.0),
        ),
        "no rate told": (sent("21:10", found(LIGHT, "21 readings", n=21, min=3.0, median=9.0, max=30.0)),),
        "many single readings": tuple(
            sent(f"21:10:{second:02d}", found(LIGHT, str(second))) for second in range(30)
        ),
    },
)


def test_a_series_in_pieces_is_one() -> None:
    pieces = [*series(seconds=10.0, n=11), *series("21:10:12", seconds=10.0, n=11)]
    (one,) = straight(INFERENCE, pieces)
    assert (one.n, one.seconds, one.words["when"]) == (22, 20.0, "21:10")
