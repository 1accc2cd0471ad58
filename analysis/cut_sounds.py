"""Tells what is declared as sound and begins as a sound file does, where too little of it is there to be read."""

from __future__ import annotations

from typing import Final

from analysis.payload import Blob
from analysis.records import Confidence, Measures, Observation

_NAMED_BY: Final = (  # how a file begins, and what must follow within its first bytes
    (b"OggS\0", (b"OpusHead", b"vorbis", b"Speex", b"FLAC")),
    (b"\x1a\x45\xdf\xa3", (b"webm", b"matroska")),
    (b"RIFF", (b"WAVEfmt ",)),
    (b"fLaC\0\0\0\x22", (b"",)),
    (b"caff\0\x01", (b"desc",)),
)
_HEAD: Final = 96  # bytes


def cut_short(blob: Blob) -> Observation | None:
    """What the sender calls sound and what begins as a sound file does, too little of it to be read."""
    if not blob.media_type.startswith("audio/") or not _begins_as_sound(blob.data[:_HEAD]):
        return None
    return Observation(
        category="audio.recording", property="x_audio", path=blob.path, value=f"{blob.size} bytes of {blob.media_type[:60]}",
        reasoning="declared as sound, and begins as a sound file does; too little of it is there to be read",
        rule="audio.declared_start", confidence=Confidence.LIKELY,
        measures=Measures(size=blob.size, media_type=blob.media_type),
    )  # fmt: skip


def _begins_as_sound(head: bytes) -> bool:
    return any(head.startswith(mark) and any(name in head for name in names) for mark, names in _NAMED_BY)
