"""Ogg (RFC 3533): Opus, Vorbis, Speex and FLAC sound, Theora film. Length from the last granule position."""

from __future__ import annotations

from typing import Final

import msgspec

from analysis.media.integers import Truncated, number
from analysis.media.records import Film, Sound

_PAGE_LIMIT: Final = 1 << 16
_NO_POSITION: Final = 0xFFFFFFFFFFFFFFFF


class _Stream(msgspec.Struct, frozen=True, kw_only=True):
    codec: str
    rate: int
    channels: int
    skip: int = 0


def ogg(data: bytes, *, complete: bool) -> Sound | Film | None:
    """The sound or film in an Ogg file; None where its first page begins no codec known here. Raises ``Truncated``."""
    streams: dict[int, _Stream] = {}
    positions: dict[int, int] = {}
    film, at = False, 0
    for _ in range(_PAGE_LIMIT):
        if data[at : at + 5] != b"OggS\0" or at + 27 > len(data):
            break
        flags, serial = data[at + 5], number(data, at + 14, 4, "little")
        table = data[at + 27 : at + 27 + data[at + 26]]
        body = at + 27 + data[at + 26]
        if flags & 2:
            film = film or data[body : body + 7] in (b"\x80theora", b"\x01video\0")
            stream = _stream(data[body : body + 256])
            if stream is not None and serial not in streams:
                streams[serial] = stream
        position, after = number(data, at + 6, 8, "little"), body + sum(table)
        if position != _NO_POSITION and after <= len(data):
            positions[serial] = position
        at = after
    if film:
        return Film(
            format="Ogg",
            media_type="video/ogg",
            evidence="Ogg pages that begin a Theora stream",
            video_codec="theora",
        )
    for serial, stream in streams.items():
        samples = positions.get(serial, 0) - stream.skip
        return _sound(stream, samples / stream.rate if complete and samples > 0 else None)
    return None


def _sound(stream: _Stream, seconds: float | None) -> Sound:
    return Sound(
        container="Ogg",
        codec=stream.codec,
        media_type="audio/ogg",
        evidence=f"Ogg page that begins a stream with the header of {stream.codec}",
        seconds=seconds,
        sample_rate_hz=float(stream.rate),
        channels=stream.channels,
    )


def _stream(head: bytes) -> _Stream | None:
    """The stream that a first packet declares; None for other codecs, no channels or no sample rate."""
    try:
        found = _declared(head)
    except Truncated:
        return None
    return found if found is not None and found.channels > 0 and 1_000 <= found.rate <= 400_000 else None


def _declared(head: bytes) -> _Stream | None:
    if head[:8] == b"OpusHead":  # granules count 48 kHz samples whatever the input was (RFC 7845)
        return _Stream(
            codec="opus", rate=48_000, channels=number(head, 9, 1), skip=number(head, 10, 2, "little")
        )
    if head[:7] == b"\x01vorbis":
        return _Stream(codec="vorbis", rate=number(head, 12, 4, "little"), channels=number(head, 11, 1))
    if head[:8] == b"Speex   ":
        return _Stream(
            codec="speex", rate=number(head, 36, 4, "little"), channels=number(head, 48, 4, "little")
        )
    if head[:5] == b"\x7fFLAC" and head[9:13] == b"fLaC":
        packed = number(head, 27, 8)
        return _Stream(codec="flac", rate=packed >> 44, channels=(packed >> 41 & 7) + 1)
    return None
