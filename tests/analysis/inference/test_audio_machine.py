"""A machine is steady and has no voice; silence has no sound at all."""

from __future__ import annotations

from analysis.inference.audio_machine import INFERENCE
from analysis.inferences import Level
from tests.inference_cases import concludes, found, never, refuses, sent, straight

AUDIO = "audio.recording"
FAN = {"seconds": 12.0, "sample_rate_hz": 16_000.0, "level_spread_db": 1.2, "voiced_share": 0.0}
SENT = (sent("06:50", found(AUDIO, "PCM", "x_audio", **FAN)),)


def heard(**other: float | None) -> tuple[object, ...]:
    return (sent("06:50", found(AUDIO, "PCM", "x_audio", **{**FAN, **other})),)


test_a_machine = concludes(
    INFERENCE, SENT,
    "that something hummed or rushed steadily near the device, such as an air conditioner or a fan: the level "
    "of 12.0 s of "
    "sound varied by 1.2 dB, at 06:50.",
    Level.VALUE,
)  # fmt: skip
test_what_does_not_count = never(INFERENCE, SENT, halves=False)
test_look_alikes = refuses(
    INFERENCE,
    {
        "nothing": (),
        "speech": heard(level_spread_db=20.0, voiced_share=0.6),
        "digital silence": heard(level_spread_db=0.0),
        "a steady vowel": heard(voiced_share=0.9),
        "dishes": heard(level_spread_db=5.6),
        "just above": heard(level_spread_db=3.01),
        "too short": heard(seconds=4.9),
        "not measured (compressed sound)": heard(level_spread_db=None),
        "voices not measured": heard(voiced_share=None),
    },
)


def test_a_hum_with_a_pitch_is_a_machine_where_no_voice_is_as_steady() -> None:
    assert straight(INFERENCE, heard(voiced_share=0.344, level_spread_db=0.82))
    assert straight(INFERENCE, heard(voiced_share=0.344, level_spread_db=1.1)) == []
