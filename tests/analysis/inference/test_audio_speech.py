"""Speech is told by how much is voiced, of real recordings too."""

from __future__ import annotations

from analysis.inference.audio_speech import INFERENCE
from analysis.inferences import Level
from tests.inference_cases import concludes, found, never, refuses, sent, straight

AUDIO = "audio.recording"
SPEECH = {"seconds": 6.0, "sample_rate_hz": 16_000.0, "level_spread_db": 22.0, "voiced_share": 0.61}
SENT = (sent("09:01", found(AUDIO, "PCM", "x_audio", **SPEECH)),)


def spoken(**other: float | None) -> tuple[object, ...]:
    return (sent("09:01", found(AUDIO, "PCM", "x_audio", **{**SPEECH, **other})),)


test_somebody_spoke = concludes(
    INFERENCE, SENT,
    "that somebody spoke near the device, and what was said: 6.0 s of sound, up to 61% of it voiced, at 09:01.",
    Level.SERIES,
)  # fmt: skip
test_what_does_not_count = never(INFERENCE, SENT, halves=False)
test_look_alikes = refuses(
    INFERENCE,
    {
        "nothing": (),
        "a fan": spoken(voiced_share=0.0, level_spread_db=0.9),
        "dishes": spoken(voiced_share=0.08, level_spread_db=14.0),
        "just below": spoken(voiced_share=0.199),
        "the hum of a compressor, which has a pitch": spoken(voiced_share=0.344, level_spread_db=0.82),
        "too short": spoken(seconds=2.9),
        "not measured (compressed sound)": spoken(voiced_share=None),
        "no length": spoken(seconds=None),
        "a video": (sent("09:01", found("photo.video", "MP4", **SPEECH)),),
    },
)


def test_of_a_long_recording_no_more_is_told_than_was_looked_at() -> None:
    (told,) = straight(INFERENCE, spoken(seconds=3_600.0))
    assert (told.seconds, told.n) == (60.0, 1_500)
