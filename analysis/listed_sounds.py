"""Samples of sound that stand as numbers in a list, or as floats in bytes, as Web Audio has them: brought to 16 bits.

Source: W3C Web Audio API, AudioBuffer: 32-bit floats of -1 to 1. A list must be named as sound; whether its numbers behave
as sound does, is for the detector to say.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence
from typing import Final

import msgspec

from analysis.field_names import all_words
from analysis.payload import Blob, Payload, Series
from analysis.sound_hints import RATES, SOUND_WORDS, SoundHints

_OF_SOUND: Final = frozenset({
    "audio", "voice", "speech", "sound", "microphone", "mic", "utterance", "mikrofon", "stimme", "voix", "voz", "sonido",
    "suono", "dzwiek", "zvuk", "ljud", "lyd", "音声", "语音", "음성", "звук", "голос",
})  # fmt: skip
_LEAST: Final = 800  # samples: 0.1 s at 8 kHz
_MOST: Final = 1 << 20
_LARGEST: Final = 32_767
_QUIET: Final = 0.005  # of the whole range, below which floats are shares or weights


def has_listed(payload: Payload) -> bool:
    """Whether a message holds a long list that is named as sound."""
    return any(map(_is_listed, payload.series))


def listed_sounds(payload: Payload, hints: SoundHints) -> Iterator[Blob]:
    """The lists and the bytes of floats that are named as sound, as samples of 16 bits.

    What other sensors have as well (``samples``, ``waveform``) needs the rate of a sound beside it: a heart is slower.
    """
    for blob in _found(payload):
        sure = not all_words(blob.names[-3:]).isdisjoint(_OF_SOUND)
        hint = None if sure else hints.of(blob)
        if sure or (hint is not None and hint.rate in RATES):
            yield blob


def _found(payload: Payload) -> Iterator[Blob]:
    for series in payload.series:
        if _is_listed(series) and (data := _as_samples(series.columns[""][:_MOST])):
            yield Blob(
                path=series.path, context=series.context, name=series.name, names=series.names, data=data, media_type="",
                filename="", size=len(data),
            )  # fmt: skip
    for blob in payload.blobs:
        size = len(blob.data)
        if (
            size % 4
            or not 4 * _LEAST <= size <= 4 * _MOST
            or all_words(blob.names[-3:]).isdisjoint(SOUND_WORDS)
        ):
            continue
        floats = struct.unpack(f"<{size // 4}f", blob.data)
        if all(-1 <= value <= 1 for value in floats) and (data := _as_samples(floats)):
            yield msgspec.structs.replace(blob, data=data, size=len(data), media_type="")


def _is_listed(series: Series) -> bool:
    column = series.columns.get("") if len(series.columns) == 1 else None
    return (
        column is not None
        and len(column) >= _LEAST
        and not all_words(series.names[-3:]).isdisjoint(SOUND_WORDS)
    )


def _as_samples(values: Sequence[float]) -> bytes:
    """The samples; b"" where the numbers are neither of 16 bits nor floats of -1 to 1."""
    largest = max(map(abs, values))
    if largest <= 1 and largest > _QUIET:
        whole = [round(value * _LARGEST) for value in values]
    elif 1 < largest <= _LARGEST + 1 and all(value == int(value) for value in values):
        whole = [min(int(value), _LARGEST) for value in values]
    else:
        return b""
    return struct.pack(f"<{len(whole)}h", *whole)
