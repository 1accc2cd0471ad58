"""Tells a computed tone, as programs play it, from what was recorded: a sine is the same curve all along, without noise."""

from __future__ import annotations

from typing import Final

from analysis.field_names import all_words
from analysis.media.sounds import recognise_sound

_LOOKED_AT: Final = 4096  # samples
_LEAST: Final = 256
_LONGEST: Final = 30.0  # seconds
_ROUNDING: Final = (
    4.5  # steps of 16 bits by which a rounded sine, or one that was cut, may miss its own curve
)
_AUDIBLE: Final = 200.0
# What programs call the sounds that they bring along.
_OF_A_PROGRAM: Final = frozenset({
    "sounds", "sound", "sfx", "assets", "asset", "ringtone", "ringtones", "notification", "notifications", "alert", "alerts",
    "beep", "beeps", "ping", "chime", "chimes", "tone", "tones", "bell", "buzzer", "alarm", "alarms", "static", "ding",
})  # fmt: skip


def is_of_a_program(data: bytes, path: str, filename: str) -> bool:
    """Whether bytes are a WAV file of a computed tone, and its name, or where it goes, tells of the sounds of a program."""
    if data[:4] != b"RIFF" or all_words((*path.split("/", 8)[1:8], filename)).isdisjoint(_OF_A_PROGRAM):
        return False
    sound = recognise_sound(data, complete=True)
    if sound is None or sound.pcm is None or not sound.channels or (sound.seconds or 0) > _LONGEST:
        return False
    start, end = sound.pcm
    return is_sine(data[start:end], sound.channels)


def is_sine(samples: bytes, channels: int) -> bool:
    """Whether little-endian samples of 16 bits, or those of the first channel, are one sine from the beginning on.

    Of a sine each sample is a constant times the one before, less the one before that.
    """
    import numpy as np

    count = min(len(samples) // (2 * channels), _LOOKED_AT)
    if count < _LEAST:
        return False
    signal = np.frombuffer(samples, dtype="<i2", count=count * channels)[::channels].astype(np.float64)
    middle, around = signal[1:-1], signal[2:] + signal[:-2]
    power = float(np.dot(middle, middle))
    if power < _AUDIBLE**2 * len(middle):
        return False
    return float(np.abs(around - middle * (float(np.dot(middle, around)) / power)).max()) <= _ROUNDING
