"""How steady a sound is: the spread of its level, which tells a fan from speech where the spectrum cannot."""

from __future__ import annotations

from typing import Final

SECONDS: Final = 60  # of sound that are looked at
WINDOW_S: Final = 0.25
BAND_HZ: Final = (200.0, 4000.0)
_MINIMUM_WINDOWS: Final = 8


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
