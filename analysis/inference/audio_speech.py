"""That somebody spoke near the device, from the share of a recording that is voiced."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from analysis.inferences import Datum, Drawn, Evidence, Inference, Level, Source
from analysis.media.levels import SECONDS

_VOICED: Final = 0.20  # share of frames
_SPREAD: Final = 6.0  # dB; what hums repeats with a pitch as a voice does, but is steady
_SECONDS: Final = 3.0
_FRAMES_PER_SECOND: Final = 25  # frames of 40 ms


def _infer(evidence: Evidence) -> Iterator[Drawn]:
    sound = evidence.today([*evidence.of("audio.recording"), *evidence.of("audio.stream")])
    spoken = sorted((item for item in sound if _is_spoken(item)), key=lambda item: (item.seen_at, item.id))
    if spoken:
        seconds = sum(min(item.measures.seconds or 0.0, SECONDS) for item in spoken if item.measures)
        voiced = max(item.measures.voiced_share or 0 for item in spoken if item.measures)
        yield Drawn(
            level=Level.SERIES,
            rests_on=spoken,
            words={"when": evidence.when(spoken), "seconds": f"{seconds:.1f}", "voiced": f"{voiced:.0%}"},
            n=round(seconds * _FRAMES_PER_SECOND),
            seconds=round(seconds, 1),
        )


def _is_spoken(item: Datum) -> bool:
    told = item.measures
    if told is None or told.voiced_share is None or told.level_spread_db is None or told.seconds is None:
        return False
    return told.seconds >= _SECONDS and told.voiced_share >= _VOICED and told.level_spread_db >= _SPREAD


INFERENCE: Final = Inference(
    name="audio_speech",
    title="Somebody spoke",
    needs={
        "audio.recording": "16-bit samples of 3 s or more",
        "audio.stream": "16-bit samples of 3 s or more",
    },
    condition="At least 3 s of 16-bit sound (the first minute counts) of which at least 20 % of the frames of 40 ms "
    "are voiced, and whose level from 200 to 4,000 Hz spreads by at least 6 dB (p90 minus p10 of windows of 250 ms).",
    says="This data could let the recipient infer that somebody spoke near the device, and what was said: "
    "{seconds} s of sound, up to {voiced} of it voiced, at {when}.",
    cap=Level.SERIES,
    otherwise=(
        "Somebody sang, or music or a video played.",
        "The voice came from a television or a loudspeaker.",
    ),
    remedy=(
        "Take the microphone permission from the app.",
        "Switch off what waits for a wake word, and delete its recordings in the service's settings.",
    ),
    sources=(
        Source(
            text="Speech is told from other sound down to a bandwidth of 800 Hz, while its words are lost near 2 kHz.",
            where="arXiv 2407.13266",
            basis="P",
        ),
    ),
    infer=_infer,
)
