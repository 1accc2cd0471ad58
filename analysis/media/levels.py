"""How steady a sound is, and how much of it is voiced: what tells a fan from speech where the spectrum cannot."""

from __future__ import annotations

from typing import Final

SECONDS: Final = 60  # of sound that are looked at
WINDOW_S: Final = 0.25
BAND_HZ: Final = (200.0, 4000.0)
_MINIMUM_WINDOWS: Final = 8
_FRAME_S: Final = 0.04
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
