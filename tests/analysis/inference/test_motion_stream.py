"""A stream needs its rate and its length; pieces far apart are none."""

from __future__ import annotations

from analysis.inference.motion_stream import INFERENCE
from analysis.inferences import Level
from tests.inference_cases import concludes, found, never, refuses, sent, straight

MOTION, NAME = "sensor.motion", "x_accelerometerSeries"
PIECE = {"n": 101, "rate_hz": 50.0, "seconds": 2.0, "min": 9.0, "median": 9.8, "max": 11.0}


def piece(at: str, name: str = NAME, company: str = "adnetwork", **other: float | None) -> object:
    return sent(at, found(MOTION, "readings", name, **{**PIECE, **other}), company=company)


SENT = tuple(piece(f"12:00:0{second}") for second in (0, 2, 4, 6))

test_a_stream = concludes(
    INFERENCE, SENT,
    "what somebody did with the device (walked, rode, typed), and by their gait perhaps who it was: 8 s of "
    "motion at up to "
    "50 Hz, at 12:00.",
    Level.SERIES,
)  # fmt: skip
test_what_does_not_count = never(INFERENCE, SENT)
test_look_alikes = refuses(
    INFERENCE,
    {
        "nothing": (),
        "one reading": (sent("12:00", found(MOTION, "9.81", "accelerometerZ")),),
        "one short piece": SENT[:1],
        "too slow": (piece("12:00", rate_hz=9.0, seconds=60.0),),
        "too short": (piece("12:00", seconds=4.9),),
        "pieces an hour apart": tuple(piece(f"{hour}:00") for hour in (10, 11, 12, 13)),
        "halves of two sensors": (
            piece("12:00:00"),
            piece("12:00:02", "x_gyroscopeSeries"),
            piece("12:00:04"),
        ),
        "a compass": (piece("12:00", "x_magnetometerSeries", seconds=60.0),),
        "no rate told": (piece("12:00", rate_hz=None, seconds=60.0),),
    },
)


def test_one_long_message_is_a_stream() -> None:
    (one,) = straight(INFERENCE, [piece("12:00", n=501, seconds=10.0)])
    assert (one.n, one.seconds, one.rate_hz) == (501, 10.0, 50.1)
