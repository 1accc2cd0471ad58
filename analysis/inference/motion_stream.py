"""What somebody does, from a stream of motion readings: walking, typing, even who it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from analysis.inferences import Datum, Drawn, Evidence, Inference, Level, Source

_SERIES: Final = ("x_accelerometerSeries", "x_gyroscopeSeries", "x_gravitySeries")
_RATE: Final = 10.0  # Hz
_SECONDS: Final = 5.0
_PAUSE: Final = 5.0  # s between two messages of one stream, at most


def _infer(evidence: Evidence) -> Iterator[Drawn]:
    streamed: list[Datum] = []
    for name in _SERIES:
        found = [item for item in evidence.today(evidence.of("sensor.motion", name)) if _rate(item) >= _RATE]
        streamed += [item for run in _runs(found) if sum(map(_seconds, run)) >= _SECONDS for item in run]
    if streamed:
        streamed.sort(key=lambda item: (item.seen_at, item.id))
        seconds = sum(map(_seconds, streamed))
        words = {
            "when": evidence.when(streamed),
            "seconds": f"{seconds:.0f}",
            "rate": f"{max(map(_rate, streamed)):g}",
        }
        n = sum(item.count() for item in streamed)
        yield Drawn(level=Level.SERIES, rests_on=streamed, words=words, n=n, seconds=seconds)


def _rate(item: Datum) -> float:
    return (item.measures.rate_hz if item.measures is not None else None) or 0.0


def _seconds(item: Datum) -> float:
    return (item.measures.seconds if item.measures is not None else None) or 0.0


def _runs(found: Iterable[Datum]) -> list[list[Datum]]:
    """Messages of one sensor that follow one another as those of one stream do."""
    runs: list[list[Datum]] = []
    for item in found:
        near = runs and item.seen_at - runs[-1][-1].seen_at <= (_seconds(item) + _PAUSE) * 1_000_000
        if near:
            runs[-1].append(item)
        else:
            runs.append([item])
    return runs


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
