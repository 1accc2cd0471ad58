"""A computed tone among the sounds of a program is no recording; a voice, noise and a tone that was recorded are."""

from __future__ import annotations

import numpy as np
import pytest

from analysis.media.pure_tone import is_of_a_program, is_sine
from tests.corpus.media import make_pcm, make_wav

TONE = make_wav({"seconds": 0.4, "rate": 16_000, "sound": "tone"})


@pytest.mark.parametrize("hertz", [60.0, 440.0, 997.3, 3_000.0])
@pytest.mark.parametrize("rate", [8_000, 44_100])
def test_a_sine_of_any_pitch(hertz: float, rate: int) -> None:
    samples = (9_000 * np.sin(2 * np.pi * hertz * np.arange(rate // 4) / rate)).astype("<i2")
    assert is_sine(samples.tobytes(), 1)
    assert is_sine(np.repeat(samples, 2).tobytes(), 2)


@pytest.mark.parametrize("sound", ["noise", "silence", "speech"])
def test_other_sounds_are_no_sine(sound: str) -> None:
    assert not is_sine(make_pcm({"seconds": 1, "rate": 16_000, "sound": sound}), 1)


def test_a_tone_that_a_microphone_heard_has_noise() -> None:
    rng = np.random.default_rng(3)
    heard = 9_000 * np.sin(0.17 * np.arange(8_000)) + rng.normal(0, 20, 8_000)
    assert not is_sine(heard.astype("<i2").tobytes(), 1)


def test_too_little_to_tell_and_nothing_to_hear() -> None:
    assert not is_sine(make_pcm({"seconds": 0.01, "rate": 16_000, "sound": "tone"}), 1)
    assert not is_sine(bytes(8_000), 1)


@pytest.mark.parametrize(
    ("path", "filename", "expected"),
    [
        ("/sounds/ping.wav", "", True),
        ("/assets", "scan-beep.wav", True),
        ("/v1/uploads", "take-3.wav", False),
        ("/hearing/results", "", False),
    ],
)
def test_where_a_tone_is_that_of_a_program(path: str, filename: str, expected: bool) -> None:
    assert is_of_a_program(TONE, path, filename) is expected


def test_what_is_no_tone_stays_a_recording_wherever_it_goes() -> None:
    speech = make_wav({"seconds": 2, "rate": 16_000, "sound": "speech"})
    assert not is_of_a_program(speech, "/ringtones/mine.wav", "")
    assert not is_of_a_program(b"RIFF" + bytes(40), "/sounds/a.wav", "")
    assert not is_of_a_program(b"OggS" + bytes(40), "/sounds/a.ogg", "")
