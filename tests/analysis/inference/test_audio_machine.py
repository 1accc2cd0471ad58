"""A machine is steady and has no voice; silence has no sound at all."""

from __future__ import annotations

import numpy as np
import pytest

from analysis.inference.audio_machine import INFERENCE
from analysis.inferences import Level
from analysis.media.levels import level_spread_db, modulation_depth, voiced_share
from tests.inference_cases import concludes, found, never, refuses, sent, straight

AUDIO = "audio.recording"
FAN = {"seconds": 12.0, "sample_rate_hz": 16_000.0, "level_spread_db": 1.2, "modulation_depth": 0.07,
       "voiced_share": 0.0}  # fmt: skip
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
        "too short": heard(seconds=9.9),
        "a hum of two seconds": heard(seconds=2.0, modulation_depth=None),
        "noise that swells four times a second": heard(level_spread_db=0.6, modulation_depth=0.35),
        "just deeper": heard(modulation_depth=0.151),
        "a steady vowel that does not beat": heard(
            level_spread_db=1.1, voiced_share=0.9, modulation_depth=0.02
        ),
        "a hum that beats": heard(level_spread_db=0.8, voiced_share=0.9, modulation_depth=0.2),
        "beats not measured, as in ledgers that are older than that": heard(modulation_depth=None),
        "not measured (compressed sound)": heard(level_spread_db=None),
        "voices not measured": heard(voiced_share=None),
    },
)


def test_a_hum_with_a_pitch_is_a_machine_where_no_voice_is_as_steady() -> None:
    assert straight(INFERENCE, heard(voiced_share=0.344, level_spread_db=0.82))
    assert straight(INFERENCE, heard(voiced_share=0.344, level_spread_db=1.1)) == []


RATE = 16_000
STEPS = np.arange(12 * RATE)
HISS = np.random.default_rng(11).normal(scale=600, size=STEPS.size)


def tone(hertz: float) -> np.ndarray:
    return 1_500 * np.sin(2 * np.pi * hertz * STEPS / RATE)


SOUNDS = {
    "the rush of a fan over a motor's hum": (np.convolve(HISS, np.full(8, 0.5), "same") + tone(100) / 5, True),
    "a hum and its harmonics": (tone(100) + tone(200) / 2 + tone(300) / 3 + HISS / 3, True),
    "silence": (0 * HISS, False),
    "a pure tone": (tone(440), False),
    "noise that swells four times a second": (HISS * (1 + 0.5 * tone(4) / 1_500), False),
    "keys": (HISS / 50 + HISS * np.exp(-(STEPS % 2_900) / 300), False),
    "chords": ((tone(262) + tone(330) + tone(392)) * np.exp(-(STEPS % 8_000) / 4_000), False),
    "a melody": (np.concatenate([tone(t)[: STEPS.size // 8] for t in (262, 294, 330, 349, 392, 440, 494, 523)])
                 * (0.2 + 0.8 * np.exp(-(STEPS % (STEPS.size // 8)) / 6_000)), False),
    "a fan that is switched on half way": (HISS * np.repeat((0.05, 1.0), STEPS.size // 2), False),
    "rain, which nothing tells from a fan": (HISS, True),
}  # fmt: skip


@pytest.mark.parametrize("name", SOUNDS)
def test_what_is_measured_of_a_sound_decides(name: str) -> None:
    signal, machine = SOUNDS[name]
    samples = signal.astype("<i2").tobytes()
    told = {
        "level_spread_db": level_spread_db(samples, RATE, 1),
        "modulation_depth": modulation_depth(samples, RATE, 1),
        "voiced_share": voiced_share(samples, RATE, 1),
    }
    assert bool(straight(INFERENCE, heard(**told))) is machine, told


def test_of_a_long_recording_no_more_is_told_than_was_looked_at() -> None:
    (told,) = straight(INFERENCE, heard(seconds=3_600.0))
    assert "the level of 60.0 s of sound" in told.sentence()
