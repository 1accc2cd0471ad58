"""What a container says about the medium inside it."""

from __future__ import annotations

import msgspec


class Picture(msgspec.Struct, frozen=True, kw_only=True):
    """A still image. ``width``/``height`` in pixels, None where the header is cut off before they are told.

    ``exif`` is the TIFF block that holds the EXIF directories, ``b""`` where there is none at hand. ``sure`` is False where
    the kind is known from the file's brand alone. ``palette`` is True where its colours come from a table.
    """

    format: str
    media_type: str
    width: int | None = None
    height: int | None = None
    exif: bytes = b""
    palette: bool = False
    sure: bool = True


class Sound(msgspec.Struct, frozen=True, kw_only=True):
    """A sound recording. ``codec`` has ffmpeg's name; ``""`` where unknown. ``seconds`` is None where neither the header
    nor the bytes at hand tell. ``pcm`` is (start, end) of little-endian 16-bit samples. ``evidence`` says what was seen.
    """

    container: str
    codec: str
    media_type: str
    evidence: str
    seconds: float | None = None
    sample_rate_hz: float | None = None
    channels: int | None = None
    pcm: tuple[int, int] | None = None
    sure: bool = True


class Film(msgspec.Struct, frozen=True, kw_only=True):
    """A container that can hold moving pictures and sound; an audio-only one has ``video_codec`` ``""`` and a ``sound``.

    Neither ``video_codec`` nor ``sound`` means that the track list was not at hand. ``latitude``/``longitude`` in degrees.
    """

    format: str
    media_type: str
    evidence: str
    video_codec: str = ""
    seconds: float | None = None
    width: int | None = None
    height: int | None = None
    sound: Sound | None = None
    position: Position | None = None
    taken_at: str = ""
    make: str = ""
    model: str = ""
    sure: bool = True


class Position(msgspec.Struct, frozen=True, kw_only=True):
    """Where a medium was recorded: signed decimal degrees; precision in metres, per axis; ``tag`` names the field."""

    latitude: float
    longitude: float
    latitude_precision_m: float
    longitude_precision_m: float
    tag: str
