"""The spread of the level and how deeply it beats: little for a machine, much for speech."""

from __future__ import annotations

import wave
from pathlib import Path

import numpy as np
import pytest

from analysis.media.levels import is_steady, level_spread_db, modulation_depth, voiced_share

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


def beating(hertz: float, share: float, rate: int = 16_000) -> np.ndarray:
    """Twelve seconds of noise that swells and falls by a share of its amplitude."""
    steady = noise(12, rate)
    return steady * (1 + share * np.sin(2 * np.pi * hertz * np.arange(steady.size) / rate))


def test_of_less_than_ten_seconds_no_modulation_is_told() -> None:
    assert modulation_depth(b"", 16_000, 1) is None
    assert modulation_depth(pcm(noise(9.9)), 16_000, 1) is None
    assert modulation_depth(pcm(noise(12)), 16_000, 2) is None  # six seconds of two channels
    assert modulation_depth(pcm(noise(12)), 16_000, 0) is None
    assert modulation_depth(pcm(noise(12)), 3_999, 1) is None


def test_silence_noise_and_a_hum_do_not_beat() -> None:
    assert modulation_depth(bytes(320_000), 16_000, 1) == 0
    assert (modulation_depth(pcm(noise(12)), 16_000, 1) or 1) < 0.04
    steps = np.arange(12 * 16_000) / 16_000
    hum = sum(2000 / k * np.sin(2 * np.pi * 100 * k * steps) for k in range(1, 5))
    assert (modulation_depth(pcm(hum + noise(12) / 5), 16_000, 1) or 1) < 0.04


@pytest.mark.parametrize("rate", [8_000, 11_025, 16_000, 44_100, 48_000])
def test_a_swell_of_half_the_amplitude_has_its_depth_at_every_rate(rate: int) -> None:
    depth = modulation_depth(pcm(beating(4, 0.5, rate)), rate, 1)
    assert depth == pytest.approx(0.5 / 2**0.5, abs=0.01)


def test_a_swell_at_four_hertz_is_seen_though_the_spread_cannot_see_it() -> None:
    swelling = pcm(beating(4, 0.5))
    assert (level_spread_db(swelling, 16_000, 1) or 99) < 1
    assert (modulation_depth(swelling, 16_000, 1) or 0) > 0.3


@pytest.mark.parametrize("hertz", [0.5, 20, 24.5, 49, 72, 76, 78, 98, 118, 120])
def test_slower_and_faster_swells_and_the_turns_of_motors_do_not_count(hertz: float) -> None:
    assert (modulation_depth(pcm(beating(hertz, 0.5)), 16_000, 1) or 1) < 0.06


def test_keys_and_chords_beat() -> None:
    steps = np.arange(12 * 16_000)
    keys = noise(12) / 50 + noise(12) * np.exp(-(steps % 2_900) / 300)  # 5.5 strokes a second
    assert (modulation_depth(pcm(keys), 16_000, 1) or 0) > 0.5
    chords = sum(
        900 * np.sin(2 * np.pi * tone * steps / 16_000) for tone in (262, 330, 392)
    ) * np.exp(-(steps % 4_000) / 3_000)  # fmt: skip
    assert (modulation_depth(pcm(chords), 16_000, 1) or 0) > 0.2


def test_the_first_of_two_channels_beats() -> None:
    both = np.column_stack([beating(4, 0.5), noise(12)]).ravel()
    assert (modulation_depth(pcm(both), 16_000, 2) or 0) > 0.3


def test_a_real_machine_beats_less_than_real_speech() -> None:
    if not SHARED.exists():
        pytest.skip("../shared/data is absent")
    depths = {"bike": [], "digits": []}
    with wave.open(str(SHARED / "audio/noise-pyroom/notebooks/exercise_bike.wav")) as file:
        depths["bike"] = [modulation_depth(file.readframes(160_000), 16_000, 1) for _ in range(6)]
    for speaker in ("jackson", "lucas"):
        digits = b""
        for path in sorted((SHARED / "audio/fsdd/recordings").glob(f"*_{speaker}_*.wav")):
            with wave.open(str(path)) as file:
                digits += file.readframes(file.getnframes())
        depths["digits"].append(modulation_depth(digits, 8_000, 1))
    assert max(depth or 1 for depth in depths["bike"]) < 0.12
    assert min(depth or 0 for depth in depths["digits"]) > 0.5


@pytest.mark.parametrize(
    ("spread", "depth", "steady"),
    [
        (1.0, 0.06, True), (3.0, 0.15, True), (0.1, 0.0, True), (3.01, 0.06, False), (1.0, 0.151, False),
        (0.0, 0.0, False), (22.0, 0.7, False), (None, 0.06, False), (1.0, None, False), (None, None, False),
    ],
)  # fmt: skip
def test_steady_is_what_is_measured_and_is_small(
    spread: float | None, depth: float | None, steady: bool
) -> None:
    assert is_steady(spread, depth) is steady


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
