"""That a machine ran near the device: a steady noise without speech, as of a fan or an air conditioner."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from analysis.inferences import Datum, Drawn, Evidence, Inference, Level, Source
from analysis.media.levels import LEAST_S, SECONDS, is_steady

_VOICED: Final = 0.05
_HUM: Final = 1.0  # dB; a hum repeats with a pitch as a voice does, but no voice is that steady for 10 s


def _infer(evidence: Evidence) -> Iterator[Drawn]:
    sound = evidence.today([*evidence.of("audio.recording"), *evidence.of("audio.stream")])
    steady = sorted((item for item in sound if _is_steady(item)), key=lambda item: (item.seen_at, item.id))
    if steady:
        seconds = sum(min(item.measures.seconds or 0.0, SECONDS) for item in steady if item.measures)
        spread = max(item.measures.level_spread_db or 0 for item in steady if item.measures)
        words = {"when": evidence.when(steady), "seconds": f"{seconds:.1f}", "spread": f"{spread:.1f}"}
        yield Drawn(level=Level.VALUE, rests_on=steady, words=words, n=len(steady), seconds=round(seconds, 1))


def _is_steady(item: Datum) -> bool:
    told = item.measures
    if told is None or told.seconds is None or told.seconds < LEAST_S:
        return False
    spread, voiced = told.level_spread_db, told.voiced_share
    if spread is None or voiced is None:
        return False  # compressed sound
    return is_steady(spread, told.modulation_depth) and (voiced < _VOICED or spread <= _HUM)


INFERENCE: Final = Inference(
    name="audio_machine",
    title="A machine runs",
    needs={
        "audio.recording": "16-bit samples of 10 s or more",
        "audio.stream": "16-bit samples of 10 s or more",
    },
    condition="At least 10 s of 16-bit sound at hand (the first minute counts) whose level from 200 to 4,000 Hz "
    "spreads by 0.1 to 3 dB (p90 minus p10 of windows of 250 ms) and swells and falls 2 to 8 times a second by "
    "at most 0.15 of its mean amplitude (root mean square), and of which less than 5 % is voiced or whose level "
    "spreads by at most 1 dB.",
    says="This data could let the recipient infer that something hummed or rushed steadily near the device, "
    "such as an air conditioner or a fan: the level of {seconds} s of sound varied by {spread} dB, at {when}.",
    cap=Level.VALUE,
    otherwise=(
        "Rain, traffic, running water or a fridge are as steady.",
        "It was played: a recorded noise, or a tone that is held.",
        "The room was quiet, and the hiss is the microphone's own: loudness is not measured here.",
    ),
    remedy=(
        "Take the microphone permission from the app.",
        "Switch off what waits for a wake word, and delete its recordings in the service's settings.",
    ),
    sources=(
        Source(
            text="Classes of city sounds, air conditioners among them, are told from one another (8,732 clips, "
            "10 classes).",
            where="UrbanSound8K data set page",
            basis="P",
        ),
        Source(
            text="A public model names 521 classes of sound, speech, air conditioning and white noise among them.",
            where="YAMNet model page",
            basis="P",
        ),
    ),
    infer=_infer,
)
