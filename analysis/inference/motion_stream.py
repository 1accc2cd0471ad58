"""What somebody does, from a stream of motion readings: walking, typing, even who it is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from analysis.inferences import Datum, Drawn, Evidence, Inference, Level, Source
from analysis.successions import rate_of, runs, seconds_of

_SERIES: Final = ("x_accelerometerSeries", "x_gyroscopeSeries", "x_gravitySeries")
_RATE: Final = 10.0  # Hz
_SECONDS: Final = 5.0


def _infer(evidence: Evidence) -> Iterator[Drawn]:
    streamed: list[Datum] = []
    for name in _SERIES:
        found = [
            item for item in evidence.today(evidence.of("sensor.motion", name)) if rate_of(item) >= _RATE
        ]
        streamed += [item for run in runs(found) if sum(map(seconds_of, run)) >= _SECONDS for item in run]
    if streamed:
        streamed.sort(key=lambda item: (item.seen_at, item.id))
        seconds = sum(map(seconds_of, streamed))
        words = {
            "when": evidence.when(streamed),
            "seconds": f"{seconds:.0f}",
            "rate": f"{max(map(rate_of, streamed)):g}",
        }
        n = sum(item.count() for item in streamed)
        yield Drawn(level=Level.SERIES, rests_on=streamed, words=words, n=n, seconds=seconds)


INFERENCE: Final = Inference(
    name="motion_stream",
    title="What somebody does",
    needs={"sensor.motion": "accelerometer or gyroscope, 10 times a second for 5 s or more"},
    condition="Accelerometer, gravity or gyroscope readings at 10 Hz or more for at least 5 s, in one message "
    "or in messages that follow one another within 5 s.",
    says="This data could let the recipient infer what somebody did with the device (walked, rode, typed), and "
    "by their gait perhaps who it was: {seconds} s of motion at up to {rate} Hz, at {when}.",
    cap=Level.SERIES,
    otherwise=(
        "The device lay still on a table.",
        "The readings came from a vehicle's or a machine's motion.",
    ),
    remedy=(
        "Uninstall the app, or block the recipient: Android asks nobody below 200 readings a second.",
        "On an iPhone, switch off Motion & Fitness for the app; in Safari, refuse motion access.",
    ),
    sources=(
        Source(
            text="A survey of what accelerometers tell: activity, identity by gait, location, age, keystrokes, health.",
            where="Kröger, Raschke, Bhuiyan 2019; ACM Computing Surveys, doi 10.1145/3510579",
            basis="P",
        ),
        Source(
            text="A gyroscope hears: about 50 % of ten speakers were told apart at up to 200 Hz.",
            where="Michalevsky et al., Gyrophone, USENIX Security 2014",
            basis="P",
        ),
    ),
    infer=_infer,
)
