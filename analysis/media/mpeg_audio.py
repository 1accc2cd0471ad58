"""Sound that is a bare row of frames: MP3 and MP2, AAC in ADTS, AC-3. One header proves nothing; a row that fits does."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import msgspec

from analysis.media.integers import number
from analysis.media.records import Sound

CONSECUTIVE: Final = 3  # frames of one format, each starting where the last one ends
_SEARCH: Final = 4096  # bytes in which the first frame must start
_FRAME_LIMIT: Final = 1 << 17
_BITRATES: Final = {
    (1, 1): (32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448),
    (1, 2): (32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384),
    (1, 3): (32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
    (2, 1): (32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256),
    (2, 2): (8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
    (2, 3): (8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
}
_MPEG_RATES: Final = (44_100, 48_000, 32_000)
_ADTS_RATES: Final = (
    96_000,
    88_200,
    64_000,
    48_000,
    44_100,
    32_000,
    24_000,
    22_050,
    16_000,
    12_000,
    11_025,
    8_000,
    7_350,
)
_AC3_BITRATES: Final = (
    32,
    40,
    48,
    56,
    64,
    80,
    96,
    112,
    128,
    160,
    192,
    224,
    256,
    320,
    384,
    448,
    512,
    576,
    640,
)
_AC3_CHANNELS: Final = (2, 1, 2, 3, 3, 4, 4, 5)


class Frame(msgspec.Struct, frozen=True, kw_only=True):
    """One frame header: ``length`` in bytes, ``samples`` per channel."""

    codec: str
    container: str
    media_type: str
    length: int
    samples: int
    rate: int
    channels: int


def frame_sound(data: bytes, *, complete: bool) -> Sound | None:
    """The sound in a row of frames that starts near the beginning of ``data``; None where no three frames fit together."""
    for header in (_mpeg, _adts, _ac3):
        start = _first(data, header)
        if start is not None:
            return _describe(data, start, header, complete=complete)
    return None


def _first(data: bytes, header: Callable[[bytes, int], Frame | None]) -> int | None:
    """The offset of the first of three frames in a row; None where there are none near the beginning."""
    sync = b"\x0b\x77" if header is _ac3 else b"\xff"
    at = data.find(sync, 0, _SEARCH)
    while at >= 0:
        if _fits(data, at, header):
            return at
        at = data.find(sync, at + 1, _SEARCH)
    return None


def _fits(data: bytes, at: int, header: Callable[[bytes, int], Frame | None]) -> bool:
    first = header(data, at)
    if first is None:
        return False
    if header is _ac3 and at == 0 and _ac3_checksum(data[: first.length]) == 0 and len(data) >= first.length:
        return True
    step = at
    for _ in range(CONSECUTIVE - 1):
        current = header(data, step)
        if current is None:
            return False
        step += current.length
        following = header(data, step)
        if following is None or (following.codec, following.rate) != (first.codec, first.rate):
            return False
    return True


def _describe(
    data: bytes, start: int, header: Callable[[bytes, int], Frame | None], *, complete: bool
) -> Sound | None:
    first = header(data, start)
    if first is None:
        return None
    told = _told_frames(data, start, first)
    count = float(told or (_count(data, start, header) if complete else 0))
    return Sound(
        container=first.container,
        codec=first.codec,
        media_type=first.media_type,
        evidence=f"row of {first.codec} frames of one format, each starting where the last one ends",
        seconds=count * first.samples / first.rate if count else None,
        sample_rate_hz=float(first.rate),
        channels=first.channels,
    )


def _count(data: bytes, start: int, header: Callable[[bytes, int], Frame | None]) -> float:
    """Frames from ``start`` on; one that is cut off counts by the share of it that is at hand."""
    frames, at = 0, start
    while frames < _FRAME_LIMIT:
        frame = header(data, at)
        if frame is None:
            break
        if at + frame.length > len(data):
            return frames + (len(data) - at) / frame.length
        frames, at = frames + 1, at + frame.length
    return frames


def _told_frames(data: bytes, start: int, first: Frame) -> int:
    """The number of frames in a Xing, Info or VBRI header inside the first frame; 0 where there is none."""
    if first.codec != "mp3":
        return 0
    frame = data[start : start + min(first.length, 256)]
    for mark in (b"Xing", b"Info"):
        at = frame.find(mark, 4, 48)
        if at >= 0 and len(frame) >= at + 12 and frame[at + 7] & 1:
            return number(frame, at + 8, 4)
    at = frame.find(b"VBRI", 4, 48)
    return number(frame, at + 14, 4) if 0 <= at <= len(frame) - 18 else 0


def _mpeg(data: bytes, at: int) -> Frame | None:
    """ISO/IEC 11172-3, 13818-3 and the unofficial MPEG 2.5: layers I to III."""
    head = data[at : at + 4]
    if len(head) < 4 or head[0] != 0xFF or head[1] & 0xE0 != 0xE0:
        return None
    version, layer = head[1] >> 3 & 3, 4 - (head[1] >> 1 & 3)
    bitrate, rate = head[2] >> 4, head[2] >> 2 & 3
    if version == 1 or layer == 4 or bitrate in (0, 15) or rate == 3 or head[3] & 3 == 2:
        return None
    hertz = _MPEG_RATES[rate] >> {3: 0, 2: 1, 0: 2}[version]
    bits = _BITRATES[1 if version == 3 else 2, layer][bitrate - 1] * 1000
    samples = 384 if layer == 1 else 576 if layer == 3 and version != 3 else 1152
    padding = head[2] >> 1 & 1
    length = (12 * bits // hertz + padding) * 4 if layer == 1 else samples // 8 * bits // hertz + padding
    return Frame(
        codec=f"mp{layer}",
        container=f"MP{layer}",
        media_type="audio/mpeg",
        length=length,
        samples=samples,
        rate=hertz,
        channels=1 if head[3] >> 6 == 3 else 2,
    )


def _adts(data: bytes, at: int) -> Frame | None:
    """ISO/IEC 13818-7, 6.2: the header in front of each AAC frame."""
    head = data[at : at + 7]
    if len(head) < 7 or head[0] != 0xFF or head[1] & 0xF6 != 0xF0:
        return None
    rate, channels = head[2] >> 2 & 15, (head[2] & 1) << 2 | head[3] >> 6
    length = (head[3] & 3) << 11 | head[4] << 3 | head[5] >> 5
    if rate >= len(_ADTS_RATES) or length <= 9:
        return None
    return Frame(
        codec="aac",
        container="ADTS",
        media_type="audio/aac",
        length=length,
        samples=1024 * ((head[6] & 3) + 1),
        rate=_ADTS_RATES[rate],
        channels={0: 2, 7: 8}.get(channels, channels),
    )


def _ac3(data: bytes, at: int) -> Frame | None:
    """ETSI TS 102 366, 4.3: sync information and the start of the bit stream information."""
    head = data[at : at + 8]
    if len(head) < 8 or head[:2] != b"\x0b\x77":
        return None
    rate, size, version, mode = head[4] >> 6, head[4] & 63, head[5] >> 3, head[6] >> 5
    if rate == 3 or size > 37 or not 4 <= version <= 8:
        return None
    bits = _AC3_BITRATES[size >> 1]
    words = {0: bits * 2, 1: bits * 320 // 147 + (size & 1), 2: bits * 3}[rate]
    hertz = (48_000, 44_100, 32_000)[rate]
    return Frame(
        codec="ac3",
        container="AC-3",
        media_type="audio/ac3",
        length=words * 2,
        samples=1536,
        rate=hertz,
        channels=_AC3_CHANNELS[mode],
    )


def _ac3_checksum(frame: bytes) -> int:
    """CRC-16 (x^16+x^15+x^2+1) over a frame without its sync word; 0 where the frame is sound.

    Of a frame of zeros it would be 0 as well, so its first part alone must not be: that is the stored check word.
    """
    value = 0 if any(frame[2:4]) else 1
    for byte in frame[2:]:
        value ^= byte << 8
        for _ in range(8):
            value = (value << 1 ^ 0x8005 if value & 0x8000 else value << 1) & 0xFFFF
    return value
