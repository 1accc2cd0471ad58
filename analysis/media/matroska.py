"""WebM and Matroska: tracks, codecs and length (RFC 9559). A browser's recorder writes no length: blocks tell."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import msgspec

from analysis.media.integers import Truncated, floating, number
from analysis.media.records import Film, Sound

_ELEMENT_LIMIT: Final = 50_000
_MASTERS: Final = {
    0x18538067: "Segment", 0x1549A966: "Info", 0x1654AE6B: "Tracks", 0xAE: "TrackEntry", 0xE0: "Video", 0xE1: "Audio",
    0x1F43B675: "Cluster", 0xA0: "BlockGroup",
}  # fmt: skip
_VALUES: Final = {
    0x2AD7B1: "scale", 0x4489: "duration", 0x83: "type", 0x86: "codec", 0xB5: "rate", 0x9F: "channels", 0xB0: "width",
    0xBA: "height", 0xE7: "cluster_time", 0xA3: "block", 0xA1: "block",
}  # fmt: skip
_CODECS: Final = {
    "A_OPUS": "opus", "A_VORBIS": "vorbis", "A_FLAC": "flac", "A_AC3": "ac3", "A_MPEG/L3": "mp3",
    "A_PCM/INT/LIT": "pcm_s16le", "A_PCM/FLOAT/IEEE": "pcm_f32le",
}  # fmt: skip


class _Track:
    """One track entry while it is read."""

    def __init__(self) -> None:
        self.kind, self.codec = 0, ""
        self.rate, self.channels = 8000.0, 1  # the defaults of RFC 9559
        self.width: int | None = None
        self.height: int | None = None


class _Reading(msgspec.Struct, kw_only=True):
    """What the elements told so far; times in ticks of ``scale`` nanoseconds."""

    tracks: list[_Track] = msgspec.field(default_factory=list)
    scale: int = 1_000_000
    duration: float = 0.0
    cluster_time: int = 0
    times: list[int] = msgspec.field(default_factory=list)
    blocks: int = 0


def matroska(data: bytes, *, complete: bool) -> Film | None:
    """The WebM or Matroska file that ``data`` is or begins; None for every other file. Never raises."""
    if data[:4] != b"\x1a\x45\xdf\xa3":
        return None
    try:
        doctype = _doctype(data)
    except Truncated:
        return None
    if doctype not in ("webm", "matroska"):
        return None
    reading = _Reading()
    try:
        for name, start, end in _elements(data):
            _take(data, reading, name, start, end)
    except Truncated:
        complete = False
    return _film(reading, doctype, _seconds(reading, complete=complete))


def _size(data: bytes, at: int) -> tuple[int, int]:
    """An EBML size and the bytes it takes; -1 for the reserved "unknown"."""
    first = number(data, at, 1)
    if first == 0:
        raise Truncated
    width = 9 - first.bit_length()
    mask = (1 << 7 * width) - 1
    value = number(data, at, width) & mask
    return (-1 if value == mask else value), width


def _header(data: bytes, at: int) -> tuple[int, int, int]:
    """(identifier, offset of the content, size or -1) of the element at ``at``."""
    first = number(data, at, 1)
    if first < 0x10:
        raise Truncated
    width = 9 - first.bit_length()
    identifier = number(data, at, width)
    size, taken = _size(data, at + width)
    return identifier, at + width + taken, size


def _doctype(data: bytes) -> str:
    _, at, size = _header(data, 0)
    end = at + min(size, 256)
    while at < end:
        identifier, start, length = _header(data, at)
        if identifier == 0x4282:
            return data[start : start + min(length, 32)].rstrip(b"\0").decode("latin-1")
        at = start + max(length, 0)
    return ""


def _elements(data: bytes) -> Iterator[tuple[str, int, int]]:
    """Known elements in file order, masters entered and not skipped, so that unknown sizes do no harm."""
    _, at, size = _header(data, 0)
    at += size
    for _ in range(_ELEMENT_LIMIT):
        if at >= len(data):
            return
        identifier, start, size = _header(data, at)
        master = _MASTERS.get(identifier)
        if master is not None:
            yield master, start, start
            at = start
            continue
        if size < 0:
            raise Truncated
        name = _VALUES.get(identifier)
        if name is not None:
            yield name, start, start + size
        at = start + size
    raise Truncated


def _take(data: bytes, reading: _Reading, name: str, start: int, end: int) -> None:
    width = end - start
    if name == "TrackEntry":
        reading.tracks.append(_Track())
    elif name == "scale":
        reading.scale = number(data, start, min(width, 8))
    elif name == "duration":
        reading.duration = floating(data, start, width)
    elif name == "cluster_time":
        reading.cluster_time = number(data, start, min(width, 8))
    elif name == "block":
        _, taken = _size(data, start)
        relative = number(data, start + taken, 2)
        moment = reading.cluster_time + (relative - 65536 if relative >= 32768 else relative)
        reading.times = [*reading.times[:1], *reading.times[1:][-1:], moment]
        reading.blocks += 1
        if end > len(data):
            raise Truncated
    elif reading.tracks and width <= 64:
        _describe(data, reading.tracks[-1], name, start, width)


def _describe(data: bytes, track: _Track, name: str, start: int, width: int) -> None:
    if name == "type":
        track.kind = number(data, start, width)
    elif name == "codec":
        if start + width > len(data):
            raise Truncated
        track.codec = data[start : start + width].rstrip(b"\0").decode("latin-1")
    elif name == "rate":
        track.rate = floating(data, start, width)
    elif name == "channels":
        track.channels = number(data, start, width)
    elif name == "width":
        track.width = number(data, start, width)
    elif name == "height":
        track.height = number(data, start, width)


def _seconds(reading: _Reading, *, complete: bool) -> float | None:
    """The duration told; else, of a whole file, from its first block to its last and one step more."""
    if 0 < reading.duration < 1e15:
        return reading.duration * reading.scale / 1e9
    if not complete or len(reading.times) < 3:
        return None
    first, previous, last = reading.times
    return max(last - first + (last - previous), 0) * reading.scale / 1e9 or None


def _video_codec(code: str) -> str:
    known = {"V_MPEG4/ISO/AVC": "h264", "V_MPEGH/ISO/HEVC": "hevc"}
    return known.get(code, code.removeprefix("V_").lower() or "unknown")


def _film(reading: _Reading, doctype: str, seconds: float | None) -> Film | None:
    name, kind = ("WebM", "webm") if doctype == "webm" else ("Matroska", "x-matroska")
    seen = [track for track in reading.tracks if track.kind == 1]
    heard = [track for track in reading.tracks if track.kind == 2]
    if not seen and not heard:
        return None
    evidence = f"EBML header of type {doctype} with {len(seen)} video and {len(heard)} sound tracks"
    sound = None
    if heard:
        codec = heard[0].codec
        sound = Sound(
            container=name,
            codec=_CODECS.get(
                codec, "aac" if codec.startswith("A_AAC") else codec.removeprefix("A_").lower()
            ),
            media_type=f"audio/{kind}",
            evidence=evidence,
            seconds=seconds,
            sample_rate_hz=heard[0].rate,
            channels=heard[0].channels,
        )
    return Film(
        format=name,
        media_type=f"video/{kind}" if seen else f"audio/{kind}",
        evidence=evidence,
        video_codec=_video_codec(seen[0].codec) if seen else "",
        seconds=seconds,
        width=seen[0].width if seen else None,
        height=seen[0].height if seen else None,
        sound=sound,
    )
