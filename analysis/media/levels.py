"""How steady a sound is, and how much of it is voiced: what tells a fan from speech where the spectrum cannot."""

from __future__ import annotations

from typing import Final

SECONDS: Final = 60  # of sound that are looked at
WINDOW_S: Final = 0.25
BAND_HZ: Final = (200.0, 4000.0)
MODULATION_HZ: Final = (2.0, 8.0)  # at which syllables follow one another, and few machines beat
LEAST_S: Final = 10.0  # of sound from which a modulation depth is told
_MINIMUM_WINDOWS: Final = 8
_STEADY_DB: Final = (0.1, 3.0)  # level spread; digital silence has none at all
_STEADY_MODULATION: Final = 0.15
_FRAME_S: Final = 0.04
_FRAMES_PER_S: Final = 80  # at this rate the hum of a motor does not look like a slow beat
_STRETCH: Final = 2 * _FRAMES_PER_S  # frames of which one spectrum is taken
_AT_ONCE: Final = 500  # frames: some megabytes
_PITCH_HZ: Final = (70.0, 400.0)
_PERIODIC: Final = (
    0.5  # share of a frame's power that repeats after one period, from which it counts as voiced
)
_AUDIBLE: Final = 50.0  # root mean square of 16-bit samples


def level_spread_db(samples: bytes, rate_hz: float, channels: int) -> float | None:
    """p90 minus p10, in dB, of the level of 250 ms windows between 200 and 4000 Hz, over at most 60 s.

    ``samples`` are little-endian signed 16-bit, ``channels`` interleaved (the first one counts). None for less than 2 s.
    """
    window = int(rate_hz * WINDOW_S)
    if window < 64 or channels < 1 or len(samples) < 2 * channels * window * _MINIMUM_WINDOWS:
        return None
    import numpy as np

    frames = min(len(samples) // (2 * channels), int(rate_hz * SECONDS))
    signal = np.frombuffer(samples, dtype="<i2", count=frames * channels)[::channels].astype(np.float64)
    rows = signal[: frames // window * window].reshape(-1, window) * np.hanning(window)
    spectrum = np.abs(np.fft.rfft(rows, axis=1)) ** 2
    hertz = np.fft.rfftfreq(window, 1 / rate_hz)
    inside = (hertz >= BAND_HZ[0]) & (hertz <= BAND_HZ[1])
    quantum = (
        float(window) / 12.0
    )  # power of the rounding of 16-bit samples: digital silence has a floor, not -inf
    levels = 10 * np.log10(spectrum[:, inside].sum(axis=1) + quantum)
    low, high = np.percentile(levels, [10, 90])
    return round(float(high - low), 2)


def modulation_depth(samples: bytes, rate_hz: float, channels: int) -> float | None:
    """How deeply the level beats 2 to 8 times a second: 0 for a machine, 0.4 and more for speech; over at most 60 s.

    The root mean square of that part of the envelope (the amplitude from 200 to 4000 Hz), over the envelope's mean; a sine
    that swells by a share m of its amplitude has m / 1.41. A swell at 4 Hz is as long as a window of ``level_spread_db``,
    which cannot see it. ``samples`` as there. None for less than 10 s or a rate below 4 kHz.
    """
    if rate_hz < 4000 or channels < 1 or len(samples) < 2 * channels * int(rate_hz * LEAST_S):
        return None
    import numpy as np

    frames = min(len(samples) // (2 * channels), int(rate_hz * SECONDS))
    signal = np.frombuffer(samples, dtype="<i2", count=frames * channels)[::channels]
    window = np.hanning(int(rate_hz * _FRAME_S))
    rows = np.lib.stride_tricks.sliding_window_view(signal, window.size)[:: int(rate_hz / _FRAMES_PER_S)]
    hertz = np.fft.rfftfreq(window.size, 1 / rate_hz)
    inside = (hertz >= BAND_HZ[0]) & (hertz <= BAND_HZ[1])
    powers = [
        (np.abs(np.fft.rfft(rows[start : start + _AT_ONCE] * window, axis=1)[:, inside]) ** 2).sum(axis=1)
        for start in range(0, len(rows), _AT_ONCE)
    ]
    envelope = np.sqrt(np.concatenate(powers) + window.size / 12.0)  # the floor of rounding, as above
    stretches = np.lib.stride_tricks.sliding_window_view(envelope, _STRETCH)[:: _STRETCH // 2]
    window = np.hanning(_STRETCH)
    swings = np.fft.rfft((stretches - stretches.mean(axis=1, keepdims=True)) * window, axis=1)
    beats = np.fft.rfftfreq(_STRETCH, 1 / _FRAMES_PER_S)
    inside = (beats >= MODULATION_HZ[0]) & (beats <= MODULATION_HZ[1])
    power = 2 * (np.abs(swings[:, inside]) ** 2).sum(axis=1).mean() / (_STRETCH * (window**2).sum())
    return round(float(np.sqrt(power) / envelope.mean()), 3)


def is_steady(spread_db: float | None, modulation: float | None) -> bool:
    """Whether a level spread and a modulation depth are as small as a machine's; never where one is not measured."""
    if spread_db is None or modulation is None:
        return False
    return _STEADY_DB[0] <= spread_db <= _STEADY_DB[1] and modulation <= _STEADY_MODULATION


def voiced_share(samples: bytes, rate_hz: float, channels: int) -> float | None:
    """The share (0..1) of 40 ms frames that repeat with a pitch of 70 to 400 Hz, over at most 60 s; an estimate.

    A frame is voiced where its normalised autocorrelation has a peak of 0.5 or more in that range and a lower value before
    it; quiet frames are not. ``samples`` as for ``level_spread_db``. None for less than 1 s or a rate below 4 kHz.
    """
    window = int(rate_hz * _FRAME_S)
    if rate_hz < 4000 or channels < 1 or len(samples) < 2 * channels * int(rate_hz):
        return None
    import numpy as np

    frames = min(len(samples) // (2 * channels), int(rate_hz * SECONDS))
    signal = np.frombuffer(samples, dtype="<i2", count=frames * channels)[::channels].astype(np.float64)
    rows = signal[: frames // window * window].reshape(-1, window)
    rows = rows - rows.mean(axis=1, keepdims=True)
    power = (rows**2).mean(axis=1)
    spectrum = np.abs(np.fft.rfft(rows, n=2 * window, axis=1)) ** 2
    repeats = np.fft.irfft(spectrum, axis=1)[:, :window]
    overlap = np.arange(window, 0, -1) / window
    repeats = repeats / np.maximum(repeats[:, :1], 1e-9) / overlap
    shortest, longest = int(rate_hz / _PITCH_HZ[1]), int(rate_hz / _PITCH_HZ[0])
    peaks = repeats[:, shortest : longest + 1].max(axis=1)
    valley = repeats[:, 1 : shortest + 1].min(axis=1)
    loud = power > max(_AUDIBLE**2, float(np.percentile(power, 90)) / 100)
    voiced = loud & (peaks >= _PERIODIC) & (valley < 0.5 * peaks)
    return round(float(voiced.mean()), 3)
