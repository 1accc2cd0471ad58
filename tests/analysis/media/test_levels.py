"""The spread of the level: small for a machine, large for speech."""

from __future__ import annotations

import wave
from pathlib import Path

import numpy as np
import pytest

from analysis.media.levels import level_spread_db, voiced_share

SHARED = Path(__file__).resolve().parents[3] / "../shared/data"


def noise(seconds: float, rate: int = 16_000) -> np.ndarray:
    return np.random.default_rng(7).normal(scale=1000, size=int(seconds * rate))


def pcm(signal: np.ndarray) -> bytes:
    return signal.astype("<i2").tobytes()


def test_too_short_or_senseless_is_none() -> None:
    assert level_spread_db(pcm(noise(1.5)), 16_000, 1) is None
    assert level_spread_db(b"", 16_000, 1) is None
    assert level_spread_db(pcm(noise(5)), 16_000, 0) is None
    assert level_spread_db(pcm(noise(5)), 10, 1) is None


def test_silence_has_a_floor() -> None:
    assert level_spread_db(bytes(320_000), 16_000, 1) == 0


def test_white_noise_is_steady_and_bursts_are_not() -> None:
    steady = noise(10)
    bursts = steady * (np.arange(steady.size) // 8000 % 2 * 0.99 + 0.01)
    assert (level_spread_db(pcm(steady), 16_000, 1) or 99) < 1
    assert (level_spread_db(pcm(bursts), 16_000, 1) or 0) > 20


def test_the_first_of_two_channels_counts() -> None:
    both = np.column_stack([noise(5), np.zeros(80_000)]).ravel()
    assert (level_spread_db(pcm(both), 16_000, 2) or 99) < 1


def test_real_machine_against_real_speech() -> None:
    folder = SHARED / "audio/noise-pyroom"
    if not folder.exists():
        pytest.skip("../shared/data is absent")
    spread = {}
    for name in ("notebooks/exercise_bike.wav", "examples/input_samples/cmu_arctic_us_aew_a0001.wav"):
        with wave.open(str(folder / name)) as file:
            samples = file.readframes(file.getnframes())
            spread[name[:4]] = level_spread_db(samples, file.getframerate(), file.getnchannels())
    assert (spread["note"] or 99) < 3
    assert (spread["exam"] or 0) > 12


def test_noise_and_silence_have_no_voice_and_a_pitch_has() -> None:
    assert voiced_share(pcm(noise(3)), 16_000, 1) == 0
    assert voiced_share(bytes(96_000), 16_000, 1) == 0
    assert voiced_share(pcm(noise(0.5)), 16_000, 1) is None
    assert voiced_share(pcm(noise(3)), 1_000, 1) is None
    steps = np.arange(48_000) / 16_000
    pitch = sum(4000 / k * np.sin(2 * np.pi * 120 * k * steps) for k in range(1, 8))
    assert (voiced_share(pcm(pitch), 16_000, 1) or 0) > 0.9


def test_the_voice_of_real_recordings() -> None:
    folder = SHARED / "audio/noise-pyroom"
    if not folder.exists():
        pytest.skip("../shared/data is absent")
    shares = {}
    for path in folder.rglob("*.wav"):
        with wave.open(str(path)) as file:
            samples = file.readframes(file.getnframes())
            shares[path.stem] = voiced_share(samples, file.getframerate(), file.getnchannels())
    assert shares["exercise_bike"] < 0.05
    assert shares["doing_the_dishes"] < 0.05
    assert min(share for name, share in shares.items() if name.startswith("cmu")) > 0.2
