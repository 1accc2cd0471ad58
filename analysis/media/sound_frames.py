"""Rows of coded frames without a container: Opus, AMR and Speex, each behind its length or one to a message.

AMR: RFC 4867, section 5.3. Opus: RFC 6716. Speex: the manual's tables of sub-modes (bits of a frame). Framings: two bytes
of length as in most streams; one (Google's Speex with a header byte); four.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

import msgspec

from analysis.media import opus
from analysis.media.raw_sound import is_text

_AMR_FROM: Final = 10  # frames that prove a row
_AMR_BITS: Final = 0x83  # of a frame's first byte, that are zero
AMR_SIZES: Final = {
    "amr_nb": {0: 13, 1: 14, 2: 16, 3: 18, 4: 20, 5: 21, 6: 27, 7: 32, 8: 6, 15: 1},
    "amr_wb": {0: 18, 1: 24, 2: 33, 3: 37, 4: 41, 5: 47, 6: 51, 7: 59, 8: 61, 9: 6, 14: 1, 15: 1},
}  # bytes by frame type
_AMR_SPEECH: Final = {"amr_nb": 7, "amr_wb": 8}  # the last frame type that is speech
_FIXED: Final = 0.6  # share of frames with the same byte at a place, from which that is a field
_SPEEX_BITS: Final = {1: 43, 2: 119, 3: 160, 4: 220, 5: 300, 6: 364, 7: 492, 8: 79}
_SPEEX_WIDE: Final = {0: 4, 1: 36, 2: 112, 3: 192, 4: 352}
_SPEEX_SIZES: Final = {
    mode: frozenset({-(-bits // 8), *(-(-(bits + more) // 8) for more in _SPEEX_WIDE.values())})
    for mode, bits in _SPEEX_BITS.items()
}
_MOST: Final = 20_000  # packets of one row
_LARGEST: Final = 4_000  # bytes of a packet


class Frames(msgspec.Struct, frozen=True, kw_only=True):
    """A row of frames that covers the bytes: ``count`` frames, ``seconds`` long; ``band`` in words, "" where not told."""

    codec: str
    count: int
    seconds: float
    channels: int = 1
    sample_rate_hz: float
    band: str = ""


def framed(packets: Sequence[bytes]) -> bytes:
    """Packets as one row of bytes, each behind its length in two bytes; how messages of a stream are joined."""
    return b"".join(len(packet).to_bytes(2, "big") + packet for packet in packets)


def told_frames(data: bytes, codec: str) -> Frames | None:
    """A row of the codec that a message names (``opus``, ``amr_nb``, ``amr_wb``, ``speex``); None where it is none."""
    if codec.startswith("amr"):
        return amr_frames(data)
    found = (_of(packets, codec) for packets in _framings(data))
    return next((item for item in found if item is not None), None)


def untold_frames(packets: Sequence[bytes]) -> Frames | None:
    """What packets are of which nothing is said: AMR or Opus, with all proofs of a row."""
    return amr_frames(b"".join(packets)) or _of_opus(packets, told=False)


def told_packets(packets: Sequence[bytes], codec: str) -> Frames | None:
    """What packets are that a message calls by the name of a codec."""
    return amr_frames(b"".join(packets)) if codec.startswith("amr") else _of(packets, codec)


def opus_frames(data: bytes) -> Frames | None:
    """A row of Opus packets, each behind its length, that covers all bytes, where the message speaks of Opus."""
    return told_frames(data, "opus")


def unframed(data: bytes) -> list[bytes]:
    """The packets of what ``framed`` made; empty where the bytes are something else."""
    return _run(data, 2, "big")


def _of(packets: Sequence[bytes], codec: str) -> Frames | None:
    if not packets or is_text(b"".join(packets[:8])[:512]):
        return None
    return (
        _of_opus(packets, told=True) if codec == "opus" else _of_speex(packets) if codec == "speex" else None
    )


def _of_opus(packets: Sequence[bytes], *, told: bool) -> Frames | None:
    row = opus.row_of(packets, told=told)
    if row is None:
        return None
    return Frames(
        codec="opus", count=row.count, seconds=row.seconds, channels=row.channels, sample_rate_hz=48_000.0, band=row.band
    )  # fmt: skip


def _of_speex(packets: Sequence[bytes]) -> Frames | None:
    """Frames of 20 ms, one to a packet, whose size is that of the sub-mode in their first bits."""
    if len(packets) < opus.TOLD_FROM or len({len(packet) for packet in packets}) > 6:
        return None
    wide = False
    for packet in packets:
        sizes = _SPEEX_SIZES.get(packet[0] >> 3) if packet and packet[0] < 128 else None
        if sizes is None or len(packet) not in sizes:
            return None
        wide = wide or len(packet) > min(sizes)
    count = len(packets)
    return Frames(
        codec="speex", count=count, seconds=count * 0.02, sample_rate_hz=16_000.0 if wide else 8_000.0
    )


def _framings(data: bytes) -> Iterator[list[bytes]]:
    """The ways in which the bytes are packets behind their lengths, to the last byte."""
    for width, order in ((2, "big"), (2, "little"), (1, "big"), (4, "big"), (4, "little")):
        if len(packets := _run(data, width, order)) >= opus.TOLD_FROM:
            yield packets


def _run(data: bytes, width: int, order: str) -> list[bytes]:
    """Packets each behind its length; none where they do not come out at the end."""
    packets: list[bytes] = []
    at = 0
    while at + width < len(data) and len(packets) < _MOST:
        size = int.from_bytes(data[at : at + width], "big" if order == "big" else "little")
        if not 1 <= size <= _LARGEST:
            return []
        packets.append(data[at + width : at + width + size])
        at += width + size
    return packets if at == len(data) else []


def amr_frames(data: bytes) -> Frames | None:
    """A row of AMR frames, each beginning with its type, that covers all bytes; None for anything else."""
    if len(data) < _AMR_FROM * 6 or data[0] & _AMR_BITS or is_text(data[:512]):
        return None
    found = [row for codec in AMR_SIZES if (row := _amr(data, codec)) is not None]
    return found[0] if len(found) == 1 else None


def _amr(data: bytes, codec: str) -> Frames | None:
    sizes, at = AMR_SIZES[codec], 0
    speech: list[bytes] = []
    types: Counter[int] = Counter()
    while at < len(data):
        kind = data[at] >> 3 & 15
        size = sizes.get(kind, 0)
        if data[at] & _AMR_BITS or not size or at + size > len(data):
            return None
        types[kind] += 1
        if kind <= _AMR_SPEECH[codec]:
            speech.append(data[at : at + size])
        at += size
    count = types.total()
    if (
        count < _AMR_FROM
        or len(speech) < max(8, count // 4)
        or len(set(data)) <= 40
        or not _is_speech(speech)
    ):
        return None
    return Frames(
        codec=codec,
        count=count,
        seconds=count * 0.02,
        sample_rate_hz=8_000.0 if codec == "amr_nb" else 16_000.0,
    )


def _is_speech(frames: Sequence[bytes]) -> bool:
    """Frames of a codec fill their bits; records of one size have fields that stay. Frames are marked good (bit Q)."""
    if sum(frame[0] & 4 > 0 for frame in frames) < 0.9 * len(frames):
        return False
    size = Counter(map(len, frames)).most_common(1)[0][0]
    alike = [frame for frame in frames[:500] if len(frame) == size]
    if len(alike) < 8:
        return False
    fixed = sum(
        Counter(frame[place] for frame in alike).most_common(1)[0][1] > _FIXED * len(alike)
        for place in range(1, size)
    )
    return fixed * 4 <= size
